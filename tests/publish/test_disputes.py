"""When origins of weight disagree, how far, and in which words."""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import partial

import pytest
from msgspec.structs import replace

from contested.days import days_between, shift_day
from contested.model import Control, Day, Event, Evidence, Place, Version, pack_rows
from contested.publish.disputes import (
    Dispute,
    Party,
    Span,
    describe_teller,
    dispute_sentence,
    find_spans,
    rank_spans,
    score_apart,
    tell_dispute,
)
from contested.publish.site.days import Turn, end_disputes, find_turns, list_turning_days
from contested.publish.site.disputes import choose_rivals
from contested.reconcile.status import status_on
from tests.publish.account import compose_account
from tests.publish.small import WORDS

STATES = ("UA", "RU", "contested")
FIRST = "2025-01-01"
PLACE = Place(place_id="composed:1", name="Topoli", kind="settlement", lat=49.9, lon=37.9)


@dataclass(frozen=True)
class Said:
    """Who says what on which day after the first."""

    origin: str
    day: int
    says: str
    weight: float = 1.0
    side: str | None = None
    vouched: bool = True


def evidence(said: Said, number: int) -> Evidence:
    return Evidence(
        claim_id=f"c{number}",
        origin_id=f"o{number}",
        origin=said.origin,
        kind="ministry" if said.side else "think_tank",
        side=said.side,
        published=shift_day(FIRST, said.day),
        on=shift_day(FIRST, said.day),
        says=said.says,
        weight=said.weight,
        reason="",
        against_interest=False,
        vouched=said.vouched,
    )


