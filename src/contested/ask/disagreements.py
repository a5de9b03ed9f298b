"""A desk that names a second reader, in; where its claims and the rules' differ, for a person to look at, out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from msgspec import Struct

from contested.errors import ContestedError
from contested.evaluate import implied_holder
from contested.ledger import Ledger
from contested.model import TOLD_READERS, Claim, PlaceRef, Report, Stance
from contested.pipeline import Workshop
from contested.theatres import Theatre
from contested.vocabulary import event_types

Difference = Literal["only_rules", "only_second", "event", "actor", "place", "stance"]
# Sentences are the same where so much of the shorter one's characters lies in both: readers cut them differently.
SAME_SPAN = 0.5


class Said(Struct, frozen=True, kw_only=True):
    """What one reader says, for whoever compares."""

    claim_id: str
    rule: str
    event: str
    actor: str | None
    target: str | None
    stance: Stance
    places: tuple[str, ...]
    score: float

    def __str__(self) -> str:
        return f"{self.actor or '–'} {self.event} ({self.stance}) {', '.join(self.places)}".rstrip()


class Disagreement(Struct, frozen=True, kw_only=True):
    """One difference between the readers; `control` says whether it is about who holds a place."""

    kind: Difference
    control: bool
    report_name: str
    start: int
    end: int
    text: str
    places: tuple[str, ...]
    rules: Said | None
    second: Said | None


class Pair(NamedTuple):
    """A claim of the rules and one of the second reader that tell the same, or one of them alone."""

    rules: Claim | None
    second: Claim | None

    @property
    def shown(self) -> Claim:
        """The claim whose sentence stands for both."""
        claim = self.rules or self.second
        assert claim is not None, "one of the two is there"
        return claim


def check_read_again(shop: Workshop) -> int:
    """How many reports the second reader has not read. Raises ContestedError where it has read none, or is not named."""
    if shop.second_reader is None:
        raise ContestedError(
            f"{shop.desk.folder / 'desk.toml'}: names no second reader, so there is nothing to compare; "
            "add a table [second_reader], as in docs/how-to/add-a-second-reader.md"
        )
    with shop.ledger() as ledger:
        unread = len(ledger.unread(shop.second_version))
        if unread and unread == len(readable(ledger)):
            name = shop.second_reader.name
            raise ContestedError(f"{shop.desk.folder}: {name} has read no report yet; run: contested build")
    return unread


def readable(ledger: Ledger) -> list[Report]:
    """The reports of a desk but those whose claims came with them: these are for nobody to read."""
    return [report for report in ledger.reports() if report.reader not in TOLD_READERS]


def find_disagreements(shop: Workshop) -> list[Disagreement]:
    """The differences in reports that both have read: those that name opposite holders of a place first, then others
    about who holds one, then the rest; within each by day of publication and place in the text."""
    with shop.ledger() as ledger:
        ours, theirs = ledger.claims(shop.version), ledger.claims(shop.second_version)
        unread = [*ledger.unread(shop.version), *ledger.unread(shop.second_version)]
        reports = readable(ledger)
    left_out = {report.report_id for report in unread}
    by_rules, by_second = by_report(ours), by_report(theirs)
    found: list[tuple[int, Disagreement]] = []
    for report in reports:
        if report.report_id in left_out:
            continue
        second = shop.locate_again(report, by_second[report.report_id])
        for pair in pair_claims(by_rules[report.report_id], second):
            found.extend(differences(pair, shop.theatre))
    return [one for _, one in sorted(found, key=lambda row: row[0])]


def by_report(claims: Sequence[Claim]) -> defaultdict[str, list[Claim]]:
    """Claims by their report, in the order of its text."""
    found: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in sorted(claims, key=lambda one: (one.start, one.end, one.claim_id)):
        found[claim.report_id].append(claim)
    return found


def pair_claims(rules: Sequence[Claim], second: Sequence[Claim]) -> list[Pair]:
    """Claims of one report paired one to one by sentence and family of event, those that agree in most first; then
    those that are left alone. In the order of the text."""
    possible = [
        (agreement(one, other), -index, -number)
        for index, one in enumerate(rules)
        for number, other in enumerate(second)
        if family(one) == family(other) and overlap(one, other) >= SAME_SPAN
    ]
    pairs: list[Pair] = []
    left, right = dict(enumerate(rules)), dict(enumerate(second))
    for _, index, number in sorted(possible, reverse=True):
        if -index in left and -number in right:
            pairs.append(Pair(left.pop(-index), right.pop(-number)))
    pairs += [Pair(one, None) for one in left.values()] + [Pair(None, one) for one in right.values()]
    return sorted(pairs, key=lambda pair: (pair.shown.start, pair.rules is None))


def agreement(one: Claim, other: Claim) -> tuple[int, float]:
    """In how much two claims agree, the event counting most; then how much of their sentences is the same."""
    same_places = len(place_keys(one) & place_keys(other))
    same = 4 * (one.event == other.event) + 2 * (one.actor == other.actor) + min(2, 2 * same_places)
    return same + (one.stance == other.stance), overlap(one, other)


def differences(pair: Pair, theatre: Theatre) -> Iterator[tuple[int, Disagreement]]:
    """The differences within a pair, each with its rank: 0 where the readers name opposite holders."""
    rules, second = pair
    holders = {implied_holder(claim, theatre) for claim in pair if claim} - {None}
    rank = 0 if len(holders) > 1 else 1 if holders else 2 if family(pair.shown) == "territory" else 3
    places = dict.fromkeys(name for claim in pair if claim for name in place_names(claim))
    for kind in kinds(rules, second):
        yield (
            rank,
            Disagreement(
                kind=kind,
                control=bool(holders),
                report_name=pair.shown.report_name,
                start=pair.shown.start,
                end=pair.shown.end,
                text=pair.shown.text,
                places=tuple(places),
                rules=say_claim(rules) if rules else None,
                second=say_claim(second) if second else None,
            ),
        )


def kinds(rules: Claim | None, second: Claim | None) -> Iterator[Difference]:
    """In what two claims differ."""
    if rules is None or second is None:
        yield "only_rules" if rules else "only_second"
        return
    if rules.event != second.event:
        yield "event"
    if rules.actor != second.actor:
        yield "actor"
    if place_keys(rules) != place_keys(second):
        yield "place"
    if rules.stance != second.stance:
        yield "stance"


def say_claim(claim: Claim) -> Said:
    """A claim in few fields."""
    return Said(
        claim_id=claim.claim_id,
        rule=claim.rule,
        event=claim.event,
        actor=claim.actor,
        target=claim.target,
        stance=claim.stance,
        places=place_names(claim),
        score=claim.score,
    )


def place_names(claim: Claim) -> tuple[str, ...]:
    """The names of a claim's places, or their words where they were not found."""
    return tuple(name for ref in claim.places if (name := ref.name or ref.text))


def place_keys(claim: Claim) -> frozenset[str]:
    """What tells a claim's places apart: their ids, or their words where they were not found."""
    return frozenset(filter(None, map(place_key, claim.places)))


def place_key(ref: PlaceRef) -> str:
    return ref.place_id or (ref.name or ref.text or "").casefold()


def family(claim: Claim) -> str:
    kind = event_types().get(claim.event)
    return kind.family if kind else claim.event


def overlap(one: Claim, other: Claim) -> float:
    """The share of the shorter sentence that lies in both (0 to 1)."""
    both = min(one.end, other.end) - max(one.start, other.start)
    return max(0, both) / max(1, min(one.end - one.start, other.end - other.start))
