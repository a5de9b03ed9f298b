"""Claims and origins in; statements out: what one origin says of who holds one place on one day.

Only words about control count: plans and forecasts do not, nor do regions, roads and directions, nor
claims without a day.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from datetime import date
from functools import cache
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from contested.days import day_number
from contested.model import (
    ANEW,
    CONTESTED,
    PART_HELD,
    Claim,
    Day,
    Figure,
    Origin,
    Place,
    PlaceRef,
    Role,
    VoiceKind,
)
from contested.reconcile.priors import Interest, Limits, Priors, Told
from contested.theatres import Theatre
from contested.vocabulary import Implies, event_types

NOT = "not:"
# Kinds of voices that speak for their side.
OFFICIAL = ("official", "ministry", "military")
# Kinds of voices that keep a record of all turns. A staff or a channel tells of those that serve its side.
RECORDERS = ("footage", "think_tank", "analyst")
# What is told of who holds a place where nothing need have changed.
# What says of the place that somebody comes from who holds it.
LEAVING = ("not_actor", "part_left")
LASTING: dict[str, Told] = {"holds": "holds", "repelled": "repelled", "entered": "holds"}
# Who is said to hold so many percent of a place, or more, is said to hold it.
NEARLY_ALL = 90
LARGE_KINDS = ("region", "river", "road", "country")
ELSEWHERE = (
    "offset",
    "between",
    "along",
    "bank",
)  # relations to a place that tell nothing of the place itself
ENCIRCLED = ("at_risk", "surrounded")  # what an encirclement implies serves nobody
IN_PART = ("part", "edge", "centre")  # … and those to a piece of it


class Statement(Struct, frozen=True, kw_only=True, gc=False):
    """One origin's word on one place, in the wording nearest to its own.

    `says` is a state or `not:SIDE`; `interest` whom it serves: the speaker's `own` side, or the other
    (`against`); `repeats` are the origin's other claims on the place, `reports` are the ids of the reports that
    make them. `favours` are the holders for whom it speaks: who gains by it, or comes in; `told` is what it tells of who
    holds the place, null where that is only implied. `rank` is how often the same source said the same shortly before; `overruled`: it is hearsay,
    and the source itself says otherwise; `echoes`: the same report says so more outright.
    """

    place_id: str
    claim: Claim
    origin: Origin
    role: Role
    implies: Implies
    says: str
    on: Day
    interest: Interest
    speaker: tuple[str, VoiceKind, Interest]
    repeats: tuple[str, ...]
    favours: tuple[str, ...] = ()
    told: Told | None = None
    reports: tuple[str, ...] = ()
    rank: int = 0
    overruled: bool = False
    echoes: bool = False

    @property
    def speaks_as(self) -> Interest:
        """Whom it serves, as far as habits go."""
        return self.speaker[2]

    @property
    def firm(self) -> bool:
        """Whether it says who holds the place, where fighting or encirclement would only imply it."""
        return self.implies in ("actor", "not_actor", "contested")


class Holders:
    """Which of a theatre's sides can hold a place, for whom the others speak, and which of its sources keep a map."""

    def __init__(self, theatre: Theatre) -> None:
        self.codes = theatre.holders
        self.maps = {source.source_id for source in theatre.speakers if source.maps}
        foes = {side.code: side.adversaries for side in theatre.sides}
        self.speaks_for: dict[str, str] = {}
        self.rival: dict[str, str] = {}
        for code, adversaries in foes.items():
            allies = [holder for holder in self.codes if holder == code or foes[holder] == adversaries]
            if code in allies:
                self.speaks_for[code] = code
            elif len(allies) == 1:
                self.speaks_for[code] = allies[0]
        for code in self.codes:
            rivals = [holder for holder in self.codes if holder in foes[code]]
            if len(rivals) == 1:
                self.rival[code] = rivals[0]

    def of(self, code: str | None) -> str | None:
        """The holder that `code` is or fights beside."""
        return self.speaks_for.get(code) if code else None


class Gathered(NamedTuple):
    """Statements by place id, each place's in order of the day they speak about: those on the place, and those on ground
    beside it."""

    at: dict[str, tuple[Statement, ...]]
    beside: dict[str, tuple[Statement, ...]]