def control(said: list[Said], rows: list[tuple[float, float, float]], days: int) -> Control:
    """A place whose chances move from row to row, each standing for a like number of days."""
    told = sorted(said, key=lambda one: one.day)
    return Control(
        place=PLACE,
        states=STATES,
        first=FIRST,
        chances=pack_rows(rows[min(day * len(rows) // days, len(rows) - 1)] for day in range(days)),
        evidence=tuple(evidence(one, number) for number, one in enumerate(told)),
    )


def look_at(place: Control, until: int) -> tuple[tuple[Turn, ...], tuple[Span, ...]]:
    """The turns of a place and its disputes."""
    turns = find_turns(place, list_turning_days(place), status_on)
    spans = find_spans(place, turns, shift_day(FIRST, until))
    return end_disputes(place, turns, (one.until for one in spans), status_on), spans


def disputes_of(place: Control, until: int) -> list[Dispute]:
    return [tell_dispute(place, one) for one in look_at(place, until)[1]]


HELD = [(0.9, 0.05, 0.05)]
TORN = [(0.4, 0.4, 0.2)]


@pytest.mark.parametrize(
    ("said", "rows", "found"),
    [
        pytest.param([Said("ISW", 0, "UA"), Said("Wire", 3, "UA")], HELD, [], id="all agree"),
        pytest.param(
            [Said("ISW", 0, "UA"), Said("Ministry", 3, "RU")], HELD, [(3, 63)], id="until the word is too old"
        ),
        pytest.param(
            [Said("ISW", 0, "UA"), Said("Ministry", 90, "RU")], HELD, [(90, None)], id="still, on the last day"
        ),
        pytest.param(
            [Said("ISW", 0, "UA"), Said("Ministry", 3, "RU", vouched=False)], HELD, [], id="nobody vouches for it"
        ),
        pytest.param([Said("ISW", 0, "UA"), Said("Ministry", 3, "RU", 0.1)], HELD, [], id="of no weight"),
        pytest.param(
            [Said("ISW", 0, "UA"), Said("Ministry", 3, "RU"), Said("Ministry", 20, "UA")],
            HELD,
            [(3, 19)],
            id="it says otherwise later",
        ),
        pytest.param(
            [Said("ISW", 0, "UA"), Said("Ministry", 3, "RU"), Said("Post", 3, "RU"), Said("Post", 40, "RU")],
            HELD,
            [(3, 100)],
            id="another goes on saying so",
        ),
        pytest.param([Said("ISW", 0, "UA"), Said("Wire", 2, "not:RU")], HELD, [], id="both can be true"),
        pytest.param(
            [Said("ISW", 5, "UA"), Said("Ministry", 8, "RU")], TORN, [(8, 65)], id="no state is sure"
        ),
    ],
)  # fmt: skip
def test_a_dispute_lasts_as_long_as_the_status_is_disputed(
    said: list[Said], rows: list[tuple[float, float, float]], found: list[tuple[int, int | None]]
) -> None:
    disputes = disputes_of(control(said, rows, 121), 120)
    spans = [
        (days_between(FIRST, one.since), None if one.until is None else days_between(FIRST, one.until))
        for one in (dispute.span for dispute in disputes)
    ]
    assert spans == found


def test_its_days_are_those_that_the_status_calls_disputed() -> None:
    chance = random.Random(11)
    for _ in range(60):
        said = [
            Said(
                chance.choice("ABCDE"),
                chance.randrange(200),
                chance.choice(("UA", "RU", "contested", "not:RU", "not:UA")),
                chance.choice((0.1, 0.5, 2.0)),
            )
            for _ in range(chance.randrange(2, 12))
        ]
        rows = [chance.choice(((0.9, 0.05, 0.05), (0.05, 0.9, 0.05), (0.4, 0.4, 0.2))) for _ in range(5)]
        place = control(said, rows, 230)
        found: set[Day] = set()
        turns, spans = look_at(place, 229)
        for one in spans:
            last = one.until or shift_day(FIRST, 229)
            found |= {shift_day(one.since, n) for n in range(days_between(one.since, last) + 1)}
        days = [shift_day(FIRST, n) for n in range(230)]
        disputed = {day for day in days if status_on(place, day).disputed}
        assert found == disputed
        # The page reads of a day what the last turn before it says.
        last = {day: [one for one in turns if one.on <= day] for day in days}
        assert {day for day, known in last.items() if known and known[-1].disputed} == disputed


party = partial(Party, words=())


@pytest.mark.parametrize(
    ("parties", "apart"),
    [
        ([party(says="UA", nats=1.3863), party(says="RU", nats=1.3863)], 75),  # odds × 4
        ([party(says="UA", nats=5.0), party(says="RU", nats=1.3863)], 75),  # the weaker case counts
        ([party(says="UA", nats=1.3863), party(says="contested", nats=1.3863)], 38),  # half the way
        ([party(says="UA", nats=1.3863), party(says="not:UA", nats=1.3863)], 75),
        ([party(says="UA", nats=2.0), party(says="not:RU", nats=2.0)], 0),
        ([party(says="UA", nats=2.0)], 0),
        (
            [party(says="contested", nats=3.0), party(says="UA", nats=0.25), party(says="RU", nats=0.25)],
            22,
        ),
    ],
)
def test_how_far_apart(parties: list[Party], apart: int) -> None:
    assert score_apart(parties) == apart
    sides = {"UA": "RU", "RU": "UA"}
    swapped = [
        Party(
            says="".join(sides.get(part, part) for part in one.says.partition(":")), words=(), nats=one.nats
        )
        for one in parties
    ]
    assert score_apart(swapped) == apart


def test_who_says_what_is_told_of_the_widest_day_and_an_old_word_still_stands_for_the_state() -> None:
    said = [
        Said("ISW", 0, "UA", 2.0),
        Said("Ministry", 80, "RU", 0.4, side="RU"),
        Said("Channel", 85, "RU", 2.0, side="RU"),
    ]
    (dispute,) = disputes_of(control(said, HELD, 200), 199)
    assert dispute.span.on == shift_day(FIRST, 85)
    assert [(one.says, [word.origin for word in one.words]) for one in dispute.parties] == [
        ("RU", ["Channel", "Ministry"]),
        ("UA", ["ISW"]),
    ]


def test_what_lasts_comes_first_then_what_is_furthest_apart_then_the_longest() -> None:
    def span(name: str, until: Day | None, apart: int, days: int) -> Span:
        return Span(place_id=name, since=FIRST, until=until, days=days, on=FIRST, apart=apart)

    ranked = [
        span("a", None, 60, 3),
        span("b", None, 20, 90),
        span("c", "2025-03-01", 90, 60),
        span("d", "2025-03-01", 50, 60),
        span("e", "2025-02-01", 50, 32),
    ]
    shuffled = [ranked[at] for at in (3, 1, 4, 0, 2)]
    assert rank_spans(shuffled) == ranked


@pytest.mark.parametrize(
    ("said", "until", "sentence"),
    [
        (
            [Said("ISW", 0, "UA"), Said("Ministry", 3, "RU"), Said("Post", 90, "RU")],
            100,
            "Topoli: disputed since 1 April 2025, for eleven days. Russian-held, says one origin; Ukrainian-held, says one origin.",
        ),
        (
            [Said("ISW", 0, "UA"), Said("Ministry", 3, "RU"), Said("Wire", 3, "RU")],
            119,
            "Topoli: disputed from 4 January to 5 March 2025, 61 days. Russian-held, say two origins; "
            "Ukrainian-held, says one origin.",
        ),
        (
            [Said("Ministry", 3, "RU")],
            119,
            "Topoli: disputed from 4 January to 5 March 2025, 61 days. Ukrainian-held, by what is told of other days; "
            "Russian-held, says one origin.",
        ),
    ],
)
def test_a_dispute_in_a_sentence(said: list[Said], until: int, sentence: str) -> None:
    disputes = disputes_of(control(said, HELD, 120), until)
    assert dispute_sentence(disputes[-1], WORDS) == sentence


def test_what_a_teller_is() -> None:
    theirs = evidence(Said("Ministry", 1, "RU", side="RU"), 1)
    assert describe_teller(theirs, WORDS) == "Russian ministry"
    assert describe_teller(evidence(Said("ISW", 1, "RU"), 1), WORDS) == "think-tank"


def test_rivals_are_events_that_somebody_tells_otherwise() -> None:
    told = compose_account().events[0]
    version = Version(
        event=told.event,
        actor=None,
        target=None,
        stance="asserted",
        start=told.start,
        end=told.end,
        wordings=told.claims[:1],
        origins=told.origins[:1],
        witnesses=told.origins[:1],
        sides=(None,),
    )
    alone = replace(told, versions=(version,), denied_by=())
    twofold = replace(told, versions=(version, version), denied_by=())
    denied = replace(alone, denied_by=told.claims[:1])

    def choose(*events: Event) -> list[Event]:
        chosen: list[Event] = choose_rivals(events, lambda one: one)["events"]  # type: ignore[arg-type, return-value]
        return chosen

    assert choose(alone) == []
    assert choose(alone, twofold, denied) == [denied, twofold]
