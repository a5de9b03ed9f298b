"""Every format as a program that others wrote reads it: pandas, GDAL, pyarrow, feedparser, PyLD."""

from __future__ import annotations

import json
import sqlite3
import sys
from pathlib import Path
from typing import Any

import msgspec
import pyarrow.parquet
import pyogrio
import pytest
from msgspec import Struct

from contested.errors import SettingsError
from contested.model import Account
from contested.publish.exports import list_exports
from contested.publish.exports.tables.records import TABLES
from contested.theatres import Theatre
from tests.publish.account import compose_account, map_account
from tests.publish.exported import READERS, read_layers, with_deaths, write
from tests.publish.theatre import write_theatre


def test_every_format_has_a_reader() -> None:
    assert set(READERS) == set(list_exports())


@pytest.mark.parametrize("name", list(list_exports()))
def test_what_is_written_is_read(name: str, tmp_path: Path) -> None:
    path, (written,) = write(name, tmp_path, with_deaths(compose_account()))
    assert len(READERS[name](path)) == written.number > 0


@pytest.mark.parametrize("name", list(list_exports()))
def test_same_account_same_bytes(name: str, tmp_path: Path) -> None:
    account = with_deaths(compose_account())
    first = write(name, tmp_path, account)[0].read_bytes()
    assert first == write(name, tmp_path, account)[0].read_bytes()


COMPOSED = "Composed reports: nothing here is a record of real events."
# Where a format says so: in words, or in a column of every row.
MARKED = {"csv": "true", "jsonl": "True", "parquet": "True"}


@pytest.mark.parametrize("name", list(list_exports()))
def test_a_file_of_composed_reports_says_so(name: str, tmp_path: Path) -> None:
    account = with_deaths(compose_account())
    path, _ = write(name, tmp_path, account, synthetic=True)
    if name in MARKED:
        assert {str(one["synthetic"]) for one in READERS[name](path)} == {MARKED[name]}
    else:
        assert COMPOSED in path.read_bytes().decode("utf-8", "replace")


@pytest.mark.parametrize("name", ["csv", "parquet"])
def test_a_folder_of_all_records(name: str, tmp_path: Path) -> None:
    path, written = write(name, tmp_path, with_deaths(compose_account()), records="all")
    files = sorted(one.name for one in path.iterdir())
    assert files == sorted(f"{kind}.{list_exports()[name].extension}" for kind in TABLES)
    numbers = {kind: one.number for kind, one in zip(TABLES, written, strict=True)}
    for kind, number in numbers.items():
        assert len(READERS[name](path / f"{kind}.{list_exports()[name].extension}")) == number > 0


def test_csv_and_parquet_tell_the_same(tmp_path: Path) -> None:
    for kind in TABLES:
        read = {}
        for name in ("csv", "parquet"):
            folder = tmp_path / kind / name
            folder.mkdir(parents=True)
            read[name] = READERS[name](write(name, folder, with_deaths(compose_account()), records=kind)[0])
        assert [list(one) for one in read["csv"]] == [list(one) for one in read["parquet"]]
        key = next(iter(read["csv"][0]))
        assert [one[key] for one in read["csv"]] == [str(one[key]) for one in read["parquet"]]


def test_parquet_has_types(tmp_path: Path) -> None:
    schema = pyarrow.parquet.read_schema(write("parquet", tmp_path, records="claims")[0])
    types = {
        name: str(schema.field(name).type) for name in ("lat", "when_start", "voices", "synthetic", "text")
    }
    assert types["lat"] == "double"
    assert types["when_start"] == "date32[day]"
    assert types["voices"].startswith("list<")
    assert (types["synthetic"], types["text"]) == ("bool", "string")
    about = json.loads(schema.metadata[b"contested"])
    assert (about["desk"], about["audience"], about["as_of"]) == ("Oskil", "public", "2025-12-10")


@pytest.fixture
def mapped(tmp_path: Path) -> tuple[Account, Theatre]:
    theatre = write_theatre(tmp_path / "theatre")
    return map_account(compose_account(), theatre), theatre


