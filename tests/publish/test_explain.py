from __future__ import annotations

import msgspec
import pytest

from contested.model import Mention, Origin, Slot, Status, Voice
from contested.publish.explain import explain_claim, explain_place, mark_slots, supports
from tests.publish.account import compose_account, doubt_place, status_on
from tests.publish.small import ISW, RYBAR, THEATRE, claim, place, report

TEXT = "Before. Russian forces left Kupiansk, Rybar wrote."
ORIGIN = Origin(
    origin_id="o1", source="rybar", name="Rybar", kind="channel", side="RU", vouched=True, first="c0",
    claims=("c0", "c1"), chain=("Newsweek", "ISW", "Rybar"), reasons=("the same passage of 14 words",),
)  # fmt: skip


def told(*slots: Slot, **fields: object):  # type: ignore[no-untyped-def]
    return claim(text=TEXT[8:], start=8, end=len(TEXT), slots=slots, **fields)


@pytest.mark.parametrize(
    ("slots", "marked"),
    [
        ((), "Russian forces left Kupiansk, Rybar wrote."),
        ((Slot("actor", 8, 22), Slot("trigger", 23, 27)), "[Russian forces|actor] [left|trigger] Kupiansk, Rybar wrote."),
        ((Slot("trigger", 23, 27), Slot("actor", 8, 22)), "[Russian forces|actor] [left|trigger] Kupiansk, Rybar wrote."),
        ((Slot("place", 23, 36), Slot("trigger", 25, 30)), "Russian forces [left Kupiansk|place], Rybar wrote."),
        ((Slot("actor", 8, 22), Slot("voice", 8, 22)), "[Russian forces|actor,voice] left Kupiansk, Rybar wrote."),
        ((Slot("when", 0, 6),), "Russian forces left Kupiansk, Rybar wrote."),
    ],
)  # fmt: skip
def test_slots_are_marked(slots: tuple[Slot, ...], marked: str) -> None:
    assert mark_slots(TEXT, told(*slots)) == marked


def test_claim_is_explained() -> None:
    one = told(
        Slot("trigger", 23, 27),
        voices=(ISW, RYBAR),
        places=(place("Kupiansk", "from"),),
        rule="rules:withdrew",
    )
    assert explain_claim(one, report(TEXT), ORIGIN, THEATRE).splitlines() == [
        "Rybar said, as reported by ISW, then by Newsweek, that Russian forces withdrew from Kupiansk "
        "(on 8 December 2025).",
        "In the report r1.txt, characters 8 to 50:",
        "  Russian forces [left|trigger] Kupiansk, Rybar wrote.",
        "On whose word: Newsweek ← ISW ← Rybar (origin, Russian-aligned).",
        "How it is put: asserted.",
        "When: on 8 December 2025 (a date is written).",
        "Found by rules:withdrew, score 0.90.",
        "Origin: Rybar, first said in claim c0.",
        "  because the same passage of 14 words",
    ]


def test_places_of_a_claim_are_explained_by_the_names_that_gave_them() -> None:
    where = msgspec.structs.replace(place("Kupiansk", "from"), anchor=(28, 36))
    found = Mention(
        report_id="r1", report_name="r1.txt", start=28, end=36, text="Kupiansk", place_id="wikidata:Q1", name="Kupiansk",
        lat=49.7, lon=37.6, uncertainty_km=3.0, candidates=(), reason="settled by A. Reader on 2025-12-10",
    )  # fmt: skip
    one = told(places=(where, where))
    lines = explain_claim(one, report(TEXT), ORIGIN, THEATRE, [found]).splitlines()
    assert [line for line in lines if line.startswith("Where: ")] == [
        "Where: “Kupiansk” is Kupiansk: settled by A. Reader on 2025-12-10."
    ]
    lost = msgspec.structs.replace(found, place_id=None, name=None, reason="names no place")
    assert "Where: “Kupiansk” got no place: names no place." in explain_claim(
        one, report(TEXT), None, THEATRE, [lost]
    )
    elsewhere = msgspec.structs.replace(found, report_id="r2")
    assert "Where: " not in explain_claim(one, report(TEXT), None, THEATRE, [elsewhere])


