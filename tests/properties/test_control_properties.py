"""What must hold of control whatever is claimed, with what is known of sources held fixed where that is said."""

from __future__ import annotations

from itertools import pairwise

import msgspec
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from contested.days import day_number, shift_day
from contested.model import CONTESTED, Claim, Control, Origin
from contested.reconcile import estimate_control
from contested.reconcile.control import count_habits, record_controls, window_of
from contested.reconcile.habits import Habits
from contested.reconcile.priors import load_priors
from contested.reconcile.statements import NOT, gather_statements
from contested.reconcile.status import row_on
from tests.reconcile.reconcile_samples import OTHER, PLACES, SPEAKERS, THEATRE, make_claim, make_origin, split

FIRST, UNTIL = "2031-05-01", "2031-08-30"
STATES = (*THEATRE.holders, CONTESTED)
KNOWN = {place.place_id: place for place in PLACES}
VOUCHED = sorted(name for name, (_, _, vouched) in SPEAKERS.items() if vouched)
# All that is told of who holds a place, and all that implies it.
TOLD = ("captured", "holds", "repelled", "withdrew", "entered", "advanced", "clashed", "encircled")
Row = tuple[str, str, str, int, str]

row = st.tuples(
    st.sampled_from(sorted(SPEAKERS)),
    st.sampled_from(TOLD),
    st.sampled_from(["NO", "SO"]),
    st.integers(0, 40),
    st.sampled_from(["asserted", "asserted", "hedged", "denied"]),
)
rows = st.lists(row, min_size=1, max_size=10)
# Denials are worth what habits say, even less than nothing.
plain = row.filter(lambda one: one[0] in VOUCHED and one[4] != "denied")


def tell(told: list[Row]) -> tuple[list[Claim], list[Origin]]:
    return split(
        (speaker, make_claim(f"c{number}", event, actor, shift_day(FIRST, day), stance=stance))
        for number, (speaker, event, actor, day, stance) in enumerate(told)
    )


def estimate(claims: list[Claim], origins: list[Origin]) -> tuple[Control, ...]:
    return estimate_control(claims, origins, PLACES, THEATRE, UNTIL)


def read(claims: list[Claim], origins: list[Origin], habits: Habits) -> Control | None:
    """Control of the one place by habits that are known."""
    heard = gather_statements(claims, origins, KNOWN, THEATRE, load_priors()).at
    found = list(record_controls(heard, STATES, window_of(heard, UNTIL), habits, KNOWN, load_priors()))
    return found[0] if found else None


def learn(claims: list[Claim], origins: list[Origin]) -> Habits:
    heard = gather_statements(claims, origins, KNOWN, THEATRE, load_priors()).at
    return count_habits(heard, STATES, UNTIL, load_priors()).habits


def chance_of(control: Control, says: str, on: str) -> float:
    """The chance of what a saying says on a day."""
    chances = dict(zip(control.states, row_on(control, on), strict=True))
    return 1 - chances[says.removeprefix(NOT)] if says.startswith(NOT) else chances[says]


@settings(max_examples=25, deadline=None)
@given(rows, row)
def test_a_claim_with_score_nought_changes_nothing(told: list[Row], more: Row) -> None:
    claims, origins = tell(told)
    speaker, event, actor, day, stance = more
    nothing = make_claim("nothing", event, actor, shift_day(FIRST, day), stance=stance, score=0.0)
    before = msgspec.json.encode(estimate(claims, origins))
    after = estimate([*claims, nothing], [*origins, make_origin(speaker, nothing)])
    assert msgspec.json.encode(after) == before


def swap(text: str | None) -> str | None:
    """A side's code, or `not:` and it, for the other side."""
    prefix, code = (NOT, text[4:]) if text and text.startswith(NOT) else ("", text)
    return prefix + OTHER[code] if code in OTHER else text


