"""The words of publication: `LANGUAGE.toml` beside this file in; a `Wording` out. Another language is another file.

A template's `{slots}` are filled by `publish/words.py`; the file itself says what each slot stands for.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Literal

import msgspec
from msgspec import Struct

from contested.errors import SettingsError
from contested.model import DriftChange, DriftSlot, LinkKind, Role, Stance, VoiceKind
from contested.vocabulary import event_types


class Band(Struct, frozen=True, forbid_unknown_fields=True):
    """How a probability of `at_least` this much is said."""

    at_least: float
    word: str


class Passive(Struct, frozen=True, forbid_unknown_fields=True):
    """An event whose actor nobody names: a subject of its own, and its verb."""

    subject: str
    past: str
    base: str
    rest: str = ""


# What a claim is told as that somebody holds a part of a place: its type is `entered`.
HELD_IN_PART = "part_held"


class Frame(Struct, frozen=True, forbid_unknown_fields=True):
    """How one event type reads: actor, `past` or `base` form of the verb, `rest`.

    `agent`: whether its `forces` act or the `party` itself. `nameless` stands for the object where the
    claim names no place at all. `extent` is `part` where it says by itself that a part of the place is meant: the
    place then stands by its name.
    """

    agent: Literal["forces", "party"]
    past: str
    base: str
    rest: str
    passive: Passive
    target: str = ""
    nameless: str = ""
    extent: Literal["whole", "part"] = "whole"


class Telling(Struct, frozen=True, forbid_unknown_fields=True):
    """How one stance is told: the verb of a voice, of a publisher and of footage, and the clause after it.

    A verb has two parts: between them stands who passed it on.
    """

    voice: tuple[str, str]
    publisher: tuple[str, str]
    footage: tuple[str, str]
    active: str
    passive: str


class LinkWords(Struct, frozen=True, forbid_unknown_fields=True):
    """How it is told that a report has the word from another, and that `one` more, or `several`, have it in that way."""

    how: str
    one: str
    several: str


class Wording(Struct, frozen=True, forbid_unknown_fields=True):
    """All words of one language, as the sections of its file."""

    months: tuple[str, ...]
    numbers: tuple[str, ...]
    figures: dict[str, str]
    generic: tuple[str, ...]
    uncounted: tuple[str, ...]
    when: dict[str, str]
    scale: tuple[Band, ...]
    state: dict[str, str]
    speaker: dict[str, str]
    roles: dict[Role, str]
    where: dict[str, str]
    winds: tuple[str, ...]
    forms: dict[str, tuple[str, str]]
    figure: dict[str, str]
    brief: dict[str, str]
    version: dict[str, str]
    export: dict[str, str]
    picture: dict[str, str]
    dispute: dict[str, str]
    reasons: dict[str, str]
    explain: dict[str, str]
    kinds: dict[VoiceKind, str]
    tree: dict[str, str]
    links: dict[LinkKind, LinkWords]
    drift: dict[DriftSlot, dict[DriftChange, str]]
    parties: dict[str, str]
    stances: dict[Stance, Telling]
    events: dict[str, Frame]


def list_languages() -> tuple[str, ...]:
    """The languages that there is a file for, English first."""
    found = sorted(
        file.name.removesuffix(".toml")
        for file in resources.files(__package__).iterdir()
        if file.name.endswith(".toml")
    )
    return ("en", *(code for code in found if code != "en"))


@cache
def read_wording(language: str = "en") -> Wording:
    """The words of `language` (a two-letter code).

    Raises SettingsError where there is no such file, a key is wrong, or an event type has no frame.
    """
    file = resources.files(__package__).joinpath(f"{language}.toml")
    if not file.is_file():
        raise SettingsError(
            f"language = {language!r}: no publish/wording/{language}.toml; copy en.toml and translate it"
        )
    try:
        wording = msgspec.convert(tomllib.loads(file.read_text("utf-8")), Wording)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise SettingsError(f"{file}: {error}") from error
    if missing := {*event_types(), HELD_IN_PART} - wording.events.keys():
        raise SettingsError(
            f"{file}: no frame for {', '.join(sorted(missing))}; add [events.NAME] as the others have"
        )
    return wording
