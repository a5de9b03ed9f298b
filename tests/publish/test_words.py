from __future__ import annotations

import itertools
import re
import unicodedata
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contested.errors import SettingsError
from contested.model import Claim, Figure, Origin, Relation, SideClaim, Stance, Status, Voice
from contested.publish.sentences import claim_sentence
from contested.publish.wording import read_wording
from contested.publish.words import (
    balance,
    claimed_sentence,
    clean,
    join_names,
    say_chain,
    say_interval,
    say_number,
    say_percent,
    say_probability,
    say_when,
    state_sentence,
)
from contested.vocabulary import event_types
from tests.publish.small import FOOTAGE, ISW, RYBAR, SOMEBODY, STAFF, WORDS, claim, place, when

BANNED = re.compile(r"\b(confirm|verif|true|untrue|fake)", re.IGNORECASE)


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("2025-12-10", "2025-12-10", "on 10 December 2025"),
        ("2024-10-29", "2024-12-27", "between 29 October and 27 December 2024"),
        ("2025-12-09", "2025-12-10", "between 9 and 10 December 2025"),
        ("2024-12-28", "2025-01-03", "between 28 December 2024 and 3 January 2025"),
        ("2022-02-01", "2022-02-28", "in February 2022"),
        ("2024-02-01", "2024-02-28", "between 1 and 28 February 2024"),
        ("2025-01-01", "2025-12-31", "in 2025"),
        ("2022-03-01", None, "on or after 1 March 2022"),
        (None, "2022-03-01", "on or before 1 March 2022"),
        (None, None, "undated"),
    ],
)
def test_interval(start: str | None, end: str | None, said: str) -> None:
    assert say_interval(start, end, WORDS) == said


def test_day_of_the_report_is_not_given_as_the_day_of_the_event() -> None:
    assert say_when(when("2025-12-08", "2025-12-09", "publication"), WORDS) == "reported on 9 December 2025"


@pytest.mark.parametrize(
    ("number", "said"),
    [(0, "no"), (1, "one"), (12, "twelve"), (13, "13"), (12_000, "12,000"), (1.5, "1.5"), (-3, "-3")],
)
def test_number(number: float, said: str) -> None:
    assert say_number(number, WORDS) == said


@pytest.mark.parametrize(
    ("probability", "word"),
    [(1.0, "almost certainly"), (0.95, "almost certainly"), (0.8, "very probably"), (0.61, "probably"),
     (0.506, "probably"), (0.504, "perhaps"), (0.5, "perhaps"), (0.33, "perhaps"), (0.15, "perhaps"), (0.06, None)],
)  # fmt: skip
def test_probability(probability: float, word: str | None) -> None:
    assert say_probability(probability, WORDS) == word


def test_percent_is_never_all_or_nothing() -> None:
    assert [say_percent(one) for one in (0.0, 0.333, 0.9999)] == ["1%", "33%", "99%"]


def test_names() -> None:
    joined = [join_names(names, WORDS) for names in ([], ["A"], ["A", "B"], ["A", "B", "C"])]
    assert joined == ["", "A", "A and B", "A, B and C"]


def status(state: str = "UA", **fields: Any) -> Status:
    given: dict[str, Any] = {
        "on": "2025-12-10", "known_on": None, "state": state,
        "probabilities": {"UA": 0.61, "contested": 0.33, "RU": 0.06}, "disputed": True, "claimed": {},
        "origins": 7, "last_evidence": "2025-12-09", "evidence": (),
    }  # fmt: skip
    return Status(**(given | fields))


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "Kupiansk, 10 December 2025: probably Ukrainian-held (61%), perhaps contested (33%); disputed. "
             "Seven origins, the last on 9 December."),
        ({"disputed": False, "origins": 1, "last_evidence": "2024-12-30", "probabilities": {"RU": 0.97, "UA": 0.03}},
         "Kupiansk, 10 December 2025: almost certainly Russian-held (97%). One origin, on 30 December 2024."),
        ({"reports": 9, "origins": 2},
         "Kupiansk, 10 December 2025: probably Ukrainian-held (61%), perhaps contested (33%); disputed. "
         "Nine reports, two origins, the last on 9 December."),
        ({"reports": 1, "origins": 1},
         "Kupiansk, 10 December 2025: probably Ukrainian-held (61%), perhaps contested (33%); disputed. "
         "One report, one origin, on 9 December."),
        ({"reports": 10_003, "origins": 1, "last_evidence": None},
         "Kupiansk, 10 December 2025: probably Ukrainian-held (61%), perhaps contested (33%); disputed. "
         "10,003 reports, one origin, with no date."),
        ({"state": "unknown", "disputed": False, "probabilities": {"UA": 0.45, "contested": 0.43, "RU": 0.12}},
         "Kupiansk, 10 December 2025: not known; perhaps Ukrainian-held (45%), perhaps contested (43%). "
         "Seven origins, the last on 9 December."),
        ({"state": "unknown", "disputed": False, "probabilities": {}, "origins": 0, "last_evidence": None},
         "Kupiansk, 10 December 2025: no evidence."),
    ],
)  # fmt: skip
def test_state_sentence(fields: dict[str, Any], said: str) -> None:
    assert state_sentence("Kupiansk", status(**fields), WORDS) == said


