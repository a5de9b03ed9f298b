"""Sentences with counts, in; parts checked against their totals, and shares of one whole, out.

"Including" names some: that they are no more than the total is all that can be checked. A list that gives all must come to
the total. Parts are added up only where they cannot overlap: each in its own place, or each with a deed of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from contested.model import Finding
from contested.reconcile.figures.bounds import (
    Range,
    add_up,
    is_told,
    meet,
    range_of,
    write_bounds,
    write_number,
)
from contested.reconcile.figures.kinds import PEOPLE, is_in, is_within
from contested.reconcile.figures.lists import Parts
from contested.reconcile.figures.reading import HAPPENED, Read, Told
from contested.reconcile.figures.saying import make_finding, say_count, say_list, say_teller, say_where

WHOLE = 100.0
EACH = "all that can be checked is that none is more than the total, and none is"
OVERLAP = f"They may overlap: {EACH}"
UNCOUNTED = f"Not all of them have a number: {EACH}"
SOME = "Only some parts are given, so that all that can be checked is that they are no more than the total: it holds"
# Told so many characters after a total, a count of the same with a place is one more of its parts.
BESIDE_WITHIN = 600


def check_sums(told: Sequence[Told]) -> Iterator[Finding]:
    """What every total with parts comes to."""
    beside = Beside(told)
    for one in told:
        for parts in one.parts:
            total = one.reads.get(parts.total)
            members = [one.reads[part.number] for part in parts.parts if part.number in one.reads]
            if total is None or not members or total.quantity.stance not in HAPPENED:
                continue
            shares = [member for member in members if member.quantity.course == "share"]
            if shares:
                yield from check_shares(shares)
            elif is_told(total.quantity) and total.quantity.thing is not None:
                yield check_parts(total, members, parts, beside.of(total, members))


def check_parts(total: Read, members: Sequence[Read], parts: Parts, beside: Sequence[Read]) -> Finding:
    """Parts against their total: each of them, and their sum where they are apart."""
    whole = range_of(total.quantity)
    teller = say_teller(total.quantity)
    above = [one for one in members if range_of(one.quantity).least > whole.most]
    counted = [one for one in members if is_told(one.quantity)]
    if above:
        names = say_list([f"{say_count(one.quantity)}{say_where(one.quantity)}" for one in above])
        reason = f"{teller}: a part is larger than its total: {names} of {write_bounds(total.quantity)}"
        return make_finding("parts", "fails", reason, [total, *members])
    if not are_apart(counted) or len(counted) < len(members):
        why = OVERLAP if len(counted) == len(members) else UNCOUNTED
        return say_open(total, members, why)
    ranges = [range_of(one.quantity) for one in counted]
    found = add_up(ranges)
    sum = write_sum(counted, found, total)
    complete = parts.complete
    if found.least > whole.most or (complete and not meet(found, whole)):
        over = "more" if found.least > whole.most else "fewer"
        reason = f"{teller}: the parts do not add up: {sum}, {over} than the {say_count(total.quantity)} that they are parts of"
        return make_finding("parts", "fails", reason, [total, *members], sum)
    if found == whole:
        reason = f"{teller}: the parts add up to the total: {sum}"
        return make_finding("parts", "holds", reason, [total, *members], sum)
    if complete:
        reason = f"{teller}: the parts can come to the total: {sum}, of {write_bounds(total.quantity)}"
        return make_finding("parts", "holds", reason, [total, *members], sum)
    return say_rest(total, members, beside, found, whole, sum)


def say_rest(
    total: Read, members: Sequence[Read], beside: Sequence[Read], found: Range, whole: Range, sum: str
) -> Finding:
    """Some parts are told; what is told beside them in the same report is added where it still fits."""
    teller, all_of_it = say_teller(total.quantity), write_bounds(total.quantity)
    reason = f"{teller}: {sum} of {say_count(total.quantity)}. {SOME}"
    more = [*members]
    for one in beside:
        joined = add_up([found, range_of(one.quantity)])
        if joined.least <= whole.most:
            more, found = [*more, one], joined
    if len(more) > len(members):
        sum = write_sum(more, found, total)
        told = say_list(
            [f"{write_bounds(one.quantity)}{say_where(one.quantity)}" for one in more[len(members) :]]
        )
        reason += f". The same report tells of {told} too: {sum}"
    if whole.known and found.known and all(one.quantity.own for one in more):
        left = whole.most - found.least
        reason += f", and {write_number(left)} are left" if left else f", which is all {all_of_it}"
    return make_finding("parts", "holds", reason, [total, *more], sum)


def say_open(total: Read, members: Sequence[Read], why: str) -> Finding:
    names = say_list([f"{say_part(one, total)}{say_where(one.quantity)}" for one in members])
    reason = f"{say_teller(total.quantity)}: {names} of {say_count(total.quantity)}. {why}"
    return make_finding("parts", "holds", reason, [total, *members])


def say_part(part: Read, total: Read) -> str:
    """A part's number, with what it counts where that is not what the total counts."""
    alike = (part.quantity.thing, part.quantity.deed) == (total.quantity.thing, total.quantity.deed)
    return write_bounds(part.quantity) if alike else say_count(part.quantity)


