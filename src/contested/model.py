"""The frozen records that every stage speaks in. Nothing here computes more than an id, or what
records are looked up by.

Those of which there are millions hold nothing that could hold them, and are kept from the garbage collector (`gc=False`).

The claim is a contract with other programs: its fields, in their order, are written as they stand here.
Days are ISO strings (`2025-12-10`), so that records sort, hash and print alike on every machine.
Spans are character offsets into a report's clean text, end exclusive. Coordinates are WGS 84 degrees.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import accumulate
from struct import pack, unpack_from
from typing import Literal

import msgspec
from msgspec import Struct

Day = str
Stance = Literal["asserted", "hedged", "denied", "forecast", "intended"]
# What is said of days to come.
AHEAD: tuple[Stance, ...] = ("forecast", "intended")
Role = Literal["at", "from", "to", "near", "axis"]
RelationKind = Literal["offset", "part", "edge", "centre", "bank", "between", "along"]
Basis = Literal["explicit", "relative", "vague", "publication", "none"]
VoiceKind = Literal[
    "official",
    "ministry",
    "military",
    "think_tank",
    "outlet",
    "agency",
    "channel",
    "analyst",
    "witness",
    "resident",
    "footage",
    "unnamed",
]
LinkKind = Literal["cites", "copies", "revises", "repeats", "summarises", "again", "same_footage"]
Witness = Literal["footage", "admission", "statement", "eyewitness", "map", "assessment", "report", "unnamed"]
Carrier = Literal["itself", "vouched", "unvouched"]
DriftSlot = Literal["hedge", "place", "figure", "time", "event", "actor"]
DriftChange = Literal["dropped", "added", "grown", "narrowed", "rounded", "changed"]
Difference = Literal["denied", "event", "actor", "figures", "days", "place"]
Course = Literal["increment", "running", "level", "rate", "share"]
SlotName = Literal["trigger", "actor", "target", "place", "voice", "figure", "when", "stance"]
AreaMeasure = Literal["held", "gained", "lost"]
AreaFinding = Literal["in_line", "more", "less", "beyond", "unchecked"]
# Kinds of voices that may be persons: "governor Serhiy Haidai" is he, "a critic of the institute" is not the institute.
PERSONS: tuple[VoiceKind, ...] = ("official", "witness", "resident", "military", "analyst")
# Kinds of links by which nobody is cited.
INFERRED: tuple[LinkKind, ...] = ("repeats", "summarises")
# How a claim's `rule` ends where what it tells is of a kind that the stages behind extraction ask for: a denial by somebody
# else or of one's own word, a denial only of its happening anew ("no new attempts"), what somebody acknowledges, and that
# somebody is in a place because he holds a part of it ("keeps a third of X"), whether he comes in or is being driven out.
DENIED, TAKEN_BACK, ANEW, SECONDED, PART_HELD = "+denied", "+taken_back", "+anew", "+seconded", "+part_held"
# How a claim's `rule` begins that was made elsewhere and came as it is, and the name of what entered it in the ledger.
TOLD = "told:"
# What makes the texts of reports whose claims come with them.
TOLD_READERS = ("claims", "as-control")
CONTESTED = "contested"
UNKNOWN = "unknown"
SPOT = "spot"
AreaPolygon = tuple[
    tuple[tuple[float, float], ...], ...
]  # rings of longitude and latitude: the outer one, then its holes


def content_id(*parts: object) -> str:
    """32 hex digits of the SHA-256 of the parts as canonical JSON: equal content, equal id."""
    blob = msgspec.json.encode(parts, order="sorted")
    return hashlib.sha256(blob).hexdigest()[:32]


class Report(Struct, frozen=True, kw_only=True):
    """One document as it was read. `report_id` hashes its bytes and what was stated beside them.

    `published_basis` says where the day comes from: `stated` beside the report, `text` in its own words,
    `none` (undated). `published_at` is the moment in UTC where one is stated; `published` is then its day in the
    theatre's time zone. `cleaner` names what made `text` from the archived bytes, so that it can be made again.
    `author`, `site`, `canonical` (an address) and `written` (the day on which another wrote what this passes on) are what
    its own markup says, and `found_in` where that stands, of `title` and `published` too: `{"author": "JSON-LD"}`.
    `exchange_sha256` names in the archive what had gone over the wire for it, where it came out of an archive of pages.
    """

    report_id: str
    name: str
    raw_sha256: str
    text: str
    cleaner: str
    reader: str
    url: str | None = None
    publisher: str | None = None
    published: Day | None = None
    published_at: str | None = None
    published_basis: Literal["stated", "text", "none"] = "none"
    language: str = "en"
    title: str | None = None
    credits: tuple[str, ...] = ()
    author: str | None = None
    site: str | None = None
    canonical: str | None = None
    written: Day | None = None
    found_in: dict[str, str] = {}
    exchange_sha256: str | None = None


class Dating(Struct, frozen=True, kw_only=True):
    """The days on which an undated report was published, as inferred from its own words, and why.

    Both days are inclusive. `span` are the characters that it holds for: all of the report, or a paragraph of a digest.
    """

    start: Day
    end: Day
    reasons: tuple[str, ...]
    span: tuple[int, int]


class KnownEvent(Struct, frozen=True, kw_only=True):
    """A dated event: `place` is a place id or a name, `reports` how many dated reports of the desk tell it (none for one
    of the theatre's history)."""

    event: str
    actor: str
    place: str
    start: Day
    end: Day
    reports: int = 0


class Slot(Struct, frozen=True):
    """Words of the report that fill one slot of a claim."""

    slot: SlotName
    start: int
    end: int


class Relation(Struct, frozen=True, kw_only=True):
    """How a place lies to the name that locates it, as the words say: "around 5 miles east of X".

    `offset`: so far from it, in that direction; `part`: a part of it, `edge`: its outskirts, `centre`: its middle;
    `bank`: a river's; `along`: a road's or a line's, `between`: between it and another. `bearing` is in degrees
    clockwise from north, give or take `spread`; `low_km` and `high_km` bound the distance and are null where the
    text does not. `side` is a bank's, seen downstream. `others` are the spans of the names that it lies between,
    runs through or lies near to, in the text's order; `names` and `line` what those are
    called and their points (latitude, longitude), its own name's
    among them, once all are located.
    """

    kind: RelationKind
    words: str
    bearing: float | None = None
    spread: float = 22.5
    low_km: float | None = None
    high_km: float | None = None
    approximate: bool = False
    side: Literal["left", "right"] | None = None
    others: tuple[tuple[int, int], ...] = ()
    names: tuple[str, ...] = ()
    line: tuple[tuple[float, float], ...] = ()


class PlaceRef(Struct, frozen=True, kw_only=True):
    """One place of a claim: the words, and the gazetteer's entry where the choice was certain.

    `anchor` is the span of the name that locates it: the words themselves, or the earlier name that
    "the city" or silence stands for; `kinds` are the kinds of place that the words allow. `relation` is how the
    place lies to that name, where it is not the name's own place; the point is then moved accordingly.
    `uncertainty_km` is how far off the point can be.
    """

    text: str | None
    role: Role
    place_id: str | None = None
    name: str | None = None
    lat: float | None = None
    lon: float | None = None
    uncertainty_km: float | None = None
    anchor: tuple[int, int] | None = None
    kinds: tuple[str, ...] = ()
    relation: Relation | None = None


class When(Struct, frozen=True, kw_only=True):
    """When the event happened, both ends inclusive; null where nobody can say."""

    start: Day | None
    end: Day | None
    text: str | None
    basis: Basis


class Voice(Struct, frozen=True, kw_only=True):
    """Somebody on whose word a claim stands."""

    name: str
    kind: VoiceKind
    side: str | None = None
    source_id: str | None = None


class Figure(Struct, frozen=True, kw_only=True):
    """A quantity as bounds; a bound that the text does not give is null."""

    low: float | None
    high: float | None
    unit: str
    text: str
    approximate: bool = False


class Claim(Struct, frozen=True, kw_only=True, gc=False):
    """One assertion of one event, made in one sentence of one report, on somebody's word.

    `reasons` tell what the extractor inferred rather than read, for `score`. `dating` is when its undated report was
    published, as far as that can be inferred; `published` stays null then.
    """

    claim_id: str
    report_id: str
    report_name: str
    start: int
    end: int
    text: str
    event: str
    actor: str | None
    target: str | None
    places: tuple[PlaceRef, ...]
    when: When
    voices: tuple[Voice, ...]
    stance: Stance
    figures: tuple[Figure, ...]
    rule: str
    score: float
    slots: tuple[Slot, ...] = ()
    reasons: tuple[str, ...] = ()
    publisher: str | None = None
    published: Day | None = None
    dating: Dating | None = None


class Former(Struct, frozen=True):
    """A name that a place bore officially until a year."""

    name: str
    until: int


class Place(Struct, frozen=True, kw_only=True):
    """A gazetteer entry. `kind` is settlement, region, district, river, road, country or area; or spot, a point that somebody
    asks about and no gazetteer has.

    `names` are all its other spellings, those of `former` among them. `called` has what languages call it, by their codes,
    where its names show that (`locate/called.py`).
    """

    place_id: str
    name: str
    kind: str
    lat: float
    lon: float
    country: str | None = None
    admin1: str | None = None
    population: int = 0
    uncertainty_km: float = 2.0
    names: tuple[str, ...] = ()
    former: tuple[Former, ...] = ()
    called: tuple[tuple[str, str], ...] = ()


class Name(Struct, frozen=True):
    """A gazetteer name found in a text: its span, which kinds of place bear it, the largest one's size and name,
    and the country where all of them lie (empty where they lie in several). `form` is how the gazetteer has it,
    `look_alike` whether letters of another script were read for its own, `slip` whether it is read as one letter off."""

    start: int
    end: int
    text: str
    kinds: tuple[str, ...]
    population: int = 0
    bearer: str = ""
    country: str = ""
    form: str = ""
    look_alike: bool = False
    slip: bool = False


class Candidate(Struct, frozen=True):
    """One place that a name could mean, with its score and the reason in words."""

    place_id: str
    name: str
    score: float
    reason: str


class Mention(Struct, frozen=True, kw_only=True):
    """A name in a report and the place chosen for it, or null and why not."""

    report_id: str
    report_name: str
    start: int
    end: int
    text: str
    place_id: str | None
    name: str | None
    lat: float | None
    lon: float | None
    uncertainty_km: float | None
    candidates: tuple[Candidate, ...]
    reason: str


class Copy(Struct, frozen=True, kw_only=True):
    """`report_id` repeats `original_id`: as a `whole` (retitled, cut, in another page's furniture), by a lifted `passage`,
    or as a `revision`, a later version of the same page. `share` (0 to 1) of the shorter text's runs of words are in the
    other; `passages` are the spans that agree, each in the copy and in the original."""

    report_id: str
    original_id: str
    kind: Literal["whole", "passage", "revision"]
    share: float
    passages: tuple[tuple[int, int, int, int], ...] = ()


class Drift(Struct, frozen=True):
    """One thing that changed from one wording to the next, in the texts' words: a hedge `dropped`, a place `grown`, a
    figure `rounded`, a date `dropped`. What is `grown` covers more than before, or is stronger; `narrowed` the reverse:
    a number without its bound, a day for a month. `was` is empty where it was `added`, `became` where it was `dropped`.
    """

    what: DriftSlot
    change: DriftChange
    was: str
    became: str


class Link(Struct, frozen=True, kw_only=True):
    """How a claim came by its word: from whom, and what changed on the way.

    `to` is the claim that it was taken from; null where the desk does not hold that, and only the `name` of its source
    is known. `via` are the names between, outermost first. `drift` is told against `to`, else against the wording that
    stands for the origin. What `repeats` or `summarises` is inferred: nobody is cited.
    """

    claim_id: str
    kind: LinkKind
    to: str | None
    name: str
    reason: str
    via: tuple[str, ...] = ()
    drift: tuple[Drift, ...] = ()


class TakenBack(Struct, frozen=True):
    """Since when the origin no longer says so, and the claim in which it takes it back."""

    on: Day
    claim_id: str


class Origin(Struct, frozen=True, kw_only=True, gc=False):
    """Where a claim comes from. Claims with the same `origin_id` are one witness, however many carry them.

    `source` keys the habits of whoever said it first (a source id of the theatre, else its name). `claims` begin with
    the one nearest to the origin's own words, whose wording weighs; `first` is the one that the desk has earliest.
    `witness` is the kind of evidence that it is (docs/method/origins.md), `carrier` who published its wording: the
    source itself, another that is vouched for, or one that is not, by whose word nothing is learned of the source.
    `links` lead from every claim but the origin's own one step nearer to it. `chain` are the names from publisher to
    origin; `reasons` say in words why these claims were joined.
    """

    origin_id: str
    source: str
    name: str
    kind: VoiceKind
    side: str | None
    vouched: bool
    first: str
    claims: tuple[str, ...]
    chain: tuple[str, ...]
    reasons: tuple[str, ...]
    witness: Witness = "report"
    carrier: Carrier = "itself"
    links: tuple[Link, ...] = ()
    taken_back: TakenBack | None = None


class Evidence(Struct, frozen=True, kw_only=True, gc=False):
    """What one origin says of one place on one day, and how much it weighs.

    `says` is a state (a side's code or `contested`), or `not:SIDE`. `weight` is in nats (natural-log
    odds): how far this evidence, spoken alone, moves the odds of what it says. `repeats` are the other
    claims of the same origin, `reports` the ids of all reports that carry it. `on` is the day it speaks about.
    `vouched`: the theatre knows the origin; `firm`: it says so outright, where fighting or encirclement would only imply
    it. `borne_out` is the chance (0 to 1) that it was right, by everything else that is known; null where nothing else
    is. `taken_back` is the day since which the origin no longer says so; `overruled`: it is only told of the origin, by
    somebody for whom nobody vouches, and the origin itself says otherwise. `moved` is how far it moved the log-odds of
    the answer, after what speaks of days before; null where not one place and day were asked for.
    """

    claim_id: str
    origin_id: str
    origin: str
    kind: VoiceKind
    side: str | None
    published: Day | None
    on: Day
    says: str
    weight: float
    reason: str
    against_interest: bool
    repeats: tuple[str, ...] = ()
    vouched: bool = True
    firm: bool = True
    reports: tuple[str, ...] = ()
    borne_out: float | None = None
    taken_back: Day | None = None
    overruled: bool = False
    moved: float | None = None


class SideClaim(Struct, frozen=True):
    """What one side says of a place: the state, since when, and how many origins of its say so."""

    state: str
    since: Day
    origins: int


class Status(Struct, frozen=True, kw_only=True):
    """Control of one place on one day, by what so many `reports` carry from so many independent `origins`.

    `prior` are the log-odds of the most probable state had nobody spoken: with all that the evidence `moved` they are
    those of the answer. Both are null where this was not asked for.
    """

    on: Day
    known_on: Day | None
    state: str
    probabilities: dict[str, float]
    disputed: bool
    claimed: dict[str, SideClaim]
    origins: int
    last_evidence: Day | None
    evidence: tuple[Evidence, ...]
    reports: int = 0
    nearby: tuple[Evidence, ...] = ()
    prior: float | None = None


class Control(Struct, frozen=True, kw_only=True):
    """Control of one place over time, in chances of `states`, one row a day from `first` on.

    `chances` are the rows in whole ten-thousandths, two bytes a number, low byte first: thirty thousand places of three
    years fit in memory. `evidence` is all there is, in order of the day it speaks about.
    """

    place: Place
    states: tuple[str, ...]
    first: Day
    chances: bytes
    evidence: tuple[Evidence, ...]
    nearby: tuple[Evidence, ...] = ()

    @property
    def days(self) -> int:
        """How many days have a row."""
        return len(self.chances) // (2 * len(self.states))

    def row(self, number: int) -> tuple[float, ...]:
        """The chances of one day, which sum to 1; 0 is the first."""
        wide = len(self.states)
        return tuple([one / 10_000 for one in unpack_from(f"<{wide}H", self.chances, 2 * wide * number)])

    @property
    def rows(self) -> tuple[tuple[float, ...], ...]:
        """All rows."""
        return tuple(map(self.row, range(self.days)))


def pack_rows(rows: Iterable[Sequence[float]]) -> bytes:
    """Rows of chances as a control keeps them; each sums to 1, and its last number takes what rounding leaves."""
    packed = bytearray()
    for row in rows:
        whole = [round(one * 10_000) for one in row[:-1]]
        packed += pack(f"<{len(row)}H", *whole, max(0, 10_000 - sum(whole)))
    return bytes(packed)


class Version(Struct, frozen=True, kw_only=True):
    """One of the ways in which an event is told, by all who tell it so.

    `event`, `actor`, `target`, `start` and `end` are as these tell it; `stance` is `hedged` where all of them hedge, and
    `denied` where they deny it. `wordings` are claim ids, one for each thing that an origin tells of it: a strike, and the
    dead. `origins` and `witnesses` are as in `Event`, `sides` those that they belong to or are aligned with, null for
    third parties. `differs` says what parts it from the first version of its event. `since` is the day on which it was
    first published.
    """

    event: str
    actor: str | None
    target: str | None
    stance: Stance
    start: Day | None
    end: Day | None
    origins: tuple[str, ...]
    witnesses: tuple[str, ...]
    sides: tuple[str | None, ...]
    wordings: tuple[str, ...]
    differs: tuple[Difference, ...] = ()
    against_interest: bool = False
    since: Day | None = None


class SideArea(Struct, frozen=True):
    """What a side holds, in km² of the ground that reports speak of: `low` at least, `likely` by the sum of the chances,
    `high` at most."""

    side: str
    low: int
    likely: int
    high: int


class AreaDay(Struct, frozen=True, kw_only=True):
    """Areas in km² from a day on: all that reports speak of, what of it is `doubtful` (no side surely holds it), and by
    side."""

    on: Day
    spoken: int
    doubtful: int
    sides: tuple[SideArea, ...]


class AreaPatch(Struct, frozen=True, kw_only=True):
    """Ground within one square of the map (`tile`) whose chance of a state, a side or contested, is at least `level`.

    It looks so from the day `on` until the next patch of the same tile, state and level; without polygons there is none.
    `outline` are its polygons as `pack_outline` writes them: a long war has millions of points.
    """

    tile: tuple[int, int]
    on: Day
    state: str
    level: float
    outline: bytes

    @property
    def polygons(self) -> tuple[AreaPolygon, ...]:
        """The polygons in degrees, their rings closed."""
        packed = msgspec.json.decode(self.outline, type=list[list[list[int]]])
        return tuple(tuple(unfold_ring(steps) for steps in rings) for rings in packed)


def pack_outline(polygons: Sequence[Sequence[Sequence[int]]]) -> bytes:
    """Polygons of rings as JSON. A ring has the longitude and latitude of its first point in whole thousandths of a degree
    (about 100 m), then the steps from each point to the next; the last point is the first again and is left out."""
    return msgspec.json.encode(polygons)


NO_OUTLINE = pack_outline(())
OUTLINE_GRAIN = 1000  # steps to a degree


def unfold_ring(steps: Sequence[int]) -> tuple[tuple[float, float], ...]:
    """A ring of an outline in degrees, closed."""
    lons, lats = (accumulate(steps[first::2]) for first in (0, 1))
    ring = tuple((lon / OUTLINE_GRAIN, lat / OUTLINE_GRAIN) for lon, lat in zip(lons, lats, strict=True))
    return (*ring, ring[0])


class AreaHistory(Struct, frozen=True, kw_only=True):
    """Areas of control over time: `days` on which an area changed, and the `patches` that changed, in order of days.
    Each day with patches has its name in `names`, the same only where all of them are the same.

    `levels` are the chances at which sides' ground is outlined, `sure` the one from which on it counts as surely held;
    ground further than `reach_km` from every place that is spoken of is unknown. Patches of one side lie on each other, the surer within the less sure.
    """

    levels: tuple[float, ...]
    sure: float
    reach_km: float
    days: tuple[AreaDay, ...]
    patches: tuple[AreaPatch, ...]
    names: Mapping[Day, bytes]


class StatedArea(Struct, frozen=True, kw_only=True):
    """An area that an origin states, against the map. `text` are its words, `low` and `high` the bounds in km².

    `measure` is what a `side` is said to hold, or to have gained or lost, around a place between two days. The map's own
    bounds are of the ground within `around_km` of it, of which reports speak of `spoken` km². `finding`: the figure is
    `in_line` with them, `more` than the map can support or `less` than it has, goes `beyond` the ground that anybody
    speaks of, or is `unchecked`; `reason` says so in words.
    """

    claim_id: str
    origin_id: str | None
    side: str | None
    measure: AreaMeasure
    text: str
    low: float | None
    high: float | None
    place_id: str | None
    place: str | None
    start: Day | None
    end: Day | None
    around_km: float | None
    map_low: int | None
    map_high: int | None
    spoken: int
    finding: AreaFinding
    reason: str


class Event(Struct, frozen=True, kw_only=True):
    """One happening, told by claims that agree in place and time, and in type or in two types that are faces of one thing
    (docs/method/events.md).

    `claims` tell it, `denied_by` are the claims that deny it; both are claim ids. `origins` are origin ids, and
    `witnesses` whose word each of them is: a name, empty where nobody vouches for it; so many as differ are independent.
    `wordings` are the claims that stand for those who are vouched for, or where none is for all. `actor` and `target` are
    null where nobody names them or the versions name different ones. `versions` are the ways in which it is told, the one
    with most independent origins first, denials last.
    """

    event_id: str
    event: str
    actor: str | None
    target: str | None
    place_ids: tuple[str, ...]
    start: Day | None
    end: Day | None
    claims: tuple[str, ...]
    origins: tuple[str, ...]
    denied_by: tuple[str, ...]
    witnesses: tuple[str, ...] = ()
    wordings: tuple[str, ...] = ()
    versions: tuple[Version, ...] = ()


class Quantity(Struct, frozen=True, kw_only=True):
    """One number of one report, with what it counts and how far it reaches (docs/method/figures.md).

    `start` and `end` are its characters in the report's clean text, `text` those words, `unit` the text's noun. `thing` is
    what is counted and `deed` what became of it, null where the words leave it open: `drones` `intercepted`. `places`
    are ids, or `?` and the words where no place was found; none: everywhere. `period` is the kind of time that the words
    name (`night`, `day`, `month`, `since` …, empty where none, `mixed` where several), `since` what a running total runs
    from, in one word (`war`, `year`) or the text's. `course`: an `increment` of its period, a `running` total, a `level`
    that may go up and down, a `rate`, or a `share` of a whole in percent. `part_of` is the quantity of which it is told to be
    a part. `own`: its places are named beside it, where others are carried over from words before.
    """

    quantity_id: str
    claim_id: str
    report_id: str
    report_name: str
    start: int
    end: int
    text: str
    unit: str
    thing: str | None
    deed: str | None
    low: float | None
    high: float | None
    approximate: bool
    actor: str | None
    target: str | None
    places: tuple[str, ...]
    place_names: tuple[str, ...]
    own: bool
    when: When
    period: str
    course: Course
    since: str
    stance: Stance
    part_of: str | None
    origin_id: str
    source: str
    origin: str
    kind: VoiceKind
    side: str | None
    vouched: bool
    publisher: str | None
    published: Day | None


class CountTold(Struct, frozen=True, kw_only=True):
    """What one origin says of a count: its bounds, the quantity that stands for it, and how many other reports repeat it."""

    origin_id: str
    source: str
    origin: str
    side: str | None
    vouched: bool
    low: float | None
    high: float | None
    approximate: bool
    quantity_id: str
    repeats: int


class Count(Struct, frozen=True, kw_only=True):
    """One count as several voices tell it, side by side: the same thing, deed, sides, places and time."""

    count_id: str
    thing: str
    deed: str
    actor: str | None
    target: str | None
    places: tuple[str, ...]
    place_names: tuple[str, ...]
    start: Day
    end: Day
    period: str
    told: tuple[CountTold, ...]


class SeriesPoint(Struct, frozen=True):
    """What a series stood at on a day."""

    on: Day
    low: float | None
    high: float | None
    approximate: bool
    quantity_id: str


class Series(Struct, frozen=True, kw_only=True):
    """One thing as one source counts it over time: running totals since one beginning, or the increments of like periods."""

    series_id: str
    source: str
    origin: str
    side: str | None
    thing: str
    deed: str
    actor: str | None
    target: str | None
    places: tuple[str, ...]
    place_names: tuple[str, ...]
    course: Literal["increment", "running"]
    period: str
    since: str
    points: tuple[SeriesPoint, ...]


class Finding(Struct, frozen=True, kw_only=True):
    """What a check of figures came to, in words, with the quantities that it rests on.

    `parts` against their total, `shares` of a whole, a running total that `falls`, a total against the `increments` that
    led to it, `growth` as it is stated, figures of independent origins that `differ`, a side that is `silent` on its own
    losses. It `fails`, `holds`, or is `open`: not all that it needs is told. `silent` is always open: nothing is wrong.
    """

    finding_id: str
    kind: Literal["parts", "shares", "falls", "increments", "growth", "differ", "silent"]
    outcome: Literal["fails", "holds", "open"]
    reason: str
    sum: str
    quantities: tuple[str, ...]
    claims: tuple[str, ...]
    places: tuple[str, ...]
    on: Day | None


class Figures(Struct, frozen=True, kw_only=True):
    """The ledger of quantities: all that are told, in the order of their reports; the same count of several voices; changes
    over time; what was checked, failures first."""

    quantities: tuple[Quantity, ...] = ()
    counts: tuple[Count, ...] = ()
    series: tuple[Series, ...] = ()
    findings: tuple[Finding, ...] = ()


class Takedown(Struct, frozen=True, kw_only=True):
    """Somebody's decision that the payload of a report is destroyed: who, when and why. Of what the report said, and of its
    name and address, which may say as much, nothing is kept. `exchanges` name what went over the wire for it, which goes
    too, whatever else came with it."""

    report_id: str
    raw_sha256: str
    reason: str
    by: str
    on_day: Day
    publisher: str | None = None
    published: Day | None = None
    exchanges: tuple[str, ...] = ()


class Rejection(Struct, frozen=True):
    """A report that was set aside: where it stood, what was found, what to do."""

    where: str
    reason: str
    remedy: str


class Fetch(Struct, frozen=True, kw_only=True):
    """That an address was asked, and what came of it. `outcome`: `asked` stands before the request goes out, one of the
    others after it: `fetched`, `unchanged` since it was last fetched, `failed` (another try may go better), `refused`.

    `final_url` is where redirects led; `raw_sha256` hashes the body, unpacked; `warc_sha256` names the exchange in the archive.
    `kind` says why nothing came, `reason` and `remedy` in words, `retry_after` for how many seconds the server wants to be
    left alone. `found_by` is the watched address that linked to it, `links` are those that were new in what came. `reports`
    are the ids of the reports for which this is the exchange that brought them.
    """

    url: str
    at: str
    outcome: Literal["asked", "fetched", "unchanged", "failed", "refused"]
    final_url: str | None = None
    status: int | None = None
    media_type: str | None = None
    raw_sha256: str | None = None
    warc_sha256: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    kind: str | None = None
    reason: str | None = None
    remedy: str | None = None
    retry_after: float | None = None
    found_by: str | None = None
    links: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()


class AddedTable(Struct, frozen=True, kw_only=True):
    """A table of places that a desk has added: its bytes in the archive by their hash, how they are read, and how many
    places of the theatre they gave. `columns` are pairs of a field and a column, as the user named them."""

    sha256: str
    name: str
    format: str
    columns: tuple[tuple[str, str], ...]
    places: int
    recorded_at: str


class Settled(Struct, frozen=True, kw_only=True):
    """An analyst's word on what a name means: a place, as it was known then, or null where it names none here.

    It holds in the whole desk or, with `report_name`, in that report only. With `withdrawn` nothing is settled any more.
    """

    name: str
    place: Place | None
    by: str
    on_day: Day
    report_name: str | None = None
    withdrawn: bool = False


class Vouch(Struct, frozen=True, kw_only=True):
    """Somebody's word that the desk stands for a source, whose fields are a theatre's source's. With `withdrawn` the
    desk stands for it no more."""

    source_id: str
    name: str
    kind: VoiceKind
    side: str | None
    aliases: tuple[str, ...]
    url: str | None
    by: str
    on_day: Day
    maps: bool = False
    licence: str | None = None
    withdrawn: bool = False


class SpeakerCounts(Struct, frozen=True, kw_only=True):
    """How places stood when a source spoke for somebody (`own`: its side), as it turned out: numbers of what it told, by
    how the place stood and for how long, in millionths, in the order of `LearnedHabits.shape`."""

    source: str
    kind: VoiceKind
    interest: Literal["none", "own", "against"]
    counts: tuple[int, ...]


class GainsAt(Struct, frozen=True, kw_only=True):
    """How many statements on places of one cell of degrees, whose middle this is, speak for each holder of a theatre, in
    their order: that he gained or holds ground there."""

    lat: float
    lon: float
    told: tuple[int, ...]


class LearnedHabits(Struct, frozen=True, kw_only=True):
    """What the words of sources were found to be worth: all that it takes to weigh them so again.

    Learned from so many `statements` about days up to `until`. `shape`: how many things can be told, ways in which a place
    can stand to them, and ages of that. `turns`: how often places turned, in millionths (`reconcile.chain.Turns`).
    `gains`: where each holder was told to have ground. Neither is there in a record of before that was counted.
    """

    until: Day
    statements: int
    shape: tuple[int, int, int]
    speakers: tuple[SpeakerCounts, ...]
    turns: tuple[int, ...] = ()
    gains: tuple[GainsAt, ...] | None = None


class Account(Struct, frozen=True, kw_only=True, dict=True):
    """All that a desk knows at one moment: what the stages made, and what publishing reads.

    Sorted: reports and claims by day and id, controls by place id, events by start and id, copies by report. `areas`
    and `stated_areas` are there where somebody is to be shown a map. `habits` are those by which the controls were
    worked out.
    """

    reports: tuple[Report, ...]
    claims: tuple[Claim, ...]
    mentions: tuple[Mention, ...]
    origins: tuple[Origin, ...]
    controls: tuple[Control, ...]
    events: tuple[Event, ...]
    rejections: tuple[Rejection, ...] = ()
    copies: tuple[Copy, ...] = ()
    figures: Figures = Figures()
    areas: AreaHistory | None = None
    stated_areas: tuple[StatedArea, ...] = ()
    habits: LearnedHabits | None = None

    @cached_property
    def claims_by_id(self) -> Mapping[str, Claim]:
        """All claims."""
        return {one.claim_id: one for one in self.claims}

    @cached_property
    def claims_by_place(self) -> Mapping[str, Sequence[Claim]]:
        """The claims that name each place, in their order."""
        found: dict[str, list[Claim]] = {}
        for claim in self.claims:
            for ref in claim.places:
                if ref.place_id:
                    told = found.setdefault(ref.place_id, [])
                    if not told or told[-1] is not claim:
                        told.append(claim)
        return found

    @cached_property
    def origins_by_id(self) -> Mapping[str, Origin]:
        """All origins."""
        return {one.origin_id: one for one in self.origins}

    @cached_property
    def traced(self) -> Mapping[str, str]:
        """The id of each claim's origin."""
        return {claim_id: one.origin_id for one in self.origins for claim_id in one.claims}

    @cached_property
    def controls_by_place(self) -> Mapping[str, Control]:
        """All controls."""
        return {one.place.place_id: one for one in self.controls}

    @cached_property
    def events_by_place(self) -> Mapping[str, Sequence[Event]]:
        """What happened at each place, in order."""
        found: dict[str, list[Event]] = {}
        for event in self.events:
            for place_id in dict.fromkeys(event.place_ids):
                found.setdefault(place_id, []).append(event)
        return found

    def origin_of(self, claim_id: str) -> Origin | None:
        """Where a claim comes from."""
        return self.origins_by_id.get(self.traced.get(claim_id, ""))
