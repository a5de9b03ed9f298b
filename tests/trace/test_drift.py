"""What a repeat changes. Each row is what the origin says, what becomes of it, and what is told of it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from trace_samples import make_claim, make_report

from contested.model import Claim, Drift, Figure, PlaceRef, Relation, Slot, SlotName, When
from contested.trace.drift import find_drift
from contested.trace.drift_figures import rounds_to
from contested.trace.quotes import is_quoted

TEXT = "On Friday the northern army probably took Oldmill, or so it says."
BASE = make_claim(make_report("a", TEXT), text=TEXT)
OLDMILL = (48.0, 37.0)


def told(text: str = TEXT, slots: dict[SlotName, str] | None = None, **fields: Any) -> Claim:
    """A claim made in `text`, whose slots are filled by words of it."""
    found = [
        Slot(slot, text.index(words), text.index(words) + len(words)) for slot, words in (slots or {}).items()
    ]
    return replace(BASE, text=text, end=len(text), slots=tuple(found), **fields)


def place(
    text: str | None = "Oldmill",
    role: str = "at",
    name: str = "Oldmill",
    kind: str = "settlement",
    point: tuple[float, float] = OLDMILL,
    off: float = 3.0,
    **relation: Any,
) -> PlaceRef:
    related = Relation(words=text or "", **relation) if relation else None
    return PlaceRef(
        text=text,
        role=role,  # type: ignore[arg-type]
        place_id=f"theatre:{name.casefold()}",
        name=name,
        lat=point[0],
        lon=point[1],
        uncertainty_km=off,
        kinds=(kind,),
        relation=related,
    )


def at(*places: PlaceRef) -> Claim:
    return told(places=places)


def count(
    text: str, low: float | None, high: float | None, unit: str = "drones", about: bool = False
) -> Figure:
    return Figure(low=low, high=high, unit=unit, text=text, approximate=about)


def counting(*figures: Figure) -> Claim:
    return told(figures=figures)


def dated(start: str, end: str, text: str | None, basis: str, slot: SlotName = "when") -> Claim:
    sentence = f"{text} the northern army took Oldmill." if text else TEXT
    when = When(start=start, end=end, text=text, basis=basis)  # type: ignore[arg-type]
    return told(sentence, {slot: text} if text else {}, when=when)


def event(name: str, trigger: str, **fields: Any) -> Claim:
    return told(f"The army {trigger} Oldmill.", {"trigger": trigger}, event=name, **fields)


PROBABLY = told(slots={"stance": "probably", "trigger": "took"}, stance="hedged")
FLAT = told("The army took Oldmill.", {"trigger": "took"})
AIMS = told("The army aims to take Oldmill.", {"stance": "aims", "trigger": "take"}, stance="intended")
WILL = told("The army will take Oldmill.", {"stance": "will", "trigger": "take"}, stance="forecast")
DENIED = told("It denied having taken Oldmill.", {"stance": "denied", "trigger": "taken"}, stance="denied")
MOOD = told("Взял бы.", {"trigger": "Взял"}, stance="hedged")


@pytest.mark.parametrize(
    ("was", "became", "change", "words"),
    [
        (PROBABLY, FLAT, "dropped", ("probably", "")),
        (FLAT, PROBABLY, "added", ("", "probably")),
        (AIMS, FLAT, "dropped", ("aims", "")),
        (FLAT, WILL, "added", ("", "will")),
        (PROBABLY, WILL, "changed", ("probably", "will")),
        (AIMS, PROBABLY, "changed", ("aims", "probably")),
        (MOOD, FLAT, "dropped", ("Взял", "")),
        (AIMS, WILL, None, ()),
        (PROBABLY, PROBABLY, None, ()),
    ],
)
def test_hedges(was: Claim, became: Claim, change: str | None, words: tuple[str, str]) -> None:
    assert find_drift(was, became) == ((Drift("hedge", change, *words),) if change else ())  # type: ignore[arg-type]


WHOLE = place()
EDGE = place("the outskirts of Oldmill", kind="settlement")
EDGES = replace(EDGE, relation=Relation(kind="edge", words="the outskirts of Oldmill"))
NE = replace(
    EDGE,
    text="northeastern outskirts of Oldmill",
    relation=Relation(kind="edge", words="northeastern outskirts of Oldmill", bearing=45.0),
)
SOUTH = replace(
    NE, text="southern outskirts", relation=Relation(kind="edge", words="southern outskirts", bearing=180.0)
)
NORTH = replace(
    NE, text="northern outskirts", relation=Relation(kind="edge", words="northern outskirts", bearing=0.0)
)
EAST5 = replace(
    WHOLE,
    text="5 km east of Oldmill",
    role="near",
    relation=Relation(kind="offset", words="5 km east of Oldmill", bearing=90.0, low_km=5.0, high_km=5.0),
)
MILES3 = replace(
    EAST5,
    text="3 miles east of Oldmill",
    relation=Relation(kind="offset", words="3 miles east of Oldmill", bearing=90.0, low_km=4.8, high_km=4.8),
)
EAST1 = replace(
    EAST5,
    text="1 km east of Oldmill",
    relation=Relation(kind="offset", words="1 km east of Oldmill", bearing=90.0, low_km=1.0, high_km=1.0),
)
CENTRE = replace(WHOLE, text="the centre", relation=Relation(kind="centre", words="the centre"))
LEFT = replace(WHOLE, text="left bank", relation=Relation(kind="bank", words="left bank", side="left"))
RIGHT = replace(WHOLE, text="right bank", relation=Relation(kind="bank", words="right bank", side="right"))
NEAR = place("Oldmill", "near")
AXIS = place("the Oldmill direction", "axis")
VALE = place("the Vale region", name="Vale", kind="region", point=(48.3, 37.4), off=60.0)
FAR = place("the Fen region", name="Fen", kind="region", point=(52.0, 37.4), off=60.0)
FERNHILL = place("Fernhill", name="Fernhill", point=(48.2, 37.1))
SILENT = place(None)


@pytest.mark.parametrize(
    ("was", "became", "change", "words"),
    [
        ((EDGES,), (WHOLE,), "grown", ("the outskirts of Oldmill", "Oldmill")),
        ((WHOLE,), (EDGES,), "narrowed", ("Oldmill", "the outskirts of Oldmill")),
        ((NE,), (SILENT,), "grown", ("northeastern outskirts of Oldmill", "Oldmill")),
        ((EDGES,), (NE,), "narrowed", ("the outskirts of Oldmill", "northeastern outskirts of Oldmill")),
        ((NE,), (EDGES,), "grown", ("northeastern outskirts of Oldmill", "the outskirts of Oldmill")),
        ((NE,), (SOUTH,), "changed", ("northeastern outskirts of Oldmill", "southern outskirts")),
        ((EDGES,), (CENTRE,), "grown", ("the outskirts of Oldmill", "the centre")),
        ((CENTRE,), (WHOLE,), "grown", ("the centre", "Oldmill")),
        ((EAST5,), (WHOLE,), "grown", ("5 km east of Oldmill", "Oldmill")),
        ((EAST5,), (EAST1,), "changed", ("5 km east of Oldmill", "1 km east of Oldmill")),
        ((LEFT,), (RIGHT,), "changed", ("left bank", "right bank")),
        ((NEAR,), (WHOLE,), "grown", ("Oldmill", "Oldmill")),
        ((AXIS,), (WHOLE,), "grown", ("the Oldmill direction", "Oldmill")),
        ((WHOLE,), (AXIS,), "narrowed", ("Oldmill", "the Oldmill direction")),
        ((WHOLE,), (VALE,), "grown", ("Oldmill", "the Vale region")),
        ((VALE,), (WHOLE,), "narrowed", ("the Vale region", "Oldmill")),
        ((WHOLE,), (FAR,), "changed", ("Oldmill", "the Fen region")),
        ((WHOLE,), (FERNHILL,), "changed", ("Oldmill", "Fernhill")),
        ((WHOLE,), (WHOLE, FERNHILL), "added", ("", "Fernhill")),
        ((WHOLE, FERNHILL), (WHOLE,), "dropped", ("Fernhill", "")),
        ((WHOLE,), (), "dropped", ("Oldmill", "")),
        ((), (WHOLE,), "added", ("", "Oldmill")),
        ((WHOLE, FERNHILL), (FERNHILL, WHOLE), None, ()),
        ((WHOLE, EAST5), (WHOLE,), None, ()),
        ((EAST5,), (MILES3,), None, ()),
        ((NE,), (NORTH,), None, ()),
        ((WHOLE,), (SILENT,), None, ()),
        ((WHOLE,), (place("Старий Млин"),), None, ()),
    ],
)
def test_places(
    was: tuple[PlaceRef, ...], became: tuple[PlaceRef, ...], change: str | None, words: tuple[str, str]
) -> None:
    told_of = (Drift("place", change, *words),) if change else ()  # type: ignore[arg-type]
    assert find_drift(at(*was), at(*became)) == told_of


def test_what_is_near_keeps_the_word_that_says_so() -> None:
    text = "Fighting went on near Oldmill."
    near = told(text, places=(replace(NEAR, anchor=(22, 29)),))
    assert find_drift(near, at(WHOLE)) == (Drift("place", "grown", "near Oldmill", "Oldmill"),)
    assert find_drift(at(WHOLE), near) == (Drift("place", "narrowed", "Oldmill", "near Oldmill"),)


N5760 = count("5,760 drones", 5760, 5760)
N6000 = count("nearly 6,000", 6000, 6000, "", True)
AT_LEAST = count("at least 30 drones", 30, None)
N30 = count("30 drones", 30, 30)
UP_TO = count("up to seven drones", None, 7)
SEVEN = count("seven drones", 7, 7)
SEVERAL = count("several drones", None, None)
ABOUT = count("about 30 drones", 30, 30, about=True)


@pytest.mark.parametrize(
    ("was", "became", "change"),
    [
        (N5760, N6000, "rounded"),
        (N5760, count("over 5,000 drones", 5000, None), "rounded"),
        (count("43 drones", 43, 43), count("over 40 drones", 40, None), "rounded"),
        (count("47 drones", 47, 47), count("50 drones", 50, 50), "rounded"),
        (N6000, N5760, "narrowed"),
        (AT_LEAST, N30, "narrowed"),
        (UP_TO, SEVEN, "narrowed"),
        (ABOUT, N30, "narrowed"),
        (SEVERAL, SEVEN, "narrowed"),
        (count("20 to 30 drones", 20, 30), count("25 drones", 25, 25), "narrowed"),
        (N30, AT_LEAST, "grown"),
        (SEVEN, UP_TO, "grown"),
        (N30, ABOUT, "grown"),
        (SEVEN, SEVERAL, "grown"),
        (SEVEN, N30, "changed"),
        (AT_LEAST, count("61 drones", 61, 61), "changed"),
        (count("61 drones", 61, 61), AT_LEAST, "changed"),
        (count("14 drones", 14, 14), count("10 drones", 10, 10), "changed"),
        (AT_LEAST, count("up to 30 drones", None, 30), "changed"),
        (N30, count("30 дронів", 30, 30, "дронів"), None),
        (AT_LEAST, count("не менше 30", 30, None, ""), None),
    ],
)
def test_figures(was: Figure, became: Figure, change: str | None) -> None:
    told_of = (Drift("figure", change, was.text, became.text),) if change else ()  # type: ignore[arg-type]
    assert find_drift(counting(was), counting(became)) == told_of


def test_figures_of_one_unit_are_compared_with_each_other() -> None:
    tanks, more = count("two tanks", 2, 2, "tanks"), count("three tanks", 3, 3, "tanks")
    assert find_drift(counting(SEVEN, tanks), counting(tanks, SEVEN)) == ()
    assert find_drift(counting(SEVEN, tanks), counting(more, SEVEN)) == (
        Drift("figure", "changed", "two tanks", "three tanks"),
    )
    assert find_drift(counting(SEVEN, tanks), counting(SEVEN)) == (
        Drift("figure", "dropped", "two tanks", ""),
    )
    assert find_drift(counting(SEVEN), counting(SEVEN, count("123", 123, 123, ""))) == ()
    assert find_drift(counting(), counting(SEVEN)) == (Drift("figure", "added", "", "seven drones"),)


def test_numbers_swapped_between_two_things_are_both_changed() -> None:
    was = (count("5 tanks", 5, 5, "tanks"), count("7 guns", 7, 7, "guns"))
    became = (count("7 tanks", 7, 7, "tanks"), count("5 guns", 5, 5, "guns"))
    assert [one.change for one in find_drift(counting(*was), counting(*became))] == ["changed", "changed"]


FRIDAY = dated("2031-05-02", "2031-05-02", "On Friday", "relative")
SAID_FRIDAY = dated("2031-05-01", "2031-05-02", "On Friday", "relative", "voice")
SAID_SUNDAY = dated("2031-05-03", "2031-05-04", "On Sunday", "relative", "voice")
SUNDAY = dated("2031-05-04", "2031-05-04", "On Sunday", "relative")
AGO = dated("2031-03-03", "2031-05-04", "Some time ago", "vague")
IN_MAY = dated("2031-05-01", "2031-05-04", "In May", "explicit")
SILENT_DATE = dated("2031-05-03", "2031-05-04", None, "publication")
UNDATED = told(when=When(start=None, end=None, text=None, basis="none"))


@pytest.mark.parametrize(
    ("was", "became", "change", "words"),
    [
        (FRIDAY, SILENT_DATE, "dropped", ("On Friday", "")),
        (AGO, SILENT_DATE, "dropped", ("Some time ago", "")),
        (SAID_FRIDAY, SILENT_DATE, "dropped", ("On Friday", "")),
        (AGO, SAID_FRIDAY, "dropped", ("Some time ago", "")),
        (FRIDAY, UNDATED, "dropped", ("On Friday", "")),
        (SILENT_DATE, FRIDAY, "added", ("", "On Friday")),
        (AGO, FRIDAY, "narrowed", ("Some time ago", "On Friday")),
        (IN_MAY, SUNDAY, "narrowed", ("In May", "On Sunday")),
        (FRIDAY, AGO, "grown", ("On Friday", "Some time ago")),
        (FRIDAY, SUNDAY, "changed", ("On Friday", "On Sunday")),
        (SUNDAY, SILENT_DATE, None, ()),
        (SILENT_DATE, SUNDAY, None, ()),
        (SAID_FRIDAY, SAID_SUNDAY, None, ()),
        (SAID_FRIDAY, FRIDAY, None, ()),
        (replace(SAID_FRIDAY, text="It took Oldmill.", slots=()), SAID_SUNDAY, None, ()),
        (UNDATED, UNDATED, None, ()),
        (FRIDAY, dated("2031-05-02", "2031-05-02", "2 May", "explicit"), None, ()),
    ],
)
def test_dates(was: Claim, became: Claim, change: str | None, words: tuple[str, str]) -> None:
    assert find_drift(was, became) == ((Drift("time", change, *words),) if change else ())  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("was", "became", "change"),
    [
        (event("clashed", "attacked at"), event("advanced", "gained ground at"), "grown"),
        (event("advanced", "gained ground at"), event("entered", "entered"), "grown"),
        (event("entered", "entered"), event("captured", "captured"), "grown"),
        (event("clashed", "attacked at"), event("holds", "holds"), "grown"),
        (event("captured", "captured"), event("entered", "entered"), "narrowed"),
        (event("strike", "hit"), event("drone_strike", "sent drones to"), "changed"),
        (event("withdrew", "left"), event("captured", "captured"), "changed"),
        (event("captured", "captured"), event("captured", "denied capturing", stance="denied"), "changed"),
        (event("captured", "captured"), event("holds", "holds"), None),
        (event("captured", "captured"), event("captured", "took"), None),
    ],
)
def test_events(was: Claim, became: Claim, change: str | None) -> None:
    words = [one.text[one.slots[0].start : one.slots[0].end] for one in (was, became)]
    assert find_drift(was, became) == ((Drift("event", change, *words),) if change else ())  # type: ignore[arg-type]


NAMED = told("The northern army took it.", {"actor": "The northern army"}, actor="NO")
NAMELESS = told("It was taken.", actor=None)
OTHERS = told("Southern scouts took it.", {"actor": "Southern scouts"}, actor="SO")
CODE_ONLY = told("It was taken.", actor="NO")


@pytest.mark.parametrize(
    ("was", "became", "told_of"),
    [
        (NAMED, NAMELESS, Drift("actor", "dropped", "The northern army", "")),
        (NAMELESS, NAMED, Drift("actor", "added", "", "The northern army")),
        (NAMED, OTHERS, Drift("actor", "changed", "The northern army", "Southern scouts")),
        (CODE_ONLY, OTHERS, Drift("actor", "changed", "NO", "Southern scouts")),
        (NAMED, CODE_ONLY, None),
    ],
)
def test_actors(was: Claim, became: Claim, told_of: Drift | None) -> None:
    assert find_drift(was, became) == ((told_of,) if told_of else ())


def test_a_chain_from_a_channel_to_a_headline() -> None:
    """The channel's edge of a town becomes one side of it, and the town in the headline; the hedge and date go."""
    channel = replace(AGO, stance="hedged", slots=(), places=(EDGES,), figures=(AT_LEAST,), event="entered")
    institute = replace(channel, places=(NE,))
    headline = replace(SILENT_DATE, places=(SILENT,), figures=(N30,), event="captured")
    assert [(one.what, one.change) for one in find_drift(channel, institute)] == [("place", "narrowed")]
    assert [(one.what, one.change) for one in find_drift(institute, headline)] == [
        ("hedge", "dropped"),
        ("place", "grown"),
        ("figure", "narrowed"),
        ("time", "dropped"),
        ("event", "grown"),
    ]


