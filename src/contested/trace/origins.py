"""Reports, claims and known sources in; origins out: every claim in exactly one.

An origin is one source saying one thing. However many sites carry it, it is one witness. Each claim is followed, claim
by claim, to the one it was taken from, until nobody held by the desk is left to ask; whose word that is has said it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from contested.days import day_number
from contested.model import (
    INFERRED,
    Carrier,
    Claim,
    Copy,
    Day,
    Link,
    LinkKind,
    Origin,
    Report,
    TakenBack,
    content_id,
)
from contested.theatres import Source
from contested.trace.chains import find_parents
from contested.trace.copies import find_copies
from contested.trace.credits import credit_claims
from contested.trace.drift import find_drift
from contested.trace.happenings import (
    CITED_ONCE_DAYS,
    can_be_cited,
    cited_in_time,
    happening_of,
    interval_of,
    place_keys,
    places_of,
    same_happening,
)
from contested.trace.memory import Memory
from contested.trace.parts import part_claims
from contested.trace.quotes import is_quoted
from contested.trace.ranking import Rank, rank_of, rank_reports
from contested.trace.retraction import Said, find_retractions, said_of
from contested.trace.tellings import Library, Parent, Tellings
from contested.trace.voices import Directory, Speaker, name_chain, voices_of
from contested.trace.witnesses import stand_as

FOOTAGE = "footage"


class Group(Struct):
    """Claims of one origin while they are being collected; the first is the earliest that leads nowhere else."""

    speaker: Speaker
    claims: list[Claim]
    number: int
    days: tuple[int, int] | None


class Trace(NamedTuple):
    """Which reports are copies of which, and where the claims come from."""

    copies: tuple[Copy, ...]
    origins: tuple[Origin, ...]


def trace(
    reports: Iterable[Report],
    claims: Iterable[Claim],
    sources: tuple[Source, ...],
    seen: Mapping[str, Day] | None = None,
    memory: Memory | None = None,
) -> Trace:
    """The copies among reports and the origins of all claims, each sorted by id.

    `seen` are the days on which the desk first saw the reports, by report id; without it their stated days stand. The
    order in which reports and claims are given changes nothing, and neither does a `memory` of what was traced before
    with the same sources and days.
    """
    directory = Directory(sources)
    ranked = rank_reports(reports, directory, seen or {})
    copies = find_copies(ranked)
    memory = memory or Memory()
    claims = credit_claims(claims, ranked, directory, memory.credited)
    ranks = {claim.report_id: rank_of(claim, directory, seen or {}) for claim in claims}
    ordered = sorted(claims, key=lambda one: (ranks[one.report_id], one.start, one.claim_id))
    library = Library(ranked, copies, directory)
    origins = chain.from_iterable(
        memory.recall(part, library, lambda part: trace_part(part, library, ranks))
        for part in part_claims(ordered, copies, library.page_of)
    )
    return Trace(copies, tuple(sorted(origins, key=lambda one: one.origin_id)))


def trace_part(ordered: Sequence[Claim], library: Library, ranks: Mapping[str, Rank]) -> tuple[Origin, ...]:
    """The origins of claims, in order of rank, that no others have to do with."""
    tellings = Tellings(ordered, library)
    parents = find_parents(tellings)
    recorders = [Recorder(group, parents, ranks, tellings) for group in collect_groups(tellings, parents)]
    # That a source takes its word back, only itself or somebody vouched for can tell.
    heard = [one for one in recorders if not one.speaker.apart]
    taken_back = find_retractions(
        one.said() for one in heard if one.claims[0].stance != "denied" or one.carrier() != "unvouched"
    )
    origins = [one.origin(taken_back.get(one.claims[0].claim_id)) for one in recorders]
    return tuple(tell_apart(origins))


def tell_apart(origins: Iterable[Origin]) -> Iterator[Origin]:
    """The same, in order of rank, where no two have one id: what is alike in all that an id is made of and was still not
    joined is counted."""
    seen = Counter[str]()
    for one in origins:
        again = seen[one.origin_id]
        seen[one.origin_id] += 1
        yield replace(one, origin_id=content_id(one.origin_id, again)) if again else one


def trace_origins(
    reports: Iterable[Report],
    claims: Iterable[Claim],
    sources: tuple[Source, ...],
    seen: Mapping[str, Day] | None = None,
) -> tuple[Origin, ...]:
    """The origins of all claims, sorted by id; see `trace`."""
    return trace(reports, claims, sources, seen).origins


def collect_groups(tellings: Tellings, parents: Mapping[str, Parent | None]) -> list[Group]:
    """Claims by origin: first those that lead nowhere else, by source and happening; then all that lead to them."""
    group_of: dict[str, Group] = {}
    groups: list[Group] = []
    known: dict[tuple[str, str, str], list[Group]] = defaultdict(list)
    for claim_id, told in tellings.told.items():
        if parents[claim_id] is None:
            claim, speaker = told.claim, told.speaker
            cites = not told.own and speaker.kind not in (FOOTAGE, "unnamed")
            # Footage of one happening is one piece of evidence, whoever shows it.
            key = (FOOTAGE, "") if speaker.kind == FOOTAGE else (speaker.source, speaker.apart)
            group = find_group(known, key, claim, cites)
            if group is None:
                group = Group(speaker, [], len(groups), days_of(claim))
                groups.append(group)
                for place in place_keys(claim):
                    known[*key, place].append(group)
            group.claims.append(claim)
            group_of[claim_id] = group
    for claim_id, told in tellings.told.items():
        if claim_id not in group_of:
            path = [told.claim]
            while (held := group_of.get(path[-1].claim_id)) is None:
                parent = parents[path[-1].claim_id]
                assert parent is not None, "a claim without one has its group"
                path.append(parent.claim)
            for one in path[:-1]:
                group_of[one.claim_id] = held
            held.claims += path[:-1]
    return groups


def find_group(
    known: Mapping[tuple[str, str, str], list[Group]], key: tuple[str, str], claim: Claim, cites: bool
) -> Group | None:
    """The earliest group of a source that a claim is of. Only those at its places, of about its days, are looked at: one
    source can have told a hundred thousand things."""
    days = days_of(claim)
    near = {
        one.number: one
        for place in place_keys(claim)
        for one in known.get((*key, place), ())
        if are_near(days, one.days)
    }
    return next(
        (near[number] for number in sorted(near) if joins(claim, near[number].claims[0], cites)), None
    )


def are_near(one: tuple[int, int] | None, other: tuple[int, int] | None) -> bool:
    """Whether two spans of days are close enough to be cited for one another, or one has none."""
    if one is None or other is None:
        return True
    return max(one[0] - other[1], other[0] - one[1]) <= CITED_ONCE_DAYS


def days_of(claim: Claim) -> tuple[int, int] | None:
    """The first and the last day that a claim speaks of or was published on, as ordinals; null where it has none."""
    days = [day for day in (claim.published, *(interval_of(claim) or ())) if day]
    return (day_number(min(days)), day_number(max(days))) if days else None


def joins(claim: Claim, first: Claim, cites: bool) -> bool:
    """Whether a claim on a source's word is of the happening that the source is known to have told. Its own words are
    taken exactly; who cites it may say "holds" for "captured", and may come weeks later."""
    if happening_of(claim) == happening_of(first) and same_happening(first, claim):
        return True
    return cites and can_be_cited(claim, first, cited_in_time)


class Recorder:
    """A collected group as a record, with a link for every claim that is not the origin's own."""

    def __init__(
        self,
        group: Group,
        parents: Mapping[str, Parent | None],
        ranks: Mapping[str, Rank],
        tellings: Tellings,
    ) -> None:
        self.speaker, self.parents, self.tellings = group.speaker, parents, tellings
        self.claims = sorted(
            group.claims,
            key=lambda one: (
                not self.is_own(one),
                parents[one.claim_id] is not None,
                ranks[one.report_id],
                not is_quoted(one),
                one.start,
                one.claim_id,
            ),
        )
        self.first = min(
            group.claims,
            key=lambda one: (ranks[one.report_id][1], ranks[one.report_id], one.start, one.claim_id),
        )

    def said(self) -> Said:
        """What the origin says, in the wording that stands for it."""
        return said_of(self.claims[0], self.speaker.source, places_of(self.claims[0]))

    def origin(self, taken_back: TakenBack | None) -> Origin:
        """Its id is the source's, what is said, where and when in the wording that weighs."""
        speaker, wording = self.speaker, self.claims[0]
        said = (happening_of(wording), sorted(places_of(wording)), interval_of(wording), wording.published)
        standing = stand_as(wording, speaker)
        figures = sorted((one.unit.casefold(), one.low or 0, one.high or -1) for one in wording.figures)
        links = tuple(
            self.link(claim) for claim in self.claims if claim is not wording or not self.is_own(claim)
        )
        return Origin(
            origin_id=content_id("origin", speaker.source, speaker.apart, said, figures, wording.when.basis),
            source=speaker.source,
            name=speaker.name,
            kind=speaker.kind,
            side=speaker.side,
            vouched=speaker.vouched,
            first=self.first.claim_id,
            claims=tuple(claim.claim_id for claim in self.claims),
            chain=name_chain(self.first, speaker, self.tellings.directory),
            reasons=tuple(dict.fromkeys([*(link.reason for link in links), standing.reason])),
            witness=standing.witness,
            carrier=self.carrier(),
            links=links,
            taken_back=taken_back,
        )

    def carrier(self) -> Carrier:
        """Who published the wording that stands for the origin."""
        if self.is_own(self.claims[0]):
            return "itself"
        return "vouched" if self.publisher_of(self.claims[0]).vouched else "unvouched"

    def publisher_of(self, claim: Claim) -> Speaker:
        return self.tellings.told[claim.claim_id].publisher

    def is_own(self, claim: Claim) -> bool:
        """Whether the origin itself published it."""
        publisher = self.publisher_of(claim)
        return publisher.source == self.speaker.source and publisher.apart == self.speaker.apart

    def link(self, claim: Claim) -> Link:
        """How a claim came by the origin's word, and what it made of it."""
        wording, parent = self.claims[0], self.parents[claim.claim_id]
        publisher = self.publisher_of(claim)
        nearer, name = wording, self.speaker.name
        kind: LinkKind
        via: tuple[str, ...] = ()
        if parent is not None:
            nearer, kind, reason, via = parent.claim, parent.kind, parent.reason, parent.via
            # Where nobody is cited, the name that matters is the one on whose word the other claim stands.
            told = self.tellings.told[nearer.claim_id]
            name = told.speaker.name if kind in INFERRED else told.publisher.name
        elif self.is_own(claim):
            kind, reason = "again", f"{publisher.name} says so again"
        elif self.speaker.kind == FOOTAGE and claim is not wording:
            kind, reason = "same_footage", f"{publisher.name} shows footage of the same"
        else:
            kind, via = "cites", self.names_between(claim)
            reason = f"{publisher.name} {self.say_cited(via)}"
        return Link(
            claim_id=claim.claim_id,
            kind=kind,
            to=None if kind == "cites" and parent is None else nearer.claim_id,
            name=name,
            reason=reason,
            via=via,
            drift=() if claim is nearer else find_drift(nearer, claim),
        )

    def names_between(self, claim: Claim) -> tuple[str, ...]:
        """Names of the voices between the publisher and the origin, outermost first."""
        directory = self.tellings.directory
        return tuple(directory.identify_voice(one).name for one in voices_of(claim)[:-1])

    def say_cited(self, via: tuple[str, ...]) -> str:
        """Whom a claim cites that leads to no report at hand, in words."""
        if self.speaker.kind == FOOTAGE:
            return "shows footage"
        if self.speaker.kind == "unnamed":
            return "names nobody"
        names = [*via, self.speaker.name]
        return "cites " + ", who cites ".join(names)