def test_claim_without_origin_and_with_a_hostile_text() -> None:
    text = "They \x1b[2Jleft\nat once."
    one = claim(text=text, voices=(Voice(name="Evil\x1b]0;x\x07", kind="channel"),))
    lines = explain_claim(one, report(text), None, THEATRE).splitlines()
    assert "  They [2Jleft at once." in lines
    assert lines[-1] == "Origin: not traced."
    assert not any(char < " " for line in lines for char in line)


@pytest.mark.parametrize(
    ("says", "state", "for_it"),
    [("UA", "UA", True), ("RU", "UA", False), ("contested", "UA", False), ("not:RU", "UA", True), ("not:UA", "UA", False)],
)  # fmt: skip
def test_supports(says: str, state: str, for_it: bool) -> None:
    assert supports(says, state) is for_it


def test_place_is_explained() -> None:
    account = compose_account()
    control = next(one for one in account.controls if one.place.name == "Kupiansk")
    text = explain_place(control, status_on(control, "2025-12-10"), account, THEATRE)
    expected = [
        "Kupiansk, 10 December 2025: probably Ukrainian-held (60%), perhaps contested (34%); disputed.",
        "Russia says: Russian-held since 20 November 2025 (one origin).",
        "Evidence for Ukrainian-held",
        "not Russian-held on 8 December 2025, weight 2.60 (odds × 13.5): a party against its own interest",
        "Capital Courier ← ISW ← Rybar (origin, Russian-aligned, against its interest), 9 December 2025: “ISW, citing",
        "and one report that repeats it: Border Digest",
        "Evidence against Ukrainian-held",
        "Russian-held on 20 November 2025, weight 0.90",
        "and two reports that repeat it: Lowland Wire, Steppe Mirror",
    ]
    found = [text.find(part) for part in expected]
    assert found == sorted(found)
    assert found[0] == 0


def test_place_whose_state_is_not_known_lists_all_evidence() -> None:
    account = compose_account()
    control = next(one for one in account.controls if one.place.name == "Pishchane")
    text = explain_place(control, status_on(control, "2025-12-10"), account, THEATRE)
    assert text.count("weight") == 2
    assert "\nEvidence\n" in text


def test_place_that_nobody_vouches_for_says_so_and_lists_what_is_told() -> None:
    account = doubt_place(compose_account(), "Dvorichna", "2025-09-20")
    control = next(one for one in account.controls if one.place.name == "Dvorichna")
    status = Status(
        on="2025-12-10", known_on=None, state="unknown", probabilities={}, disputed=False, claimed={}, origins=1,
        last_evidence="2025-09-20", evidence=control.evidence,
    )  # fmt: skip
    lines = explain_place(control, status, account, THEATRE).splitlines()
    assert lines[0] == "Dvorichna, 10 December 2025: not known; only sources that nobody vouches for."
    assert lines[2] == "Evidence"
    assert "Dvorichna has been under our control since the spring." in lines[4]
    nothing = msgspec.structs.replace(status, evidence=(), origins=0)
    assert explain_place(control, nothing, account, THEATRE) == "Dvorichna, 10 December 2025: no evidence."


def test_origins_say_why_they_were_joined() -> None:
    account = compose_account()
    control = next(one for one in account.controls if one.place.name == "Kupiansk")
    joined = {one.origin_id for one in control.evidence if one.repeats}
    account = msgspec.structs.replace(
        account, origins=tuple(msgspec.structs.replace(ORIGIN, origin_id=one) for one in sorted(joined))
    )
    text = explain_place(control, status_on(control, "2025-12-10"), account, THEATRE)
    assert text.count("because the same passage of 14 words") == len(joined) == 2
