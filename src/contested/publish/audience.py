"""What the public is shown: reports and claims, in; fewer and coarser ones, out.

It is applied before claims are traced and reconciled, so that every number of a public site follows from
what the site shows: nothing that is held back can move a probability. Mentions are not for the public at
all: the caller leaves them out.

What it cannot see: a private person whom no claim has as its voice keeps their name in the text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import unquote

import msgspec
from msgspec import Struct

from contested.errors import UsageError
from contested.model import Claim, Day, Mention, Place, PlaceRef, Report, Voice
from contested.publish.private import Names, find_private_names, has_private_author, is_private, mask
from contested.publish.wording import read_wording
from contested.sphere import kilometres
from contested.vocabulary import event_types


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
    reports: Iterable[Report],
    claims: Iterable[Claim],
    rules: PublicRules,
    language: str = "en",
    mentions: Iterable[Mention] = (),
) -> tuple[tuple[Report, ...], tuple[Claim, ...]]:
    """The reports and claims that the public may see, in the order given.

    Newer reports go, with their claims; places snap to their settlement; events of the force family lose
    their places and numbers, in the sentence too, where `mentions` tell what else it names; exact distances are left
    out; witnesses and residents that are no known source, and those who wrote letters, lose their names wherever they stand.
    Raises UsageError where `as_of` is no day or moment.
    """
    latest = read_moment(rules.as_of) - timedelta(hours=rules.delay_hours)
    kept = {one.report_id: one for one in reports if is_old_enough(one, latest, rules.first_seen)}
    claims = [one for one in claims if one.report_id in kept]
    names = find_private_names(kept.values(), claims, language)
    hidden = find_hidden_words(claims, mentions, {one.report_id: one.text for one in kept.values()})
    shown = {
        report_id: hide_in_report(one, names.get(report_id), hidden.get(report_id, ()))
        for report_id, one in kept.items()
    }
    return (
        tuple(shown.values()),
        tuple(
            coarsen_claim(one, shown[one.report_id], rules, names.get(one.report_id), language)
            for one in claims
        ),
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


def is_force(claim: Claim) -> bool:
    return event_types()[claim.event].family == "force"


def hide_in_report(report: Report, names: Names | None, spans: Iterable[tuple[int, int]]) -> Report:
    """The report with its text masked, and with nothing beside it that spells a masked name: an address often does."""
    text = mask_spans(report.text, spans)
    hidden = {report.text[start:end] for start, end in spans}
    title = report.title
    for words in sorted(hidden, key=lambda one: (-len(one), one)):
        title = title and title.replace(words, mask(words))
    report = msgspec.structs.replace(report, text=text, title=title)
    if has_private_author(report):
        # A message's name is its id, which has the host of its sender in it, and often more.
        found = {key: where for key, where in report.found_in.items() if key not in ("author", "id")}
        named = f"letter {report.report_id[:12]}"
        report = msgspec.structs.replace(report, author=None, name=named, found_in=found)
    if names is None:
        return report
    url, canonical = (
        None if names.spells(unquote(address or "")) else address
        for address in (report.url, report.canonical)
    )
    return msgspec.structs.replace(
        report,
        text=names.hide(text),
        title=title and names.hide(title),
        name=names.hide_slug(report.name),
        url=url,
        canonical=canonical,
        author=report.author and names.hide(report.author),
        site=report.site and names.hide(report.site),
        credits=tuple(map(names.hide, report.credits)),
    )


def mask_spans(text: str, spans: Iterable[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + mask(text[start:end]) + text[end:]
    return text


def find_hidden_words(
    claims: Iterable[Claim], mentions: Iterable[Mention], texts: Mapping[str, str]
) -> dict[str, set[tuple[int, int]]]:
    """By report id, the spans of words that would tell where troops are, and how many, and of exact distances."""
    hidden: dict[str, set[tuple[int, int]]] = defaultdict(set)
    forces: dict[str, list[Claim]] = defaultdict(list)
    told: dict[str, set[tuple[int, int]]] = defaultdict(set)
    for claim in claims:
        text = texts[claim.report_id]
        hidden[claim.report_id].update(
            span for ref in claim.places for span in find_distance(ref, claim, text)
        )
        if is_force(claim):
            forces[claim.report_id].append(claim)
        else:
            told[claim.report_id].update(ref.anchor for ref in claim.places if ref.anchor)
    named: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for mention in mentions:
        if mention.report_id in forces:
            named[mention.report_id].append((mention.start, mention.end))
    for report_id, found in forces.items():
        for claim in found:
            hidden[report_id].update(
                span
                for span in find_whereabouts(claim, named[report_id], texts[report_id])
                if not any(span[0] < end and start < span[1] for start, end in told[report_id])
            )
    return hidden


def find_whereabouts(claim: Claim, named: Iterable[tuple[int, int]], text: str) -> Iterator[tuple[int, int]]:
    """The spans of all places that the sentence of a force event names, and of its figures."""
    yield from (span for span in named if claim.start <= span[0] and span[1] <= claim.end)
    yield from ((one.start, one.end) for one in claim.slots if one.slot in ("place", "figure"))
    for ref in claim.places:
        if ref.anchor and claim.start <= ref.anchor[0] and ref.anchor[1] <= claim.end:
            yield ref.anchor
        yield from find_words(ref.text, claim, text)


def find_distance(ref: PlaceRef, claim: Claim, text: str) -> Iterator[tuple[int, int]]:
    """The words by which a place lies so far from a name: all of them but the name."""
    if not is_exact(ref) or ref.relation is None:
        return
    for start, end in find_words(ref.relation.words, claim, text):
        left, right = ref.anchor or (end, end)
        yield from (span for span in ((start, min(left, end)), (max(right, start), end)) if span[0] < span[1])


def is_exact(ref: PlaceRef) -> bool:
    """Whether it is told by a distance where a place lies."""
    return ref.relation is not None and ref.relation.kind == "offset" and ref.relation.low_km is not None


def find_words(words: str | None, claim: Claim, text: str) -> Iterator[tuple[int, int]]:
    at = text.find(words, claim.start, claim.end) if words else -1
    if words and at >= 0:
        yield at, at + len(words)


def coarsen_claim(
    claim: Claim, report: Report, rules: PublicRules, names: Names | None, language: str
) -> Claim:
    """The claim as the public sees it; its words are cut from its report's text as that is shown."""
    forces = is_force(claim)
    words = read_wording(language).speaker
    hide = names.hide if names else str

    def show_voice(voice: Voice) -> Voice:
        if is_private(voice):
            return msgspec.structs.replace(voice, name=words[voice.kind])
        return voice if voice.source_id else msgspec.structs.replace(voice, name=hide(voice.name))

    return msgspec.structs.replace(
        claim,
        report_name=report.name,
        text=report.text[claim.start : claim.end],
        places=()
        if forces
        else tuple(snap_place(ref, report.text, rules.find_place) for ref in claim.places),
        figures=()
        if forces
        else tuple(msgspec.structs.replace(one, text=hide(one.text)) for one in claim.figures),
        slots=tuple(slot for slot in claim.slots if not (forces and slot.slot in ("place", "figure"))),
        voices=tuple(map(show_voice, claim.voices)),
        reasons=tuple(map(hide, claim.reasons)),
    )


def snap_place(ref: PlaceRef, text: str, find_place: Callable[[str], Place | None]) -> PlaceRef:
    """The gazetteer's own point, with the larger of the two uncertainties; how something lies to it is left out.

    A relative place that the gazetteer lacks has no settlement to snap to, and loses its point.
    """
    if is_exact(ref) and ref.anchor:
        ref = msgspec.structs.replace(ref, text=text[slice(*ref.anchor)])
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
