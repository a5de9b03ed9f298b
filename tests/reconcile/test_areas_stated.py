"""Areas that reports state, against the ground that changed hands."""

from __future__ import annotations

import pytest

from contested.model import Claim, Figure, Origin, PlaceRef, StatedArea
from contested.reconcile.areas import check_areas
from contested.reconcile.areas.units import area_of
from tests.reconcile.area_samples import GREY, OURS, THEIRS, area_claim, control, day, figure, place, theatre

THEATRE = theatre()
# Three places, the middle one of which is taken on the tenth day.
TAKEN = (
    control(-3, 0, *[OURS] * 40),
    control(0, 0, *[OURS] * 10, *[THEIRS] * 30),
    control(3, 0, *[THEIRS] * 40),
)
STILL = (control(-3, 0, *[OURS] * 40), control(3, 0, *[THEIRS] * 40))


def check(claim: Claim, controls: tuple[object, ...] = TAKEN, origins: tuple[Origin, ...] = ()) -> StatedArea:
    (found,) = check_areas([claim], origins, controls, THEATRE, day(39))  # type: ignore[arg-type]
    return found


@pytest.mark.parametrize(
    ("unit", "km2"),
    [
        ("sq km", 1),
        ("sq. km", 1),
        ("square kilometres", 1),
        ("Square Kilometers of land", 1),
        ("km²", 1),
        ("кв", 1),
        ("квадратних кілометрів", 1),
        ("квадратных километров территории", 1),
        ("square miles", 2.59),
        ("hectares", 0.01),
    ],
)
def test_units_of_area(unit: str, km2: float) -> None:
    assert area_of(figure(10, 10, unit)) == (10 * km2, 10 * km2)


@pytest.mark.parametrize("unit", ["km", "kilometres", "people", "squares", "percent", ""])
def test_what_is_no_area(unit: str) -> None:
    assert area_of(figure(10, 10, unit)) is None


@pytest.mark.parametrize(
    ("given", "bounds"),
    [
        (figure(100, 100, approximate=True), (90, 110)),
        (figure(1250, None), (1250, None)),
        (figure(None, 7), (None, 7)),
        (figure(None, None), None),
    ],
)
def test_bounds_of_a_figure(given: Figure, bounds: tuple[float | None, float | None] | None) -> None:
    assert area_of(given) == (None if bounds is None else pytest.approx(bounds))


@pytest.mark.parametrize(
    ("event", "actor", "low", "high", "finding"),
    [
        ("advanced", "RU", 10, 10, "in_line"),
        ("captured", "RU", None, 7, "in_line"),
        ("withdrew", "UA", 10, 10, "in_line"),
        ("advanced", "UA", 200, 200, "beyond"),  # they lost ground; what nobody speaks of may be theirs
        ("holds", "UA", 60, 60, "in_line"),
        ("holds", "UA", 400, None, "beyond"),
        ("advanced", "KP", 10, 10, "in_line"),  # fights beside a holder
    ],
)
def test_findings(event: str, actor: str, low: float | None, high: float | None, finding: str) -> None:
    found = check(area_claim(event, actor, figures=(figure(low, high),)))
    assert found.finding == finding, found.reason
    assert found.map_low is not None
    assert found.map_high is not None
    assert 0 <= found.map_low <= found.map_high <= found.spoken
    assert f"{found.map_low:,} to {found.map_high:,} sq km" in found.reason


@pytest.mark.parametrize(
    ("event", "actor", "low", "high", "finding"),
    [
        ("captured", "RU", None, 7, "less"),
        ("captured", "RU", 300, None, "in_line"),
        ("captured", "UA", 50, 60, "more"),
        ("withdrew", "UA", 10, 12, "less"),
        ("holds", "UA", 300, None, "more"),
    ],
)
def test_findings_where_all_ground_is_spoken_of(
    event: str, actor: str, low: float | None, high: float | None, finding: str
) -> None:
    """All places around change hands: there is no ground left that could bear out what the map does not."""
    around = range(-24, 25, 6)
    controls = tuple(
        control(east, north, *[OURS] * 10, *[THEIRS] * 30) for east in around for north in around
    )
    found = check(area_claim(event, actor, figures=(figure(low, high),)), controls)
    assert found.finding == finding, found.reason


@pytest.mark.parametrize(
    ("claim", "controls", "reason"),
    [
        (area_claim(), STILL, "place no change within 15 km in these days"),
        (area_claim(), (), "tell nothing of the ground within 15 km"),
        (area_claim(), (control(90, 0, *[OURS] * 10, *[THEIRS] * 30),), "tell nothing of the ground"),
        (area_claim(actor=None), TAKEN, "which side"),
        (area_claim(places=()), TAKEN, "names no place"),
        (area_claim(when=area_claim().when.__class__(start=None, end=None, text=None, basis="none")), TAKEN, "no day"),
    ],
    ids=["no change", "no places", "far places", "no side", "no place", "no day"],
)  # fmt: skip
def test_what_cannot_be_checked(claim: Claim, controls: tuple[object, ...], reason: str) -> None:
    found = check(claim, controls)
    assert (found.finding, found.map_low is None or found.spoken > 0) == ("unchecked", True)
    assert reason in found.reason


def test_each_statement_is_asked_of_its_own_ground() -> None:
    far = place(150, 0)
    there = area_claim(
        claim_id="c2",
        places=(
            PlaceRef(
                text=far.name, role="at", place_id=far.place_id, name=far.name, lat=far.lat, lon=far.lon
            ),
        ),
    )
    found = check_areas([there, area_claim()], (), TAKEN, THEATRE, day(39))
    assert [(one.claim_id, one.finding) for one in found] == [("c1", "in_line"), ("c2", "unchecked")]


def test_a_change_in_other_days_is_no_change() -> None:
    late = (*STILL, control(0, 0, *[OURS] * 30, *[GREY] * 10))
    assert check(area_claim(), late).finding == "unchecked"


@pytest.mark.parametrize(
    "claim",
    [
        area_claim(stance="denied"),
        area_claim(stance="forecast"),
        area_claim(figures=(figure(10, 10, "villages"),)),
        area_claim("shelling"),
    ],
)
def test_what_states_no_area(claim: Claim) -> None:
    assert check_areas([claim], (), TAKEN, THEATRE, day(39)) == ()


def test_an_origin_states_an_area_once() -> None:
    claims = [area_claim(claim_id="c1"), area_claim(claim_id="c2", report_id="r2")]
    origin = Origin(
        origin_id="o1",
        source="made",
        name="Made",
        kind="channel",
        side=None,
        vouched=True,
        first="c1",
        claims=("c2", "c1"),
        chain=(),
        reasons=(),
    )
    (found,) = check_areas(claims, [origin], TAKEN, THEATRE, day(39))
    assert (found.claim_id, found.origin_id) == ("c2", "o1")
    assert len(check_areas(claims, (), TAKEN, THEATRE, day(39))) == 2


def test_a_large_area_is_looked_for_further_away() -> None:
    small, large = (check(area_claim("holds", "UA", figures=(figure(size, None),))) for size in (10, 1250))
    assert small.around_km == 15.0
    assert large.around_km == pytest.approx(28.2)