def test_geopackage_has_its_layers_in_place(mapped: tuple[Account, Theatre], tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    path, _ = write("gpkg", folder, *mapped)
    assert [name for name, _ in pyogrio.list_layers(path)] == ["status", "claims", "areas", "contested_about"]
    for layer, shape in (("status", "Point"), ("claims", "Point"), ("areas", "MultiPolygon")):
        info = pyogrio.read_info(path, layer=layer)
        assert (info["crs"], info["geometry_type"]) == ("EPSG:4326", shape)
    status = pyogrio.read_dataframe(path, layer="status")
    town = status[status.name == "Kupiansk"].iloc[0]
    assert (town.geometry.x, town.geometry.y, town.state, town.disputed) == (37.6156, 49.7106, "UA", True)
    assert (town.p_UA, town.claimed_by_RU, str(town.last_evidence)[:10]) == (0.6, "RU", "2025-12-08")
    areas = pyogrio.read_dataframe(path, layer="areas")
    assert areas.geometry.is_valid.mean() > 0.9
    west, south, east, north = areas.total_bounds
    assert 35 <= west < east <= 40
    assert 48 <= south < north <= 51
    with sqlite3.connect(path) as file:
        assert file.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert file.execute("PRAGMA foreign_key_check").fetchall() == []


def test_geoparquet_of_each_layer(mapped: tuple[Account, Theatre], tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    path, _ = write("geoparquet", folder, *mapped, records="all")
    found = {one.stem: READERS["geoparquet"](one) for one in sorted(path.iterdir())}
    assert {name: rows[0]["geometry"].geom_type for name, rows in found.items()} == {
        "areas": "MultiPolygon", "claims": "Point", "status": "Point",
    }  # fmt: skip
    town = next(one for one in found["status"] if one["name"] == "Kupiansk")
    assert (town["geometry"].x, town["geometry"].y) == (37.6156, 49.7106)
    metadata = json.loads(pyarrow.parquet.read_schema(path / "status.parquet").metadata[b"geo"])
    assert (metadata["version"], metadata["columns"]["geometry"]["encoding"]) == ("1.1.0", "WKB")


def test_kml_has_folders_styles_and_times(tmp_path: Path) -> None:
    path, _ = write("kml", tmp_path)
    layers = [name for name, _ in pyogrio.list_layers(path)]
    assert layers == ["Ukrainian-held", "Russian-held", "Contested", "Not known", "Claims"]
    town = next(one for one in read_layers(path) if one["Name"] == "Kupiansk")
    assert (town["layer"], town["geometry"].x, town["geometry"].y) == ("Ukrainian-held", 37.6156, 49.7106)
    assert town["description"].startswith("Ukrainian-held: 60%<br>contested: 34%")
    text = path.read_text("utf-8")
    assert "<TimeSpan><begin>2025-10-28</begin><end>2025-10-28</end></TimeSpan>" in text
    assert "<color>ff777777</color>" in text


def test_atom_entries_are_the_changes_of_state(tmp_path: Path) -> None:
    path, _ = write("atom", tmp_path)
    entries = READERS["atom"](path)
    assert entries == sorted(entries, key=lambda one: one["updated"], reverse=True)
    assert len({one["id"] for one in entries}) == len(entries)
    assert all(one["id"].startswith("urn:uuid:") for one in entries)
    told = [one["title"] for one in reversed(entries) if one["title"].startswith("Kupiansk:")]
    assert told == [
        "Kupiansk: Ukrainian-held",
        "Kupiansk: contested, before Ukrainian-held",
        "Kupiansk: Ukrainian-held, before contested",
    ]
    assert "“" in entries[0]["content"][0]["value"]
    assert {one["content"][0]["type"] for one in entries} == {"text/plain"}


def test_the_same_change_has_the_same_id_in_a_later_feed(tmp_path: Path) -> None:
    early = READERS["atom"](write("atom", tmp_path, as_of="2025-11-01")[0])
    late = READERS["atom"](write("atom", tmp_path, as_of="2025-12-10")[0])
    assert {one["id"] for one in early} < {one["id"] for one in late}


def test_claim_reviews_say_nothing_of_truth(tmp_path: Path) -> None:
    account = judge(compose_account())
    reviews = READERS["claimreview"](write("claimreview", tmp_path, account)[0])
    ratings = {one["reviewRating"]["alternateName"] for one in reviews}
    assert ratings == {
        "borne out by what others told",
        "not borne out by what others told",
        "disputed",
        "open",
    }
    assert not any("ratingValue" in one["reviewRating"] for one in reviews)
    assert not any(
        word in repr(reviews).lower() for word in ("'true'", "false", "fake", "verified", "confirmed")
    )
    one = next(one for one in reviews if one["itemReviewed"]["text"].startswith("Units of the western"))
    assert one["claimReviewed"] == "Kupiansk on 20 November 2025: Russian-held"
    assert one["itemReviewed"]["author"] == {"@type": "Organization", "name": "Russian Ministry of Defence"}


def judge(account: Account) -> Account:
    """The account whose statements came to all that they can come to."""
    chances = (0.9, 0.1, 0.5, None)
    return msgspec.structs.replace(
        account,
        controls=tuple(
            msgspec.structs.replace(
                control,
                evidence=tuple(
                    msgspec.structs.replace(one, borne_out=chances[number % 4])
                    for number, one in enumerate(control.evidence)
                ),
            )
            for control in account.controls
        ),
    )


class TimeMapEvent(Struct, forbid_unknown_fields=True):
    """The schema by which TimeMap takes or drops an event, as its validator has it."""

    description: str
    associations: list[str]
    id: str = ""
    date: str = ""
    time: str = ""
    time_precision: str = ""
    location: str = ""
    latitude: str = ""
    longitude: str = ""
    type: str = ""
    category: str = ""
    category_full: str = ""
    sources: list[str] = []
    comments: str = ""
    time_display: str = ""
    narrative___stepStyles: list[Any] = []  # noqa: N815
    shape: str = ""
    colour: str = ""


class TimeMapSource(Struct, forbid_unknown_fields=True):
    id: str
    paths: list[str]
    title: str = ""
    thumbnail: str = ""
    type: str = ""
    affil_s: list[str] = []
    url: str = ""
    description: str = ""
    parent: str = ""
    author: str = ""
    date: str = ""
    notes: str = ""


class TimeMapAssociation(Struct, forbid_unknown_fields=True):
    id: str
    title: str
    mode: str
    desc: str = ""
    colour: str = ""
    type: str = ""
    display: str = ""
    filter_paths: list[str] = []


def test_timemap_takes_all_events(tmp_path: Path) -> None:
    domain = json.loads(write("timemap", tmp_path)[0].read_text("utf-8"))
    events = msgspec.convert(domain["events"], list[TimeMapEvent])
    sources = msgspec.convert(domain["sources"], dict[str, TimeMapSource])
    associations = msgspec.convert(domain["associations"], list[TimeMapAssociation])
    assert {one for event in events for one in event.sources} == set(sources)
    assert {one for event in events for one in event.associations} == {one.id for one in associations}
    assert all(event.date and float(event.latitude) and float(event.longitude) for event in events)


def test_what_needs_pyarrow_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    for name in ("parquet", "geoparquet"):
        with pytest.raises(SettingsError, match=r"pip install 'contested\[exports\]'"):
            write(name, tmp_path)
    assert not list(tmp_path.iterdir())
