from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import Any

import msgspec
import pytest

from contested.model import Account, Claim, Relation
from contested.publish.exports import ExportSettings, acled, list_exports, ucdp, viina, write_pieces
from contested.publish.exports.tables.layers import LAYERS
from contested.publish.exports.tables.records import TABLES
from tests.publish.account import compose_account, status_on
from tests.publish.small import RYBAR, THEATRE, claim, place, report

CONTRACT = [
    "claim_id", "report_id", "report_name", "start", "end", "text", "event", "actor", "target", "places", "when",
    "voices", "stance", "figures", "rule", "score", "slots", "reasons", "publisher", "published", "dating",
]  # fmt: skip


def settings(synthetic: bool = False) -> ExportSettings:
    return ExportSettings(
        desk_name="Oskil",
        as_of="2025-12-10",
        status_on=status_on,
        synthetic=synthetic,
    )


def export(name: str, tmp_path: Path, account: Account | None = None, synthetic: bool = False) -> str:
    path = tmp_path / f"out.{list_exports()[name].extension}"
    list_exports()[name].write(account or compose_account(), THEATRE, settings(synthetic), path)
    assert [one.name for one in tmp_path.iterdir()] == [path.name]
    return path.read_bytes().decode("utf-8")


def of_claims(*claims: Claim) -> Account:
    return Account(reports=(report("x"),), claims=claims, mentions=(), origins=(), controls=(), events=())


def test_formats_are_found_by_looking() -> None:
    assert {"csv", "geojson", "jsonl"} <= set(list_exports())
    assert all(one.name == name and callable(one.write) for name, one in list_exports().items())


@pytest.mark.parametrize("name", ["csv", "geojson", "jsonl"])
def test_same_account_same_bytes(name: str, tmp_path: Path) -> None:
    assert export(name, tmp_path) == export(name, tmp_path)


@pytest.mark.parametrize("name", ["csv", "geojson", "jsonl"])
def test_nothing_to_write_is_written(name: str, tmp_path: Path) -> None:
    text = export(name, tmp_path, of_claims())
    assert not text or "claim_id" in text or json.loads(text)["features"] == []


def test_jsonl_has_the_fields_of_the_contract_in_order(tmp_path: Path) -> None:
    lines = export("jsonl", tmp_path).splitlines()
    account = compose_account()
    assert len(lines) == len(account.claims)
    assert [list(json.loads(line)) for line in lines] == [CONTRACT] * len(lines)
    assert tuple(msgspec.json.decode(line, type=Claim) for line in lines) == account.claims


def test_jsonl_of_composed_reports_says_so(tmp_path: Path) -> None:
    lines = export("jsonl", tmp_path, synthetic=True).splitlines()
    assert [list(json.loads(line).items())[-1] for line in lines] == [("synthetic", True)] * len(lines)


def read_rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(text.splitlines(keepends=True)))


def test_csv_has_a_row_for_each_place_of_a_claim(tmp_path: Path) -> None:
    two = (place("A", lat=49.0, lon=-37.5, uncertainty_km=2.0), place("B", "near"))
    rows = read_rows(
        export("csv", tmp_path, of_claims(claim(places=two), claim(claim_id="c2")), synthetic=True)
    )
    shown = [(row["claim_id"], row["place"], row["place_role"], row["lat"], row["lon"]) for row in rows]
    assert shown == [("c1", "A", "at", "49.0", "-37.5"), ("c1", "B", "near", "", ""), ("c2", "", "", "", "")]
    assert {(row["synthetic"], row["audience"], row["desk"]) for row in rows} == {("true", "public", "Oskil")}


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_csv_runs_nothing_in_a_spreadsheet(start: str, tmp_path: Path) -> None:
    evil = start + 'HYPERLINK("https://example.org";"x")'
    named = place(evil, place_id=evil)
    voice = msgspec.structs.replace(RYBAR, name=evil)
    told = claim(text=evil, publisher=evil, report_name=evil, places=(named,), voices=(voice,))
    path = tmp_path / "out.csv"
    list_exports()["csv"].write(of_claims(told), THEATRE, settings(), path)
    with path.open(newline="", encoding="utf-8") as lines:
        (row,) = csv.DictReader(lines)
    assert [key for key, value in row.items() if value.startswith(start)] == []
    assert row["text"] == "'" + evil


