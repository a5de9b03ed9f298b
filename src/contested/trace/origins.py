"""Reports, claims and known sources in; origins out: every claim in exactly one.

An origin is one source saying one thing. However many sites carry it, it is one witness: claims are
joined when the same source says the same again, when one report copies another, and when a cited source
was itself only passing on another's word.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from contested.model import Claim, Copy, Day, Origin, Report, content_id
from contested.theatres import Source
from contested.trace.copies import find_copies
from contested.trace.voices import Directory, Speaker, find_publisher, find_speaker, name_chain

# "Captured last Friday" and "captured on the 14th" are one capture when they miss each other by this much.
DATED_DAYS = 3
# A claim without a date of its own is dated by its publication; the same words again within a week are
# the same statement, later ones a new one.
UNDATED_DAYS = 7
# Share of words that two sentences of copied reports have in common when they are the same sentence.
SAME_SENTENCE = 0.6
WORD = re.compile(r"\w+")

Happening = tuple[str, str | None, bool]


class Group(Struct):
    """Claims of one origin while they are being collected; `claims[0]` is the earliest."""

    speaker: Speaker
    claims: list[Claim]
    reasons: list[str]


class Relay(Struct, frozen=True):
    """A claim that a source passed on from another speaker."""

    claim: Claim
    speaker: Speaker


def trace_origins(
    reports: Iterable[Report], claims: Iterable[Claim], sources: tuple[Source, ...]
) -> tuple[Origin, ...]:
    """The origins of all claims, sorted by id.

    Claims are read in order of publication (undated ones last), and none is joined because of a later
    one: the origins of what was known on a past day are today's without the later claims.
    """
    directory = Directory(sources)
    ordered = sorted(
        claims, key=lambda one: (one.published or "9999", one.report_id, one.start, one.claim_id)
    )
    copies = defaultdict(list)
    in_order = sorted(reports, key=lambda one: (one.published or "9999", one.report_id))
    for copy in find_copies(in_order):
        copies[copy.report_id].append(copy)
    by_report: dict[str, list[Claim]] = defaultdict(list)
    for claim in ordered:
        by_report[claim.report_id].append(claim)
    relays = find_relays(ordered, directory)
    group_of: dict[str, Group] = {}
    open_groups: dict[tuple[str, str, Happening], list[Group]] = defaultdict(list)
    groups: list[Group] = []
    for claim in ordered:
        speaker, reason = follow_relays(claim, find_speaker(claim, directory), relays, directory)
        group, copied = find_twin(claim, speaker, copies[claim.report_id], by_report, group_of)
        if group is None:
            same = open_groups[speaker.source, speaker.apart, happening_of(claim)]
            group = next((one for one in same if same_happening(one.claims[0], claim)), None)
            if group is None:
                group = Group(speaker, [], [])
                same.append(group)
                groups.append(group)
        group.claims.append(claim)
        group.reasons.append(copied or reason)
        group_of[claim.claim_id] = group
    return tuple(sorted((record_origin(group, directory) for group in groups), key=lambda one: one.origin_id))


def record_origin(group: Group, directory: Directory) -> Origin:
    """A collected group as a record; its id is the source's, what is said, where and when it was first said."""
    first, speaker = group.claims[0], group.speaker
    said = (happening_of(first), sorted(places_of(first)), interval_of(first), first.published)
    return Origin(
        origin_id=content_id("origin", speaker.source, speaker.apart, said),
        source=speaker.source,
        name=speaker.name,
        kind=speaker.kind,
        side=speaker.side,
        vouched=speaker.vouched,
        first=first.claim_id,
        claims=tuple(claim.claim_id for claim in group.claims),
        chain=name_chain(first, speaker, directory),
        reasons=tuple(dict.fromkeys(group.reasons)),
    )


def find_relays(claims: Iterable[Claim], directory: Directory) -> dict[tuple[str, Happening], list[Relay]]:
    """What each source published on another's word only: what it says itself is its own."""
    relays: dict[tuple[str, Happening], list[Relay]] = defaultdict(list)
    for claim in claims:
        publisher, speaker = find_publisher(claim, directory), find_speaker(claim, directory)
        if publisher.vouched:
            relays[publisher.source, happening_of(claim)].append(Relay(claim, speaker))
    return relays


