from __future__ import annotations

import msgspec
import pytest

from contested.model import Drift, Mention, Slot, Status, Voice
from contested.publish.explain import explain_claim, explain_place, mark_slots, supports
from tests.publish.account import compose_account, doubt_place, status_on
from tests.publish.small import ISW, RYBAR, THEATRE, account, claim, link, origin, place, report

TEXT = "Before. Russian forces left Kupiansk, Rybar wrote."


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


def test_claim_is_explained_with_its_way_to_its_origin() -> None:
    """The claim, what it was taken from, and the origin, whose report nobody here holds."""
    one = told(
        Slot("trigger", 23, 27),
        voices=(ISW, RYBAR),
        places=(place("Kupiansk", "from"),),
        rule="rules:withdrew",
    )
    assessed = claim(
        claim_id="c2", report_id="r2", text="Units left “it", publisher="ISW", published="2025-12-08"
    )
    links = [
        link("c1", "cites", "c2", "ISW", Drift("place", "grown", "it", "Kupiansk (the town")),
        link("c2", "cites", None, "Rybar"),
    ]
    known = account([one, assessed], [report(TEXT)], [origin([assessed, one], links)])
    assert explain_claim(one, known, THEATRE).splitlines() == [
        "Rybar said, as reported by ISW, then by Newsweek, that Russian forces withdrew from Kupiansk "
        "(on 8 December 2025).",
        "In the report r1.txt, characters 8 to 50:",
        "  Russian forces [left|trigger] Kupiansk, Rybar wrote.",
        "On whose word: Newsweek ← ISW ← Rybar (origin, Russian-aligned).",
        "How it is put: asserted.",
        "When: on 8 December 2025 (a date is written).",
        "Found by rules:withdrew, score 0.90.",
        "The way to its origin:",
        "  Newsweek, 9 December 2025: cites ISW",
        "    place grown: “it” → “Kupiansk (the town)”",
        "  ISW, 8 December 2025: cites Rybar: “Units left ‘it’”",
        "  Rybar (origin, Russian-aligned channel); the original report is not held here",
        "Two reports, two claims of this origin; the first here is ISW, 8 December 2025.",
    ]
    assert explain_claim(
        assessed, msgspec.structs.replace(known, reports=(report("", "r2"),)), THEATRE
    ).endswith("8 December 2025.\nThe wording of this claim is the one that weighs.")


def test_a_long_way_shows_its_ends() -> None:
    claims = [
        claim(claim_id=f"c{number}", publisher=f"Site {number}", text=f"Told {number}.")
        for number in range(40)
    ]
    links = [link(f"c{number}", "copies", f"c{number + 1}", f"Site {number + 1}") for number in range(39)]
    known = account(
        claims, [report("Told 0.")], [origin([claims[-1], *claims[:-1]], links, kind="outlet", side=None)]
    )
    lines = explain_claim(claims[0], known, THEATRE).splitlines()
    way = lines[lines.index("The way to its origin:") + 1 : -1]
    assert [line.split(":")[0].strip() for line in way] == [
        "Site 0, 9 December 2025", "the same report", "the same report", "the same report", "the same report",
        "… 32 more steps …", "the same report", "the same report", "the same report", "Rybar (origin, outlet)",
    ]  # fmt: skip


@pytest.mark.parametrize("width", [40, 80, 120])
def test_lines_are_folded_to_the_width(width: int) -> None:
    """What is said is the same, and nothing is longer than the screen is wide."""
    known = compose_account()
    control = next(one for one in known.controls if one.place.name == "Kupiansk")
    status = status_on(control, "2025-12-10")
    folded = explain_place(control, status, known, THEATRE, width=width).splitlines()
    whole = explain_place(control, status, known, THEATRE)
    assert max(map(len, folded)) <= width
    assert " ".join(" ".join(folded).replace("│", " ").split()) == " ".join(whole.replace("│", " ").split())


