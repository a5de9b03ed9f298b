"""Happenings: which claims tell the same one, how they differ, and who denies it."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

import pytest
from reconcile_samples import Told, make_claim, make_origin, split

from contested.model import ANEW, Claim, Event, Figure, PlaceRef, Relation, When, content_id
from contested.reconcile import group_events
from tests.timing import seconds


def group(*told: tuple[str, Claim]) -> tuple[Event, ...]:
    return group_events(*split(told))


def count(number: float, unit: str = "people") -> tuple[Figure, ...]:
    return (Figure(low=number, high=number, unit=unit, text=f"{number:g} {unit}"),)


def told_of(start: str, end: str | None = None, basis: str = "explicit") -> When:
    return When(start=start, end=end or start, text="then", basis=basis)  # type: ignore[arg-type]


def at(
    name: str, role: str = "at", km: float = 2.0, relation: Relation | None = None
) -> tuple[PlaceRef, ...]:
    where = {"text": name, "role": role, "place_id": f"theatre:{name}", "name": name}
    return (PlaceRef(**where, uncertainty_km=km, relation=relation),)  # type: ignore[arg-type]


FIRST = ("Institute", make_claim("a", "captured", "SO", "2031-05-04"))
DAY = told_of("2031-05-04")


@pytest.mark.parametrize(
    ("change", "joined"),
    [
        ({}, True),
        ({"on": "2031-05-06"}, True),
        # A place changes hands once, and is told of for a week by reports that do not say when.
        ({"on": "2031-05-11"}, True),
        ({"on": "2031-05-12"}, False),
        # It is announced early, but not by more than three days.
        ({"on": "2031-05-07", "when": told_of("2031-05-07")}, True),
        ({"on": "2031-05-08", "when": told_of("2031-05-08")}, False),
        ({"on": "2031-05-20", "when": told_of("2031-05-02")}, True),
        ({"actor": None}, True),
        ({"actor": "NO"}, False),
        ({"event": "advanced"}, False),
        ({"place": "newmill"}, False),
        ({"stance": "hedged"}, True),
        ({"on": "2031-05-05", "when": told_of("2031-03-06", "2031-05-05", "vague")}, True),
        ({"on": "2031-05-05", "when": told_of("2031-04-01", "2031-04-30")}, False),
        ({"on": None}, False),
    ],
)
def test_same_change_of_hands(change: dict[str, Any], joined: bool) -> None:
    fields = {"event": "captured", "actor": "SO", "on": "2031-05-05"} | change
    assert (len(group(FIRST, ("Ridge", make_claim("b", **fields)))) == 1) is joined


@pytest.mark.parametrize(("on", "joined"), [("2031-05-07", True), ("2031-05-08", False)])
def test_two_dates_of_one_capture_nearly_agree(on: str, joined: bool) -> None:
    told = [("Ridge", "2031-05-04"), ("Institute", on)]
    events = group(*((who, make_claim(who, "captured", "SO", when=told_of(day))) for who, day in told))
    assert (len(events) == 1) is joined


def test_a_place_that_was_retaken_in_between_is_captured_again() -> None:
    again = ("Ridge", make_claim("c", "captured", "SO", "2031-05-10"))
    retaken = ("Northern Staff", make_claim("b", "captured", "NO", "2031-05-07"))
    assert len(group(FIRST, again)) == 1
    assert len(group(FIRST, retaken, again)) == 3


SHELLED = ("Northern Staff", make_claim("a", "shelling", "SO", "2031-05-04", when=DAY, figures=count(3)))
PUBLISHED = told_of("2031-05-04", "2031-05-05", "publication")


@pytest.mark.parametrize(
    ("speaker", "change", "joined"),
    [
        ("Institute", {}, True),
        ("Institute", {"when": PUBLISHED}, True),
        ("Institute", {"when": told_of("2031-05-05")}, False),
        # A day apart, and the same number: a night is told as either of its days.
        ("Institute", {"when": told_of("2031-05-05"), "figures": count(3)}, True),
        ("Institute", {"when": told_of("2031-05-06"), "figures": count(3)}, False),
        # Rival counts of one thing, and counts of two things.
        ("Institute", {"figures": count(8)}, True),
        ("Institute", {"figures": count(40)}, False),
        # A source that tells two numbers tells of two things; no number contradicts none.
        ("Northern Staff", {"figures": count(8)}, False),
        ("Northern Staff", {}, True),
        ("Institute", {"event": "drone_strike"}, False),
        ("Institute", {"event": "strike"}, True),
        ("Institute", {"actor": "NO"}, False),
        ("Institute", {"places": at("oldmill", "near")}, True),
        (
            "Institute",
            {"places": at("oldmill", relation=Relation(kind="edge", words="on the outskirts of"))},
            True,
        ),
        (
            "Institute",
            {"places": at("oldmill", relation=Relation(kind="offset", words="8 km off", high_km=8))},
            False,
        ),
        ("Institute", {"places": at("oldmill", "axis")}, False),
        ("Institute", {"when": told_of("2031-05-01", "2031-05-31")}, False),
    ],
)
def test_same_shelling(speaker: str, change: dict[str, Any], joined: bool) -> None:
    fields: dict[str, Any] = {"event": "shelling", "actor": "SO", "on": "2031-05-05", "when": DAY} | change
    assert (len(group(SHELLED, (speaker, make_claim("b", **fields)))) == 1) is joined


@pytest.mark.parametrize(
    ("figures", "joined"), [((), False), (count(3, "drones"), False), (count(31, "drones"), True)]
)
def test_much_happens_in_a_wide_area_on_one_day(figures: tuple[Figure, ...], joined: bool) -> None:
    fields: dict[str, Any] = {"when": DAY, "places": at("plain", km=40), "figures": figures}
    told = [("Ridge", "a"), ("Northern Staff", "b")]
    events = group(*((who, make_claim(name, "intercepted", "NO", **fields)) for who, name in told))
    assert (len(events) == 1) is joined


@pytest.mark.parametrize(
    ("one", "other", "joined"),
    [
        (("captured", "SO", {}), ("withdrew", "NO", {"role": "from"}), True),
        (("captured", "SO", {}), ("withdrew", "SO", {"role": "from"}), False),
        (("captured", "SO", {}), ("withdrew", "NO", {"role": "from", "on": "2031-05-11"}), True),
        (("captured", "SO", {}), ("withdrew", "NO", {"role": "from", "on": "2031-05-12"}), False),
        (("captured", "SO", {}), ("holds", "SO", {}), True),
        (("captured", "SO", {}), ("holds", "NO", {}), True),
        (("captured", "SO", {"on": "2031-05-06"}), ("holds", "NO", {"on": "2031-05-02"}), False),
        (("captured", "SO", {}), ("entered", "SO", {}), True),
        (("captured", "SO", {}), ("entered", "SO", {"on": "2031-05-03"}), False),
        (("withdrew", "NO", {"role": "from"}), ("holds", "SO", {}), True),
        (("holds", "SO", {}), ("holds", "NO", {}), True),
        (("clashed", "SO", {}), ("repelled", "NO", {}), True),
        (("clashed", "NO", {}), ("repelled", "NO", {}), False),
        (("clashed", "SO", {}), ("repelled", "NO", {"on": "2031-05-06"}), False),
        (("drone_strike", "SO", {}), ("intercepted", "NO", {}), True),
        (("drone_strike", "NO", {}), ("intercepted", "NO", {}), False),
        (("shelling", "SO", {}), ("intercepted", "NO", {}), False),
        (("drone_strike", "SO", {}), ("missile_strike", "SO", {}), False),
        (("drone_strike", "SO", {}), ("casualties", "SO", {}), True),
        (("drone_strike", "SO", {}), ("casualties", "SO", {"on": "2031-05-06"}), False),
        (("drone_strike", "SO", {}), ("equipment_loss", "SO", {}), False),
        (("captured", "SO", {}), ("casualties", "SO", {}), False),
    ],
)
def test_two_faces_of_one_happening(one: Any, other: Any, joined: bool) -> None:
    (event, actor, more), (event2, actor2, more2) = one, other
    told = ("Ridge", make_claim("a", event, actor, **more))
    events = group(told, ("Northern Staff", make_claim("b", event2, actor2, **more2)))
    assert (len(events) == 1) is joined
    if joined:
        assert events[0].event == event


def test_an_effect_goes_with_the_cause_that_is_told_with_it() -> None:
    drones = make_claim("a", "drone_strike", "SO", "2031-05-04")
    shelling = make_claim("b", "shelling", "SO", "2031-05-04")
    dead = make_claim("c", "casualties", "SO", "2031-05-04", figures=count(3))
    alone = group(("Institute", drones), ("Ridge", shelling), ("Northern Staff", dead))
    assert len(alone) == 3
    # The one who tells of the dead tells of the shelling in the same sentence.
    cause = make_claim("b", "shelling", "SO", "2031-05-04", report_id=dead.report_id)
    events = group(("Institute", drones), ("Northern Staff", cause), ("Northern Staff", dead))
    assert sorted(len(one.origins) for one in events) == [1, 2]
    assert {one.event for one in events} == {"drone_strike", "shelling"}


@pytest.mark.parametrize(
    ("dead", "told_together", "speakers", "joined"),
    [
        ((3, 3), False, ("Northern Staff", "Southern Staff"), True),
        ((3, 9), False, ("Northern Staff", "Southern Staff"), False),
        ((3, 9), True, ("Northern Staff", "Southern Staff"), True),
        # Who owns to a strike accuses nobody, and a third party takes no side.
        ((3, 3), False, ("Southern Staff", "Northern Staff"), False),
        ((3, 3), False, ("Institute", "Southern Staff"), False),
    ],
)
def test_each_side_accuses_the_other(
    dead: tuple[int, int], told_together: bool, speakers: tuple[str, str], joined: bool
) -> None:
    told: list[tuple[str, Claim]] = []
    for who, actor, number in zip(speakers, ("SO", "NO"), dead, strict=True):
        report = {"report_id": content_id("one report" if told_together else who)}
        told.append((who, make_claim(f"{who} hit", "shelling", actor, when=DAY, **report)))
        told.append(
            (who, make_claim(f"{who} dead", "casualties", actor, when=DAY, figures=count(number), **report))
        )
    events = group(*told)
    assert len(events) == (1 if joined else 2)
    if joined:
        assert events[0].actor is None
        assert [one.actor for one in events[0].versions] in (["SO", "NO"], ["NO", "SO"])
        assert "actor" in events[0].versions[1].differs


def test_versions_say_who_tells_what() -> None:
    told: Told = [
        ("Ridge", make_claim("a", "captured", "SO", "2031-05-04")),
        ("Southern Staff", make_claim("b", "captured", "SO", "2031-05-05")),
        ("Northern Staff", make_claim("c", "captured", "SO", "2031-05-05", stance="denied")),
        ("Institute", make_claim("d", "withdrew", "NO", "2031-05-06", role="from")),
        ("Post", make_claim("e", "captured", "SO", "2031-05-06")),
        ("Echo", make_claim("f", "captured", "SO", "2031-05-06")),
    ]
    (event,) = group(*told)
    taken, left, denied = event.versions
    assert (taken.event, taken.stance, taken.sides, taken.since) == (
        "captured",
        "asserted",
        ("NO", "SO", None),
        "2031-05-04",
    )
    # Two who are vouched for, and those who are not as one.
    assert (len(taken.origins), len(set(taken.witnesses)), len(taken.wordings)) == (4, 3, 2)
    assert (left.event, left.differs, left.witnesses, left.since) == (
        "withdrew",
        ("event",),
        ("Institute",),
        "2031-05-06",
    )
    assert (denied.stance, denied.differs, denied.witnesses) == ("denied", ("denied",), ("Northern Staff",))


@pytest.mark.parametrize(
    ("change", "differs"),
    [
        ({}, None),
        ({"figures": count(12)}, None),
        ({"figures": count(19)}, ("figures",)),
        ({"event": "strike"}, None),
        ({"when": told_of("2031-05-05"), "figures": count(12)}, None),
        ({"places": at("oldmill", "near")}, ("place",)),
    ],
)
def test_what_parts_two_versions(change: dict[str, Any], differs: tuple[str, ...] | None) -> None:
    first = (
        "Northern Staff",
        make_claim("a", "drone_strike", "SO", when=DAY, figures=count(12), places=at("oldmill")),
    )
    fields: dict[str, Any] = {
        "event": "drone_strike",
        "actor": "SO",
        "when": DAY,
        "places": at("oldmill"),
    } | change
    (event,) = group(first, ("Institute", make_claim("b", **fields)))
    assert [one.differs for one in event.versions[1:]] == ([differs] if differs else [])


def test_numbers_that_contradict_are_never_in_one_version() -> None:
    silent = ("Ridge", make_claim("a", "drone_strike", "SO", when=DAY))
    three = ("Northern Staff", make_claim("b", "drone_strike", "SO", when=DAY, figures=count(3)))
    eight = ("Institute", make_claim("c", "drone_strike", "SO", when=DAY, figures=count(8)))
    (event,) = group(silent, three, eight)
    assert sorted(len(one.origins) for one in event.versions) == [1, 2]
    assert event.versions[1].differs == ("figures",)


def test_days_that_both_texts_name_part_versions() -> None:
    told = [("Ridge", "2031-05-01"), ("Institute", "2031-05-04")]
    (event,) = group(*((who, make_claim(who, "captured", "SO", when=told_of(on))) for who, on in told))
    assert event.versions[1].differs == ("days",)


def test_a_claim_of_several_places_is_one_event_until_others_tell_of_one_of_them() -> None:
    both = make_claim("a", "captured", "SO", "2031-05-04", places=at("oldmill") + at("newmill"))
    (event,) = group(("Ridge", both))
    assert event.place_ids == ("theatre:newmill", "theatre:oldmill")
    events = group(("Ridge", both), ("Institute", make_claim("b", "captured", "SO", "2031-05-04")))
    assert {(one.place_ids, len(one.origins)) for one in events} == {
        (("theatre:oldmill",), 2),
        (("theatre:newmill",), 1),
    }


def test_two_places_are_two_events_though_one_report_tells_both() -> None:
    both = make_claim("a", "captured", "SO", "2031-05-04", places=at("oldmill") + at("newmill"))
    old, new = (
        make_claim(name, "captured", "SO", "2031-05-04", places=at(name)) for name in ("oldmill", "newmill")
    )
    events = group(("Ridge", both), ("Institute", old), ("Northern Staff", new))
    assert [len(one.place_ids) for one in events] == [1, 1]


@pytest.mark.parametrize(
    ("change", "kept"),
    [
        ({}, True),
        ({"on": "2031-05-11"}, True),
        ({"on": "2031-05-12"}, False),
        ({"rule": f"test{ANEW}"}, False),
        ({"actor": "NO"}, False),
        ({"place": "newmill"}, False),
    ],
)
def test_denial_is_kept_beside_what_it_denies(change: dict[str, Any], kept: bool) -> None:
    fields: dict[str, Any] = {
        "event": "captured",
        "actor": "SO",
        "on": "2031-05-08",
        "stance": "denied",
    } | change
    denial = ("Northern Staff", make_claim("n", **fields))
    (event,) = group(FIRST, denial)
    assert (event.claims, event.denied_by) == ((FIRST[1].claim_id,), (denial[1].claim_id,) if kept else ())
    assert group(denial) == ()


def test_a_denial_of_daily_shelling_is_of_one_day() -> None:
    days = [f"2031-05-{number:02}" for number in range(1, 9)]
    told = [("Northern Staff", make_claim(day, "shelling", "SO", when=told_of(day))) for day in days]
    denial = ("Southern Staff", make_claim("no", "shelling", "SO", when=told_of(days[4]), stance="denied"))
    assert [one.start for one in group(*told, denial) if one.denied_by] == [days[4]]


def test_no_dead_is_no_denial_of_the_strike() -> None:
    strike = ("Northern Staff", make_claim("a", "drone_strike", "SO", when=DAY))
    unhurt = ("Southern Staff", make_claim("b", "casualties", "SO", when=DAY, stance="denied"))
    (event,) = group(strike, unhurt)
    assert event.denied_by == ()
    assert [(one.event, one.stance) for one in event.versions] == [
        ("drone_strike", "asserted"),
        ("casualties", "denied"),
    ]


@pytest.mark.parametrize("stance", ["forecast", "intended"])
def test_plans_have_not_happened(stance: str) -> None:
    assert group(("Ridge", make_claim("p", "captured", "SO", stance=stance))) == ()


@pytest.mark.parametrize("event", ["aid", "statement", "reinforced"])
def test_what_has_many_things_under_one_name_is_not_joined(event: str) -> None:
    assert len(group(*((who, make_claim(who, event, "SO", when=DAY)) for who in ("Ridge", "Institute")))) == 2


def test_claims_of_one_origin_are_one_event_and_daily_fighting_is_not() -> None:
    claims = [make_claim(f"d{n}", "clashed", "SO", f"2031-05-{n:02}") for n in range(1, 13)]
    (event,) = group_events(claims, [make_origin("Ridge", *claims)])
    assert event.claims == tuple(sorted(claim.claim_id for claim in claims))
    assert len(group(*(("Ridge", claim) for claim in claims))) == 12


def daily_war(seed: int, number: int = 60) -> list[tuple[str, Claim]]:
    """Claims of all kinds at two places over three weeks, by everybody."""
    drawn = random.Random(seed)
    kinds = ("captured", "withdrew", "holds", "entered", "shelling", "strike", "drone_strike", "intercepted", "casualties",
             "clashed", "repelled")  # fmt: skip
    told = []
    for one in range(number):
        on = f"2031-05-{drawn.randint(1, 21):02}"
        when = drawn.choice([told_of(on), told_of(on, f"2031-05-{int(on[-2:]) + 1:02}", "publication")])
        claim = make_claim(
            f"{seed} {one}",
            drawn.choice(kinds),
            drawn.choice(["NO", "SO", None]),
            on,
            when=when,
            place=drawn.choice(["oldmill", "newmill"]),
            figures=count(drawn.randint(1, 9)) if drawn.random() < 0.5 else (),
            stance=drawn.choice(["asserted", "asserted", "hedged", "denied"]),
        )
        told.append(
            (drawn.choice(["Northern Staff", "Southern Staff", "Ridge", "Institute", "Post", "Echo"]), claim)
        )
    return told


@pytest.mark.parametrize("seed", range(5))
def test_order_is_irrelevant(seed: int) -> None:
    claims, origins = split(daily_war(seed))
    found = group_events(claims, origins)
    random.Random(seed).shuffle(claims)
    random.Random(seed + 1).shuffle(origins)
    assert group_events(claims, origins) == found


@pytest.mark.parametrize("seed", range(5))
def test_every_asserted_claim_is_in_an_event_and_no_event_has_one_version_twice(seed: int) -> None:
    told = daily_war(seed)
    events = group(*told)
    assert {one for event in events for one in event.claims} == {
        claim.claim_id for _, claim in told if claim.stance != "denied"
    }
    assert len({event.event_id for event in events}) == len(events)
    for event in events:
        assert sorted(event.origins) == sorted(
            origin for one in event.versions if one.stance != "denied" for origin in one.origins
        )


@pytest.mark.parametrize("seed", range(5))
def test_what_nobody_vouches_for_changes_nothing_of_what_vouched_sources_tell(seed: int) -> None:
    told = daily_war(seed, 120)
    vouched = [pair for pair in told if pair[0] not in ("Post", "Echo")]

    def shape(events: Sequence[Event]) -> dict[str, tuple[object, ...]]:
        return {
            one.event_id: (
                one.event,
                one.actor,
                one.start,
                one.end,
                tuple(filter(None, one.witnesses)),
                one.wordings,
            )
            for one in events
            if any(one.witnesses)
        }

    assert shape(group(*told)) == shape(group(*vouched))


def test_time_grows_with_the_claims_of_a_place_and_not_with_their_square() -> None:
    def spend(number: int) -> float:
        drawn = random.Random(number)
        told = [
            (
                drawn.choice(["Northern Staff", "Ridge", "Institute", "Post"]),
                make_claim(
                    f"{one}", "shelling", "SO", f"2031-05-{drawn.randint(1, 28):02}", figures=count(one % 30)
                ),
            )
            for one in range(number)
        ]
        claims, origins = split(told)
        return seconds(lambda: group_events(claims, origins))

    spend(500)
    # Eight times the claims: eight times the time, where it grew with their square sixty-four times.
    assert spend(8000) < 24 * spend(1000)


def test_an_id_stays_when_a_later_report_adds_a_version() -> None:
    (alone,) = group(FIRST)
    later = ("Northern Staff", make_claim("n", "withdrew", "NO", "2031-05-06", role="from"))
    (joined,) = group(FIRST, later)
    assert (joined.event_id, len(joined.versions)) == (alone.event_id, 2)
    earlier = ("Ridge", make_claim("e", "captured", "SO", "2031-05-03"))
    (found,) = group(FIRST, earlier)
    assert found.event_id != alone.event_id
