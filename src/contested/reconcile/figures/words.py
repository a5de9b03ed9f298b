"""A language's `quantities.toml` and the numbers of its `language.toml`, in; phrases that can be found in words, out."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

import msgspec
from msgspec import Struct

from contested.errors import SettingsError

STEM = 3  # letters by which phrases that begin with an open word are kept


class Hit(NamedTuple):
    """A phrase as words `first` to `last` (exclusive), and what it stands for."""

    first: int
    last: int
    value: str


class QuantityFile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`quantities.toml` as it is written: what is counted, what became of it, and how totals, parts, periods and growth are
    put. A word that ends in * stands for every word that begins so."""

    people_numbers: tuple[str, ...]
    parts: tuple[str, ...]
    whole: tuple[str, ...]
    lists: tuple[str, ...]
    joins: tuple[str, ...]
    further: frozenset[str]
    each: frozenset[str]
    articles: frozenset[str]
    share_parts: tuple[str, ...]
    between: frozenset[str]
    running: tuple[str, ...]
    total_to: tuple[str, ...]
    since_date: frozenset[str]
    since: tuple[str, ...]
    rates: tuple[str, ...]
    up_from: tuple[str, ...]
    down_from: tuple[str, ...]
    silent: tuple[str, ...]
    own_losses: tuple[str, ...]
    stops: frozenset[str]
    describing: frozenset[str]
    not_counts: tuple[str, ...]
    singled: tuple[str, ...]
    after: dict[str, str]
    things: dict[str, tuple[str, ...]]
    deeds: dict[str, tuple[str, ...]]
    bases: dict[str, tuple[str, ...]]
    periods: dict[str, tuple[str, ...]]
    times: dict[str, float]
    compared: tuple[str, ...]
    fewer: tuple[str, ...]


class Phrases:
    """Phrases by what they stand for, to be found in a sentence's words; the longest that begins at a word counts."""

    def __init__(self, phrases: Mapping[str, Sequence[str]]) -> None:
        self.whole: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self.begun: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for value, texts in phrases.items():
            for text in texts:
                words = tuple(text.split())
                first = words[0]
                kept, key = (self.begun, first[:STEM]) if first.endswith("*") else (self.whole, first)
                kept.setdefault(key, []).append((words, value))

    def at(self, words: Sequence[str], first: int) -> Hit | None:
        """The longest phrase that begins at word `first`."""
        word = words[first]
        exact, begun = self.whole.get(word), self.begun.get(word[:STEM])
        if exact is None and begun is None:
            return None
        best: Hit | None = None
        for phrase, value in (*(exact or ()), *(begun or ())):
            last = first + len(phrase)
            longer = last <= len(words) and (best is None or last > best.last)
            if longer and all(agrees(one, words[first + at]) for at, one in enumerate(phrase)):
                best = Hit(first, last, value)
        return best

    def find(self, words: Sequence[str]) -> tuple[Hit, ...]:
        """All phrases, in order; none begins within another."""
        return tuple(self.walk(words))

    def walk(self, words: Sequence[str]) -> Iterator[Hit]:
        at = 0
        while at < len(words):
            hit = self.at(words, at)
            if hit is not None:
                yield hit
            at = hit.last if hit else at + 1


def agrees(pattern: str, word: str) -> bool:
    """Whether a word is the pattern's; `*` alone is any word."""
    return word.startswith(pattern[:-1]) if pattern.endswith("*") else word == pattern


class QuantityWords:
    """One language's words of quantities, ready to be found."""

    def __init__(self, code: str, file: QuantityFile, settings: Mapping[str, Any]) -> None:
        self.code = code
        figures = settings["figures"]
        self.months: dict[str, int] = settings["dates"]["months"]
        self.compared, self.fewer = Phrases({"": file.compared}), Phrases({"": file.fewer})
        self.numbers: dict[str, float] = dict(figures["numbers"])
        self.scale: dict[str, float] = dict(figures["scale"])
        self.range = frozenset(figures["range"])
        self.percent = frozenset(figures["percent"])
        self.bounds = Phrases({kind: figures[kind] for kind in ("at_least", "at_most", "approximate")})
        self.vague: dict[str, Sequence[float]] = figures["vague"]
        self.vague_phrases = Phrases({phrase: [phrase] for phrase in self.vague})
        self.people_numbers = frozenset(file.people_numbers)
        self.marks = Phrases(
            {
                "parts": file.parts,
                "share_parts": file.share_parts,
                "running": file.running,
                "total_to": file.total_to,
                "since": file.since,
                "rate": file.rates,
                "up_from": file.up_from,
                "down_from": file.down_from,
                "silent": file.silent,
                "own_losses": file.own_losses,
            }
        )
        self.whole, self.lists, self.joins = (
            frozenset(file.whole),
            frozenset(file.lists),
            Phrases({"": file.joins}),
        )
        self.rises = Phrases({"": figures["rises"]})
        self.stops, self.not_counts = file.stops, Phrases({"": file.not_counts})
        self.further, self.each, self.articles = file.further, file.each, file.articles
        self.since_date = file.since_date
        self.between = file.between
        self.describing = file.describing
        self.singled = frozenset(file.singled)
        self.after = Phrases({phrase: [phrase] for phrase in file.after})
        self.after_kinds = file.after
        self.things, self.deeds = Phrases(file.things), Phrases(file.deeds)
        self.bases, self.periods = Phrases(file.bases), Phrases(file.periods)
        self.times = file.times
        self.times_phrases = Phrases({phrase: [phrase] for phrase in file.times})


@cache
def load_words(code: str) -> QuantityWords | None:
    """The words of a language; None where it has no file of them. Raises SettingsError where that is wrong."""
    folder = resources.files("contested").joinpath("extract", "languages", code)
    source = folder.joinpath("quantities.toml")
    if not source.is_file():
        return None
    try:
        file = msgspec.convert(tomllib.loads(source.read_text("utf-8")), QuantityFile)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise SettingsError(f"{source}: {error}; see docs/method/figures.md") from error
    settings = tomllib.loads(folder.joinpath("language.toml").read_text("utf-8"))
    return QuantityWords(code, file, settings)
