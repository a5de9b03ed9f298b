"""What is counted and what becomes of it, as `kinds.toml` has it, in; which counts are of one kind, out."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

import msgspec
from msgspec import Struct

PEOPLE = "people"


class Kinds(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`kinds.toml` as it is written."""

    within: dict[str, str]
    deeds: dict[str, str]
    told: dict[str, frozenset[str]]
    sets: dict[str, frozenset[str]]
    singular: dict[str, str]


@cache
def load_kinds() -> Kinds:
    source = resources.files("contested.reconcile.figures").joinpath("kinds.toml")
    return msgspec.convert(tomllib.loads(source.read_text("utf-8")), Kinds)


def one_of(thing: str) -> str:
    """A thing's name where there is one of it."""
    return load_kinds().singular.get(thing, thing.removesuffix("s"))


def is_in(word: str | None, name: str) -> bool:
    """Whether a thing, deed or event belongs to a set of `kinds.toml`."""
    return word in load_kinds().sets[name]


def is_within(thing: str, whole: str) -> bool:
    """Whether each of one thing is one of another: children are people, drones are among drones and missiles."""
    if thing == whole or load_kinds().within.get(thing) == whole:
        return True
    return "+" in whole and set(thing.split("+")) <= set(whole.split("+"))


def deeds_of(thing: str | None) -> frozenset[str]:
    """The deeds that words beside a number can tell of a thing; of one whose noun is not known, those of people."""
    kinds = load_kinds()
    if is_in(thing, "weapons"):
        return kinds.told["weapons"]
    return kinds.told[PEOPLE] if thing is None or is_within(thing, PEOPLE) else frozenset()


def default_deed(event: str, thing: str | None = None) -> str | None:
    """What becomes of what an event is told of; drones of a raid were launched, whether or not they struck."""
    if is_in(event, "raids") and is_in(thing, "weapons") and event != "intercepted":
        return "launched"
    return load_kinds().deeds.get(event)


def whose(deed: str, actor: str | None, target: str | None) -> str | None:
    """Whose count it is: of whom it tells a loss, else who acts."""
    return target if is_in(deed, "losses") else actor
