"""A place that is told by another place, in; the words for where it is, out: "about 8 km east of X, ± 5 km"."""

from __future__ import annotations

from math import ceil

from contested.model import PlaceRef, Relation
from contested.publish.wording import Wording

FINE = 3.0  # below it, tenths are told: "2.4 km"
ROUNDING = 0.01  # of a number that was given as halves
WIND = 45.0  # degrees from one of the eight winds to the next


def say_where(ref: PlaceRef, wording: Wording) -> str | None:
    """Where a relative place is, and how far off that can be; null where a place is the named one itself, or unknown."""
    relation = ref.relation
    if relation is None or ref.lat is None or ref.uncertainty_km is None:
        return None
    place = ref.name or ref.text or ""
    if relation.line and relation.kind in ("between", "along") and len(relation.line) > 1:
        return say_line(relation, wording)
    if relation.kind == "offset":
        where = say_offset(relation, place, wording)
    else:
        where = say_part(relation, place, wording)
    return wording.where["spread"].format(where=where, off=max(1, ceil(ref.uncertainty_km)))


def say_line(relation: Relation, wording: Wording) -> str:
    """ "between A and B", "along the line A – B – C": how long it is shows how far off it can be."""
    if relation.kind == "between":
        places = wording.figure["and"].join(relation.names)
    else:
        places = " – ".join(relation.names)
    return wording.where[relation.kind].format(places=places)


def say_offset(relation: Relation, place: str, wording: Wording) -> str:
    low, high = relation.low_km, relation.high_km
    from_ = "" if relation.bearing is not None else "_from"
    wind = say_wind(relation, wording)
    words = wording.where
    if low is None and high is None:
        return words["outside" if wind else "near"].format(wind=wind, place=place)
    if high is None:
        return words["over" + from_].format(km=say_km(low or 0.0, wording), wind=wind, place=place)
    if not low:
        return words["up_to" + from_].format(km=say_km(high, wording), wind=wind, place=place)
    if low == high:
        return words["exact" + from_].format(km=say_km(high, wording), wind=wind, place=place)
    said = say_km(low, wording) if low < 1 <= high else number(low if high >= 1 else 1000 * low)
    return words["range" + from_].format(low=said, high=say_km(high, wording), wind=wind, place=place)


def say_part(relation: Relation, place: str, wording: Wording) -> str:
    """ "the southern part of X", "the left bank of X near Y", "X near Y" of a road."""
    words, wind = wording.where, say_wind(relation, wording)
    if relation.kind == "along":
        return words["course"].format(place=place, other=relation.names[0])
    key = relation.side or ("edges" if relation.kind == "edge" and not wind else relation.kind)
    where = words[key if wind or key not in ("part", "bank") else "near"].format(wind=wind, place=place)
    return words["beside"].format(where=where, other=relation.names[0]) if relation.names else where


def say_wind(relation: Relation, wording: Wording) -> str:
    """The nearest of the eight winds, empty where there is no bearing."""
    return "" if relation.bearing is None else wording.winds[round(relation.bearing / WIND) % 8]


def say_km(km: float, wording: Wording) -> str:
    """ "8 km", "1.5 km", "900 m"."""
    if km < 1:
        return wording.where["m"].format(n=number(1000 * km))
    return wording.where["km"].format(n=number(km))


def number(value: float) -> str:
    """Without more digits than the words bear out: halves stay, and below three a digit behind the point."""
    fine = value < FINE or abs(2 * value - round(2 * value)) < ROUNDING
    return f"{value:.1f}".removesuffix(".0") if fine else f"{value:.0f}"