def write_sum(members: Sequence[Read], found: Range, total: Read) -> str:
    """ "23 (Bryansk) + 6 (Belgorod) = 29"."""
    elsewhere = [say_where(one.quantity) if one.spot != total.spot else "" for one in members]
    named = zip(members, elsewhere, strict=True)
    parts = " + ".join(f"{say_part(one, total)}{where}" for one, where in named)
    if len(members) == 1:
        return parts
    if found.known:
        return f"{parts} = {write_number(found.least)}"
    if found.most == float("inf"):
        return f"{parts} = at least {write_number(found.least)}"
    return f"{parts} = {write_number(found.least)} to {write_number(found.most)}"


def are_apart(members: Sequence[Read]) -> bool:
    """Whether no one can be counted by two of the members: each has a place of its own, or a deed that excludes the
    others'. Women and children, the wounded and the hospitalised can be the same people."""
    if len(members) < 2:
        return True
    things = {one.quantity.thing for one in members}
    places = [one.spot for one in members]
    if all(one.quantity.own and one.spot for one in members) and len(set(places)) == len(places):
        return not any(first & second for first, second in pairs_of(places)) and len(things) == 1
    deeds = [one.quantity.deed for one in members]
    if all(is_in(deed, "apart") for deed in deeds) and len(set(deeds)) == len(deeds):
        return True
    single = [thing for thing in things if thing is not None]
    weapons = len(single) == len(members) and not any("+" in thing for thing in single)
    return weapons and not any(is_within(thing, PEOPLE) for thing in single)


def pairs_of(places: Sequence[frozenset[str]]) -> Iterable[tuple[frozenset[str], frozenset[str]]]:
    return [(one, other) for at, one in enumerate(places) for other in places[at + 1 :]]


def check_shares(shares: Sequence[Read]) -> Iterator[Finding]:
    """Shares of one whole: of places or deeds apart they come to no more than a hundred."""
    if len(shares) < 2 or not are_apart(shares):
        return
    found = add_up(range_of(one.quantity) for one in shares)
    teller = say_teller(shares[0].quantity)
    sum = f"{' + '.join(f'{write_bounds(one.quantity)}%' for one in shares)} = {write_number(found.least)}%"
    if found.least > WHOLE:
        yield make_finding(
            "shares", "fails", f"{teller}: the shares come to more than the whole: {sum}", shares, sum
        )
    else:
        yield make_finding(
            "shares", "holds", f"{teller}: the shares come to no more than the whole: {sum}", shares, sum
        )


class Beside:
    """Counts told near a total in its report, of the same thing, deed and day, with a place of their own."""

    def __init__(self, told: Sequence[Told]) -> None:
        self.of_report: dict[str, list[Read]] = {}
        for one in told:
            for read in one.reads.values():
                self.of_report.setdefault(read.quantity.report_id, []).append(read)

    def of(self, total: Read, members: Sequence[Read]) -> list[Read]:
        """Those beside a total without a place of its own, in the text's order; of the same voice, or of the report's own."""
        if total.spot or total.quantity.course != "increment":
            return []
        taken = {place for one in members for place in one.spot}
        found: list[Read] = []
        for one in self.of_report[total.quantity.report_id]:
            apart = abs(one.quantity.start - total.quantity.start)
            if apart <= BESIDE_WITHIN and self.is_part(one, total) and one.spot and not one.spot & taken:
                found.append(one)
                taken |= one.spot
        return found

    def is_part(self, one: Read, total: Read) -> bool:
        part, whole = one.quantity, total.quantity
        voices = [voice.name for voice in one.claim.voices]
        alike = (part.thing, part.deed, part.course) == (whole.thing, whole.deed, whole.course)
        same_day = part.when == whole.when and part.period == whole.period
        heard = not voices or voices == [voice.name for voice in total.claim.voices]
        free = part.part_of is None and part.quantity_id != whole.quantity_id and is_told(part)
        return alike and same_day and heard and free and part.own and part.actor == whole.actor
