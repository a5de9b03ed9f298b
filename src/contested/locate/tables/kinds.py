"""What a table calls a place, in; the model's kind for it and how far off its point can be, out. From `kinds.toml`."""

from __future__ import annotations

from functools import cache

from msgspec import Struct

from contested.locate.base import radius_of
from contested.locate.data import read_data


class Kinds(Struct, frozen=True, forbid_unknown_fields=True):
    """`kinds.toml`: words by kind, prefixes by kind, km by kind or word."""

    settlement: tuple[str, ...]
    region: tuple[str, ...]
    district: tuple[str, ...]
    river: tuple[str, ...]
    road: tuple[str, ...]
    country: tuple[str, ...]
    area: tuple[str, ...]
    prefixes: dict[str, tuple[str, ...]]
    uncertainty_km: dict[str, float]


@cache
def read_kinds() -> Kinds:
    """The table."""
    return read_data("tables/kinds.toml", Kinds)


@cache
def words() -> dict[str, str]:
    """Each word with its kind."""
    table = read_kinds()
    kinds = [field for field in table.__struct_fields__ if field not in ("prefixes", "uncertainty_km")]
    return {word: kind for kind in kinds for word in getattr(table, kind)}


@cache
def kind_of(stated: str) -> str | None:
    """The kind of what a table calls so: a settlement where it says nothing, null where no map desk names such."""
    word = plain(stated)
    if not word:
        return "settlement"
    if word in words():
        return words()[word]
    prefixes = read_kinds().prefixes
    return next((kind for kind, begin in prefixes.items() if word.startswith(begin)), None)


@cache
def uncertainty_of(kind: str, stated: str, population: int) -> float:
    """How far off the point of such a place can be, in km."""
    km = read_kinds().uncertainty_km
    if kind == "settlement" and population:
        return radius_of(population)
    return km.get(plain(stated), km[kind])


def plain(stated: str) -> str:
    return " ".join(stated.replace("_", " ").lower().split())
