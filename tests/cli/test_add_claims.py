"""`contested add --claims` and `--as-control`: exit codes, messages, and one desk's claims on another."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli_runs import TINY, Run

from tests.told_samples import MILL, told_row, write_rows

DAYS = ("2019-05-03", "2019-05-08", "2019-05-12", "2019-05-20", "2019-06-01")


@pytest.fixture
def other_desk(tmp_path: Path, run: Run) -> Path:
    """An empty desk of the invented war."""
    folder = tmp_path / "other"
    assert run("new", str(folder), "--theatre", str(TINY / "theatre"), "--synthetic").code == 0
    return folder


def test_one_desks_claims_give_another_the_same_answers(
    tiny_desk: Path, other_desk: Path, tmp_path: Path, run: Run
) -> None:
    claims = tmp_path / "claims.jsonl"
    claims.write_text(run("claims", "--format", "jsonl", "-d", str(tiny_desk)).out, "utf-8")
    rows = list(map(json.loads, claims.read_text("utf-8").splitlines()))
    places = sorted({ref["place_id"] for row in rows for ref in row["places"] if ref["place_id"]})
    assert len(places) > 3
    batch = tmp_path / "batch.csv"
    asked = [(place, day, known) for place in places for day in DAYS for known in ("", day)]
    batch.write_text("place,on,known_on\n" + "".join(f"{p},{d},{k}\n" for p, d, k in asked), "utf-8")
    added = run("add", "--claims", str(claims), "-d", str(other_desk))
    assert added.code == 0
    assert f"{len(rows)} claims of" in added.err
    assert "0 held already, 0 set aside" in added.err

    def answers(desk: Path) -> list[tuple[object, ...]]:
        lines = run("status", "--batch", str(batch), "-d", str(desk)).out.splitlines()
        keys = (
            "place",
            "state",
            "probabilities",
            "disputed",
            "claimed",
            "origins",
            "reports",
            "last_evidence",
        )
        return [tuple(json.loads(line)[key] for key in keys) for line in lines]

    assert answers(other_desk) == answers(tiny_desk)
    assert any(state == "VEL" for _, state, *_ in answers(other_desk))
    assert run("verify", "-d", str(other_desk)).code == 0
    again = run("claims", "--format", "jsonl", "-d", str(other_desk)).out
    assert (
        run("add", "--claims", str(claims), "-d", str(other_desk)).err.count("0 claims of 0 reports added")
        == 1
    )
    assert run("claims", "--format", "jsonl", "-d", str(other_desk)).out == again


def test_bad_rows_are_named_and_the_rest_is_added(other_desk: Path, tmp_path: Path, run: Run) -> None:
    rows = [told_row(1), told_row(2, event="capturd"), told_row(3, actor="Velia"), told_row(4)]
    file = write_rows(tmp_path / "claims.jsonl", rows)
    with file.open("a") as stream:
        stream.write('{"text": \n')
    done = run("add", "--claims", str(file), "-d", str(other_desk))
    assert (done.code, done.out) == (3, "")
    for said in (
        f"set aside: {file}:2: 'event' is 'capturd', which is no event type; did you mean 'captured'?",
        f"set aside: {file}:3: 'actor' is 'Velia'; sides here are FRL, VEL",
        f"set aside: {file}:5: broken JSON",
        "2 claims of 2 reports added, 0 held already, 3 set aside",
    ):
        assert said in done.err


def test_what_was_told_is_asked_for_like_all_else(other_desk: Path, tmp_path: Path, run: Run) -> None:
    file = write_rows(tmp_path / "claims.jsonl", [told_row(1), told_row(2)])
    run("add", "--claims", str(file), "-d", str(other_desk))
    for place in ("theatre:lower-mill", "Lower Mill"):
        answer = json.loads(run("status", place, "--on", "2019-05-12", "-d", str(other_desk)).out)
        assert answer["place"] == {key: MILL[key] for key in ("place_id", "name", "lat", "lon")} | {
            "country": None,
            "admin1": None,
        }
        assert answer["state"] == "VEL"
    assert "took the mill (1)" in run("explain", "Lower Mill", "-d", str(other_desk)).out
    assert "Lower Mill" in run("timeline", "Lower Mill", "-d", str(other_desk), "--format", "jsonl").out
    claims = json.loads(run("claims", "--place", "Lower Mill", "-d", str(other_desk)).out)
    assert "Harbour Institute" in run("explain", claims[0]["claim_id"], "-d", str(other_desk)).out


@pytest.mark.parametrize(
    "arguments",
    [
        ("--claims", "no-such-file.jsonl"),
        ("--claims", "{file}", "{file}"),
        ("--as-control", "{file}"),
        ("--as-control", "{file}", "--source", "Harbour Institute"),
        ("--as-control", "{file}", "--on", "2019-05-10"),
        ("--as-control", "{file}", "--source", "X", "--on", "May"),
        ("--as-control", "{file}", "--source", " ", "--on", "2019-05-10"),
        ("--as-control", "{file}", "--source", "X", "--on", "2999-05-10"),
        ("--as-control", "{file}", "--source", "X", "--on", "2019-05-10", "--claims", "{file}"),
        ("--source", "X", "{file}"),
    ],
)
def test_wrong_usage_is_told(arguments: tuple[str, ...], other_desk: Path, tmp_path: Path, run: Run) -> None:
    file = write_rows(tmp_path / "claims.jsonl", [told_row(1)])
    done = run("add", *(one.format(file=file) for one in arguments), "-d", str(other_desk))
    assert (done.code, done.out) == (2, "")


def test_a_map_is_a_source_like_any_other(other_desk: Path, tmp_path: Path, run: Run) -> None:
    ring = [[0.5, 1.4], [0.9, 1.4], [0.9, 1.7], [0.5, 1.7], [0.5, 1.4]]
    feature = {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [ring]}}
    file = tmp_path / "line.geojson"
    features = [feature | {"properties": {"side": side}} for side in ("Velian-held", "liberated")]
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")
    options = ("--source", "Harbour Institute", "--on", "2019-05-10", "-d", str(other_desk))
    done = run("add", "--as-control", str(file), *options)
    assert done.code == 3
    assert (
        f"set aside: {file}: feature 2: 'side' is 'liberated'; write one of VEL, FRL, contested" in done.err
    )
    assert "settlements added: VEL" in done.err
    assert "nobody vouches" not in done.err
    answer = json.loads(run("status", "Kessa", "--on", "2019-05-12", "-d", str(other_desk)).out)
    assert (answer["state"], answer["evidence"][0]["origin"]) == ("VEL", "Harbour Institute")
    assert "held already" in run("add", "--as-control", str(file), *options).err
    assert run("verify", "-d", str(other_desk)).code == 0
    unknown = run("add", "--as-control", str(file), "--source", "Anybody", *options[2:])
    assert "nobody vouches for Anybody, so its word turns no place" in unknown.err