def gather_statements(
    claims: Iterable[Claim],
    origins: Iterable[Origin],
    places: dict[str, Place],
    theatre: Theatre,
    priors: Priors,
) -> Gathered:
    """What claims say of who holds places, one statement an origin."""
    holders = Holders(theatre)
    claims, origins = tuple(claims), tuple(origins)
    origin_of = {claim_id: origin for origin in origins for claim_id in origin.claims}
    nearness = {
        claim_id: number
        for origin in origins
        if len(origin.claims) > 1
        for number, claim_id in enumerate(origin.claims)
    }
    linked = (origin for origin in origins if origin.links)
    handed_on = {claim_id for origin in linked for claim_id in set(origin.claims) - list_wordings(origin)}
    at: dict[str, list[Statement]] = defaultdict(list)
    beside: dict[str, list[Statement]] = defaultdict(list)
    for claim in claims:
        if claim.score >= priors.limits.least_score:
            for ref in claim.places:
                if lies_at_settlement(ref, places, priors.limits):
                    statement = read_statement(claim, ref, origin_of[claim.claim_id], holders)
                    if statement:
                        heard = at if speaks_of(ref, priors) else beside
                        heard[statement.place_id].append(statement)

    def settle(heard: dict[str, list[Statement]]) -> dict[str, tuple[Statement, ...]]:
        return dict(settle_places(heard, nearness, handed_on, priors))

    return Gathered(settle(at), settle(beside))


def settle_places(
    heard: dict[str, list[Statement]], nearness: Mapping[str, int], handed_on: set[str], priors: Priors
) -> Iterator[tuple[str, tuple[Statement, ...]]]:
    """What is said of each place, one statement an origin; `heard` is used up, since it may be large."""
    for place_id in sorted(heard):
        statements = [
            one for one in join_origins(heard.pop(place_id), nearness) if one.claim.claim_id not in handed_on
        ]
        if statements:
            marked = overrule_hearsay(mark_echoes(statements, priors), priors.limits)
            yield place_id, rank_repeats(marked, priors.limits)


def join_origins(statements: list[Statement], nearness: Mapping[str, int]) -> Iterator[Statement]:
    """A place's statements, one an origin: in the wording nearest to its own, by the claims' `nearness`."""
    by_origin: dict[str, list[Statement]] = defaultdict(list)
    for one in statements:
        by_origin[one.origin.origin_id].append(one)
    for alike in by_origin.values():
        first = alike[0]
        if len(alike) > 1:
            near = min(alike, key=lambda one: nearness.get(one.claim.claim_id, 0))
            # Of one sentence that tells who comes in and who keeps a part, ids say nothing of which comes first.
            first = min((one for one in alike if shares_sentence(one, near)), key=in_sentence)
            repeats = tuple(sorted({one.claim.claim_id for one in alike} - {first.claim.claim_id}))
            reports = tuple(sorted({one.claim.report_id for one in alike}))
            first = replace(first, repeats=repeats, reports=reports)
        yield first


def shares_sentence(one: Statement, other: Statement) -> bool:
    """Whether two statements are read from one sentence of one report."""
    return (one.claim.report_id, one.claim.start) == (other.claim.report_id, other.claim.start)


def in_sentence(one: Statement) -> tuple[bool, int]:
    """Where a statement comes among those of its sentence: first what only says that both are there."""
    return one.told is not None, min((slot.start for slot in one.claim.slots), default=0)


def list_wordings(origin: Origin) -> frozenset[str]:
    """The claims that give the origin's word as it stands: its own, or where the desk holds none of these,
    those that cite it and nobody's report. What others made of that, a place that grew on the way or a headline, weighs
    nothing."""
    handed_on = {link.claim_id for link in origin.links if link.to is not None and link.kind != "again"}
    cited = {link.claim_id for link in origin.links if link.kind == "cites"}
    wordings = frozenset(origin.claims) - handed_on
    return wordings - cited or wordings


def lies_at_settlement(ref: PlaceRef, places: dict[str, Place], limits: Limits) -> bool:
    """Whether a claim's place is, or lies by, a known one no larger than a settlement."""
    place = places.get(ref.place_id or "")
    if place is None or place.kind in LARGE_KINDS:
        return False
    return (
        place.uncertainty_km if ref.uncertainty_km is None else ref.uncertainty_km
    ) <= limits.settlement_km


def speaks_of(ref: PlaceRef, priors: Priors) -> bool:
    """Whether a claim speaks of the place that it names, and not just of somewhere beside it."""
    return priors.role[ref.role] > 0 and (ref.relation is None or ref.relation.kind not in ELSEWHERE)


def find_ref(statement: Statement) -> PlaceRef:
    """The place of its claim that a statement is about."""
    return next(
        ref
        for ref in statement.claim.places
        if ref.place_id == statement.place_id and ref.role == statement.role
    )