def test_places_of_a_claim_are_explained_by_the_names_that_gave_them() -> None:
    where = msgspec.structs.replace(place("Kupiansk", "from"), anchor=(28, 36))
    found = Mention(
        report_id="r1", report_name="r1.txt", start=28, end=36, text="Kupiansk", place_id="wikidata:Q1", name="Kupiansk",
        lat=49.7, lon=37.6, uncertainty_km=3.0, candidates=(), reason="settled by A. Reader on 2025-12-10",
    )  # fmt: skip
    one = told(places=(where, where))

    def explain(mention: Mention) -> str:
        return explain_claim(one, account([one], [report(TEXT)], mentions=(mention,)), THEATRE)

    lines = explain(found).splitlines()
    assert [line for line in lines if line.startswith("Where: ")] == [
        "Where: “Kupiansk” is Kupiansk: settled by A. Reader on 2025-12-10."
    ]
    lost = msgspec.structs.replace(found, place_id=None, name=None, reason="names no place")
    assert "Where: “Kupiansk” got no place: names no place." in explain(lost)
    elsewhere = msgspec.structs.replace(found, report_id="r2")
    assert "Where: " not in explain(elsewhere)


def test_claim_without_origin_and_with_a_hostile_text() -> None:
    text = "They \x1b[2Jleft\nat once."
    one = claim(text=text, voices=(Voice(name="Evil\x1b]0;x\x07", kind="channel"),))
    lines = explain_claim(one, account([one], [report(text)]), THEATRE).splitlines()
    assert "  They [2Jleft at once." in lines
    assert lines[-1] == "Origin: not traced."
    assert not any(char < " " for line in lines for char in line)


@pytest.mark.parametrize(
    ("says", "state", "for_it"),
    [("UA", "UA", True), ("RU", "UA", False), ("contested", "UA", False), ("not:RU", "UA", True), ("not:UA", "UA", False)],
)  # fmt: skip
def test_supports(says: str, state: str, for_it: bool) -> None:
    assert supports(says, state) is for_it


def test_place_is_explained_with_the_trees_of_its_origins() -> None:
    known = compose_account()
    control = next(one for one in known.controls if one.place.name == "Kupiansk")
    lines = explain_place(control, status_on(control, "2025-12-10"), known, THEATRE).splitlines()
    assert lines[:7] == [
        "Kupiansk, 10 December 2025: probably Ukrainian-held (60%), perhaps contested (34%); disputed. "
        "Seven reports, four origins, the last on 8 December.",
        "",
        "What each side says",
        "  Russia says: Russian-held since 20 November 2025 (one origin).",
        "  Ukraine says: Ukrainian-held since 1 October 2025 (one origin).",
        "",
        "Evidence for Ukrainian-held",
    ]
    assert lines[7:15] == [
        "  not Russian-held on 8 December 2025, weight 2.60 (odds × 13.5): a party against its own interest",
        "    Capital Courier ← ISW ← Rybar (origin, Russian-aligned, against its interest), 9 December 2025: "
        "“ISW, citing Rybar, wrote that Russian forces had withdrawn from central Kupiansk.”",
        "    Rybar; the original report is not held here",
        "    ├─ Capital Courier, 9 December 2025 (first here): cites ISW, who cites Rybar",
        "    │     as quoted above",
        "    └─ Border Digest, 10 December 2025: cites Rybar",
        "          “Rybar wrote that Russian units had left the centre of Kupiansk.”",
        "          place grown: “central Kupiansk” → “the centre of Kupiansk (the town)”",
    ]
    assert lines[-9:] == [
        "  Russian-held on 20 November 2025, weight 0.90 (odds × 2.5): a party about its own gain",
        "    Russian Ministry of Defence (origin, Russian), 20 November 2025: "
        "“Units of the western group completed the liberation of Kupiansk.”",
        "    Russian Ministry of Defence, 20 November 2025 (first here): in its own words",
        "    │  as quoted above",
        "    └─ Lowland Wire, 20 November 2025: cites Russian Ministry of Defence",
        "       │  “Russia's defence ministry said its units had liberated Kupiansk.”",
        "       │  actor changed: “Units of the western group” → “its units”",
        "       └─ Steppe Mirror, 21 November 2025: copies Lowland Wire",
        "             in the same words",
    ]


