"""Control: what must hold whatever is claimed, and what a reader would expect of plain cases."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from reconcile_samples import (
    OTHER,
    PLACES,
    SPEAKERS,
    THEATRE,
    control,
    control_all,
    make_claim,
    split,
)

from contested.model import Claim, Control
from contested.reconcile import estimate_control
from contested.reconcile.control import reckon_control

row = st.tuples(
    st.sampled_from(sorted(SPEAKERS)),
    st.sampled_from(["captured", "holds", "withdrew", "entered", "clashed", "encircled", "repelled"]),
    st.sampled_from(["NO", "SO"]),
    st.sampled_from(["2031-05-10", "2031-05-12", "2031-05-20", "2031-06-10"]),
    st.sampled_from(["asserted", "hedged", "denied", "forecast"]),
    st.sampled_from(["oldmill", "newmill"]),
)
rows = st.lists(row, min_size=1, max_size=12)


def tell(told: list[Any]) -> list[tuple[str, Claim]]:
    return [
        (speaker, make_claim(f"c{number}", event, actor, on, stance=stance, place=place))
        for number, (speaker, event, actor, on, stance, place) in enumerate(told)
    ]


def swap(text: str | None) -> str | None:
    """A side's code, or `not:` and it, for the other side."""
    prefix, code = ("not:", text[4:]) if text and text.startswith("not:") else ("", text)
    return prefix + OTHER[code] if code in OTHER else text


@settings(max_examples=25, deadline=None)
@given(rows, st.randoms(use_true_random=False))
def test_chances_sum_to_one_and_order_is_irrelevant(told: list[Any], random: Any) -> None:
    claims, origins = split(tell(told))
    found = estimate_control(claims, origins, PLACES, THEATRE, "2031-06-12")
    for one in found:
        assert all(abs(sum(chances) - 1) < 1e-9 and min(chances) >= 0 for chances in one.rows)
    random.shuffle(claims)
    random.shuffle(origins)
    again = estimate_control(claims, origins, PLACES[::-1], THEATRE, "2031-06-12")
    assert msgspec.json.encode(again) == msgspec.json.encode(found)


@settings(max_examples=25, deadline=None)
@given(rows)
def test_both_sides_are_treated_alike(told: list[Any]) -> None:
    claims, origins = split(tell(told))
    mirrored_claims = [replace(one, actor=swap(one.actor), target=swap(one.target)) for one in claims]
    mirrored_origins = [replace(one, side=swap(one.side)) for one in origins]
    found = estimate_control(claims, origins, PLACES, THEATRE, "2031-06-12")
    mirror = estimate_control(mirrored_claims, mirrored_origins, PLACES, THEATRE, "2031-06-12")
    assert [one.rows for one in mirror] == [tuple((b, a, c) for a, b, c in one.rows) for one in found]
    assert [[e.weight for e in one.evidence] for one in mirror] == [
        [e.weight for e in one.evidence] for one in found
    ]
    assert [[e.says for e in one.evidence] for one in mirror] == [
        [swap(e.says) for e in one.evidence] for one in found
    ]


@settings(max_examples=25, deadline=None)
@given(rows, st.data())
def test_repeating_a_claim_changes_no_chance(told: list[Any], data: Any) -> None:
    claims, origins = split(tell(told))
    number = data.draw(st.integers(0, len(claims) - 1))
    repeat = replace(claims[number], claim_id="f" * 32, report_id="e" * 32, publisher="Copy Shop")
    joined = [
        replace(one, claims=(*one.claims, repeat.claim_id)) if one.first == claims[number].claim_id else one
        for one in origins
    ]
    before = estimate_control(claims, origins, PLACES, THEATRE, "2031-06-12")
    after = estimate_control([*claims, repeat], joined, PLACES, THEATRE, "2031-06-12")
    assert [one.rows for one in after] == [one.rows for one in before]


@settings(max_examples=50, deadline=None)
@given(rows, st.sampled_from([("Ridge", "Brook"), ("Institute", "Survey")]), row)
def test_another_who_says_the_same_never_lowers_it(told: list[Any], pair: tuple[str, str], said: Any) -> None:
    """Of the same kind and side, with habits held fixed: on the day that is told of what both tell is no less likely."""
    _, event, actor, on, _, place = said
    if event not in ("captured", "holds", "withdrew", "entered"):
        return
    one, other = [(speaker, event, actor, on, "asserted", place) for speaker in pair]
    by_others = [row for row in told if row[0] not in pair]
    by_one, by_both = split(tell([*by_others, one])), split(tell([*by_others, one, other]))
    before = reckon_control(*by_one, PLACES, THEATRE, "2031-06-12")
    after = reckon_control(*by_both, PLACES, THEATRE, "2031-06-12", before.habits)

    def likely(controls: tuple[Control, ...]) -> float:
        (control,) = (one for one in controls if one.place.place_id == f"theatre:{place}")
        day = date.fromisoformat(on).toordinal() - date.fromisoformat(control.first).toordinal()
        chances = dict(zip(control.states, control.row(day), strict=True))
        if event == "withdrew":
            return 1 - chances[actor]
        return chances["contested" if event == "entered" else actor]

    assert likely(after.controls) >= likely(before.controls) - 2e-4


@settings(max_examples=25, deadline=None)
@given(rows, st.integers(1, 6))
def test_unvouched_origins_turn_nothing_by_themselves(told: list[Any], crowd: int) -> None:
    vouched = [pair for pair in tell(told) if SPEAKERS[pair[0]][2]]
    shouts = [
        ("Post", make_claim(f"p{n}", "captured", actor, "2031-06-11", place=place))
        for n in range(crowd)
        for actor in ("NO", "SO")
        for place in ("oldmill", "newmill")
    ]
    quiet = {one.place.place_id: one.rows for one in control_all(vouched)}
    for one in control_all(vouched + shouts):
        assert one.rows == quiet.get(one.place.place_id, ())