@settings(max_examples=25, deadline=None)
@given(rows)
def test_mirrored_sides_give_mirrored_answers(told: list[Row]) -> None:
    claims, origins = tell(told)
    mirror = estimate(
        [replace(one, actor=swap(one.actor), target=swap(one.target)) for one in claims],
        [replace(one, side=swap(one.side)) for one in origins],
    )
    for one, other in zip(estimate(claims, origins), mirror, strict=True):
        assert other.rows == tuple((b, a, c) for a, b, c in one.rows)
        for mine, theirs in zip(one.evidence, other.evidence, strict=True):
            assert (swap(mine.says), mine.weight, mine.borne_out) == (
                theirs.says,
                theirs.weight,
                theirs.borne_out,
            )


STAFFS = ("Northern Staff", "Southern Staff")


@pytest.mark.parametrize("learned", [False, True], ids=["as anybody", "as learned"])
@settings(max_examples=60, deadline=None)
@given(told=rows, more=plain)
# A staff's clash on the day before must not make its withdrawal a repetition.
@example(
    told=[("Southern Staff", "withdrew", "NO", 1, "asserted")],
    more=("Southern Staff", "clashed", "NO", 0, "asserted"),
)
def test_more_of_the_same_never_lowers_what_it_says(learned: bool, told: list[Row], more: Row) -> None:
    """A second independent voice of the same kind says on the same day what one has said. A side's staffs are one voice: a
    second of them makes what else they say later a repetition, so they are asked about where they say nothing else."""
    speaker, event, actor, day, stance = more
    if speaker in STAFFS and any(row[0] == speaker and row[3] >= day and row[1] != event for row in told):
        return
    claims, origins = tell([*told, more])
    again = make_claim("again", event, actor, shift_day(FIRST, day), stance=stance)
    voice = replace(make_origin(speaker, again), source="Another", name="Another")
    habits = learn(claims, origins) if learned else Habits({})
    before, after = read(claims, origins, habits), read([*claims, again], [*origins, voice], habits)
    if before is None or after is None:
        return  # an event that tells nothing of who holds the place
    (says,) = [one.says for one in after.evidence if one.origin == "Another"]
    if before.days:
        on = shift_day(FIRST, day)
        assert chance_of(after, says, on) >= chance_of(before, says, on) - 2e-4


@pytest.mark.parametrize("event", TOLD)
@pytest.mark.parametrize("speaker", VOUCHED)
@pytest.mark.parametrize("actor", ["NO", "SO"])
def test_every_word_makes_what_it_says_likelier(speaker: str, event: str, actor: str) -> None:
    """Of a place that an institute has seen held for a month: each further voice, and never less."""
    chances = []
    for voices in range(4):
        told = [("Institute", make_claim("seen", "holds", "NO", "2031-04-10"))]
        told += [("Institute", make_claim("seen again", "holds", "NO", "2031-05-10"))]
        claims, origins = split(told)
        for number in range(voices):
            one = make_claim(f"v{number}", event, actor, "2031-05-10")
            claims.append(one)
            origins.append(replace(make_origin(speaker, one), source=f"V{number}", name=f"V{number}"))
        control = read(claims, origins, Habits({}))
        assert control is not None
        if voices:
            says = next(one.says for one in control.evidence if one.origin == "V0")
            chances.append(chance_of(control, says, "2031-05-10"))
    assert chances == sorted(chances)
    assert chances[0] < chances[-1] or chances[-1] > 0.999


@settings(max_examples=30, deadline=None)
@given(rows)
def test_silence_evens_out_who_holds_it(told: list[Row]) -> None:
    """After the last word, the sides' chances only come nearer to each other, and neither overtakes."""
    for control in estimate(*tell(told)):
        if control.days:
            last = max(one.on for one in control.evidence)
            quiet = control.rows[day_number(last) - day_number(control.first) :]
            sign = 1 if quiet[0][0] >= quiet[0][1] else -1
            leads = [sign * (ours - theirs) for ours, theirs, _ in quiet]
            assert all(-2e-4 <= after <= before + 2e-4 for before, after in pairwise(leads))
