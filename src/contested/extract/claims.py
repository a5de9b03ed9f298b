"""The parts of an event, in; claims of the contract, with slots and score, out.

One claim an actor, and one a place where each place has a figure of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import msgspec

from contested.extract.clauses import Sentence
from contested.extract.dates.find import DateRef
from contested.extract.dates.spans import Span, day_span, shift_days
from contested.extract.figures import FigureRef
from contested.extract.lexicon import Hit
from contested.extract.roles import PlaceUse
from contested.extract.scene import RawEvent
from contested.extract.sides import SideRef
from contested.extract.voices import VoiceRef
from contested.model import (
    AHEAD,
    DENIED,
    PART_HELD,
    TAKEN_BACK,
    Claim,
    Dating,
    PlaceRef,
    Relation,
    Report,
    Role,
    Slot,
    SlotName,
    Stance,
    When,
    content_id,
)
from contested.theatres import Theatre
from contested.vocabulary import event_types

READ_OUTRIGHT = 0.95
INHERITED = 0.8  # an unnamed place is right about four times in five where the rest is right
BACK_REFERENCE = 0.9
WITHIN_PLACE = 3  # words from a piece of ground to the place that it lies in: "positions in the town of X"


@dataclass(slots=True)
class ClaimParts:
    """Everything that one event's claims are made of."""

    report: Report
    said: Span | None
    dating: Dating | None
    sentence: Sentence
    raw: RawEvent
    places: list[PlaceUse]
    voices: list[VoiceRef]
    stance: Stance
    stance_words: Hit | None
    when: When
    date: DateRef | None
    figures: list[FigureRef]
    sides: list[SideRef]
    language: str
    denial: str = ""  # what kind of denial it is, as a mark on the rule


def said_on(report: Report, dating: Dating | None) -> Span | None:
    """The days on which a report may speak."""
    if report.published is not None:
        return day_span(date.fromisoformat(report.published))
    return Span(date.fromisoformat(dating.start), date.fromisoformat(dating.end)) if dating else None


def default_when(said: Span | None) -> When:
    """Nothing said: the day of publication and the day before (of an undated report, of any day when it may have been);
    both null where nobody can say."""
    if said is None or said.start is None or said.end is None:
        return When(start=None, end=None, text=None, basis="none")
    start = shift_days(said.start, -1)
    return When(start=start.isoformat(), end=said.end.isoformat(), text=None, basis="publication")


def make_claims(parts: ClaimParts, theatre: Theatre) -> list[Claim]:
    """The claims of one event."""
    actors = [parts.raw.actor, *co_actors(parts, theatre)]
    shares = share_figures(parts)
    return [
        make_claim(parts, theatre, actor, places, figures) for actor in actors for places, figures in shares
    ]


def co_actors(parts: ClaimParts, theatre: Theatre) -> list[str]:
    """Other sides that share the verb: "Russian and North Korean troops"."""
    ref = parts.raw.actor_ref
    if ref is not None and ref.code is None:  # "their counteroffensive": whose was named before
        before = [one for one in parts.sides if one.last <= ref.first and one.code == parts.raw.actor]
        ref = before[-1] if before else None
    if ref is None:
        return []
    listed = [ref]
    for one in reversed([one for one in parts.sides if one.last < ref.first]):
        if joined(parts.sentence, one.last, listed[0].first):
            listed.insert(0, one)
    for one in [one for one in parts.sides if one.first > ref.last]:
        if joined(parts.sentence, listed[-1].last, one.first):
            listed.append(one)
    apart = (None, parts.raw.actor, theatre.adversary(parts.raw.actor))
    return [one.code for one in listed if one.code is not None and one.code not in apart]


def joined(sentence: Sentence, left: int, right: int) -> bool:
    """Whether only "and" or a comma stands between two words."""
    gap = range(left, right)
    between = all(sentence.starts("coordinator", at) or sentence.words[at] == "," for at in gap)
    return 0 < len(gap) <= 2 and between