def last(told: list[tuple[str, Claim]], until: str = "2031-05-10") -> dict[str, float]:
    found = control(told, until)
    return dict(zip(found.states, found.rows[-1], strict=True))


def test_before_evidence_there_is_nothing_and_after_it_doubt_grows_slowly() -> None:
    found = control([("Institute", make_claim("a", "captured", "NO", "2031-05-04"))], "2033-05-04")
    assert found.first == "2031-05-04"
    assert len(found.rows) == 732
    assert found.rows[0][0] > 0.7
    assert found.rows[0][0] > found.rows[-1][0] > 0.6


def test_latest_word_wins_over_an_older_one() -> None:
    told = [
        ("Institute", make_claim("a", "captured", "SO", "2031-03-01")),
        ("Institute", make_claim("b", "captured", "NO", "2031-05-04")),
    ]
    assert last(told)["NO"] > 0.5
    assert last(told, "2031-03-20")["SO"] > 0.5


def test_a_crowd_of_boasts_by_one_source_is_worth_little_more_than_one() -> None:
    one = last([("Ridge", make_claim("a", "holds", "SO"))])["SO"]
    many = last([("Ridge", make_claim(f"a{n}", "holds", "SO", f"2031-05-0{n}")) for n in range(1, 10)])["SO"]
    both = last([("Ridge", make_claim("a", "holds", "SO")), ("Institute", make_claim("b", "holds", "SO"))])[
        "SO"
    ]
    assert one <= many < both


def test_admission_outweighs_boast() -> None:
    boast = ("Southern Staff", make_claim("a", "captured", "SO"))
    admission = ("Northern Staff", make_claim("b", "captured", "SO"))
    assert last([admission])["SO"] > last([boast])["SO"]
    (weighed,) = control([admission]).evidence
    assert weighed.against_interest
    assert "against its own side's interest" in weighed.reason


@pytest.mark.parametrize("stance", ["forecast", "intended"])
def test_plans_alone_say_nothing(stance: str) -> None:
    assert control_all([("Institute", make_claim("a", "captured", "NO", stance=stance))]) == ()


def test_evidence_after_the_day_asked_is_left_out() -> None:
    told = [
        ("Institute", make_claim("a", "captured", "SO", "2031-05-01")),
        ("Institute", make_claim("b", "captured", "NO", "2031-05-20")),
    ]
    assert len(control(told, "2031-05-10").evidence) == 1


def test_a_capture_that_only_the_captor_announces_is_not_taken_for_granted() -> None:
    """Sides speak of what is fought for; who keeps a map speaks of what is settled too."""
    by_side, by_map = (
        control([(who, make_claim("a", "captured", "SO"))]) for who in ("Southern Staff", "Institute")
    )
    chances = [dict(zip(one.states, one.row(0), strict=True)) for one in (by_side, by_map)]
    assert chances[0]["SO"] < 0.5 < chances[1]["SO"]
    assert chances[0]["contested"] > 0.3 > chances[1]["contested"]


def chances_later(told: list[tuple[str, Claim]]) -> dict[str, float]:
    """Chances on 28 May, which a weak word in June keeps from lying behind the last one."""
    last_word = ("Survey", make_claim("z", "clashed", None, "2031-06-10", stance="hedged"))
    one = control([*told, last_word])
    day = date(2031, 5, 28).toordinal() - date.fromisoformat(one.first).toordinal()
    return dict(zip(one.states, one.row(day), strict=True))


def test_contested_ground_stays_so_where_its_captor_alone_says_that_it_fell() -> None:
    """Entered, and taken a week later by the word of its captor; or by an admission; or where nobody with a side speaks."""
    entry = ("Institute", make_claim("a", "entered", "SO", "2031-05-07"))
    boast = ("Southern Staff", make_claim("b", "captured", "SO", "2031-05-14"))
    admission = ("Northern Staff", make_claim("c", "withdrew", "NO", "2031-05-14"))
    denial = ("Northern Staff", make_claim("d", "captured", "SO", "2031-05-14", stance="denied"))
    by_none, by_captor = chances_later([entry]), chances_later([entry, denial])
    assert by_captor["contested"] > by_none["contested"]
    assert chances_later([entry, boast])["contested"] > 0.3
    assert chances_later([entry, admission])["contested"] < chances_later([entry, boast])["contested"]


def test_an_analyst_with_a_side_serves_it_unless_he_keeps_a_map() -> None:
    by_map, by_pundit = (control([(who, make_claim("a", "captured", "SO"))]) for who in ("Atlas", "Pundit"))
    weights = [one.evidence[0].weight for one in (by_map, by_pundit)]
    assert weights[0] > 1.5 * weights[1] > 0


def test_a_clash_told_before_makes_no_announcement_surer() -> None:
    """Who holds a place is first told by the side that takes it, whoever told of fighting there."""
    clash = ("Institute", make_claim("a", "clashed", None, "2031-03-01"))
    capture = ("Southern Staff", make_claim("b", "captured", "SO", "2031-05-04"))
    one = control([clash, capture])
    day = date(2031, 5, 4).toordinal() - date.fromisoformat(one.first).toordinal()
    chances = dict(zip(one.states, one.row(day), strict=True))
    assert chances["contested"] > 0.3
    assert chances["SO"] < 0.5
