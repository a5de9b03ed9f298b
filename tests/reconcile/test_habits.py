"""Habits: what is learned of whom, from what, and how far it is drawn to what is expected."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from msgspec.structs import replace
from reconcile_samples import PLACES, THEATRE, Told, make_claim, make_origin

from contested.model import Evidence
from contested.reconcile import estimate_control
from contested.reconcile.chain import PHASES, Floats, Ints
from contested.reconcile.control import count_habits
from contested.reconcile.habits import SHAPE, Habit, Habits, Speaker
from contested.reconcile.priors import load_priors
from contested.reconcile.profiles import HONEST, STANDINGS, TOLD, keep_honest, load_profiles, true_of
from contested.reconcile.statements import gather_statements

HOLDS, OTHER_HOLDS, COMES_IN, OTHER_COMES_IN = range(4)
CAPTURED, DENIED = TOLD.index("captured"), TOLD.index("denied")
RIDGE: Speaker = ("Ridge", "channel", "own")
CREST: Speaker = ("Crest", "channel", "own")
PLACE_COUNT = 24
STATES = (*THEATRE.holders, "contested")


def count(*said: tuple[str, int, int, int]) -> Ints:
    """(told, standing, phase, times) as counts."""
    counts = np.zeros(SHAPE, dtype=np.int64)
    for told, standing, phase, times in said:
        counts[TOLD.index(told), standing, phase] += times * 1_000_000  # type: ignore[arg-type]
    return counts


def chance(habits: Habits, speaker: Speaker, told: int, standing: int, phase: int = 3) -> float:
    return float(np.exp(habits.of(speaker).nats[told, standing, phase]))


def tell_wrong(times: int) -> Ints:
    return count(("captured", OTHER_HOLDS, 3, times))


def test_who_has_not_been_heard_does_as_his_kind_and_a_new_kind_as_anybody() -> None:
    habits = Habits({RIDGE: tell_wrong(1000)})
    assert chance(habits, CREST, CAPTURED, OTHER_HOLDS) > 1.5 * chance(
        Habits({}), CREST, CAPTURED, OTHER_HOLDS
    )
    for interest, profile in load_profiles().items():
        nobody = habits.of(("Post", "outlet", interest)).nats
        assert np.array_equal(nobody, np.round(keep_honest(np.log(profile)), 6))


def test_shares_are_drawn_from_what_is_expected_to_what_is_counted() -> None:
    expected = chance(Habits({}), RIDGE, CAPTURED, OTHER_HOLDS)
    shares = [
        chance(Habits({RIDGE: tell_wrong(times)}), RIDGE, CAPTURED, OTHER_HOLDS) for times in (1, 10, 100)
    ]
    assert expected < shares[0] < shares[1] < shares[2]


def test_a_source_is_drawn_to_its_kind() -> None:
    """Who was wrong once is believed less where all his kind are wrong than where they are right."""
    bad = Habits({RIDGE: tell_wrong(1), CREST: tell_wrong(500)})
    good = Habits(
        {RIDGE: tell_wrong(1), CREST: count(("captured", HOLDS, 3, 500), ("entered", OTHER_HOLDS, 3, 500))}
    )
    assert chance(bad, RIDGE, CAPTURED, OTHER_HOLDS) > chance(good, RIDGE, CAPTURED, OTHER_HOLDS)


def test_what_is_told_of_both_sides_shares_one_whole() -> None:
    """A map project that often speaks of a place says of it the one thing or the other: shares do not exceed one."""
    teller: Speaker = ("Atlas", "analyst", "none")
    counts = count(*((told, standing, 2, 300) for told, standing in product(TOLD, range(len(STANDINGS)))))
    habits = Habits({teller: counts})
    shares = np.exp(habits.of(teller).nats)[:, :, 2]
    assert np.all(shares.sum(axis=0) < 1)
    # Each of six words is as frequent, of either side: half of a twelfth each, where no kept word is forced.
    assert shares[DENIED] == pytest.approx(np.full(len(STANDINGS), 1 / 12), rel=0.2)


tables = arrays(np.float64, SHAPE, elements=st.floats(-8, 0))


@settings(max_examples=50, deadline=None)
@given(tables)
def test_no_word_is_likelier_where_it_is_false(nats: Floats) -> None:
    kept = keep_honest(nats)
    for told in HONEST:
        number, true = TOLD.index(told), true_of(told)
        assert kept[number, true].min() >= kept[number, ~true].max()
    assert np.array_equal(kept[DENIED], nats[DENIED])


def test_honest_tables_are_kept_as_they_are() -> None:
    nats = np.full(SHAPE, -1.0)
    for told in HONEST:
        nats[TOLD.index(told), ~true_of(told)] = -4.0
    assert np.array_equal(keep_honest(nats), nats)


def test_what_is_kept_of_lateness_survives() -> None:
    """An early boast stays likelier the longer it waits to come true, as far as honesty allows."""
    habit = Habits({RIDGE: count(("captured", HOLDS, 4, 400), ("captured", OTHER_HOLDS, 5, 4))}).of(RIDGE)
    by_phase = habit.nats[CAPTURED, HOLDS]
    assert by_phase.argmax() == 4
    assert habit.late[CAPTURED] == 4


def test_right_and_told_are_counted() -> None:
    habit: Habit = Habits({RIDGE: count(("captured", HOLDS, 1, 3), ("captured", COMES_IN, 0, 2))}).of(RIDGE)
    assert (habit.told[CAPTURED], habit.right[CAPTURED]) == (5, 3)
    assert habit.told[DENIED] == 0
    assert habit.late[DENIED] == -1


def scene(turn: str, more: list[tuple[str, str, str, str, str]]) -> list[tuple[str, str, str, str, str]]:
    """One place: who says what of whom, when and how. An institute sees NO there at first; by the `turn` SO or NO."""
    return [
        ("Institute", "holds", "NO", "2031-04-01", "asserted"),
        *more,
        ("Institute", "holds", turn, "2031-05-03", "asserted"),
        ("Institute", "holds", turn, "2031-06-10", "asserted"),
    ]


def estimate(scenes: list[list[tuple[str, str, str, str, str]]], carrier: str = "itself") -> list[Evidence]:
    """All evidence of many places of which like things are told."""
    claims, origins, places = [], [], []
    for number, told in enumerate(scenes):
        places.append(replace(PLACES[0], place_id=f"theatre:p{number}", name=f"P{number}"))
        for one, (speaker, event, actor, on, stance) in enumerate(told):
            claim = make_claim(f"{number}-{one}", event, actor, on, stance=stance, place=f"p{number}")
            claims.append(claim)
            origin = make_origin(speaker, claim)
            origins.append(replace(origin, carrier=carrier) if speaker == "Ridge" else origin)  # type: ignore[arg-type]
    found = estimate_control(claims, origins, places, THEATRE, "2031-06-30")
    return [one for control in found for one in control.evidence]


def weights(evidence: list[Evidence], origin: str, says: str) -> float:
    """Their mean."""
    return float(np.mean([one.weight for one in evidence if (one.origin, one.says) == (origin, says)]))


def test_sources_that_are_not_borne_out_lose_weight() -> None:
    """Ridge announces captures that the institute then does not see; the staff of its side does not."""
    boasts = {
        speaker: scene(turn, [(speaker, "captured", "SO", "2031-05-01", "asserted")])
        for speaker, turn in (("Ridge", "NO"), ("Southern Staff", "SO"))
    }
    for speaker, seen in boasts.items():
        once = weights(estimate([seen[1:2]]), speaker, "SO")
        often = weights(estimate([seen] * PLACE_COUNT), speaker, "SO")
        assert (often < once) if speaker == "Ridge" else (often > once)
    told = estimate([boasts["Ridge"], boasts["Southern Staff"]] * PLACE_COUNT)
    assert weights(told, "Ridge", "SO") < 0.75 * weights(told, "Southern Staff", "SO")


@pytest.mark.parametrize(("turn", "sign"), [("SO", -1), ("NO", 1)])
def test_denials_are_worth_what_they_turn_out_to_be(turn: str, sign: int) -> None:
    """Whose denials come before losses denies against himself; whose denials are true is believed."""
    denial = ("Northern Staff", "captured", "SO", "2031-05-02", "denied")
    boast = ("Ridge", "captured", "SO", "2031-05-01", "asserted")
    entry = ("Ridge", "captured", "SO", "2031-05-01", "asserted")
    # Where nothing is denied, nothing changes hands: what is said of a place must differ by how it stands.
    quiet = scene("SO" if turn == "NO" else "NO", [entry])
    told = estimate([scene(turn, [boast, denial]), quiet] * PLACE_COUNT)
    assert sign * weights(told, "Northern Staff", "not:SO") > 0.2


def test_lateness_is_learned_and_told_in_words() -> None:
    """Ridge tells of each capture weeks after the institute has seen it, which also sees that it lasts."""
    late = [
        ("Institute", "holds", "NO", "2031-04-01", "asserted"),
        ("Institute", "captured", "SO", "2031-05-02", "asserted"),
        ("Northern Staff", "captured", "SO", "2031-05-02", "asserted"),
        ("Institute", "holds", "SO", "2031-05-12", "asserted"),
        ("Ridge", "captured", "SO", "2031-05-20", "asserted"),
        ("Institute", "holds", "SO", "2031-06-15", "asserted"),
    ]
    told = [one for one in estimate([late] * PLACE_COUNT) if one.origin == "Ridge"]
    (late_by,) = {one.reason.rpartition(", ")[2] for one in told}
    assert late_by in ("12 to 24 days late as a rule", "more than 24 days late as a rule")


def learned(told: Told, **changes: Any) -> Habits:
    """Habits from statements of one place, with `changes` to the origins."""
    claims = [claim for _, claim in told]
    origins = [replace(make_origin(speaker, claim), **changes) for speaker, claim in told]
    places = {place.place_id: place for place in PLACES}
    heard = gather_statements(claims, origins, places, THEATRE, load_priors()).at
    return count_habits(heard, STATES, "2031-06-30", load_priors()).habits


WITNESS = ("Institute", make_claim("w", "holds", "SO", "2031-05-10"))
BOAST = [("Ridge", make_claim("a", "captured", "SO")), WITNESS]


def test_a_plain_word_teaches() -> None:
    assert RIDGE in learned(BOAST).known


@pytest.mark.parametrize(
    "changes",
    [{"carrier": "unvouched"}, {"vouched": False}],
    ids=["hearsay", "unvouched"],
)
def test_what_may_be_put_into_a_mouth_teaches_nothing(changes: dict[str, Any]) -> None:
    assert learned(BOAST, **changes).known == {}


def test_an_echo_teaches_nothing() -> None:
    twice = [
        ("Ridge", make_claim("a", "captured", "SO", report_id="r")),
        ("Ridge", make_claim("b", "withdrew", "NO", report_id="r", start=5, end=9)),
        WITNESS,
    ]
    told = [sum(habit.told) for speaker, habit in learned(twice).known.items() if speaker[0] == "Ridge"]
    assert sum(told) == pytest.approx(1.0, abs=1e-3)


def test_order_is_irrelevant() -> None:
    keys: list[Speaker] = [RIDGE, CREST, ("Ridge", "channel", "against"), ("Crest", "channel", "against")]
    counts = {
        key: np.random.default_rng(number).integers(0, 3_000_000, SHAPE) for number, key in enumerate(keys)
    }
    habits, again = Habits(counts), Habits(dict(reversed(counts.items())))
    for key in keys:
        assert np.array_equal(habits.of(key).nats, again.of(key).nats)
        assert habits.of(key).right == again.of(key).right


def test_profiles_have_a_place_for_every_phase() -> None:
    for profile in load_profiles().values():
        assert profile.shape == (len(TOLD), len(STANDINGS), PHASES)
        assert 0 < profile.min() < profile.max() < 1


def test_those_who_serve_one_side_do_not_bear_each_other_out() -> None:
    """However often a channel and a staff of one side agree, nothing shows that they are right."""
    alike = [
        ("Ridge", "captured", "SO", "2031-05-01", "asserted"),
        ("Southern Staff", "captured", "SO", "2031-05-02", "asserted"),
    ]
    assert weights(estimate([alike] * PLACE_COUNT), "Ridge", "SO") == weights(
        estimate([alike]), "Ridge", "SO"
    )