def read_statement(claim: Claim, ref: PlaceRef, origin: Origin, holders: Holders) -> Statement | None:
    """What a claim says of who holds one of its places; null where it says nothing of that."""
    spoken = claim.dating.end if claim.dating else claim.published
    on = spoken if claim.when.basis == "vague" else claim.when.end
    kind = event_types().get(claim.event)
    if not on or not claim.when.end or kind is None or claim.stance not in ("asserted", "hedged", "denied"):
        return None
    actor = holders.of(claim.actor)
    target = holders.of(claim.target) or holders.rival.get(actor or "")
    implies = kind.implies
    if implies == "not_actor" and ref.relation is not None and ref.relation.kind in IN_PART:
        implies = "part_left"  # who has left the south of a place has not left the place
    if claim.rule.endswith(PART_HELD) and any(map(is_nearly_all, claim.figures)):
        implies = "actor"
    if implies == "at_risk" and any(slot.slot == "target" for slot in claim.slots):
        # Whose men are surrounded in a place is in it, and need not hold it.
        implies, actor = "surrounded", target
    if ref.role == "from" and implies not in LEAVING:
        return (
            None  # who attacks from a place, or is beaten back on his way from it, does not say who holds it
        )
    says = say_state(implies, actor, target, claim.stance == "denied")
    if says is None or ref.place_id is None or (claim.published and on > claim.published):
        return None  # nobody knows what is still to come
    if claim.rule.endswith(ANEW):
        return None  # that nobody has tried again does not say who holds it
    interest = "none" if implies in ENCIRCLED else find_interest(holders.of(origin.side), says, actor)
    return Statement(
        place_id=ref.place_id,
        claim=claim,
        origin=origin,
        role=ref.role,
        implies=implies,
        says=says,
        on=on,
        interest=interest,
        speaker=(origin.source, origin.kind, "none" if keeps_record(origin, holders.maps) else interest),
        repeats=(),
        favours=find_favoured(says, actor, holders.codes),
        reports=(claim.report_id,),
        told=name_told(claim, implies, interest),
    )


@cache
def say_state(implies: Implies, actor: str | None, target: str | None, denied: bool) -> str | None:
    """A state, or `not:SIDE`, from what an event implies, who acts on whom, and whether it is denied."""
    match implies, denied:
        case "actor", False:
            return actor
        case ("actor", True) | (("not_actor" | "part_left"), False):
            return actor and NOT + actor
        case "not_actor", True:
            return actor
        case (("contested" | "part"), False):
            return CONTESTED
        case "surrounded", False:
            return target and CONTESTED
        case "front", False:
            return NOT + actor if actor else CONTESTED
        case ("contested", True) | ("at_risk", False):
            return target
        case _:
            return None


@cache
def find_favoured(says: str, actor: str | None, codes: tuple[str, ...]) -> tuple[str, ...]:
    """The holders for whom a saying speaks; of a place that is contested, who comes in, or all where nobody is named."""
    if says == CONTESTED:
        return (actor,) if actor else codes
    return tuple(code for code in codes if NOT + code != says) if says.startswith(NOT) else (says,)


def is_nearly_all(figure: Figure) -> bool:
    """Whether a figure is a share that leaves hardly anything."""
    return figure.unit == "percent" and figure.low is not None and figure.low >= NEARLY_ALL


def name_told(claim: Claim, implies: Implies, interest: Interest) -> Told | None:
    """What a claim tells of who holds a place, as sources have habits of telling it; null where it only implies it."""
    match implies, claim.stance == "denied":
        case "actor", True if interest == "against" and claim.event == "holds":
            return "withdrew"  # "we no longer control X" denies nobody's word
        case (("actor" | "contested"), True):
            return "denied"
        case "not_actor", True:
            return "holds"
        case "actor", False:
            return LASTING.get(claim.event, "captured")
        case "not_actor", False:
            return "withdrew"
        case "contested", False:
            # Who holds a part of a place may be its holder still: habits of announcing entries show nothing of that.
            return None if claim.rule.endswith(PART_HELD) else "entered"
        case _:
            return None


@cache
def find_interest(side: str | None, says: str, actor: str | None) -> Interest:
    """Whether a statement serves the speaker's own side; being inside a contested place is the actor's gain."""
    if side is None or (says == CONTESTED and actor is None):
        return "none"
    if says == CONTESTED:
        return "own" if actor == side else "against"
    if says.startswith(NOT):
        return "against" if says == NOT + side else "own"
    return "own" if says == side else "against"


