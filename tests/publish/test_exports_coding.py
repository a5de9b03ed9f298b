"""How events and control come to stand in the columns of other people's tables."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from contested.model import Account, Claim, Control, Event, Figures, Place, PlaceRef, content_id, pack_rows
from contested.publish.exports import acled, ucdp, viina
from contested.publish.exports.tables.deaths import count_deaths, group_killed
from contested.reconcile.status import name_state, name_states
from contested.theatres import Side, Source, Theatre
from contested.vocabulary import event_types
from tests.publish.account import compose_account
from tests.publish.exported import READERS, write
from tests.publish.figured import killed
from tests.publish.small import THEATRE, claim, place, report, when

# The columns of the formats as their publishers list them: ACLED's guide to its changes of 2023, UCDP GED 25.1's files,
# VIINA 2.0's control table.
ACLED = [
    "event_id_cnty",
    "event_date",
    "year",
    "time_precision",
    "disorder_type",
    "event_type",
    "sub_event_type",
    "actor1",
    "assoc_actor_1",
    "inter1",
    "actor2",
    "assoc_actor_2",
    "inter2",
    "interaction",
    "civilian_targeting",
    "iso",
    "region",
    "country",
    "admin1",
    "admin2",
    "admin3",
    "location",
    "latitude",
    "longitude",
    "geo_precision",
    "source",
    "source_scale",
    "notes",
    "fatalities",
    "tags",
    "timestamp",
]
GED = [
    "id",
    "relid",
    "year",
    "active_year",
    "code_status",
    "type_of_violence",
    "conflict_dset_id",
    "conflict_new_id",
    "conflict_name",
    "dyad_dset_id",
    "dyad_new_id",
    "dyad_name",
    "side_a_dset_id",
    "side_a_new_id",
    "side_a",
    "side_b_dset_id",
    "side_b_new_id",
    "side_b",
    "number_of_sources",
    "source_article",
    "source_office",
    "source_date",
    "source_headline",
    "source_original",
    "where_prec",
    "where_coordinates",
    "where_description",
    "adm_1",
    "adm_2",
    "latitude",
    "longitude",
    "geom_wkt",
    "priogrid_gid",
    "country",
    "country_id",
    "region",
    "event_clarity",
    "date_prec",
    "date_start",
    "date_end",
    "deaths_a",
    "deaths_b",
    "deaths_civilians",
    "deaths_unknown",
    "best",
    "high",
    "low",
    "gwnoa",
    "gwnob",
]
VIINA = ["geonameid", "date", "status_wiki", "status_boost", "status_dsm", "status_isw", "status"]
ACLED_TYPES = {
    "Battles": {"Armed clash", "Government regains territory", "Non-state actor overtakes territory"},
    "Explosions/Remote violence": {"Air/drone strike", "Shelling/artillery/missile attack", ""},
    "Strategic developments": {"Disrupted weapons use", "Non-violent transfer of territory", "Other"},
}

HOME = msgspec.structs.replace(
    THEATRE,
    settings=msgspec.structs.replace(
        THEATRE.settings,
        side=tuple(msgspec.structs.replace(one, country=one.code) for one in THEATRE.settings.side),
    ),
)
TOWN = Place(
    place_id="composed:A", name="A", kind="settlement", lat=49.7, lon=37.6, country="UA", admin1="Kharkiv"
)
AREA = Place(place_id="composed:R", name="R", kind="region", lat=49.0, lon=37.0, country="UA")
CITY = Place(
    place_id="composed:C", name="C", kind="settlement", lat=49.7, lon=37.6, country="UA", uncertainty_km=15.0
)
PLACES = {one.place_id: one for one in (TOWN, AREA, CITY)}


def at(name: str = "A", role: str = "at", km: float = 2.0) -> PlaceRef:
    return place(name, role, lat=49.7, lon=37.6, uncertainty_km=km)  # type: ignore[arg-type]


def told(
    event: str,
    where: tuple[PlaceRef, ...] = (at(),),
    start: str | None = "2025-12-08",
    end: str | None = None,
    **fields: Any,
) -> tuple[Account, Claim]:
    """An account of one event that one claim tells."""
    one = claim(event, places=where, when=when(start, end), **fields)
    happening = Event(
        event_id=content_id(one.claim_id), event=event, actor=one.actor, target=one.target,
        place_ids=tuple(ref.place_id for ref in where if ref.place_id), start=start, end=end or start,
        claims=(one.claim_id,), origins=("o1",), denied_by=(), witnesses=("Newsweek",),
    )  # fmt: skip
    given = report("They left.", publisher="Newsweek", title="They left")
    account = Account(
        reports=(given,), claims=(one,), mentions=(), origins=(), controls=(), events=(happening,)
    )
    return account, one


def code(name: str, folder: Path, account: Account, theatre: Theatre = HOME) -> list[dict[str, Any]]:
    return READERS[name](write(name, folder, account, theatre, find_place=PLACES.get)[0])


@pytest.mark.parametrize(
    ("columns", "known"), [(acled.COLUMNS, ACLED), (ucdp.COLUMNS, GED), (viina.COLUMNS, VIINA)]
)
def test_the_format_s_own_columns_come_first(columns: tuple[tuple[str, str], ...], known: list[str]) -> None:
    assert [name for name, _ in columns[: len(known)]] == known


def test_every_event_type_is_one_of_acled_s_or_none() -> None:
    for one in event_types().values():
        event_type, _, sub_event_type = one.acled.partition(": ")
        assert one.acled == "none" or sub_event_type in ACLED_TYPES[event_type], one.event


@pytest.mark.parametrize(
    ("event", "actor", "event_type", "sub_event_type"),
    [
        ("captured", "RU", "Battles", "Non-state actor overtakes territory"),
        ("captured", "UA", "Battles", "Government regains territory"),
        ("captured", None, "Battles", ""),
        ("clashed", "RU", "Battles", "Armed clash"),
        ("drone_strike", "RU", "Explosions/Remote violence", "Air/drone strike"),
        ("withdrew", "RU", "Strategic developments", "Non-violent transfer of territory"),
    ],
)
def test_acled_type(
    event: str, actor: str | None, event_type: str, sub_event_type: str, tmp_path: Path
) -> None:
    (row,) = code("acled", tmp_path, told(event, actor=actor)[0])
    assert (row["event_type"], row["sub_event_type"]) == (event_type, sub_event_type)


@pytest.mark.parametrize("event", ["holds", "casualties", "statement", "aid", "produced"])
def test_what_acled_has_no_type_for_is_left_out_and_counted(event: str, tmp_path: Path) -> None:
    _, (written,) = write("acled", tmp_path, told(event)[0])
    assert (written.number, written.left_out) == (0, 1)


@pytest.mark.parametrize(
    ("start", "end", "acled_code", "ged_code", "clarity"),
    [
        ("2025-12-08", None, "1", "1", "1"),
        ("2025-12-07", "2025-12-08", "2", "2", "2"),
        ("2025-12-01", "2025-12-06", "2", "2", "2"),
        ("2025-12-01", "2025-12-07", "2", "3", "2"),
        ("2025-12-01", "2025-12-08", "3", "4", "2"),
        ("2025-12-01", "2025-12-31", "3", "4", "2"),
        ("2025-10-01", "2025-12-08", "3", "5", "2"),
    ],
)
def test_precision_of_time(
    start: str, end: str | None, acled_code: str, ged_code: str, clarity: str, tmp_path: Path
) -> None:
    account, one = told("strike", start=start, end=end)
    account = msgspec.structs.replace(account, figures=Figures(quantities=(killed(one, 1, 1),)))
    (row,) = code("acled", tmp_path, account)
    assert (row["event_date"], row["time_precision"]) == (start, acled_code)
    (row,) = code("ucdp", tmp_path, account)
    assert (row["date_start"], row["date_end"], row["date_prec"], row["event_clarity"]) == (
        start, end or start, ged_code, clarity,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("where", "acled_code", "ged_code"),
    [
        (at(), "1", "1"),
        (at(role="near", km=6.0), "2", "2"),
        (at(role="axis", km=20.0), "2", "2"),
        (at(km=12.0), "2", "2"),
        (at("C", km=15.0), "1", "1"),
        (at("C", km=20.0), "2", "2"),
        (at("R", km=90.0), "3", "4"),
        (at("Z", km=90.0), "3", "5"),
    ],
)
def test_precision_of_place(where: PlaceRef, acled_code: str, ged_code: str, tmp_path: Path) -> None:
    account, one = told("strike", (where,))
    account = msgspec.structs.replace(account, figures=Figures(quantities=(killed(one, 1, 1),)))
    assert [row["geo_precision"] for row in code("acled", tmp_path, account)] == [acled_code]
    assert [row["where_prec"] for row in code("ucdp", tmp_path, account)] == [ged_code]


def test_an_event_without_a_point_or_a_day_is_left_out(tmp_path: Path) -> None:
    for account, _ in (told("strike", (place("A"),)), told("strike", start=None)):
        for name in ("acled", "ucdp", "timemap"):
            path, (written,) = write(name, tmp_path, account)
            assert (written.number, written.left_out) == (0, 1)
            path.unlink()


def test_acled_row(tmp_path: Path) -> None:
    (row,) = code("acled", tmp_path, told("captured", actor="UA", target="RU")[0])
    assert {name: row[name] for name in ACLED if row[name]} == {
        "event_id_cnty": f"UKR{content_id('c1')}",
        "event_date": "2025-12-08",
        "year": "2025",
        "time_precision": "1",
        "disorder_type": "Political violence",
        "event_type": "Battles",
        "sub_event_type": "Government regains territory",
        "actor1": "Military Forces of Ukraine",
        "inter1": "State forces",
        "actor2": "Military Forces of Russia",
        "inter2": "External/Other forces",
        "interaction": "State forces-External/Other forces",
        "iso": "804",
        "region": "Europe",
        "country": "Ukraine",
        "admin1": "Kharkiv",
        "location": "A",
        "latitude": "49.7",
        "longitude": "37.6",
        "geo_precision": "1",
        "source": "Newsweek",
        "notes": "Newsweek reported that Ukrainian forces captured A from Russian forces (on 8 December 2025).",
        "timestamp": "1765324800",
    }
    assert (row["event_id"], row["origins"], row["audience"]) == (content_id("c1"), "1", "public")


def test_ged_row(tmp_path: Path) -> None:
    account, one = told("shelling", actor="RU", target="UA")
    figures = Figures(quantities=(killed(one, 3, 5, thing="soldiers", target="UA"),))
    (row,) = code("ucdp", tmp_path, msgspec.structs.replace(account, figures=figures))
    assert {name: row[name] for name in GED if row[name]} == {
        "id": str(int(content_id("c1")[:12], 16)),
        "relid": content_id("c1"),
        "year": "2025",
        "type_of_violence": "1",
        "dyad_name": "Government of Ukraine - Government of Russia",
        "side_a": "Government of Ukraine",
        "side_b": "Government of Russia",
        "number_of_sources": "1",
        "source_article": "Newsweek, 2025-12-09, They left",
        "source_office": "Newsweek",
        "source_date": "2025-12-09",
        "source_headline": "They left",
        "source_original": "Newsweek",
        "where_prec": "1",
        "where_coordinates": "A",
        "where_description": "A",
        "adm_1": "Kharkiv",
        "latitude": "49.7",
        "longitude": "37.6",
        "geom_wkt": "POINT (37.6 49.7)",
        "priogrid_gid": str(720 * 279 + 435 + 1),
        "country": "Ukraine",
        "region": "Europe",
        "event_clarity": "1",
        "date_prec": "1",
        "date_start": "2025-12-08",
        "date_end": "2025-12-08",
        "deaths_a": "3",
        "deaths_b": "0",
        "deaths_civilians": "0",
        "deaths_unknown": "0",
        "best": "3",
        "high": "5",
        "low": "3",
    }


def test_ged_has_no_event_without_dead(tmp_path: Path) -> None:
    account, one = told("shelling")
    for figures in (Figures(), Figures(quantities=(killed(one, 0, 0),))):
        path, (written,) = write("ucdp", tmp_path, msgspec.structs.replace(account, figures=figures))
        assert (written.number, written.left_out) == (0, 1)
        path.unlink()


DEATHS: list[tuple[list[dict[str, Any]], tuple[int, int, int, str | None] | None]] = [
    ([{"low": 2, "high": 2}], (2, 2, 2, None)),
    ([{"low": 2, "high": 2, "thing": "civilians"}], (2, 2, 2, "civilians")),
    ([{"low": 2, "high": 2, "thing": "soldiers", "target": "UA"}], (2, 2, 2, "UA")),
    ([{"low": 30, "high": None}], (30, 30, 30, None)),
    ([{"low": None, "high": 7}], (7, 7, 7, None)),
    ([{"low": 2, "high": 2}, {"low": 9, "high": 9}], (2, 2, 9, None)),
    ([{"low": 2, "high": 2}, {"low": 9, "high": 9}, {"low": 9, "high": 9}], (9, 2, 9, None)),
    ([{"low": 9, "high": 9, "part_of": "q"}], None),
    ([{"low": 9, "high": 9, "course": "running"}], None),
    ([{"low": 9, "high": 9, "deed": "wounded"}], None),
    ([{"low": 9, "high": 9, "thing": "drones"}], None),
    ([{"low": 9, "high": 9, "stance": "forecast"}], None),
    ([{"low": None, "high": None}], None),
    ([], None),
]


@pytest.mark.parametrize(("figures", "counted"), DEATHS)
def test_dead_of_several_origins(
    figures: list[dict[str, Any]], counted: tuple[int, int, int, str | None] | None
) -> None:
    account, one = told("strike")
    quantities = tuple(
        killed(one, **{"origin_id": f"o{number}", "quantity_id": f"q{number}"} | fields)
        for number, fields in enumerate(figures)
    )
    account = msgspec.structs.replace(account, figures=Figures(quantities=quantities))
    deaths = count_deaths(account.events[0], group_killed(account))
    assert (deaths and (deaths.best, deaths.low, deaths.high, deaths.whose)) == counted


def test_viina_has_a_row_for_each_day(tmp_path: Path) -> None:
    path, (written,) = write("viina", tmp_path, since="2025-12-01", until="2025-12-03")
    rows = READERS["viina"](path)
    town = [row for row in rows if row["asciiname"] == "Kupiansk"]
    assert [(row["date"], row["status"]) for row in town] == [
        ("20251201", "CONTESTED"), ("20251202", "CONTESTED"), ("20251203", "CONTESTED"),
    ]  # fmt: skip
    assert written.number == len(rows) == 3 * len({row["place_id"] for row in rows})
    assert {row["geonameid"] for row in rows} == {""}
    assert {row["status"] for row in rows} <= {"UA", "RU", "CONTESTED", ""}


@pytest.mark.parametrize(
    ("place_id", "number"), [("geonames:703656", 703656), ("wikidata:Q12", None), ("geonames:x", None)]
)
def test_geonames_number(place_id: str, number: int | None) -> None:
    assert viina.number_of(place_id) == number


@pytest.mark.parametrize(
    ("lat", "lon", "number"), [(-90, -180, 1), (-90, 180, 720), (90, 180, 259_200), (50.25, 30.25, 202_021)]
)
def test_prio_grid(lat: float, lon: float, number: int) -> None:
    assert ucdp.number_cell(lat, lon) == number


def test_licences_of_publishers_travel(tmp_path: Path) -> None:
    free = Source(source_id="newsweek", name="Newsweek", kind="outlet", licence="CC BY 4.0")
    theatre = msgspec.structs.replace(HOME, sources=(free,))
    account = told("strike")[0]
    for name in ("csv", "acled", "parquet", "jsonl"):
        licence = code(name, tmp_path, account, theatre)[0]["licence"]
        assert licence in ("CC BY 4.0", ["CC BY 4.0"])
        next(tmp_path.iterdir()).unlink()
    for name in ("geojson", "kml", "claimreview", "timemap", "gpkg"):
        path, _ = write(name, tmp_path, account, theatre)
        assert b"CC BY 4.0" in path.read_bytes()
        path.unlink()


def test_feed_credits_licences(tmp_path: Path) -> None:
    free = Source(source_id="wire", name="Lowland Wire", kind="agency", licence="CC BY 4.0")
    path, _ = write("atom", tmp_path, compose_account(), msgspec.structs.replace(THEATRE, sources=(free,)))
    assert '<rights type="text">Lowland Wire: CC BY 4.0</rights>' in path.read_text("utf-8")


def test_sides_without_a_country_of_their_own_have_no_type(tmp_path: Path) -> None:
    strangers = (Side(code="N", name="North", adjective="northern", held="north-held", country=None),)
    theatre = msgspec.structs.replace(HOME, settings=msgspec.structs.replace(HOME.settings, side=strangers))
    (row,) = code("acled", tmp_path, told("clashed", actor="N")[0], theatre)
    assert (row["actor1"], row["inter1"], row["interaction"]) == ("Military Forces of North", "", "")


@given(
    st.lists(st.lists(st.integers(0, 100), min_size=3, max_size=3).filter(any), min_size=0, max_size=20),
    st.floats(0.5, 1),
)
def test_states_are_those_of_the_status(rows: list[list[int]], state_at: float) -> None:
    chances = pack_rows([one / sum(row) for one in row] for row in rows)
    control = Control(
        place=TOWN, states=("UA", "contested", "RU"), first="2025-01-01", chances=chances, evidence=()
    )
    expected = [name_state(control.states, row, state_at) for row in control.rows]
    assert name_states(control, state_at) == expected
