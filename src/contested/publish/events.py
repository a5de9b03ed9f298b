"""One event and its claims, in; who tells it and how, who denies it, and the sentences that say so, out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from contested.model import Claim, Day, Difference, Event, Stance, Version
from contested.publish.sentences import claim_clause, claim_sentence, name_speaker, say_figures
from contested.publish.words import (
    Words,
    capitalise,
    join_names,
    say_interval,
    say_party,
)
from contested.vocabulary import event_types

# The flattest way to put it comes first.
STANCES: tuple[Stance, ...] = ("asserted", "hedged", "intended", "forecast", "denied")


class VersionRow(Struct, frozen=True, kw_only=True):
    """One of the ways in which an event is told: by whom, what, both in one `line`, how many independent origins do, what
    parts it from the first, since when, and the claims that put it in words."""

    tellers: str
    said: str
    line: str
    origins: int
    denied: bool
    against_interest: bool
    differs: tuple[Difference, ...]
    since: Day | None
    claims: tuple[str, ...]


def choose_lead(claims: Sequence[Claim]) -> Claim:
    """The claim that an event is told by: the least hedged, then the surest read, then the earliest."""
    return min(
        claims, key=lambda one: (STANCES.index(one.stance), -one.score, one.published or "9999", one.claim_id)
    )


def choose_event_lead(event: Event, claims: Mapping[str, Claim]) -> Claim:
    """The claim that an event is told by: of those who tell it as what it is called, in its first version."""
    first = event.versions[0].wordings if event.versions else ()
    told = [claims[one] for one in first if claims[one].event == event.event]
    return choose_lead(told or [claims[one] for one in event.wordings or event.claims])


def name_deniers(event: Event, claims: Mapping[str, Claim], words: Words) -> tuple[str, ...]:
    """The names of those on whose word the event is denied, in order; `claims` by id."""
    return tuple(sorted({name_speaker(claims[one], words)[0] for one in event.denied_by}))


def count_witnesses(event: Event) -> int:
    """How many independent origins tell it; all that nobody vouches for are one."""
    return len(set(event.witnesses))


def count_agreeing(event: Event) -> int:
    """How many independent origins tell its first version: all where nobody tells another."""
    return len(set(event.versions[0].witnesses)) if has_rivals(event) else count_witnesses(event)


def tell_effects(event: Event, claims: Mapping[str, Claim], words: Words) -> tuple[str, ...]:
    """A sentence on each thing that came of it, as those tell it who tell its first version: the dead, the damage."""
    leads = choose_leads(event.versions[0], claims) if event.versions else {}
    kinds = event_types()
    return tuple(
        claim_sentence(lead, words)
        for kind, lead in leads.items()
        if kind != event.event and kinds[kind].family == "effect"
    )


def has_rivals(event: Event) -> bool:
    return len(event.versions) > 1


def find_members(event: Event) -> frozenset[str]:
    """The claims that tell an event, in whatever way, or deny it."""
    told = (claim_id for version in event.versions for claim_id in version.wordings)
    return frozenset((*event.claims, *event.denied_by, *told))


def list_versions(event: Event, claims: Mapping[str, Claim], words: Words) -> tuple[VersionRow, ...]:
    """All versions of an event in words; none where all tell it alike."""
    if not has_rivals(event):
        return ()
    return tuple(describe_version(one, claims, words) for one in event.versions)


def describe_version(version: Version, claims: Mapping[str, Claim], words: Words) -> VersionRow:
    """`Ukrainian sources, against their own interest: Ukrainian forces withdrew from Siversk`, and the rest."""
    tellers, said = name_tellers(version, words), say_version(version, claims, words)
    return VersionRow(
        tellers=tellers,
        said=said,
        line=capitalise(say_line(tellers, said, version.against_interest, words)),
        origins=len(set(version.witnesses)),
        denied=version.stance == "denied",
        against_interest=version.against_interest,
        differs=version.differs,
        since=version.since,
        claims=version.wordings,
    )


def say_line(tellers: str, said: str, against_interest: bool, words: Words) -> str:
    form = words.wording.version["against_interest" if against_interest else "line"]
    return form.format(tellers=tellers, said=said)


def name_tellers(version: Version, words: Words) -> str:
    """`Russian sources`, `Russian and other sources`, `sources that nobody vouches for`."""
    forms = words.wording.version
    if not any(version.witnesses):
        return forms["unvouched"]
    names = []
    for code in version.sides:
        side = words.side(code)
        names.append(forms["other"] if code is None else side.adjective if side else say_party(code, words))
    return forms["tellers"].format(sides=join_names(names, words))


def say_version(version: Version, claims: Mapping[str, Claim], words: Words) -> str:
    """What a version tells, one clause for each type of event in it: `Russian forces struck Chuhuiv with drones; …`. The
    days are said where they part it from the first version."""
    by_event: dict[str, list[Claim]] = {}
    for claim_id in version.wordings:
        by_event.setdefault(claims[claim_id].event, []).append(claims[claim_id])
    leads = {event: choose_lead(told) for event, told in by_event.items()}
    ordered = sorted(leads, key=lambda event: event != version.event)
    said = "; ".join(
        claim_clause(leads[one], words) + say_figures(leads[one].figures, words) for one in ordered
    )
    if version.stance == "denied":
        said = words.wording.version["denied"].format(clause=said)
    if "days" in version.differs:
        said += f" {say_interval(version.start, version.end, words)}"
    return said


def choose_leads(version: Version, claims: Mapping[str, Claim]) -> dict[str, Claim]:
    """The claim that tells each type of event in a version, what it is called after first."""
    told: dict[str, list[Claim]] = {}
    for claim_id in version.wordings:
        told.setdefault(claims[claim_id].event, []).append(claims[claim_id])
    return {
        kind: choose_lead(told[kind]) for kind in sorted(told, key=lambda kind: (kind != version.event, kind))
    }