def keeps_record(origin: Origin, maps: Set[str]) -> bool:
    """Whether who speaks keeps a record of both sides' turns, whatever he wishes for; an analyst with a side does where he
    keeps one of the `maps`."""
    of_a_side = origin.kind == "analyst" and origin.side is not None
    return origin.kind in RECORDERS and (not of_a_side or origin.source in maps)


def mark_echoes(statements: list[Statement], priors: Priors) -> list[Statement]:
    """The same, where all but the most outright of what one report tells on one source's word are echoes, as far as they
    agree: who says in one breath that a village was taken, that the others left it and that fighting goes on in it says
    one thing of who holds it."""
    if len({(one.origin.source, one.claim.report_id) for one in statements}) == len(statements):
        return statements
    kept: dict[tuple[str, str], list[Statement]] = defaultdict(list)
    for one in sorted(statements, key=lambda one: outrightness(one, priors), reverse=True):
        breath = kept[one.origin.source, one.claim.report_id]
        if not any(agree(one.says, other.says) for other in breath):
            breath.append(one)
    outright = {id(one) for breath in kept.values() for one in breath}
    return [replace(one, echoes=id(one) not in outright) for one in statements]


def outrightness(statement: Statement, priors: Priors) -> tuple[float, bool, int, str]:
    """How directly it says who holds the place, for comparison."""
    claim = statement.claim
    return priors.implies[statement.implies], claim.stance == "asserted", -claim.start, claim.claim_id


def overrule_hearsay(statements: list[Statement], limits: Limits) -> list[Statement]:
    """The same, where hearsay is overruled: what only somebody tells of a source for whom nobody vouches, while the source
    itself says otherwise at about that time."""
    if not any(map(is_hearsay, statements)):
        return statements
    own: dict[str, list[Statement]] = defaultdict(list)
    for one in statements:
        if not is_hearsay(one):
            own[one.origin.source].append(one)
    return [
        replace(
            one,
            overruled=is_hearsay(one)
            and any(contradicts(one, other, limits) for other in own[one.origin.source]),
        )
        for one in statements
    ]


def is_hearsay(statement: Statement) -> bool:
    """Whether the desk has it only from somebody for whom nobody vouches."""
    return statement.origin.carrier == "unvouched"


def contradicts(one: Statement, other: Statement, limits: Limits) -> bool:
    """Whether two statements of one source cannot both be meant, `repeated_days` apart at most."""
    near = abs(day_number(one.on) - day_number(other.on)) <= limits.repeated_days
    return near and not agree(one.says, other.says)


def agree(one: str, other: str) -> bool:
    """Whether two sayings (a state or `not:SIDE`) can both be true."""
    if one.startswith(NOT) or other.startswith(NOT):
        return one != NOT + other and other != NOT + one
    return one == other


def rank_repeats(statements: list[Statement], limits: Limits) -> tuple[Statement, ...]:
    """In order of day, each with the number of times its speaker has just said the same. What is only told of the source,
    by somebody for whom nobody vouches, makes nothing that the source said itself a repetition; nor does what only
    implies a state (a clash) one of what says it outright (a withdrawal)."""
    said: dict[tuple[str | tuple[str, Interest], str, bool, bool], list[int]] = defaultdict(list)
    ranked = []
    for statement in sorted(
        statements, key=lambda one: (one.on, one.claim.published or "9999", one.claim.claim_id)
    ):
        day, speaker, says = day_number(statement.on), name_speaker(statement), statement.says
        hearsay, implied = is_hearsay(statement), statement.told is None
        before = [said[speaker, says, told, hint] for told in {False, hearsay} for hint in {False, implied}]
        # Days come in their order.
        rank = sum(len(days) - bisect_left(days, day - limits.repeated_days) for days in before)
        ranked.append(replace(statement, rank=rank) if rank else statement)
        if not statement.echoes:
            said[speaker, says, hearsay, implied].append(day)
    return tuple(ranked)


def name_speaker(statement: Statement) -> str | tuple[str, Interest]:
    """Who speaks: a source; what its own side gains by a staff, its ministry and its president say with one voice."""
    origin = statement.origin
    one_voice = origin.side is not None and origin.kind in OFFICIAL and statement.interest == "own"
    return (origin.side or "", "own") if one_voice else origin.source


def day_of(number: int) -> Day:
    """The day of a proleptic Gregorian ordinal; the last day there is where it lies beyond."""
    return date.fromordinal(min(number, date.max.toordinal())).isoformat()
