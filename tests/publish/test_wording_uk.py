from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any, get_args

import pytest

from contested.errors import SettingsError
from contested.model import Claim, Stance
from contested.publish.brief import write_brief
from contested.publish.rephrase import rephrase_brief
from contested.publish.sentences import claim_sentence
from contested.publish.wording import list_languages
from contested.publish.words import (
    count_origins,
    count_reports,
    load_words,
    say_chain,
    say_interval,
    say_number,
    state_sentence,
)
from contested.theatres import Theatre, load_theatre
from contested.vocabulary import event_types
from tests.publish.account import compose_account, status_on
from tests.publish.small import ISW, RYBAR, claim, place
from tests.publish.theatre import write_theatre

PAGE = Path(__file__).parents[2] / "page" / "src"
SLOT = re.compile(r"\{(\w+)")
THEATRE = load_theatre("russia_ukraine")
UK = load_words(THEATRE, "uk")
LATIN = re.compile(r"[A-Za-z]{2,}")


def read_page(language: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((PAGE / f"strings.{language}.json").read_text("utf-8"))
    return read


def read_sentences(language: str) -> dict[str, Any]:
    return tomllib.loads(
        (resources.files("contested.publish.wording") / f"{language}.toml").read_text("utf-8")
    )


def flatten(value: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Each string with its key; the forms of a plural, and what stands in a list, are under one key."""
    if isinstance(value, dict):
        for name, part in value.items():
            plural = "other" in value and name in ("one", "few", "many", "other")
            yield from flatten(part, key if plural else f"{key}.{name}")
    elif isinstance(value, list):
        for part in value:
            yield from flatten(part, key)
    elif isinstance(value, str):
        yield key, value


def gather(words: Any) -> dict[str, set[str]]:
    """The slots of each key."""
    slots: dict[str, set[str]] = {}
    for key, text in flatten(words):
        slots.setdefault(key, set()).update(SLOT.findall(text))
    return slots


def test_the_page_says_in_ukrainian_all_that_it_says_in_english() -> None:
    en, uk = gather(read_page("en")), gather(read_page("uk"))
    extra = {
        key for key in uk if key.startswith(".happenings.")
    }  # in English they are named as in the contract
    en.pop(".numbers")  # Ukrainian writes figures: a number in words would have a gender
    assert uk.keys() - extra == en.keys()
    # The number of one need not be said, and is in Ukrainian, where 21 is told as 1 is.
    assert {key: slots - {"n"} for key, slots in uk.items() if key not in extra} == {
        key: slots - {"n"} for key, slots in en.items()
    }


def test_the_page_has_all_plural_forms_of_ukrainian() -> None:
    def plurals(value: Any) -> Iterator[set[str]]:
        if isinstance(value, dict):
            if "one" in value and "other" in value:
                yield set(value)
            for part in value.values():
                yield from plurals(part)

    found = list(plurals(read_page("uk")))
    assert len(found) == len(list(plurals(read_page("en")))) > 20
    assert all(forms == {"one", "few", "many", "other"} for forms in found)


def test_every_kind_of_event_has_its_name_on_the_page() -> None:
    happenings = read_page("uk")["happenings"]
    assert happenings.keys() == event_types().keys()
    assert all(set(one) == {"name", "gloss"} for one in happenings.values())


def test_the_sentences_have_all_keys_and_slots() -> None:
    frames = ("events", "stances", "numbers", "generic", "uncounted", "parties", "figures")
    en, uk = read_sentences("en"), read_sentences("uk")
    assert en["events"].keys() == uk["events"].keys()
    for name in frames:
        en.pop(name), uk.pop(name)
    had, has = gather(en), gather(uk)
    assert had.keys() == has.keys()
    for key, slots in had.items():
        assert slots <= has[key], key
        assert has[key] <= slots | {"number"}, key


def test_a_language_is_found_by_its_files() -> None:
    pages = {file.name.split(".")[1] for file in PAGE.glob("strings.*.json")}
    assert set(list_languages()) == pages
    assert list_languages()[0] == "en"


@pytest.mark.parametrize(
    ("number", "origins", "reports"),
    [
        (1, "1 першоджерело", "1 повідомлення"),
        (2, "2 першоджерела", "2 повідомлення"),
        (5, "5 першоджерел", "5 повідомлень"),
        (11, "11 першоджерел", "11 повідомлень"),
        (21, "21 першоджерело", "21 повідомлення"),
        (12_003, "12\u00a0003 першоджерела", "12\u00a0003 повідомлення"),
    ],
)
def test_plural_forms(number: int, origins: str, reports: str) -> None:
    assert count_origins(number, UK) == origins
    assert count_reports(number, UK) == reports


def test_a_number_picks_the_noun_behind_it() -> None:
    en = load_words(THEATRE)
    assert [f"{say_number(n, en)} {say_number(n, en):day|days}" for n in (1, 2, 21)] == [
        "one day", "two days", "21 days"
    ]  # fmt: skip
    assert say_number(1.5, UK) == "1,5"


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("2025-12-10", "2025-12-10", "10 грудня 2025"),
        ("2024-10-29", "2024-12-27", "між 29 жовтня та 27 грудня 2024"),
        ("2022-02-01", "2022-02-28", "протягом лютого 2022"),
        ("2025-01-01", "2025-12-31", "протягом 2025 року"),
        ("2022-03-01", None, "не раніше 1 березня 2022"),
    ],
)
def test_interval(start: str | None, end: str | None, said: str) -> None:
    assert say_interval(start, end, UK) == said


def test_state_line() -> None:
    control = next(one for one in compose_account().controls if one.place.name == "Kupiansk")
    line = state_sentence("Куп’янськ", status_on(control, "2025-12-10"), UK)
    assert line.startswith("Куп’янськ, 10 грудня 2025: ")
    assert "під контролем України (" in line
    assert not LATIN.search(line)


def test_chain() -> None:
    assert say_chain(claim(voices=(ISW, RYBAR)), UK) == "Newsweek ← ISW ← Rybar (першоджерело, на боці Росії)"


@pytest.mark.parametrize("event", sorted(event_types()))
@pytest.mark.parametrize("stance", get_args(Stance))
@pytest.mark.parametrize("actor", ["UA", None])
def test_every_event_is_told_without_an_english_word(event: str, stance: Stance, actor: str | None) -> None:
    told: Claim = claim(
        event=event,
        stance=stance,
        actor=actor,
        target="RU",
        places=(place("Куп’янськ"),),
        publisher="Вісник",
        voices=(),
    )
    said = claim_sentence(told, UK)
    assert not LATIN.search(said)
    assert not re.search(r"\{|  | ,", said)
    assert "Куп’янськ" in said
    assert ("заперечено, що" in said) == (stance == "denied")


def test_who_acts_in_the_feminine() -> None:
    told = claim(event="aid", actor="US", target="UA", places=(), publisher="Вісник", voices=())
    assert "влада США надала, затримала або дозволила допомогу" in claim_sentence(told, UK)


@pytest.fixture
def theatre(tmp_path: Path) -> Theatre:
    return write_theatre(tmp_path / "theatre")


def test_the_brief_is_not_reworded_in_a_language_without_a_checker(theatre: Theatre) -> None:
    sent: list[str] = []

    def ask(sentence: str) -> str:
        sent.append(sentence)
        return sentence

    sections = write_brief(compose_account(), theatre, 0.5, None, None, "2025-12-12", "uk")
    assert [one.title for one in sections][:2] == ["Чому це важливо", "Що треба знати"]
    with pytest.raises(SettingsError, match=r"no publish/check/uk\.toml, so its sentences cannot be checked"):
        rephrase_brief(sections, ask, UK, "uk")
    assert not sent


def test_names_of_a_side_that_is_not_there_are_refused(theatre: Theatre) -> None:
    folder = theatre.folder / "names"
    folder.mkdir()
    (folder / "uk.toml").write_text(
        'name = "х"\n[parties]\nXX = { name = "х", adjective = "х", held = "х" }\n', "utf-8"
    )
    with pytest.raises(SettingsError, match=r"names/uk.toml: \[parties.XX\] is no side of theatre.toml"):
        load_theatre(str(theatre.folder))


def test_every_side_has_its_name() -> None:
    assert THEATRE.names["uk"].parties.keys() == {side.code for side in THEATRE.sides}