def share_figures(parts: ClaimParts) -> list[tuple[list[PlaceUse], list[FigureRef]]]:
    """Places with a figure each make a claim each: "23 over X and six over Y"."""
    named = [use for use in parts.places if use.first >= 0]
    pairs = []
    taken: list[FigureRef] = []
    for use in named:
        before = [one for one in parts.figures if 0 <= use.first - one.last <= 5 and one not in taken]
        behind = [one for one in parts.figures if one.first == use.last and one not in taken]
        before = behind or before
        taken += before[-1:]
        pairs.append((use, before[-1] if before else None))
    if sum(figure is not None for _, figure in pairs) < 2:
        return [(parts.places, parts.figures)]
    shared = {id(figure) for _, figure in pairs if figure}
    whole = [one for one in parts.figures if id(one) not in shared]
    rest = [use for use, figure in pairs if figure is None]
    total = [(rest, whole)] if rest or whole else []
    return total + [([use], [figure]) for use, figure in pairs if figure]


def make_claim(
    parts: ClaimParts, theatre: Theatre, actor: str | None, places: list[PlaceUse], figures: list[FigureRef]
) -> Claim:
    raw, report, span = parts.raw, parts.report, parts.sentence.span
    event = event_types()[raw.event]
    target = raw.target
    if target is None and event.target == "adversary":
        target = theatre.adversary(actor)
    refs = tuple(place_ref(parts, use) for use in unique(places))
    doubts = find_doubts(parts)
    when = clipped(parts.when, parts.said, parts.stance)
    key = (
        report.report_id,
        span.start,
        raw.first,
        raw.event,
        actor,
        target,
        [(p.text, p.anchor) for p in refs],
        parts.stance,
    )
    return Claim(
        claim_id=content_id(*key),
        report_id=report.report_id,
        report_name=report.name,
        start=span.start,
        end=span.end,
        text=parts.sentence.text,
        event=raw.event,
        actor=actor,
        target=target if target != actor else None,
        places=refs,
        when=when,
        voices=tuple(one.voice for one in parts.voices),
        stance=parts.stance,
        figures=tuple(one.figure for one in figures),
        rule=name_rule(parts),
        score=score(doubts),
        slots=slots(parts, places, figures),
        reasons=tuple(reason for _, reason in doubts),
        publisher=report.publisher,
        published=report.published,
        dating=parts.dating,
    )


def name_rule(parts: ClaimParts) -> str:
    """The language, the frame and the form of the words that made a claim, and what kind of thing it tells."""
    trigger = parts.raw.clause.trigger
    # Words of holding that tell of a part make an entry: "holds the north of X".
    in_part = parts.raw.event == "entered" and (trigger.event != "entered" or trigger.frame.lasting)
    mark = parts.denial or (PART_HELD if in_part else "")
    return f"rules:{parts.language}/{trigger.event}#{trigger.number + 1}.{trigger.form}{mark}"


def find_doubts(parts: ClaimParts) -> list[tuple[float, str]]:
    """What was inferred rather than read, each as a factor of the confidence and its reason in words."""
    doubts = list(parts.raw.doubts)
    if parts.places and parts.places[0].first < 0:
        doubts.append((INHERITED, "the place is carried over from the words before"))
    return doubts


def score(doubts: list[tuple[float, str]]) -> float:
    """The extractor's confidence: what was said outright counts in full, what was inferred counts less."""
    value = READ_OUTRIGHT
    for factor, _ in doubts:
        value *= factor
    return round(value, 3)


def unique(places: list[PlaceUse]) -> list[PlaceUse]:
    """Each anchor once; the first role stands."""
    seen: dict[tuple[int, int, str], PlaceUse] = {}
    for use in places:
        key = (use.anchor.start, use.anchor.end, use.anchor.text) if use.anchor else (use.first, use.last, "")
        seen.setdefault(key, use)
    return list(seen.values())


def place_ref(parts: ClaimParts, use: PlaceUse) -> PlaceRef:
    text, name = None, None
    relation = use.relation or left_in_part(parts, use)
    if use.first >= 0:
        text = relation.words if relation else parts.sentence.words_text(use.first, use.last)
    if relation is not None and use.anchor is not None:
        name = use.anchor.text or None  # the words are more than a name, should nobody find its place
    role: Role = use.role
    if parts.raw.event == "entered" and use.edge and role == "near":
        role = "at"
    anchor = (use.anchor.start, use.anchor.end) if use.anchor and use.anchor.end else None
    kinds = use.anchor.kinds if use.anchor else ()
    return PlaceRef(text=text, role=role, name=name, anchor=anchor, kinds=kinds, relation=relation)


