"""The places that an account speaks of, in; where each stands on the map and which claims it has, out."""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property

from msgspec import Struct

from contested.model import Account, Claim, Control, Day

# A name that can be further off than this is an area or a line: it has a panel but no mark on the map.
POINT_KM = 10.0
UNDATED = "9999"


class Pin(Struct, frozen=True, kw_only=True, dict=True):
    """One place: its control, where it has any, what other languages call it, and all claims that
    name it (`told`, in any order)."""

    place_id: str
    name: str
    lat: float | None
    lon: float | None
    admin1: str | None = None
    country: str | None = None
    population: int = 0
    control: Control | None = None
    called: tuple[tuple[str, str], ...] = ()
    told: Collection[Claim] = ()

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """All claims that name the place, in order of day and id."""
        return tuple(sorted(self.told, key=lambda one: (one.when.start or "", one.claim_id)))


def find_pins(account: Account) -> tuple[Pin, ...]:
    """All places with control or claims, in the order in which they were first told of, so that most keep their number
    when something is added; those that no dated report names come last.

    A place stands where the gazetteer has it: never at the moved point of "five miles east of", which
    would show more than its settlement.
    """
    claims, controls = account.claims_by_place, account.controls_by_place

    def first_told(place_id: str) -> Day:
        """Claims come in the order of their days, those of no day first."""
        return next((one.published for one in claims.get(place_id, ()) if one.published), UNDATED)

    pins = []
    for place_id in sorted(claims.keys() | controls.keys(), key=lambda one: (first_told(one), one)):
        told = claims.get(place_id, ())
        if place_id in controls:
            pins.append(pin_control(controls[place_id], told))
        else:
            pins.append(pin_claims(place_id, told))
    return tuple(pins)


def pin_control(control: Control, told: Collection[Claim]) -> Pin:
    place = control.place
    point = place.uncertainty_km <= POINT_KM
    return Pin(
        place_id=place.place_id,
        name=place.name,
        lat=place.lat if point else None,
        lon=place.lon if point else None,
        admin1=place.admin1,
        country=place.country,
        population=place.population,
        control=control,
        called=place.called,
        told=told,
    )


def pin_claims(place_id: str, told: Collection[Claim]) -> Pin:
    """A place that no control is known of, from the words that name it."""
    refs = [ref for claim in told for ref in claim.places if ref.place_id == place_id]
    exact = sorted(
        (ref.uncertainty_km, ref.lat, ref.lon)
        for ref in refs
        if ref.role != "near"
        and ref.relation is None
        and ref.uncertainty_km is not None
        and ref.lat is not None
        and ref.lon is not None
        and ref.uncertainty_km <= POINT_KM
    )
    _, lat, lon = exact[0] if exact else (None, None, None)
    name = min(ref.name or ref.text or place_id for ref in refs)
    return Pin(place_id=place_id, name=name, lat=lat, lon=lon, told=told)
