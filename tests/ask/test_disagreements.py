"""Claims of two readers are paired one to one, by sentence and family of event; what is left stands alone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from contested.ask.disagreements import differences, pair_claims
from contested.model import Claim
from tests.extract.reading import read_claims, workshop

(CLAIM,) = (
    one
    for one in read_claims("Russian forces captured Kupiansk.", published="2025-11-20")
    if one.event == "captured"
)
THEATRE = workshop().theatre
CLAIMS = st.lists(
    st.builds(
        lambda start, length, event, actor, stance: replace(
            CLAIM, start=start, end=start + length, event=event, actor=actor, stance=stance
        ),
        start=st.integers(0, 30),
        length=st.integers(1, 30),
        event=st.sampled_from(["captured", "holds", "withdrew", "shelling", "casualties"]),
        actor=st.sampled_from(["RU", "UA", None]),
        stance=st.sampled_from(["asserted", "denied"]),
    ),
    max_size=6,
)


def kinds(rules: list[Claim], second: list[Claim]) -> list[tuple[int, str]]:
    return [
        (rank, one.kind) for pair in pair_claims(rules, second) for rank, one in differences(pair, THEATRE)
    ]


@given(CLAIMS, CLAIMS)
def test_every_claim_is_in_one_pair(rules: list[Claim], second: list[Claim]) -> None:
    pairs = pair_claims(rules, second)
    assert sorted(map(id, rules)) == sorted(id(pair.rules) for pair in pairs if pair.rules)
    assert sorted(map(id, second)) == sorted(id(pair.second) for pair in pairs if pair.second)


@given(CLAIMS)
def test_nobody_disagrees_with_himself(claims: list[Claim]) -> None:
    assert kinds(claims, [replace(one, rule="toy") for one in claims]) == []


def test_a_turned_holder_stands_before_a_side_that_nobody_named() -> None:
    assert kinds([CLAIM], [replace(CLAIM, actor="UA")]) == [(0, "actor")]
    assert kinds([CLAIM], [replace(CLAIM, stance="denied")]) == [(0, "stance")]
    assert kinds([CLAIM], [replace(CLAIM, actor=None)]) == [(1, "actor")]
    assert kinds([CLAIM], [replace(CLAIM, event="advanced")]) == [(1, "event")]
    assert kinds([CLAIM], [replace(CLAIM, places=())]) == [(1, "place")]
    assert kinds([replace(CLAIM, event="entered")], []) == [(2, "only_rules")]
    assert kinds([], [replace(CLAIM, event="shelling")]) == [(3, "only_second")]


def test_a_pair_that_differs_twice_stands_twice() -> None:
    assert kinds([CLAIM], [replace(CLAIM, event="advanced", actor="UA")]) == [(1, "event"), (1, "actor")]


def test_other_sentences_and_other_families_are_no_pair() -> None:
    far = replace(CLAIM, start=CLAIM.end, end=2 * CLAIM.end)
    assert [kind for _, kind in kinds([CLAIM], [far])] == ["only_rules", "only_second"]
    assert [kind for _, kind in kinds([CLAIM], [replace(CLAIM, event="casualties")])] == [
        "only_rules",
        "only_second",
    ]
    half = replace(CLAIM, end=CLAIM.end // 2 + 1)
    assert kinds([CLAIM], [half]) == []


def test_the_claim_that_agrees_in_most_is_the_pair() -> None:
    left = replace(CLAIM, event="withdrew", actor="UA")
    assert kinds([CLAIM, left], [replace(CLAIM, actor="RU")]) == [(1, "only_rules")]
