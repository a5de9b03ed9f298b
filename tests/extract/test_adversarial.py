"""Texts made to be slow: four times as much of one takes about four times as long, never sixteen."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import NamedTuple

import pytest

import contested.extract
import contested.locate
import contested.theatres
from contested.extract.language import read_language
from tests.extract.reading import read_claims, report_of, workshop
from tests.timing import seconds

MOST = 8.0  # times as long for four times the text: linear is 4, quadratic 16
NOISE = 0.05  # seconds; less is not measured
TRIES = 3
SMALL = 2_000  # characters
LINE = 4_000  # for one pattern
LARGE = 250_000
PUBLISHED = "2024-11-05"


class Repeated(NamedTuple):
    """A piece of text, to be repeated, and what stands before and behind all of it."""

    unit: str
    tail: str = ""
    head: str = ""

    def text(self, size: int) -> str:
        body = self.unit * (size // len(self.unit) + 1)
        return self.head + body[:size] + self.tail


TEXTS = {
    "endless sentence": Repeated(
        "Russian forces captured Synkivka and attacked Kupiansk while they held Dvorichna, which Kyiv denied, "
    ),
    "endless clauses": Repeated("and it said "),
    "commas": Repeated(","),
    "spaced commas": Repeated(", "),
    "brackets": Repeated("("),
    "quotes": Repeated('"'),
    "opening quotes": Repeated("“"),
    "nested": Repeated('("[“'),
    "nested after a full stop": Repeated('("[“', "x", "The end. "),
    "dots before a letter": Repeated(".", "x"),
    "marks before a letter": Repeated(".!?…", "x"),
    "closed dots": Repeated('.")'),
    "closed marks before a letter": Repeated(")", "x", "The end."),
    "one trigger": Repeated("captured "),
    "trigger and object": Repeated("captured Kupiansk, "),
    "passives": Repeated("was captured by "),
    "one place": Repeated("Kupiansk "),
    "roles": Repeated("north of "),
    "village after village": Repeated("Synkivka, Dvorichna, Petropavlivka, Kupiansk, Vovchansk, "),
    "unknown villages": Repeated("captured Unheardivka, Neverivka and "),
    "regions": Repeated("Kharkiv, Sumy and "),
    "said that": Repeated("said that "),
    "voices within voices": Repeated("Moscow said that Kyiv said that "),
    "denials": Repeated("Moscow denied that "),
    "according to": Repeated("according to "),
    "according to a voice": Repeated("according to Moscow, "),
    "not": Repeated("not "),
    "not captured": Repeated("not captured "),
    "they": Repeated("they "),
    "the city": Repeated("the city "),
    "ranges": Repeated("1-2-3-"),
    "one number": Repeated("1"),
    "grouped digits": Repeated("1,111,"),
    "parted digits": Repeated("1 150 "),
    "numbers in words": Repeated("twenty-"),
    "dates": Repeated("May 5 "),
    "hyphenated capitals": Repeated("Kupiansk-Svatove-Kreminna-"),
    "unknown hyphenated capitals": Repeated("Zx-Qv-"),
    "initials": Repeated("A. "),
    "joined initials": Repeated("A."),
    "apostrophes": Repeated("a's"),
    "one word": Repeated("Aa"),
    "spaces": Repeated(" "),
    "spaces after a full stop": Repeated(" ", "x", "The end."),
    "new lines": Repeated("\n"),
    "short lines": Repeated("a\n"),
    "mixed blanks": Repeated("a \t \r "),
}


def trigger_phrases(language: str) -> dict[str, Repeated]:
    """For each event type the words of all its frames, joined."""
    _, events = read_language(language)
    return {
        event: Repeated(
            " ".join(
                phrase.replace("~ ", "").replace("*", "")
                for frame in frames.frame
                for phrase in (*frame.verbs, *frame.words, *frame.passives, *frame.nouns, *frame.states)
            )
            + " "
        )
        for event, frames in events.items()
    }


FRAMES = trigger_phrases("en")


def grows_with_its_size(smaller: Callable[[], object], larger: Callable[[], object]) -> bool:
    """Whether the larger work, four times the smaller, takes at most `MOST` times as long; another try where the
    machine was busy."""
    few = many = float("inf")
    for _ in range(TRIES):
        few = min(few, seconds(smaller, 1))
        many = min(many, seconds(larger, 1))
        if many <= MOST * few + NOISE:
            return True
    return False


def reading(text: str, language: str = "en") -> Callable[[], object]:
    report = report_of(text, language, PUBLISHED, "DeepState")
    return lambda: workshop().read(report)


def grows_in_reading(repeated: Repeated, size: int, language: str = "en") -> bool:
    return grows_with_its_size(
        reading(repeated.text(size), language), reading(repeated.text(4 * size), language)
    )


@pytest.fixture(scope="module", autouse=True)
def _warm() -> None:
    """Gazetteer and word lists are loaded before anything is measured."""
    for language in ("en", "uk", "ru"):
        reading("Kupiansk", language)()


@pytest.mark.parametrize("name", TEXTS)
def test_reading_time_grows_with_the_text(name: str) -> None:
    assert grows_in_reading(TEXTS[name], SMALL)


@pytest.mark.parametrize("event", FRAMES)
def test_reading_time_grows_with_trigger_phrases(event: str) -> None:
    assert grows_in_reading(FRAMES[event], SMALL)


@pytest.mark.long
@pytest.mark.parametrize("name", TEXTS)
def test_a_megabyte_takes_four_times_a_quarter(name: str) -> None:
    assert grows_in_reading(TEXTS[name], LARGE)


@pytest.mark.long
@pytest.mark.parametrize("language", ["en", "uk", "ru"])
def test_a_megabyte_of_all_trigger_phrases(language: str) -> None:
    phrases = Repeated("".join(one.unit for one in trigger_phrases(language).values()))
    assert grows_in_reading(phrases, LARGE, language)


def modules() -> Iterator[ModuleType]:
    for package in (contested.extract, contested.locate, contested.theatres):
        yield package
        for found in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            yield importlib.import_module(found.name)


PATTERNS = {
    f"{module.__name__}.{name}": value
    for module in modules()
    for name, value in vars(module).items()
    if isinstance(value, re.Pattern)
}


def searching(pattern: re.Pattern[str], text: str) -> Callable[[], object]:
    return lambda: (pattern.match(text), sum(1 for _ in pattern.finditer(text)))


def test_the_patterns_are_found() -> None:
    assert {"contested.extract.tokens.TOKEN", "contested.extract.sentences.END"} <= PATTERNS.keys()


@pytest.mark.parametrize("name", PATTERNS)
def test_no_pattern_backtracks_far(name: str) -> None:
    slow = [
        key
        for key, repeated in TEXTS.items()
        for tail in ("", "x")
        if not grows_with_its_size(
            searching(PATTERNS[name], repeated.text(LINE) + tail),
            searching(PATTERNS[name], repeated.text(4 * LINE) + tail),
        )
    ]
    assert not slow


@pytest.mark.parametrize(
    "text",
    [
        "Russian forces captured Synkivka 999999999999 days ago.",
        "Russian forces captured Synkivka 900000 days ago.",
        f"Russian forces captured Synkivka {'9' * 400} weeks ago with {'9' * 400} tanks.",
        f"Russian forces captured Synkivka two{' billion' * 40} days ago.",
        f"Russian forces captured Synkivka and lost two{' billion' * 40} tanks.",
    ],
)
def test_absurd_numbers_stop_no_reading(text: str) -> None:
    (claim, *_) = read_claims(text, published=PUBLISHED)
    assert claim.event == "captured"
    assert claim.when.basis == "publication"
