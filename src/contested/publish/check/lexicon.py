"""`en.toml` beside this file, in; the words in which sentences of that language are checked, out.

Another language is another file. Without one its sentences cannot be checked, and are not rephrased.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources

import msgspec
from msgspec import Struct

from contested.errors import SettingsError
from contested.publish.wording import Frame, read_wording

# So many letters tell one word of a list from another in whatever form.
STEM = 4
SLOT = re.compile(r"\{\w+\}")
WORD = re.compile(r"⟨\w+⟩|[^\W_]+(?:[’'][^\W_]+)?|[’']s|[^\w\s]")


class EventWords(Struct, frozen=True, forbid_unknown_fields=True):
    """Ways to say an event: verbs whose subject is the actor, nouns, and verbs whose subject is the target."""

    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    flips: tuple[str, ...] = ()


class NumberWords(Struct, frozen=True, forbid_unknown_fields=True):
    """What stands around a number that is no exact one, and what is counted."""

    about: tuple[str, ...]
    at_least: tuple[str, ...]
    at_most: tuple[str, ...]
    range: tuple[str, ...]
    all: tuple[str, ...]
    teens: dict[str, float]
    counts: dict[str, tuple[str, ...]]


class Attribution(Struct, frozen=True, forbid_unknown_fields=True):
    """How it is said who speaks, and who passed it on."""

    then: tuple[str, ...]
    citing: tuple[str, ...]
    direct: tuple[str, ...]
    carried: tuple[str, ...]
    citations: tuple[str, ...]
    footage: dict[str, tuple[str, ...]]
    reported: tuple[str, ...]


class DateWords(Struct, frozen=True, forbid_unknown_fields=True):
    """Orders in which days and intervals are written."""

    day: tuple[str, ...]
    month: tuple[str, ...]
    year: tuple[str, ...]
    interval: tuple[str, ...]
    vague: tuple[str, ...]
    undated: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]


class Lexicon(Struct, frozen=True, forbid_unknown_fields=True):
    """The file as it stands."""

    function: tuple[str, ...]
    be: tuple[str, ...]
    forces: tuple[str, ...]
    either: str
    say: tuple[str, ...]
    deny: tuple[str, ...]
    negations: tuple[str, ...]
    stances: dict[str, tuple[str, ...]]
    phrases: dict[str, str]
    cues: dict[str, tuple[str, ...]]
    attribution: Attribution
    dates: DateWords
    numbers: NumberWords
    kinds: dict[str, tuple[str, ...]]
    flags: dict[str, tuple[str, ...]]
    events: dict[str, EventWords]


@cache
def read_lexicon(language: str = "en") -> Lexicon:
    """The words of `language`. Raises SettingsError where there is no such file, or a key is wrong."""
    file = resources.files(__package__).joinpath(f"{language}.toml")
    if not file.is_file():
        raise SettingsError(
            f"language = {language!r}: no publish/check/{language}.toml, so its sentences cannot be checked; "
            "copy en.toml and translate it, or leave rephrase_url out"
        )
    try:
        return msgspec.convert(tomllib.loads(file.read_text("utf-8")), Lexicon)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise SettingsError(f"{file}: {error}") from error


@cache
def event_words(event: str, language: str = "en") -> tuple[frozenset[str], EventWords]:
    """All words that may tell an event, and among them those that say who does it: the frame's, and the file's."""
    frame = read_wording(language).events[event]
    own = read_lexicon(language).events.get(event, EventWords())
    verbs = {*own.verbs, *frame.past.split()[:1], *frame.base.split()[:1]}
    nouns = set(own.nouns)
    licensed = verbs | nouns | set(own.flips) | frame_words(frame)
    return frozenset(licensed), EventWords(
        tuple(sorted(verbs)), tuple(sorted(nouns - verbs)), tuple(own.flips)
    )


@cache
def list_alternatives(
    event: str, passive: bool, ahead: bool, language: str = "en"
) -> tuple[tuple[frozenset[str], ...], ...]:
    """What a frame leaves open (`gave, withheld or permitted`): for each such list the stems of its items, so that none can
    be picked out. `passive` and `ahead` say which of its forms is used; the others only add stems."""
    frame = read_wording(language).events[event]
    other = frame.passive
    verb = (other.base if ahead else other.past) if passive else (frame.base if ahead else frame.past)
    used = (other.subject, verb, other.rest) if passive else (verb, frame.rest)
    lists = {
        len(items): [set(one) for one in items] for form in used if (items := split_items(form, language))
    }
    for form in (frame.past, frame.base, frame.rest, other.subject, other.past, other.base):
        items = split_items(form, language)
        for own, new in zip(lists.get(len(items), []), items, strict=False):
            own |= new
    return tuple(tuple(frozenset(one) for one in items) for items in lists.values())


def split_items(form: str, language: str) -> list[set[str]]:
    """The stems of the items of a list in a form; nothing where it has none."""
    lexicon, fixed = read_lexicon(language), SLOT.sub(" ", form)
    either = f" {lexicon.either} "
    if either not in f" {fixed} ":
        return []
    items = re.split(rf",|{either}", fixed)
    return [{word[:STEM] for word in WORD.findall(item) if word not in lexicon.function} for item in items]


def frame_words(frame: Frame) -> set[str]:
    """The fixed words of a frame."""
    passive = frame.passive
    forms = (frame.past, frame.base, frame.rest, frame.target, frame.nameless)
    fixed = (*forms, passive.subject, passive.past, passive.base, passive.rest)
    return {word.casefold() for form in fixed for word in WORD.findall(SLOT.sub(" ", form)) if word.isalpha()}