ALL = [
    PROBABLY,
    AIMS,
    DENIED,
    FRIDAY,
    AGO,
    SILENT_DATE,
    NAMED,
    OTHERS,
    at(NE),
    at(WHOLE, VALE),
    counting(N5760, SEVEN),
]
OPPOSITE = {
    "dropped": "added",
    "added": "dropped",
    "grown": "narrowed",
    "narrowed": "grown",
    "changed": "changed",
}


@given(st.sampled_from(ALL), st.sampled_from(ALL))
def test_the_way_back_undoes_it(one: Claim, other: Claim) -> None:
    there, back = find_drift(one, other), find_drift(other, one)
    assert sorted((drift.what, OPPOSITE[drift.change]) for drift in there) == sorted(
        (drift.what, drift.change) for drift in back
    )
    assert all((drift.was == "") == (drift.change == "added") for drift in there)
    assert all((drift.became == "") == (drift.change == "dropped") for drift in there)


@given(st.sampled_from(ALL))
def test_a_claim_does_not_drift_from_itself(one: Claim) -> None:
    assert find_drift(one, one) == ()


@pytest.mark.parametrize(
    ("exact", "rounded", "does"),
    [
        (5760, 6000, True),
        (5760, 5800, True),
        (1150, 1000, True),
        (2.4, 2.5, False),
        (14, 10, False),
        (30, 30, False),
        (5000, 5760, False),
        (0, 10, False),
        (9.7, 10, True),
    ],
)
def test_rounding(exact: float, rounded: float, does: bool) -> None:
    assert rounds_to(exact, rounded) is does


