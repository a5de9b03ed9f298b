"""Claims, origins and the languages of their reports, in; the quantities that they tell, each with its scope, out.

A sentence is read once for all its claims. A number is taken up where a claim holds it as a figure, or where it is a part or
the whole of one that a claim holds.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from contested.model import Claim, Course, Origin, PlaceRef, Quantity, Stance, content_id
from contested.reconcile.figures.kinds import PEOPLE, deeds_of, default_deed, is_in, whose
from contested.reconcile.figures.lists import Part, Parts, find_parts, is_name
from contested.reconcile.figures.numbers import Number, Sentence
from contested.reconcile.figures.words import load_words
from contested.vocabulary import event_types

HAPPENED: tuple[Stance, ...] = ("asserted", "hedged")
# A number without a noun counts what the report last counted, if that was so many characters before.
NOUN_WITHIN = 400
BASE_WITHIN = 7  # words from "since" to what a total runs from
DATE = re.compile(r"\d\d?\.\d\d?\.\d{2,4}")
MIXED = "mixed"
SINCE = "since"


class Read(NamedTuple):
    """A quantity with what only checks ask for: the claim, its sentence, the number's index there, and its places with
    their roles."""

    quantity: Quantity
    claim: Claim
    sentence: Sentence
    number: int
    spot: frozenset[str]

    @property
    def whose(self) -> str | None:
        return whose(self.quantity.deed or "", self.quantity.actor, self.quantity.target)


class Told(NamedTuple):
    """A sentence that holds counts, with its claims, and the totals and parts among the counts."""

    sentence: Sentence
    claims: tuple[Claim, ...]
    parts: tuple[Parts, ...]
    reads: Mapping[int, Read]


def read_sentences(
    claims: Iterable[Claim], origins: Iterable[Origin], languages: Mapping[str, str]
) -> list[Told]:
    """Every sentence with a count, in the order of the reports' days and texts. `languages` are codes by report id."""
    origin_of = {claim_id: origin for origin in origins for claim_id in origin.claims}
    claims = list(claims)
    counted = {(claim.report_id, claim.start, claim.end) for claim in claims if claim.figures}
    groups: dict[tuple[str, int, int], list[Claim]] = defaultdict(list)
    for claim in claims:
        key = (claim.report_id, claim.start, claim.end)
        if key in counted and claim.claim_id in origin_of:
            groups[key].append(claim)
    found: list[Told] = []
    keys = sorted(groups, key=lambda key: (groups[key][0].published or "9999", *key))
    before: Read | None = None
    for key in keys:
        words = load_words(languages.get(key[0], ""))
        if words is None:
            continue
        told = SentenceReader(groups[key], Sentence(groups[key][0].text, words), origin_of, before).read()
        if told.reads:
            found.append(told)
            nouns = [
                one for one in told.reads.values() if one.quantity.thing and one.quantity.part_of is None
            ]
            before = nouns[-1] if nouns else before
    return found


