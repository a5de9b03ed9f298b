"""Reports, claims and known sources in; origins out: every claim in exactly one.

An origin is one source saying one thing. However many sites carry it, it is one witness. Each claim is followed, claim
by claim, to the one it was taken from, until nobody held by the desk is left to ask; whose word that is has said it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from msgspec import Struct

from contested.model import Carrier, Claim, Copy, Day, Link, LinkKind, Origin, Report, TakenBack, content_id
from contested.theatres import Source
from contested.trace.chains import find_parents
from contested.trace.copies import find_copies
from contested.trace.credits import credit_claims
from contested.trace.drift import find_drift
from contested.trace.happenings import (
    cited_in_time,
    happening_of,
    interval_of,
    places_of,
    same_happening,
    same_numbers,
    shares_place,
    tells_alike,
)
from contested.trace.quotes import is_quoted
from contested.trace.ranking import Rank, rank_of, rank_reports
from contested.trace.retraction import Said, find_retractions, said_of
from contested.trace.tellings import Parent
from contested.trace.voices import Directory, Speaker, find_publisher, find_speaker, name_chain, voices_of
from contested.trace.witnesses import stand_as

FOOTAGE = "footage"
# Ways by which nobody is cited: the name that matters is the one on whose word the other claim stands.
INFERRED = ("repeats", "summarises")


class Group(Struct):
    """Claims of one origin while they are being collected; the first is the earliest that leads nowhere else."""

    speaker: Speaker
    claims: list[Claim]


class Trace(NamedTuple):
    """Which reports are copies of which, and where the claims come from."""

    copies: tuple[Copy, ...]
    origins: tuple[Origin, ...]


def trace(
    reports: Iterable[Report],
    claims: Iterable[Claim],
    sources: tuple[Source, ...],
    seen: Mapping[str, Day] | None = None,
) -> Trace:
    """The copies among reports and the origins of all claims, each sorted by id.

    `seen` are the days on which the desk first saw the reports, by report id; without it their stated days stand. The
    order in which reports and claims are given changes nothing.
    """
    directory = Directory(sources)
    ranked = rank_reports(reports, directory, seen or {})
    copies = find_copies(ranked)
    claims = credit_claims(claims, ranked, directory)
    ranks = {claim.report_id: rank_of(claim, directory, seen or {}) for claim in claims}
    ordered = sorted(claims, key=lambda one: (ranks[one.report_id], one.start, one.claim_id))
    parents = find_parents(ordered, copies, directory, ranked)
    groups = collect_groups(ordered, parents, directory)
    recorders = [Recorder(group, parents, ranks, directory) for group in groups]
    # That a source takes its word back, only itself or somebody vouched for can tell.
    heard = [one for one in recorders if not one.speaker.apart]
    taken_back = find_retractions(
        one.said() for one in heard if one.claims[0].stance != "denied" or one.carrier() != "unvouched"
    )
    origins = [one.origin(taken_back.get(one.claims[0].claim_id)) for one in recorders]
    return Trace(copies, tuple(sorted(origins, key=lambda one: one.origin_id)))


def trace_origins(
    reports: Iterable[Report],
    claims: Iterable[Claim],
    sources: tuple[Source, ...],
    seen: Mapping[str, Day] | None = None,
) -> tuple[Origin, ...]:
    """The origins of all claims, sorted by id; see `trace`."""
    return trace(reports, claims, sources, seen).origins


def collect_groups(
    ordered: Sequence[Claim], parents: Mapping[str, Parent | None], directory: Directory
) -> list[Group]:
    """Claims by origin: first those that lead nowhere else, by source and happening; then all that lead to them."""
    group_of: dict[str, Group] = {}
    groups: list[Group] = []
    told: dict[tuple[str, str], list[Group]] = defaultdict(list)
    for claim in ordered:
        if parents[claim.claim_id] is None:
            speaker = find_speaker(claim, directory)
            cites = speaker != find_publisher(claim, directory) and speaker.kind not in (FOOTAGE, "unnamed")
            # Footage of one happening is one piece of evidence, whoever shows it.
            key = (FOOTAGE, "") if speaker.kind == FOOTAGE else (speaker.source, speaker.apart)
            group = next((one for one in told[key] if joins(claim, one.claims[0], cites)), None)
            if group is None:
                group = Group(speaker, [])
                groups.append(group)
                told[key].append(group)
            group.claims.append(claim)
            group_of[claim.claim_id] = group
    for claim in ordered:
        if claim.claim_id not in group_of:
            path = [claim]
            while (held := group_of.get(path[-1].claim_id)) is None:
                parent = parents[path[-1].claim_id]
                assert parent is not None, "a claim without one has its group"
                path.append(parent.claim)
            for one in path[:-1]:
                group_of[one.claim_id] = held
            held.claims += path[:-1]
    return groups


def joins(claim: Claim, first: Claim, cites: bool) -> bool:
    """Whether a claim on a source's word is of the happening that the source is known to have told. Its own words are
    taken exactly; who cites it may say "holds" for "captured", and may come weeks later."""
    if happening_of(claim) == happening_of(first) and same_happening(first, claim):
        return True
    return (
        cites
        and tells_alike(claim, first)
        and shares_place(first, claim)
        and same_numbers(first, claim)
        and cited_in_time(claim, first)
    )


class Recorder:
    """A collected group as a record, with a link for every claim that is not the origin's own."""

    def __init__(
        self,
        group: Group,
        parents: Mapping[str, Parent | None],
        ranks: Mapping[str, Rank],
        directory: Directory,
    ) -> None:
        self.speaker, self.parents, self.directory = group.speaker, parents, directory
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
        links = tuple(
            self.link(claim) for claim in self.claims if claim is not wording or not self.is_own(claim)
        )
        return Origin(
            origin_id=content_id("origin", speaker.source, speaker.apart, said),
            source=speaker.source,
            name=speaker.name,
            kind=speaker.kind,
            side=speaker.side,
            vouched=speaker.vouched,
            first=self.first.claim_id,
            claims=tuple(claim.claim_id for claim in self.claims),
            chain=name_chain(self.first, speaker, self.directory),
            reasons=tuple(
                dict.fromkeys([*(link.reason for link in links), stand_as(wording, speaker).reason])
            ),
            witness=stand_as(wording, speaker).witness,
            carrier=self.carrier(),
            links=links,
            taken_back=taken_back,
        )

    def carrier(self) -> Carrier:
        """Who published the wording that stands for the origin."""
        if self.is_own(self.claims[0]):
            return "itself"
        return "vouched" if find_publisher(self.claims[0], self.directory).vouched else "unvouched"

    def is_own(self, claim: Claim) -> bool:
        """Whether the origin itself published it."""
        publisher = find_publisher(claim, self.directory)
        return publisher.source == self.speaker.source and publisher.apart == self.speaker.apart

    def link(self, claim: Claim) -> Link:
        """How a claim came by the origin's word, and what it made of it."""
        wording, parent = self.claims[0], self.parents[claim.claim_id]
        publisher = find_publisher(claim, self.directory)
        nearer, name = wording, self.speaker.name
        kind: LinkKind
        via: tuple[str, ...] = ()
        if parent is not None:
            nearer, kind, reason, via = parent.claim, parent.kind, parent.reason, parent.via
            told_by = find_speaker if kind in INFERRED else find_publisher
            name = told_by(nearer, self.directory).name
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
        between = voices_of(claim)[:-1]
        return tuple(
            self.directory.identify(one.name, one.kind, one.side, one.source_id).name for one in between
        )

    def say_cited(self, via: tuple[str, ...]) -> str:
        """Whom a claim cites that leads to no report at hand, in words."""
        if self.speaker.kind == FOOTAGE:
            return "shows footage"
        if self.speaker.kind == "unnamed":
            return "names nobody"
        names = [*via, self.speaker.name]
        return "cites " + ", who cites ".join(names)