def test_place_whose_state_is_not_known_lists_all_evidence() -> None:
    known = compose_account()
    control = next(one for one in known.controls if one.place.name == "Pishchane")
    text = explain_place(control, status_on(control, "2025-12-10"), known, THEATRE)
    assert text.count("weight") == 2
    assert "\nEvidence\n" in text


def test_place_that_nobody_vouches_for_says_so_and_lists_what_is_told() -> None:
    known = doubt_place(compose_account(), "Dvorichna", "2025-09-20")
    control = next(one for one in known.controls if one.place.name == "Dvorichna")
    status = Status(
        on="2025-12-10", known_on=None, state="unknown", probabilities={}, disputed=False, claimed={}, origins=1,
        last_evidence="2025-09-20", evidence=control.evidence,
    )  # fmt: skip
    lines = explain_place(control, status, known, THEATRE).splitlines()
    assert lines[0] == "Dvorichna, 10 December 2025: not known; only sources that nobody vouches for."
    assert lines[2] == "Evidence"
    assert "Dvorichna has been under our control since the spring." in lines[4]
    nothing = msgspec.structs.replace(status, evidence=(), origins=0)
    assert explain_place(control, nothing, known, THEATRE) == "Dvorichna, 10 December 2025: no evidence."


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"vouched": False}, "nobody vouches for it, so it is shown and does not count"),
        ({"taken_back": "2025-12-09"}, "taken back on 2025-12-09"),
    ],
)
def test_what_does_not_count_says_so(changes: dict[str, object], reason: str) -> None:
    known = compose_account()
    control = next(one for one in known.controls if one.place.name == "Dvorichna")
    (one,) = control.evidence
    void = msgspec.structs.replace(one, weight=0.0, reason=f"Rybar, channel; {reason}", **changes)
    status = msgspec.structs.replace(status_on(control, "2025-12-10"), evidence=(void,))
    text = explain_place(control, status, known, THEATRE)
    assert f"Russian-held on 13 October 2025, does not count: channel; {reason}\n" in text
    assert "weight" not in text


def test_what_was_moved_is_added_up() -> None:
    known = compose_account()
    control = next(one for one in known.controls if one.place.name == "Kupiansk")
    status = status_on(control, "2025-12-10")
    moves = [0.5, -0.25, *[0.0] * (len(status.evidence) - 2)]
    evidence = tuple(
        msgspec.structs.replace(one, moved=moved) for one, moved in zip(status.evidence, moves, strict=True)
    )
    text = explain_place(
        control, msgspec.structs.replace(status, prior=-0.4, evidence=evidence), known, THEATRE
    )
    first = status.evidence[0]
    assert f"+0.50 (alone {first.weight:.2f}, odds × " in text
    assert text.splitlines()[-1] == (
        "It adds up, in log-odds of Ukrainian-held: -0.40 before anybody spoke, "
        "+0.25 by all evidence in order of its days, -0.15 together: 60.0%."
    )


def test_what_the_report_says_of_itself_is_told_with_where() -> None:
    one = told(Slot("trigger", 23, 27))
    written = report(
        TEXT, author="Oksana Lyst\x1b[2J", publisher="Post", found_in={"author": "meta author", "publisher": "meta og:site_name"}
    )  # fmt: skip
    lines = explain_claim(one, account([one], [written]), THEATRE).splitlines()
    at = lines.index("What the report says of itself:")
    assert lines[at + 1 : at + 3] == [
        "  publisher: Post (meta og:site_name)",
        "  author: Oksana Lyst[2J (meta author)",
    ]
    assert "says of itself" not in explain_claim(one, account([one], [report(TEXT)]), THEATRE)
