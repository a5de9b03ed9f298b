"""What the public is shown: reports and claims, in; fewer and coarser ones, out.

It is applied before claims are traced and reconciled, so that every number of a public site follows from
what the site shows: nothing that is held back can move a probability. Mentions are not for the public at
all: the caller leaves them out.

What it cannot see: a private person whom no claim has as its voice keeps their name in the text.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta

import msgspec
from msgspec import Struct

from contested.errors import UsageError
from contested.model import Claim, Day, Place, PlaceRef, Report, Voice
from contested.publish.wording import read_wording
from contested.sphere import kilometres
from contested.vocabulary import event_types

PRIVATE = ("witness", "resident")
# Words of two letters and less name nobody, and would mask half a sentence.
NAME = re.compile(r"\b[^\W\d_]{3,}\b")
# Each letter of a name gives way to one of these, so that every span of the report stays true.
MASK = "█"


class PublicRules(Struct, frozen=True, kw_only=True):
    """What is held back from the public.

    `as_of` is a moment (`2025-12-10T09:00:00Z`; UTC where no zone is given) or a day, meaning its end.
    `delay_hours` holds back what is newer. `first_seen` is the day on which the desk first saw a report,
    by report id: it dates reports that have no day of their own. `find_place` is the gazetteer's entry of
    a place id.
    """

    as_of: str
    delay_hours: float
    find_place: Callable[[str], Place | None]
    first_seen: Mapping[str, Day] = {}


def choose_public(
    reports: Iterable[Report], claims: Iterable[Claim], rules: PublicRules, language: str = "en"
) -> tuple[tuple[Report, ...], tuple[Claim, ...]]:
    """The reports and claims that the public may see, in the order given.

    Newer reports go, with their claims; places snap to their settlement; events of the force family lose
    their places; witnesses and residents that are no known source lose their names, in the text too.
    Raises UsageError where `as_of` is no day or moment.
    """
    latest = read_moment(rules.as_of) - timedelta(hours=rules.delay_hours)
    kept = [one for one in reports if is_old_enough(one, latest, rules.first_seen)]
    shown = {one.report_id for one in kept}
    claims = [one for one in claims if one.report_id in shown]
    masks = {
        report_id: mask_names(names) for report_id, names in find_private_names(claims, language).items()
    }
    shown_reports = tuple(hide_in_report(one, masks.get(one.report_id)) for one in kept)
    texts = {one.report_id: one.text for one in shown_reports}
    return (
        shown_reports,
        tuple(coarsen_claim(one, texts[one.report_id], rules, language) for one in claims),
    )


def read_moment(as_of: str) -> datetime:
    try:
        if len(as_of) == len("2025-12-10"):
            return datetime.combine(date.fromisoformat(as_of) + timedelta(days=1), time(), UTC)
        moment = datetime.fromisoformat(as_of)
    except ValueError as error:
        raise UsageError(
            f"as_of {as_of!r}: expected a day (2025-12-10) or a moment (2025-12-10T09:00:00Z)"
        ) from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def is_old_enough(report: Report, latest: datetime, first_seen: Mapping[str, Day]) -> bool:
    """Whether the whole day of publication was over by `latest`: a day does not say at what hour.

    A report with no day counts from its first sight; one that has neither cannot be shown to be old.
    """
    day = report.published or first_seen.get(report.report_id)
    return day is not None and read_moment(day) <= latest


def find_private_names(claims: Iterable[Claim], language: str) -> dict[str, set[str]]:
    """By report id, the words that name its private voices: capitalised, no place of the report, not generic."""
    generic = set(read_wording(language).generic)
    names: dict[str, set[str]] = defaultdict(set)
    places: dict[str, set[str]] = defaultdict(set)
    for claim in claims:
        for ref in claim.places:
            places[claim.report_id] |= {
                word for text in (ref.name, ref.text) for word in NAME.findall(text or "")
            }
        for voice in claim.voices:
            if is_private(voice):
                names[claim.report_id] |= {word for word in NAME.findall(voice.name) if word[0].isupper()}
    return {
        report_id: words for report_id in names if (words := names[report_id] - places[report_id] - generic)
    }


def is_private(voice: Voice) -> bool:
    return voice.kind in PRIVATE and voice.source_id is None


def mask_names(names: set[str]) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(re.escape(name) for name in sorted(names)) + r")\b")


def mask_text(text: str, names: re.Pattern[str] | None) -> str:
    return names.sub(lambda found: MASK * len(found[0]), text) if names else text


def hide_in_report(report: Report, names: re.Pattern[str] | None) -> Report:
    if names is None:
        return report
    title = None if report.title is None else mask_text(report.title, names)
    return msgspec.structs.replace(report, text=mask_text(report.text, names), title=title)


def coarsen_claim(claim: Claim, text: str, rules: PublicRules, language: str) -> Claim:
    """The claim as the public sees it; its words are cut from its report's text as that is shown."""
    forces = event_types()[claim.event].family == "force"
    words = read_wording(language).speaker
    return msgspec.structs.replace(
        claim,
        text=text[claim.start : claim.end],
        places=() if forces else tuple(snap_place(ref, rules.find_place) for ref in claim.places),
        slots=tuple(slot for slot in claim.slots if not (forces and slot.slot == "place")),
        voices=tuple(
            msgspec.structs.replace(voice, name=words[voice.kind]) if is_private(voice) else voice
            for voice in claim.voices
        ),
    )


def snap_place(ref: PlaceRef, find_place: Callable[[str], Place | None]) -> PlaceRef:
    """The gazetteer's own point, with the larger of the two uncertainties; how something lies to it is left out.

    A relative place that the gazetteer lacks has no settlement to snap to, and loses its point.
    """
    place = find_place(ref.place_id) if ref.place_id else None
    if place:
        moved = 0.0
        if ref.relation is not None and ref.lat is not None and ref.lon is not None:
            moved = kilometres(place, (ref.lat, ref.lon))
        around = max(place.uncertainty_km, round((ref.uncertainty_km or 0.0) + moved, 1))
        return msgspec.structs.replace(
            ref, lat=place.lat, lon=place.lon, uncertainty_km=around, relation=None
        )
    if ref.role in ("near", "axis"):
        return msgspec.structs.replace(ref, lat=None, lon=None, uncertainty_km=None, relation=None)
    return ref
