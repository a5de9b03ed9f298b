"""Sentences with counts, claims and origins, in; sides that give no number of their own losses, out.

Either a report says so ("did not disclose its own losses"), or a side that is told to have lost so many somewhere speaks of
the fighting there on that day, and names no number. Nothing is wrong with that; it is noted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from contested.days import days_between
from contested.model import Claim, Finding, Origin
from contested.reconcile.figures.bounds import is_told
from contested.reconcile.figures.kinds import is_in
from contested.reconcile.figures.reading import HAPPENED, Read, Told
from contested.reconcile.figures.saying import make_finding, say_count, say_day, say_teller, say_where
from contested.vocabulary import event_types

FIGHTING = frozenset({"territory", "strike", "effect"})
SAME_DAYS = 1


def find_silence(
    told: Sequence[Told], claims: Iterable[Claim], origins: Iterable[Origin]
) -> Iterator[Finding]:
    """Losses told of a side that itself names none; each once."""
    reads = [read for one in told for read in one.reads.values()]
    losses = [read for read in reads if is_loss(read)]
    if not losses:
        return
    noted: set[str] = set()
    for one in told:
        if not keeps_silent(one):
            continue
        for read in filter(is_loss, one.reads.values()):
            reason = (
                f"{say_teller(read.quantity)} tells of {say_count(read.quantity)}{say_where(read.quantity)};"
                " the report says that no number of its own losses is given"
            )
            noted.add(read.quantity.quantity_id)
            yield make_finding("silent", "open", reason, [read])
    admitted = {(read.whose, place) for read in reads if is_own(read) for place in read.quantity.places}
    speaking = by_place(claims, origins)
    for read in losses:
        given = any((read.whose, place) in admitted for place in read.quantity.places)
        if given or read.quantity.quantity_id in noted or read.quantity.part_of:
            continue
        spoken = [one for one in speakers_of(read, speaking) if not one.figures]
        if spoken:
            names = {
                one.voices[-1].name if one.voices else one.publisher or one.report_name for one in spoken
            }
            reason = (
                f"{say_teller(read.quantity)} tells of {say_count(read.quantity)}{say_where(read.quantity)},"
                f" {say_day(read.quantity.when.end)}; {min(names)} speaks of that day there and gives no number"
            )
            yield make_finding("silent", "open", reason, [read])


def keeps_silent(one: Told) -> bool:
    """Whether a sentence says that somebody gives no number of their own losses."""
    marks = {
        kind for _, _, kind in one.sentence.find(one.sentence.language.marks, 0, len(one.sentence.words))
    }
    return {"silent", "own_losses"} <= marks


def is_loss(read: Read) -> bool:
    """Whether a number is told by one side of the losses of another."""
    quantity = read.quantity
    other = quantity.side is not None and read.whose is not None and quantity.side != read.whose
    happened = quantity.stance in HAPPENED and is_told(quantity) and quantity.thing is not None
    return other and happened and is_in(quantity.deed, "losses")


def is_own(read: Read) -> bool:
    """Whether a side tells a number of its own losses."""
    return read.quantity.side == read.whose and is_in(read.quantity.deed, "losses")


def by_place(claims: Iterable[Claim], origins: Iterable[Origin]) -> dict[tuple[str, str], list[Claim]]:
    """What each side's known voices say of fighting, by side and place."""
    side_of = {claim_id: one.side for one in origins if one.vouched and one.side for claim_id in one.claims}
    found: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        side = side_of.get(claim.claim_id)
        if side and event_types()[claim.event].family in FIGHTING and claim.stance in HAPPENED:
            for place in claim.places:
                if place.place_id and place.text is not None:
                    found[side, place.place_id].append(claim)
    return found


def speakers_of(read: Read, speaking: dict[tuple[str, str], list[Claim]]) -> list[Claim]:
    """What the side that lost says of the same place and day."""
    quantity = read.quantity
    if not (quantity.own and quantity.vouched and quantity.when.end and read.whose):
        return []
    return [
        claim
        for place in quantity.places
        for claim in speaking.get((read.whose, place), ())
        if claim.when.end and abs(days_between(claim.when.end, quantity.when.end)) <= SAME_DAYS
    ]