def left_in_part(parts: ClaimParts, use: PlaceUse) -> Relation | None:
    """Which part of a place is left, where positions or other ground in it are, or nearly all: "withdrew from positions in X",
    «відійшли з окремих ділянок у X», «практически выбиты из X»."""
    raw, sentence = parts.raw, parts.sentence
    if event_types()[raw.event].implies != "not_actor" or use.role not in ("at", "from") or use.first < 0:
        return None
    ground = [
        hit
        for kind in ("part", "ground")
        for hit in sentence.found(kind, max(0, raw.first - 2), max(raw.last, use.first))
        if sentence.starts("distance", hit.first) is None  # "withdrew 5 km from X"
    ]
    within = [hit for hit in ground if raw.first <= hit.first and hit.last <= raw.last]  # "left positions"
    before = [
        hit
        for hit in ground
        if 0 <= use.first - hit.last <= WITHIN_PLACE and "," not in sentence.words[hit.last : use.first]
    ]
    if not within and not before:
        return None
    start = min((hit.first for hit in before if hit.first >= raw.last), default=use.first)
    return Relation(kind="part", words=sentence.words_text(start, use.last))


def clipped(when: When, said: Span | None, stance: Stance) -> When:
    """Nothing has happened after it was told, unless it is foreseen."""
    if said is None or said.end is None or when.end is None or stance in AHEAD:
        return when
    last = said.end.isoformat()
    if when.end <= last:
        return when
    if when.start is not None and when.start > last:
        return default_when(said)
    return When(start=when.start, end=last, text=when.text, basis=when.basis)


def slots(parts: ClaimParts, places: list[PlaceUse], figures: list[FigureRef]) -> tuple[Slot, ...]:
    """Which words of the report fill which slot."""
    tokens = parts.sentence.tokens
    found: list[Slot] = []

    def mark(slot: SlotName, first: int, last: int) -> None:
        if 0 <= first < last <= len(tokens):
            found.append(Slot(slot, tokens[first].start, tokens[last - 1].end))

    raw = parts.raw
    mark("trigger", raw.first, raw.last)
    if raw.actor_ref:
        mark("actor", raw.actor_ref.first, raw.actor_ref.last)
    if raw.target_ref:
        mark("target", raw.target_ref.first, raw.target_ref.last)
    for use in places:
        mark("place", use.first, use.last)
    for voice in parts.voices:
        mark("voice", voice.first, voice.last)
    for one in figures:
        mark("figure", one.first, one.last)
    if parts.date:
        mark("when", parts.date.first, parts.date.last)
    if parts.stance_words and parts.stance != "asserted":
        mark("stance", parts.stance_words.first, parts.stance_words.last)
    return tuple(sorted(found, key=lambda one: (one.start, one.end, one.slot)))


def deny_claim(claim: Claim, voice: VoiceRef, sentence: Sentence, report: Report) -> Claim:
    """A claim told before, denied in this sentence by another voice; its places are not said again."""
    tokens = sentence.tokens
    marked = Slot("voice", tokens[voice.first].start, tokens[voice.last - 1].end)
    return msgspec.structs.replace(
        claim,
        claim_id=content_id(claim.claim_id, "denied", report.report_id, sentence.span.start, voice.first),
        start=sentence.span.start,
        end=sentence.span.end,
        text=sentence.text,
        places=tuple(msgspec.structs.replace(place, text=None) for place in claim.places),
        voices=(voice.voice,),
        stance="denied",
        figures=(),
        rule=claim.rule + (TAKEN_BACK if voice.retracts else DENIED),
        score=round(claim.score * BACK_REFERENCE, 3),
        slots=(marked, Slot("stance", tokens[voice.verb].start, tokens[voice.verb].end)),
    )


def refute_claim(claim: Claim) -> Claim:
    """A claim that a voice makes falsely or too early, denied by who says so: the voice before it, else the publisher."""
    return msgspec.structs.replace(
        claim,
        claim_id=content_id(claim.claim_id, "refuted"),
        voices=claim.voices[:-1],
        stance="denied",
        figures=(),
        rule=claim.rule + DENIED,
    )
