"""Control of places over time, in; when and how far apart origins of weight disagreed, a sentence each, out.

A dispute is a run of days on which a place's status is disputed. Who says what in it, and how far apart that is, is
told of its widest day; of one that lasts, of the day that the desk looks at.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations
from math import exp, log
from typing import Protocol

from msgspec import Struct

from contested.days import days_between, shift_day
from contested.model import CONTESTED, UNKNOWN, Control, Day, Evidence
from contested.publish.words import (
    OWN_VOICES,
    Words,
    capitalise,
    clean,
    count_origins,
    say_day,
    say_number,
    say_state,
)
from contested.reconcile.statements import agree
from contested.reconcile.status import LEAST_NATS, disputed_on, find_words, last_words, state_on


class Party(Struct, frozen=True, kw_only=True):
    """The origins that say one state (`says`: a side's code, `contested` or `not:SIDE`), the weightiest first, by
    their last word on it. `nats` is the sum of their weights. Without `words` the state rests on what is told of other
    days."""

    says: str
    words: tuple[Evidence, ...]
    nats: float


class Span(Struct, frozen=True, kw_only=True):
    """A run of days, both ends inclusive, on which origins of weight disagree of who holds a place.

    `until` is null where it lasts on the last day that was looked at, to which `days` then count. `on` is the day on which
    they are furthest `apart` (0 to 100); of one that lasts, the last.
    """

    place_id: str
    since: Day
    until: Day | None
    days: int
    on: Day
    apart: int


class Dispute(Struct, frozen=True, kw_only=True):
    """A run of days with who says what in it, on the day that `span` looks at."""

    place: str
    span: Span
    parties: tuple[Party, ...]


class Looked(Protocol):
    """A day on which something is said of a place or its state changes, and whether it is disputed then."""

    @property
    def on(self) -> Day: ...

    @property
    def disputed(self) -> bool: ...


def find_spans(
    control: Control, days: Sequence[Looked], until: Day, state_at: float = 0.5
) -> tuple[Span, ...]:
    """The disputes of one place up to the day `until`, in order of days.

    `days` are those on which something is said of it or its state changes, in order; `state_at` is the probability from
    which on a state is named.
    """
    known = [one for one in days if one.on <= until]
    runs: list[tuple[list[Day], Day | None]] = []
    for number, one in enumerate(known):
        if not one.disputed:
            continue
        ends = known[number + 1].on if number + 1 < len(known) else shift_day(until, 1)
        last = find_last(control, one.on, ends, state_at)
        lasts = last == until
        if runs and runs[-1][1] == shift_day(one.on, -1):
            runs[-1][0].append(one.on)
            runs[-1] = runs[-1][0], None if lasts else last
        else:
            runs.append(([one.on], None if lasts else last))
    return tuple(measure_span(control, run, last, until, state_at) for run, last in runs)


def find_last(control: Control, first: Day, ends: Day, state_at: float) -> Day:
    """The last day before `ends` on which a place is still disputed that is so on `first`. Between the two nothing new
    is said: words only grow too old to dispute anything, and none comes back."""
    low, high = 0, days_between(first, ends)
    while high - low > 1:
        middle = (low + high) // 2
        if disputed_on(control, shift_day(first, middle), state_at):
            low = middle
        else:
            high = middle
    return shift_day(first, low)


def measure_span(control: Control, run: Sequence[Day], last: Day | None, until: Day, state_at: float) -> Span:
    looked_at = [until] if last is None else run
    apart, on = max((score_apart(list_parties(control, day, state_at)), day) for day in looked_at)
    return Span(
        place_id=control.place.place_id,
        since=run[0],
        until=last,
        days=days_between(run[0], last or until) + 1,
        on=on,
        apart=apart,
    )


def tell_dispute(control: Control, span: Span, state_at: float = 0.5) -> Dispute:
    """A dispute of a place with who says what in it."""
    return Dispute(place=control.place.name, span=span, parties=list_parties(control, span.on, state_at))


def list_parties(control: Control, day: Day, state_at: float) -> tuple[Party, ...]:
    """Who says what in a dispute on a day, the weightiest first. Where nobody of these says what the state is, those do
    whose older word it rests on, or nobody by name: then it rests on what is told of later days."""
    state, chance = state_on(control, day, state_at)
    saying: dict[str, list[Evidence]] = defaultdict(list)
    for one in find_words(control, day, state, state_at):
        saying[one.says].append(one)
    if state != UNKNOWN and not any(agree(state, says) for says in saying):
        saying[state] = find_older(control, day, state)
    parties = [
        Party(
            says=says,
            words=tuple(sorted(words, key=lambda one: (-one.weight, one.on, one.claim_id))),
            nats=round(sum(map(weigh_word, words)) if words else weigh_state(chance), 4),
        )
        for says, words in saying.items()
    ]
    return tuple(sorted(parties, key=lambda one: (-one.nats, one.says)))


def find_older(control: Control, day: Day, state: str) -> list[Evidence]:
    """The last word of each vouched origin that said so of the state by that day, however long ago."""
    said = [
        one
        for one in control.evidence
        if one.on <= day and one.vouched and one.firm and one.taken_back is None and one.weight >= LEAST_NATS
    ]
    return [one for one in last_words(said) if one.says == state]


def weigh_state(chance: float) -> float:
    """The log-odds of a state that is so probable, at least those of the lightest word that disputes."""
    chance = min(chance, 0.99)
    return max(log(chance / (1 - chance)), LEAST_NATS)


def weigh_word(word: Evidence) -> float:
    """A side's own denial disputes whatever it weighs: as the lightest word that does."""
    return max(word.weight, LEAST_NATS)


def score_apart(parties: Iterable[Party]) -> int:
    """How far apart the parties of a dispute are, 0 to 100: the largest of any two that contradict each other.

    It grows with the weight of the weaker case, 1 - 1/f where its words together multiply the odds of what they say by
    f, and is halved where one says contested ground and the other a holder, which is half the way from one holder to
    the other.
    """
    return max(
        (
            round(100 * measure_way(one.says, other.says) * (1 - exp(-min(one.nats, other.nats))))
            for one, other in combinations(parties, 2)
        ),
        default=0,
    )


def measure_way(one: str, other: str) -> float:
    """How far it is from one saying to another: 0 where both can be true, to 1 where somebody's hold is denied or
    another's."""
    if agree(one, other):
        return 0.0
    return 0.5 if CONTESTED in (one, other) else 1.0


def rank_spans(spans: Iterable[Span]) -> list[Span]:
    """Those that last first, then those furthest apart, then the longest, then the latest."""
    ranked = sorted(spans, key=lambda one: (one.since, one.place_id), reverse=True)
    return sorted(ranked, key=lambda one: (one.until is not None, -one.apart, -one.days))


def dispute_sentence(dispute: Dispute, words: Words) -> str:
    """`Kupiansk: disputed since 20 November 2025, for 23 days. Russian-held, say two origins; not Russian-held, says
    one.`"""
    forms = words.wording.dispute
    return forms["sentence"].format(
        place=clean(dispute.place),
        when=say_length(dispute.span, words),
        parties=capitalise(forms["between"].join(say_party_of(one, words) for one in dispute.parties)),
    )


def say_length(span: Span, words: Words) -> str:
    """`since 20 November 2025, for 23 days`, `from 2 to 9 December 2025, eight days`."""
    forms = words.wording.dispute
    days = forms["day" if span.days == 1 else "days"].format(number=say_number(span.days, words))
    since, until = span.since, span.until
    if until is None:
        return forms["still"].format(since=say_day(since, words), days=days)
    if since == until:
        return forms["once"].format(day=say_day(since, words))
    start = say_day(since, words, year=since[:4] != until[:4])
    return forms["ended"].format(since=start, until=say_day(until, words), days=days)


def say_party_of(party: Party, words: Words) -> str:
    """`Russian-held, say two origins`."""
    number = len({one.origin for one in party.words})
    if not number:
        return words.wording.dispute["rests"].format(state=say_state(party.says, words))
    form = words.wording.dispute["says" if number == 1 else "say"]
    return form.format(state=say_state(party.says, words), origins=count_origins(number, words))


def describe_teller(word: Evidence, words: Words) -> str:
    """`Russian ministry, against its interest`, `think-tank`: what the origin of a word is."""
    kind, side = words.wording.kinds[word.kind], words.side(word.side)
    forms = words.wording.speaker
    if side:
        form = forms["belongs" if word.kind in OWN_VOICES else "aligned_kind"]
        kind = form.format(adjective=side.adjective, kind=kind)
    return f"{kind}, {forms['against_interest']}" if word.against_interest else kind