def test_claimed_sentence() -> None:
    said = claimed_sentence("RU", SideClaim("RU", "2025-11-20", 2), WORDS)
    assert said == "Russia says: Russian-held since 20 November 2025 (two origins)."


def origin(name: str, kind: Any = "channel", side: str | None = "RU") -> Origin:
    return Origin(
        origin_id="o", source=name, name=name, kind=kind, side=side, vouched=True, first="c1", claims=("c1",),
        chain=(), reasons=(),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("voices", "traced", "against", "said"),
    [
        ((ISW, RYBAR), None, True, "Newsweek ← ISW ← Rybar (origin, Russian-aligned, against its interest)"),
        ((ISW, RYBAR), origin("Rybar"), False, "Newsweek ← ISW ← Rybar (origin, Russian-aligned)"),
        ((), None, False, "Newsweek (origin)"),
        ((), origin("Rybar"), False, "Newsweek ← Rybar (origin, Russian-aligned)"),
        ((STAFF,), None, False, "Newsweek ← General Staff of Ukraine (origin, Ukrainian)"),
        ((SOMEBODY,), None, False, "Newsweek ← an unnamed voice (origin)"),
        ((FOOTAGE,), None, False, "Newsweek ← footage (geolocated videos) (origin)"),
    ],
)
def test_chain(voices: Any, traced: Origin | None, against: bool, said: str) -> None:
    assert say_chain(claim(voices=voices), WORDS, traced, against) == said