def follow_relays(
    claim: Claim,
    speaker: Speaker,
    relays: dict[tuple[str, Happening], list[Relay]],
    directory: Directory,
) -> tuple[Speaker, str]:
    """Who told the cited source, where its own report is at hand and names one other; and why."""
    publisher = find_publisher(claim, directory)
    if speaker == publisher:
        return speaker, f"{speaker.name} says so itself"
    if speaker.apart:
        return speaker, f"{publisher.name} {'shows footage' if speaker.kind == 'footage' else 'names nobody'}"
    reason = f"{publisher.name} cites {speaker.name}"
    told = {
        relay.speaker
        for relay in relays.get((speaker.source, happening_of(claim)), ())
        if (relay.claim.published or "9999") <= (claim.published or "9999")
        and same_happening(relay.claim, claim)
    }
    if len(told) == 1:
        (teller,) = told
        if teller.source != speaker.source:
            return teller, f"{reason}, who cites {teller.name}"
    return speaker, reason


def find_twin(
    claim: Claim,
    speaker: Speaker,
    copies: list[Copy],
    by_report: dict[str, list[Claim]],
    group_of: dict[str, Group],
) -> tuple[Group | None, str]:
    """The group of the claim that this one copies, and why.

    A copy that says something else (another event, side, place, number, or its denial) or that stands on
    another word than the original is no copy.
    """
    named = bool(claim.voices) and not speaker.apart
    for copy in sorted(copies, key=lambda one: (-one.share, one.original_id)):
        for original in by_report.get(copy.original_id, ()):
            group = group_of.get(original.claim_id)
            if (
                group
                and says_the_same(original, claim)
                and (not named or group.speaker.source == speaker.source)
                and (original.publisher != claim.publisher or same_time(original, claim))
                and share_words(original.text, claim.text) >= SAME_SENTENCE
            ):
                return group, f"copies {original.report_name} ({copy.share:.0%} of its runs of words)"
    return None, ""


def happening_of(claim: Claim) -> Happening:
    """What is said, apart from where and when: hedging it says the same, denying it the opposite."""
    plan = claim.stance if claim.stance in ("forecast", "intended") else ""
    return f"{claim.event}:{plan}", claim.actor, claim.stance == "denied"


def same_happening(one: Claim, other: Claim) -> bool:
    """Whether two claims of equal `happening_of` share a place (or have none) and a time."""
    places, others = places_of(one), places_of(other)
    return (bool(places & others) or places == others) and same_time(one, other)


def says_the_same(one: Claim, other: Claim) -> bool:
    """Whether two sentences of copied reports assert the same, numbers included."""
    return (
        happening_of(one) == happening_of(other)
        and one.target == other.target
        and places_of(one) == places_of(other)
        and {(figure.low, figure.high, figure.unit) for figure in one.figures}
        == {(figure.low, figure.high, figure.unit) for figure in other.figures}
    )


def same_time(one: Claim, other: Claim) -> bool:
    """Whether two claims can speak of the same days; two of which nothing is known can."""
    first, second = interval_of(one), interval_of(other)
    if first is None or second is None:
        return first == second
    dated = all(claim.when.basis in ("explicit", "relative") for claim in (one, other))
    gap = max(day_number(first[0]) - day_number(second[1]), day_number(second[0]) - day_number(first[1]))
    return gap <= (DATED_DAYS if dated else UNDATED_DAYS)


def interval_of(claim: Claim) -> tuple[Day, Day] | None:
    """The days that a claim speaks of, its publication where it does not say, null where nobody knows."""
    start = claim.when.start or claim.when.end or claim.published
    end = claim.when.end or claim.when.start or claim.published
    return (start, end) if start and end else None


def places_of(claim: Claim) -> frozenset[str]:
    """Its places by id, or by their words where none was chosen."""
    return frozenset(
        filter(None, (ref.place_id or (ref.name or ref.text or "").casefold() for ref in claim.places))
    )


def share_words(one: str, other: str) -> float:
    """Jaccard share of two sentences' words."""
    words, others = set(WORD.findall(one.casefold())), set(WORD.findall(other.casefold()))
    return len(words & others) / max(1, len(words | others))


def day_number(day: Day) -> int:
    return date.fromisoformat(day).toordinal()
