"""A side that speaks for itself is known; a source of the same name comes first."""

from __future__ import annotations

import pytest

from contested.theatres import find_office, load_theatre
from tests.desks import TINY


def test_each_side_speaks_under_the_names_of_its_state_and_government() -> None:
    theatre = load_theatre("russia_ukraine")
    side = next(one for one in theatre.speakers if one.source_id == "side:RU")
    assert (side.name, side.kind, side.side) == ("Russia", "official", "RU")
    assert {"Moscow", "Russian Federation"} <= set(side.aliases)
    assert not any("*" in name for one in theatre.speakers for name in one.aliases)


def test_the_theatres_own_sources_stay() -> None:
    theatre = load_theatre(str(TINY / "theatre"))
    assert theatre.speakers[: len(theatre.sources)] == theatre.sources
    assert {one.source_id for one in theatre.speakers} >= {"side:VEL", "side:FRL"}


@pytest.mark.parametrize(
    ("name", "side", "found"),
    [
        ("Defence Ministry", "RU", "Russian Defence Ministry"),
        ("Defence Ministry", "UA", "Ukrainian Defence Ministry"),
        ("general staff", "UA", "General Staff of Ukraine"),
        ("brigade", "UA", None),
        ("assault regiment", "UA", None),
        ("governor", "UA", None),
        ("mayor", "UA", None),
        ("spokesman", "RU", None),
        ("Defence Ministry", "NATO", None),
    ],
)
def test_an_office_is_known_only_as_its_countrys(name: str, side: str, found: str | None) -> None:
    theatre = load_theatre("russia_ukraine")
    office = find_office(theatre.speakers, name, side, {"ministry", "military", "official"})
    assert (office and office.name) == found