KUPIANSK = (place("Kupiansk", "from"),)
OFFICER = Voice(name="officer of a brigade", kind="military", side="UA")
SENTENCES: list[tuple[Claim, str]] = [
    (claim(places=KUPIANSK, voices=(RYBAR,), when=when("2024-10-28", "2024-12-27", "vague")),
     "Rybar said, as reported by Newsweek, that Russian forces withdrew from Kupiansk "
     "(at a time not stated, between 28 October and 27 December 2024)."),
    (claim(places=KUPIANSK, voices=(ISW, RYBAR)),
     "Rybar said, as reported by ISW, then by Newsweek, that Russian forces withdrew from Kupiansk "
     "(on 8 December 2025)."),
    (claim(places=KUPIANSK, target="UA"),
     "Newsweek reported that Russian forces withdrew from Kupiansk, forced by Ukrainian forces (on 8 December 2025)."),
    (claim(places=(*KUPIANSK, place("Petropavlivka", "to"), place("Kupiansk", "near")), actor=None),
     "Newsweek reported that a withdrawal took place from Kupiansk towards Petropavlivka (on 8 December 2025)."),
    (claim("captured", places=(place("A"), place("B")), actor=None, when=when(None, None, "none")),
     "Newsweek reported that A and B were captured (undated)."),
    (claim("captured", places=(place("Kupiansk"),), target="UA", stance="denied", voices=(STAFF,)),
     "General Staff of Ukraine denied, as reported by Newsweek, that Russian forces captured Kupiansk from "
     "Ukrainian forces (on 8 December 2025)."),
    (claim("captured", places=(place("Kupiansk"),), stance="intended"),
     "Newsweek reported that Russian forces intend to capture Kupiansk (on 8 December 2025)."),
    (claim("aid", actor="US", target="UA", stance="intended"),
     "Newsweek reported that the United States intends to give, withhold or permit aid, arms or intelligence "
     "for Ukraine (on 8 December 2025)."),
    (claim("aid", actor=None, target="UA", stance="intended"),
     "Newsweek reported that it is intended that aid, arms or intelligence for Ukraine be given, withheld or "
     "permitted (on 8 December 2025)."),
    (claim("captured", places=(place("Kupiansk", "near"),), stance="forecast", publisher=None),
     "The report r1.txt said that Russian forces may capture a place near Kupiansk (on 8 December 2025)."),
    (claim("clashed", target="UA", places=(place("Kupiansk", "axis"), place("Svatove", "axis"))),
     "Newsweek reported that Russian forces attacked or fought against Ukrainian forces on the Kupiansk–Svatove "
     "direction (on 8 December 2025)."),
    (claim("entered", places=(place("Kupiansk"),), stance="hedged", voices=(SOMEBODY,)),
     "An unnamed voice said, as reported by Newsweek, that Russian forces reportedly entered part of Kupiansk "
     "(on 8 December 2025)."),
    (claim("missile_strike", target="UA", voices=(FOOTAGE,), publisher=None),
     "Footage (geolocated videos) was cited as showing that Russian forces struck Ukraine with missiles or rockets "
     "(on 8 December 2025)."),
    (claim("clashed", actor="KP", target="UA"),
     "Newsweek reported that North Korean forces attacked or fought against Ukrainian forces (on 8 December 2025)."),
    (claim("aid", actor="ZZ"),
     "Newsweek reported that ZZ gave, withheld or permitted aid, arms or intelligence (on 8 December 2025)."),
    (claim("entered", places=(place("Kupiansk", "to"),)),
     "Newsweek reported that Russian forces entered part of Kupiansk (on 8 December 2025)."),
    (claim("entered", actor=None, places=(place("A", "to"), place("B", "from"))),
     "Newsweek reported that A was entered in part or contested from B (on 8 December 2025)."),
    (claim("captured", places=(place("A"), place("A", "to"), place("B", "to"))),
     "Newsweek reported that Russian forces captured A towards B (on 8 December 2025)."),
    (claim("withdrew", places=(place("A", "from"), place("A", "to"))),
     "Newsweek reported that Russian forces withdrew from A (on 8 December 2025)."),
    (claim("advanced", places=(place("A", "to"),)),
     "Newsweek reported that Russian forces gained ground towards A (on 8 December 2025)."),
    (claim("advanced", places=(place("A"), place("B"), place("C", "near"))),
     "Newsweek reported that Russian forces gained ground in A and B and near C (on 8 December 2025)."),
    (claim("withdrew", places=(place("A", "from"), place("B", "near"))),
     "Newsweek reported that Russian forces withdrew from A, near B (on 8 December 2025)."),
    (claim("withdrew", places=(place("A", "from", relation=Relation(kind="edge", words="outskirts of A")),)),
     "Newsweek reported that Russian forces withdrew from the outskirts of A (on 8 December 2025)."),
    (claim("entered", places=(place("A", relation=Relation(kind="part", words="northern A", bearing=0)),)),
     "Newsweek reported that Russian forces entered part of A (on 8 December 2025)."),
    (claim("clashed", places=(place("Oskil", kinds=("river",)), place("B"), place("C", "near"))),
     "Newsweek reported that Russian forces attacked or fought in B, on the Oskil and near C (on 8 December 2025)."),
    (claim("clashed", places=(place("A"),), when=when("2025-12-08", "2025-12-09", "publication")),
     "Newsweek reported on 9 December 2025 that Russian forces attacked or fought in A."),
    (claim("clashed", places=(place("A"),), voices=(RYBAR,), when=when("2025-12-08", "2025-12-09", "publication")),
     "Rybar said, as reported by Newsweek on 9 December 2025, that Russian forces attacked or fought in A."),
    (claim("clashed", places=(place("A"),), voices=(OFFICER,), publisher=None,
           when=when("2025-12-08", "2025-12-09", "publication")),
     "The officer of a brigade said that Russian forces attacked or fought in A (reported on 9 December 2025)."),
]  # fmt: skip


@pytest.mark.parametrize(("told", "said"), SENTENCES)
def test_sentence(told: Claim, said: str) -> None:
    assert claim_sentence(told, WORDS) == said


@pytest.mark.parametrize(
    ("low", "high", "approximate", "said"),
    [
        (5760, 5760, False, "5,760 drones"),
        (12_000, 12_000, True, "about 12,000 drones"),
        (30_000, None, False, "at least 30,000 drones"),
        (None, 7, False, "up to seven drones"),
        (1, 2, False, "one to two drones"),
        (None, None, False, "several"),
    ],
)
def test_figures(low: float | None, high: float | None, approximate: bool, said: str) -> None:
    figure = Figure(low=low, high=high, unit="drones", text="several", approximate=approximate)
    told = claim("produced", figures=(figure, figure))
    assert f" weapons: {said} and {said} (" in claim_sentence(told, WORDS)


