"""What claims say of who holds a place, and which say nothing."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace
from reconcile_samples import PLACES, THEATRE, control_all, make_claim, make_origin, split

from contested.model import PART_HELD, Link, PlaceRef, Relation, RelationKind, When
from contested.reconcile.priors import load_priors
from contested.reconcile.statements import Statement, gather_statements


def gather(*told: tuple[str, Any]) -> dict[str, tuple[Statement, ...]]:
    return gather_statements(
        *split(told), {place.place_id: place for place in PLACES}, THEATRE, load_priors()
    ).at


@pytest.mark.parametrize(
    ("event", "actor", "stance", "says"),
    [
        ("captured", "NO", "asserted", "NO"),
        ("captured", "NO", "hedged", "NO"),
        ("captured", "NO", "denied", "not:NO"),
        ("captured", "AL", "asserted", "SO"),
        ("captured", "TH", "asserted", None),
        ("captured", None, "asserted", None),
        ("captured", "NO", "forecast", None),
        ("captured", "NO", "intended", None),
        ("holds", "SO", "asserted", "SO"),
        ("holds", "SO", "denied", "not:SO"),
        ("repelled", "NO", "asserted", "NO"),
        ("withdrew", "NO", "asserted", "not:NO"),
        ("withdrew", "NO", "denied", "NO"),
        ("entered", "NO", "asserted", "contested"),
        ("entered", "NO", "denied", "SO"),
        ("advanced", "NO", "asserted", "contested"),
        ("advanced", "NO", "denied", None),
        ("clashed", "NO", "asserted", "not:NO"),
        ("clashed", "NO", "denied", None),
        ("clashed", None, "asserted", "contested"),
        ("encircled", "NO", "asserted", "SO"),
        ("encircled", "NO", "denied", None),
        ("drone_strike", "NO", "asserted", None),
    ],
)
def test_what_a_claim_says(event: str, actor: str | None, stance: str, says: str | None) -> None:
    found = gather(("Institute", make_claim("a", event, actor, stance=stance)))
    assert [one.says for statements in found.values() for one in statements] == ([says] if says else [])


@pytest.mark.parametrize("event", ["clashed", "repelled", "advanced", "captured"])
def test_who_comes_from_a_place_does_not_say_who_holds_it(event: str) -> None:
    assert gather(("Institute", make_claim("a", event, "NO", role="from"))) == {}
    (left,) = gather(("Institute", make_claim("b", "withdrew", "NO", role="from")))["theatre:oldmill"]
    assert left.says == "not:NO"


@pytest.mark.parametrize(
    ("change", "because"),
    [
        ({"role": "near"}, "the vicinity is not the place"),
        ({"role": "to"}, "headed for, not reached"),
        ({"role": "axis"}, "a direction"),
        ({"place": "plain"}, "a region"),
        ({"place": "city"}, "known too loosely"),
        ({"place": "nowhere"}, "not in the gazetteer"),
        ({"score": 0.2}, "hardly read"),
        ({"on": None}, "undated"),
    ],
)
def test_what_counts_for_nothing(change: dict[str, Any], because: str) -> None:
    assert gather(("Institute", make_claim("a", "captured", "NO", **change))) == {}, because


@pytest.mark.parametrize(
    ("kind", "counts"),
    [
        ("offset", False),
        ("between", False),
        ("along", False),
        ("bank", False),
        ("part", True),
        ("edge", True),
    ],
)
def test_what_lies_beside_a_place_tells_nothing_of_it(kind: RelationKind, counts: bool) -> None:
    beside = Relation(kind=kind, words="beside it", bearing=0)
    ref = PlaceRef(text="it", role="from", place_id="theatre:oldmill", relation=beside)
    found = gather(("Institute", make_claim("a", "withdrew", "NO", places=(ref,))))
    assert bool(found) is counts


def test_vague_day_is_the_day_of_speech() -> None:
    when = When(start="2031-03-01", end="2031-04-30", text="a while ago", basis="vague")
    (statement,) = gather(("Institute", make_claim("a", "captured", "NO", when=when)))["theatre:oldmill"]
    assert statement.on == "2031-05-04"


@pytest.mark.parametrize(
    ("speaker", "event", "actor", "interest"),
    [
        ("Northern Staff", "captured", "NO", "own"),
        ("Northern Staff", "captured", "SO", "against"),
        ("Northern Staff", "withdrew", "NO", "against"),
        ("Northern Staff", "withdrew", "SO", "own"),
        ("Northern Staff", "entered", "SO", "against"),
        ("Southern Staff", "entered", "SO", "own"),
        ("Institute", "captured", "NO", "none"),
    ],
)
def test_whom_it_serves(speaker: str, event: str, actor: str, interest: str) -> None:
    (statement,) = gather((speaker, make_claim("a", event, actor)))["theatre:oldmill"]
    assert statement.interest == interest


def test_one_origin_speaks_once_of_a_place_in_the_wording_nearest_to_its_own() -> None:
    own, cited = (
        make_claim("a", "captured", "NO", "2031-05-05"),
        make_claim("b", "captured", "NO", "2031-05-03"),
    )
    origin = make_origin("Institute", own, cited)
    places = {place.place_id: place for place in PLACES}
    (found,) = gather_statements([cited, own], [origin], places, THEATRE, load_priors()).at["theatre:oldmill"]
    assert (found.claim, found.repeats) == (own, (cited.claim_id,))
    assert found.reports == tuple(sorted((own.report_id, cited.report_id)))


LINKS = {
    "none: its own": [],
    "says so again": [("late", "again", "first")],
    "cites it": [("late", "cites", "first")],
    "cites one that is not held": [("first", "cites", None), ("late", "cites", None)],
    "copies who cites it": [("first", "cites", None), ("late", "copies", "first")],
    "a headline": [("first", "cites", None), ("late", "summarises", "first")],
    "repeats without saying so": [("late", "repeats", "first")],
}


@pytest.mark.parametrize(
    ("links", "places"),
    [
        ("none: its own", ["newmill", "oldmill"]),
        ("says so again", ["newmill", "oldmill"]),
        ("cites it", ["oldmill"]),
        ("cites one that is not held", ["newmill", "oldmill"]),
        ("copies who cites it", ["oldmill"]),
        ("a headline", ["oldmill"]),
        ("repeats without saying so", ["oldmill"]),
    ],
)
def test_only_the_origins_own_wording_weighs_not_places_that_others_add(
    links: str, places: list[str]
) -> None:
    first, late = make_claim("first", "captured", "NO"), make_claim("late", "captured", "NO", place="newmill")
    ids = {"first": first.claim_id, "late": late.claim_id, None: None}
    origin = replace(
        make_origin("Institute", first, late),
        links=tuple(
            Link(claim_id=ids[claim] or "", kind=kind, to=ids[to], name="x", reason="x")  # type: ignore[arg-type]
            for claim, kind, to in LINKS[links]
        ),
    )
    known = {place.place_id: place for place in PLACES}
    found = gather_statements([first, late], [origin], known, THEATRE, load_priors()).at
    assert sorted(found) == [f"theatre:{place}" for place in places]


def test_place_that_nobody_vouches_for_has_no_rows() -> None:
    (only,) = control_all([("Post", make_claim("p", "captured", "NO"))])
    assert only.rows == ()
    assert [one.weight for one in only.evidence] == [0.0]


def test_who_holds_a_part_of_a_place_need_not_be_coming_in() -> None:
    """His own place, of which a part is left to him, is contested; nothing says that the others held it before."""
    came, kept = (
        make_claim(name, "entered", "NO", rule=f"test{mark}") for name, mark in (("a", ""), ("b", PART_HELD))
    )
    (entry,), (part,) = (gather(("Northern Staff", one))["theatre:oldmill"] for one in (came, kept))
    assert (entry.says, entry.told, entry.firm) == ("contested", "entered", True)
    assert (part.says, part.told, part.firm) == ("contested", None, True)


def test_who_says_that_he_keeps_a_part_makes_the_place_contested() -> None:
    kept = make_claim("a", "entered", "NO", rule=f"test{PART_HELD}")
    (control,) = control_all([("Northern Staff", kept)])
    chances = dict(zip(control.states, control.row(0), strict=True))
    assert chances["contested"] > 0.5
    assert chances["NO"] == chances["SO"]


@pytest.mark.parametrize(
    ("kind", "outright"), [(None, True), ("part", False), ("edge", False), ("centre", False)]
)
def test_who_left_a_part_of_a_place_need_not_have_left_the_place(
    kind: RelationKind | None, outright: bool
) -> None:
    relation = Relation(kind=kind, words="the south of Oldmill") if kind else None
    claim = make_claim("a", "withdrew", "NO", role="from")
    claim = replace(claim, places=(replace(claim.places[0], relation=relation),))
    ((one,),) = gather(("Northern Staff", claim)).values()
    assert (one.says, one.interest) == ("not:NO", "against")
    assert (one.told is not None, one.firm) == (outright, outright)