@pytest.mark.parametrize(
    ("text", "trigger", "quoted"),
    [
        ("“We left the village,” the channel wrote.", "left", True),
        ("The channel wrote that its men had left the village.", "left", False),
        ("The channel said that troops “withdrew from the town. ", "withdrew", True),
        ("They withdrew from the town,” it said.", "withdrew", True),
        ("The troops left the village “some time ago”.", "left", False),
        ("«Мы оставили деревню», — пишет канал.", "оставили", True),
        ("Канал пише, що «герої» залишили об’єкт біля села.", "залишили", False),
        ("„Ми залишили село“, — пише канал.", "залишили", True),
        ('It said: "The crews left the plant.', "left", True),
        ('The crews left the plant," it said.', "left", True),
        ("It said 'the crews left the plant' at noon.", "left", True),
        ("The army's guns and the troops' wagons left the plant.", "left", False),
        ("“We hold,” said one; the others left the hill, “for good”.", "left", False),
        ("‘We left,’ he said.", "left", True),
        ("“We left the village.”", None, True),
        ("“We left the village,” he said.", None, False),
    ],
)
def test_own_words_of_the_origin(text: str, trigger: str | None, quoted: bool) -> None:
    assert is_quoted(told(text, {"trigger": trigger} if trigger else {})) is quoted