@pytest.mark.parametrize(
    ("figure", "said"),
    [
        (Figure(low=24, high=60, unit="soldiers", text="a few dozen soldiers", approximate=True),
         "“a few dozen soldiers”, read as 24 to 60"),
        (Figure(low=2, high=2, unit="людей", text="двоє людей"), "“двоє людей”"),
        (Figure(low=3, high=3, unit="russian drones", text="Three Russian drones"), "three Russian drones"),
    ],
)  # fmt: skip
def test_a_vague_or_foreign_number_stays_in_the_words_of_the_text(figure: Figure, said: str) -> None:
    assert f": {said} (" in claim_sentence(claim("equipment_loss", figures=(figure,)), WORDS)


STANCES: tuple[Stance, ...] = get_args(Stance)
DOUBT = {"hedged": "reportedly", "denied": "denied", "forecast": " may ", "intended": "inten"}
ROLES = ((), (place("Kupiansk"),), (place("Kupiansk"), place("Lyman")), (place("Kupiansk", "near"),))


@pytest.mark.parametrize("event", event_types())
def test_every_event_reads_in_every_stance(event: str) -> None:
    choices = itertools.product(STANCES, ("RU", None), ("UA", None), ROLES, ((), (RYBAR,), (FOOTAGE,)))
    for stance, actor, target, places, voices in choices:
        told = claim(event, stance=stance, actor=actor, target=target, places=places, voices=voices)
        said = claim_sentence(told, WORDS)
        assert not BANNED.search(said), said
        assert not re.search(r"[{}]|  | ,|\(\)", said), said
        assert said.endswith(" (on 8 December 2025).")
        assert all(ref.name is not None and ref.name in said for ref in places), said
        assert ("Russia" in said) == (actor is not None), said
        assert target is not None or "Ukrain" not in said, said
        assert stance not in DOUBT or voices == (FOOTAGE,) or DOUBT[stance] in said, said


def test_wording_uses_none_of_the_banned_words() -> None:
    assert not BANNED.search(repr(read_wording()))


def test_unknown_language_says_what_to_do() -> None:
    with pytest.raises(SettingsError, match=r"copy en\.toml"):
        read_wording("xx")


@given(st.text())
def test_clean_shows_only_what_can_be_seen(text: str) -> None:
    shown = clean(text)
    assert clean(shown) == shown
    assert not any(unicodedata.category(char) in ("Cc", "Cf", "Zl", "Zp") for char in shown)


def test_hostile_names_stay_on_one_line() -> None:
    said = claim_sentence(claim(publisher="Evil\x1b[31m\nTimes‮"), WORDS)
    assert said.startswith("Evil[31m Times reported")


@pytest.mark.parametrize(
    ("unit", "printed"),
    [
        ("drones", True), ("guided aerial bombs", True), ("missiles last week", True), ("", False), (" ", False),
        ("weeks", False), ("Weeks of fighting", False), ("long weeks", False), ("kilometres", False),
        ("square kilometres", False), ("sides", False), ("percent", False),
    ],
)  # fmt: skip
def test_only_what_is_counted_is_printed(unit: str, printed: bool) -> None:
    told = claim("produced", figures=(Figure(low=3, high=3, unit=unit, text=f"three {unit}"),))
    assert (": three" in claim_sentence(told, WORDS)) == printed
    assert claim_sentence(told, WORDS).endswith(
        f"weapons{f': three {unit}' if printed else ''} (on 8 December 2025)."
    )


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("from the city limits (of Kupiansk", "from the city limits (of Kupiansk)"),
        ("of Kupiansk) to the river", "(of Kupiansk) to the river"),
        ("“withdrew from the town.", "“withdrew from the town.”"),
        ("new attempts,” the post said", "“new attempts,” the post said"),
        ("he wrote: «they left (at night", "he wrote: «they left (at night)»"),
        ("„so“ said [one] of “them”", "„so“ said [one] of “them”"),
        ("they ran :) all of them)))", "they ran :) all of them)))"),
        ("", ""),
    ],
)
def test_what_is_cut_from_a_text_is_balanced(text: str, whole: str) -> None:
    assert balance(text) == whole