COLUMNS = {
    **{name: one.columns(THEATRE) for name, one in (*TABLES.items(), *LAYERS.items())},
    "acled": acled.COLUMNS,
    "ucdp": ucdp.COLUMNS,
    "viina": viina.COLUMNS,
}


@pytest.mark.parametrize("name", COLUMNS)
def test_columns_are_all_described(name: str) -> None:
    reference = (Path(__file__).parents[2] / "docs/reference/exports.md").read_text("utf-8")
    named = [re.sub("^(p|claimed_by)_.*", r"\1_…", column) for column, _ in COLUMNS[name]]
    assert [column for column in named if f"`{column}`" not in reference] == []


def test_formats_are_all_described() -> None:
    reference = (Path(__file__).parents[2] / "docs/reference/exports.md").read_text("utf-8")
    assert [name for name in list_exports() if not re.search(f"^##+ {name}$", reference, re.MULTILINE)] == []


def features(text: str, record: str) -> list[dict[str, Any]]:
    return [one for one in json.loads(text)["features"] if one["properties"]["record"] == record]


def test_geojson_says_whose_it_is(tmp_path: Path) -> None:
    about = json.loads(export("geojson", tmp_path, synthetic=True))["contested"]
    assert about == {
        "desk": "Oskil",
        "synthetic": True,
        "audience": "public",
        "as_of": "2025-12-10",
        "notice": "Composed reports: nothing here is a record of real events.",
        "licences": [],
    }


def test_geojson_has_the_control_of_the_day(tmp_path: Path) -> None:
    found = features(export("geojson", tmp_path), "status")
    assert len(found) == len(compose_account().controls)
    kupiansk = next(one for one in found if one["properties"]["name"] == "Kupiansk")
    assert kupiansk["geometry"] == {"type": "Point", "coordinates": [37.6156, 49.7106]}
    shown = kupiansk["properties"]
    assert (shown["state"], shown["on"], shown["disputed"], shown["origins"]) == ("UA", "2025-12-10", True, 4)
    assert shown["probabilities"] == {"UA": 0.6, "contested": 0.335, "RU": 0.065}
    assert shown["last_evidence"] == "2025-12-08"
    assert len(shown["claim_ids"]) == 5


def test_geojson_has_a_feature_for_each_point_of_a_claim(tmp_path: Path) -> None:
    places = (place("A", lat=49.0, lon=37.5, uncertainty_km=2.0), place("B", "near"))
    found = features(export("geojson", tmp_path, of_claims(claim(places=places, voices=(RYBAR,)))), "claim")
    assert [(one["id"], one["geometry"]["coordinates"]) for one in found] == [("c1/0", [37.5, 49.0])]
    shown = found[0]["properties"]
    assert (shown["origin"], shown["publisher"], shown["text"]) == ("Rybar", "Newsweek", "They left.")
    assert shown["synthetic"] is False


def test_geojson_says_where_a_relative_place_is(tmp_path: Path) -> None:
    relation = Relation(kind="offset", words="5 miles east of A", bearing=90, low_km=8.0, high_km=8.0)
    moved = msgspec.structs.replace(
        place("A", "near", lat=49.0, lon=37.6, uncertainty_km=3.3), relation=relation
    )
    plain = place("A", lat=49.0, lon=37.5, uncertainty_km=2.0)
    found = features(export("geojson", tmp_path, of_claims(claim(places=(moved, plain)))), "claim")
    assert [
        (one["geometry"]["coordinates"], one["properties"]["uncertainty_km"], one["properties"]["where"])
        for one in found
    ] == [([37.6, 49.0], 3.3, "about 8 km east of A, ± 4 km"), ([37.5, 49.0], 2.0, None)]


def test_a_file_that_fails_leaves_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    path.write_text("old")

    def pieces() -> Any:
        yield "new"
        raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011
        write_pieces(pieces(), path)
    assert path.read_text() == "old"
    assert [one.name for one in tmp_path.iterdir()] == ["out.csv"]
