"""An account, in; its events as tables of events know them, out: one place, one time, who did it, who reports it.

Such tables ask for more than reports tell. What nobody tells stays empty; what their codes force is told in
docs/reference/exports.md: the place is the first that the leading claim has a point for, the day the first that it can
have been. An event without a point or without a day cannot stand in them, and is left out and counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from contested.days import days_between
from contested.model import Account, Claim, Day, Event, Place, PlaceRef, Report
from contested.publish.brief_events import event_sentence
from contested.publish.events import (
    choose_event_lead,
    count_witnesses,
    find_members,
    name_deniers,
)
from contested.publish.exports import ExportSettings
from contested.publish.exports.tables import OURS, Cell, Columns, describe_desk
from contested.publish.exports.tables.countries import Country, find_country
from contested.publish.exports.tables.deaths import Deaths, count_deaths, group_killed
from contested.publish.licences import Licences
from contested.publish.sentences import ROLES
from contested.publish.words import Words, load_words, say_party
from contested.theatres import Theatre

# What every row of an event table ends in, after the columns that the format itself has.
EXTRA: Columns = (
    ("event_id", "text"), ("contested_event", "text"), ("origins", "whole"), ("denied_by", "texts"),
    ("claim_ids", "texts"), ("licence", "texts"), ("notice", "text"), *OURS,
)  # fmt: skip
# What is so near to a settlement's point, in km, is told of itself; what is known less closely than the second is a region.
EXACT_KM, AROUND_KM = 5.0, 25.0


class Happening(Struct, frozen=True, kw_only=True):
    """An event at its place: `where` is how the leading claim names it, `place` the gazetteer's entry if there is one."""

    event: Event
    lead: Claim
    where: PlaceRef
    lat: float
    lon: float
    place: Place | None
    start: Day
    end: Day
    sentence: str
    reports: tuple[Report, ...]
    deaths: Deaths | None
    extra: Mapping[str, Cell]

    @property
    def days(self) -> int:
        """How many days it may have been on."""
        return days_between(self.start, self.end) + 1

    @property
    def country(self) -> Country | None:
        return find_country(self.place.country) if self.place else None

    @property
    def at_settlement(self) -> bool:
        """Whether its place is a settlement itself, however large, and not what lies around it."""
        known = self.place is None or self.place.kind == "settlement"
        size = max(EXACT_KM, self.place.uncertainty_km if self.place else 0.0)
        return known and self.where.role in ("at", "from", "to") and (self.where.uncertainty_km or 0) <= size

    @property
    def publishers(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one.publisher or one.name for one in self.reports))


def list_happenings(account: Account, theatre: Theatre, settings: ExportSettings) -> Iterator[Happening]:
    """The events of the account that have a point and a day, in its order."""
    words, licences = load_words(theatre), Licences(theatre)
    claims = account.claims_by_id
    reports = {one.report_id: one for one in account.reports}
    places = {one.place.place_id: one.place for one in account.controls}
    killed = group_killed(account)
    for event in account.events:
        lead = choose_event_lead(event, claims)
        where = find_where(event, lead, claims)
        start, end = event.start or event.end, event.end or event.start
        if where is None or where.lat is None or where.lon is None or start is None or end is None:
            continue
        ids = sorted({claims[one].report_id for one in find_members(event) if one in claims})
        told_in = sorted(
            (reports[one] for one in ids if one in reports),
            key=lambda one: (one.published or "9999", one.report_id),
        )
        names = {one.publisher for one in told_in}
        yield Happening(
            event=event,
            lead=lead,
            where=where,
            lat=where.lat,
            lon=where.lon,
            place=find_entry(where.place_id, places, settings),
            start=start,
            end=end,
            sentence=event_sentence(event, lead, claims, words),
            reports=tuple(told_in),
            deaths=count_deaths(event, killed),
            extra={
                **describe_desk(settings),
                "event_id": event.event_id,
                "contested_event": event.event,
                "origins": count_witnesses(event),
                "denied_by": name_deniers(event, claims, words),
                "claim_ids": event.claims,
                "licence": tuple(sorted({one for name in names if (one := licences.of_publisher(name))})),
                "notice": settings.notice,
            },
        )


def find_entry(place_id: str | None, places: Mapping[str, Place], settings: ExportSettings) -> Place | None:
    """The entry of a place: the account's own, else the gazetteer's."""
    return (places.get(place_id) or settings.find_place(place_id)) if place_id else None


def find_where(event: Event, lead: Claim, claims: Mapping[str, Claim]) -> PlaceRef | None:
    """The place of an event that has a point: as the leading claim has it, else as another that tells it."""
    for claim in (lead, *(claims[one] for one in event.claims if one in claims)):
        placed = [
            ref
            for ref in sorted(claim.places, key=lambda one: ROLES.index(one.role))
            if ref.lat is not None and ref.lon is not None
        ]
        own = [ref for ref in placed if ref.place_id in event.place_ids]
        if own or placed:
            return (own or placed)[0]
    return None


def name_forces(code: str | None, words: Words, form: str) -> str | None:
    """A party as a table of events calls it: `Military Forces of Ukraine`, `Government of Ukraine`."""
    return form.format(party=say_party(code, words)) if code else None