class SentenceReader:
    """Reads the counts of one sentence for its claims."""

    def __init__(
        self, claims: list[Claim], sentence: Sentence, origin_of: Mapping[str, Origin], before: Read | None
    ) -> None:
        self.claims = sorted(claims, key=lambda one: one.claim_id)
        self.sentence, self.origin_of = sentence, origin_of
        sentence.voiced = self.find_voiced()
        first = claims[0]
        near = before is not None and before.quantity.report_id == first.report_id
        self.before = before if near and before and first.start - before.quantity.end <= NOUN_WITHIN else None
        self.parts = find_parts(sentence)
        self.part_of = {part.number: (one, part) for one in self.parts for part in one.parts}
        self.reads: dict[int, Read] = {}

    def read(self) -> Told:
        owners = {index: self.owners(number) for index, number in enumerate(self.sentence.numbers)}
        for one in self.parts:  # who holds a part holds its whole, and the other way round
            numbers = (one.total, *(part.number for part in one.parts))
            held = owners[one.total] or [claim for index in numbers for claim in owners[index]]
            for index in numbers:
                owners[index] = owners[index] or held
        for index, number in enumerate(self.sentence.numbers):
            if number.added and index and not owners[index]:
                owners[index] = owners[index - 1]  # "651,200 (+1,200)"
            if owners[index] and not number.weak and index not in self.part_of:
                self.add(index, owners[index])
        for index in sorted(self.part_of):
            if owners[index]:
                self.add(index, owners[index])
        return Told(self.sentence, tuple(self.claims), tuple(self.parts), self.reads)

    def find_voiced(self) -> frozenset[int]:
        """The words that name who says so; a list of parts does not go on to them."""
        spans = [(slot.start, slot.end) for one in self.claims for slot in one.slots if slot.slot == "voice"]
        return frozenset(
            at
            for at in range(len(self.sentence.words))
            if any(start <= self.chars(at, at + 1)[0] < end for start, end in spans)
        )

    def owners(self, number: Number) -> list[Claim]:
        """The claims that have a number among their figures, the one whose event's words are nearest first."""
        start, end = self.chars(number.first, number.last)
        held = [
            claim
            for claim in self.claims
            if any(first < end and start < last for first, last in figure_spans(claim))
        ]
        return sorted(held, key=lambda one: (distance(one, start), one.claim_id))

    def chars(self, first: int, last: int) -> tuple[int, int]:
        """Words as characters of the report."""
        spans, offset = self.sentence.spans, self.claims[0].start
        return spans[first][0] + offset, spans[last - 1][1] + offset

    def add(self, index: int, owners: list[Claim]) -> None:
        sentence, number = self.sentence, self.sentence.numbers[index]
        whole = self.reads.get(self.part_of[index][0].total) if index in self.part_of else None
        deed = self.told_deed(index)
        claim = self.choose_owner(owners, deed)
        thing = self.thing_of(number, whole, deed, claim)
        last = self.reads.get(index - 1) if number.added or self.sums_up(number) else None
        if last is not None:  # "651,200 (+1,200)", "1,200, bringing the total to 651,200": of the same
            thing, deed = last.quantity.thing, last.quantity.deed
        elif thing is None and not (number.unit or number.share) and index not in self.part_of:
            return  # nobody can say what a bare number counts; most are names
        elif deed is not None and thing is not None and deed not in deeds_of(thing):
            deed = None
        if deed is None:
            deed = whole.quantity.deed if whole else default_deed(claim.event, thing)
        origin = self.origin_of[claim.claim_id]
        refs, own = self.places_of(index, claim)
        period, since = self.period_of(index)
        start, end = self.chars(number.first, number.end)
        quantity = Quantity(
            quantity_id=content_id("quantity", claim.report_id, start, end, number.low, number.high),
            claim_id=claim.claim_id,
            report_id=claim.report_id,
            report_name=claim.report_name,
            start=start,
            end=end,
            text=claim.text[start - claim.start : end - claim.start],
            unit=number.unit,
            thing=thing,
            deed=deed,
            low=number.low,
            high=number.high,
            approximate=number.approximate,
            actor=claim.actor,
            target=claim.target,
            places=tuple(sorted({place_key(ref) for ref in refs})),
            place_names=tuple(sorted({ref.name or ref.text or "" for ref in refs})),
            own=own,
            when=claim.when,
            period="day" if number.added else period,
            course=self.course_of(index, claim, period),
            since="" if number.added else since,
            stance=claim.stance,
            part_of=whole.quantity.quantity_id if whole else None,
            origin_id=origin.origin_id,
            source=origin.source,
            origin=origin.name,
            kind=origin.kind,
            side=origin.side,
            vouched=origin.vouched,
            publisher=claim.publisher,
            published=claim.published,
        )
        spot = frozenset(
            f"{'at' if ref.role in ('at', 'from') else ref.role}:{place_key(ref)}" for ref in refs
        )
        self.reads[index] = Read(quantity, claim, sentence, index, spot)

    def told_deed(self, index: int) -> str | None:
        """What the words beside a number say became of what it counts: those of its clause, nearest first, but none that
        lie beyond another number; of a part, its own words."""
        sentence = self.sentence
        number = sentence.numbers[index]
        if index in self.part_of:
            _, part = self.part_of[index]
            first, last = part.first, part.last
        else:
            first, last = sentence.clause_of(number.first)
        before = [
            one.end
            for at, one in enumerate(sentence.numbers)
            if one.end <= number.first and at not in self.part_of
        ]
        behind = [one.first for one in sentence.numbers if one.first >= number.end]
        inner = (max([first, *before]), min([last, *behind]))
        whole = self.reads.get(self.part_of[index][0].total) if index in self.part_of else None
        allowed = deeds_of(number.thing or (whole.quantity.thing if whole else self.last_weapons(number)))
        hits = [
            (from_, to, deed)
            for from_, to, deed in sentence.find(sentence.language.deeds, *inner)
            if deed in allowed or (to > number.last and from_ < number.end)
        ]
        noun = [deed for from_, to, deed in hits if from_ >= number.last and to <= number.end]
        outside = [one for one in hits if one[0] >= number.end or one[1] <= number.first]
        # Behind the number comes first: "two killed and five wounded".
        nearest = min(
            outside,
            key=lambda one: (one[0] - number.end) if one[0] >= number.end else (number.first - one[1]) + 1,
            default=None,
        )
        return nearest[2] if nearest else noun[0] if noun else None

    def choose_owner(self, owners: list[Claim], deed: str | None) -> Claim:
        """The claim whose event is what became of the thing, else the nearest."""
        return next((one for one in owners if deed and default_deed(one.event) == deed), owners[0])

    def thing_of(self, number: Number, whole: Read | None, deed: str | None, claim: Claim) -> str | None:
        """The number's noun; else that of its total, people where the words say so, or what was counted last before."""
        if number.thing is not None:
            return number.thing
        if number.people:
            return PEOPLE
        if whole is not None:
            return None if number.unit else whole.quantity.thing
        if number.share or number.unit or number.added:
            return None
        if is_in(deed, "harm") and event_types()[claim.event].family in ("strike", "effect"):
            return PEOPLE
        if self.before is not None and claim.event == self.before.claim.event:
            return self.before.quantity.thing
        return self.last_weapons(number) if is_in(claim.event, "raids") else None

    def last_weapons(self, number: Number) -> str | None:
        """The drones or missiles that a raid was told of, which a bare number goes on about: "78 were shot down"."""
        bare = number.thing is None and not number.unit and not number.people and not number.share
        if not bare or self.before is None or not is_in(self.before.claim.event, "raids"):
            return None
        thing = self.before.quantity.thing
        return thing if is_in(thing, "weapons") else None

    def sums_up(self, number: Number) -> bool:
        """Whether a bare number is what the one before it comes to: "bringing the total to 650,000"."""
        marks = self.sentence.find(self.sentence.language.marks, 0, number.first)
        bare = number.thing is None and not number.unit and not number.people
        return bare and any(hit.value == "total_to" and hit.last == number.first for hit in marks)

    def places_of(self, index: int, claim: Claim) -> tuple[list[PlaceRef], bool]:
        """The places that a number is told of, and whether they stand in its sentence. Where parts have places of their
        own, a part has those that stand in its words, the total the others."""
        inside = {
            place.anchor: place
            for one in self.claims
            for place in one.places
            if place.anchor and claim.start <= place.anchor[0] < claim.end
        }
        if index in self.part_of:
            part = self.part_of[index][1]
            start, end = self.chars(part.first, part.last)
            own = [ref for anchor, ref in inside.items() if anchor and start <= anchor[0] < end]
            if own:
                return own, True
            names = [] if self.sentence.numbers[index].thing else named_in(self.sentence, part)
            if names:
                return [PlaceRef(text=name, role="at") for name in names], True
            whole = self.reads.get(self.part_of[index][0].total)
            return (list(whole.claim.places) if whole else []), False
        spans = [
            self.chars(part.first, part.last)
            for one in self.parts
            if one.total == index
            for part in one.parts
        ]
        refs = [
            ref
            for ref in claim.places
            if not (ref.anchor and any(start <= ref.anchor[0] < end for start, end in spans))
        ]
        return refs, all(ref.text is not None for ref in refs)

    def period_of(self, index: int) -> tuple[str, str]:
        """The kind of period that the words name for a number, and what a running total runs from. Words in its own clause
        come first, then those of the whole sentence."""
        sentence = self.sentence
        number = sentence.numbers[index]
        own = self.part_of[index][1][1:] if index in self.part_of else sentence.clause_of(number.first)
        everywhere = (0, len(sentence.words))
        for first, last in (own, everywhere):
            base = self.since_within(first, last)
            if base is not None:
                return SINCE, base
            periods = {kind for _, _, kind in sentence.find(sentence.language.periods, first, last)}
            if periods:
                return (periods.pop() if len(periods) == 1 else MIXED), ""
        return "", ""

    def since_within(self, first: int, last: int) -> str | None:
        """What a total runs from by words `first` to `last`: "since the start of the invasion", «з 24.02.22»."""
        words, language = self.sentence.words, self.sentence.language
        starts = [hit for hit in self.sentence.find(language.marks, first, last) if hit.value == SINCE]
        if starts:
            return self.base_of(starts[0].last)
        return next(
            (
                words[at + 1]
                for at in range(first, last - 1)
                if words[at] in language.since_date and DATE.fullmatch(words[at + 1])
            ),
            None,
        )

    def base_of(self, at: int) -> str:
        """What "since" stands before: `war`, `year` …, else the words up to the next mark."""
        sentence = self.sentence
        last = at
        while last < min(len(sentence.words), at + BASE_WITHIN) and not sentence.parts_clauses(last):
            last += 1
        found = sentence.find(sentence.language.bases, at, last)
        return found[0][2] if found else " ".join(sentence.words[at:last])

    def course_of(self, index: int, claim: Claim, period: str) -> Course:
        """Whether a number is what a period brought, what it came to so far, how things stand, a pace or a share."""
        sentence = self.sentence
        number = sentence.numbers[index]
        if number.share:
            return "share"
        if number.added:
            return "increment"
        clause = sentence.clause_of(number.first)
        marks = {kind for _, _, kind in sentence.find(sentence.language.marks, *clause)}
        if "rate" in marks:
            return "rate"
        if is_in(claim.event, "levels"):
            return "level"
        running = number.reached or "running" in marks or self.sums_up(number) or period == SINCE
        if index not in self.part_of and running:
            return "running"
        follows = sentence.numbers[index + 1] if index + 1 < len(sentence.numbers) else None
        if follows is not None and follows.added and follows.first <= number.end + 2:
            return "running"
        return "running" if period == SINCE else "increment"


def named_in(sentence: Sentence, part: Part) -> list[str]:
    """The name in a part's words, where a bare number is told of a place that no claim names."""
    names = [sentence.span_text(at, at + 1) for at in range(part.first, part.last) if is_name(sentence, at)]
    return [" ".join(names)] if names else []


def figure_spans(claim: Claim) -> list[tuple[int, int]]:
    """Where a claim's figures stand in its report: its slots, else the first place of their words in the sentence."""
    spans = [(slot.start, slot.end) for slot in claim.slots if slot.slot == "figure"]
    if not spans:
        starts = [(claim.text.find(figure.text), len(figure.text)) for figure in claim.figures if figure.text]
        spans = [(claim.start + at, claim.start + at + size) for at, size in starts if at >= 0]
    return spans


def distance(claim: Claim, at: int) -> int:
    """Characters from a claim's event to a place in the report."""
    starts = [slot.start for slot in claim.slots if slot.slot == "trigger"]
    return min((abs(start - at) for start in starts), default=0)


def place_key(ref: PlaceRef) -> str:
    """A place's id, or its words where it was not found."""
    return ref.place_id or f"?{(ref.name or ref.text or '').casefold()}"
