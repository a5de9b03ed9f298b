"""Tables are added, fetched and listed; names are looked up and settled; reports are read anew with them."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from cli_runs import TINY, Run

from contested.cli import gazetteer as command
from tests.locate.tables.file_server import FileServer, serve_file

REPORTS = {
    "2019-05-17-note.txt": "Velian troops captured Norwick on Thursday. League fighters hold Pellin.\n",
    "2019-05-18-other.txt": "Velian troops captured Norwick and Kessa, the Velian Ministry of War said.\n",
}
TABLE = "name,names,lat,lon,wikidata\nNorwick,Norwich,1.55,0.3,Q77\nFaraway,,50,30,Q78\n"


@pytest.fixture
def desk(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A desk of the invented war with two reports, read; the current folder."""
    folder = tmp_path / "desk"
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert run("new", str(folder), "--theatre", str(TINY / "theatre"), "--synthetic").code == 0
    monkeypatch.chdir(folder)
    for name, text in REPORTS.items():
        (folder / name).write_text(text, "utf-8")
    assert run("add", *REPORTS).code == 0
    read(run)
    return folder


def read(run: Run) -> None:
    """What `build` does before it writes the site."""
    from contested.days import now
    from contested.desk import find_desk
    from contested.pipeline import Workshop, bring_up_to_date

    bring_up_to_date(Workshop(find_desk(Path())), now())


def meant(run: Run, text: str = "Norwick") -> list[tuple[str, str | None]]:
    found = json.loads(run("mentions", "--format", "json").out)
    return sorted((one["report_name"], one["place_id"]) for one in found if one["text"] == text)


def unresolved(run: Run) -> list[str]:
    return [one["text"] for one in json.loads(run("list", "unresolved", "--format", "json").out)]


def everywhere(place_id: str | None) -> list[tuple[str, str | None]]:
    return [(name, place_id) for name in sorted(REPORTS)]


def test_a_table_is_added_once_and_reports_are_read_anew_with_it(desk: Path, run: Run) -> None:
    assert unresolved(run) == ["Norwick"]
    Path("places.csv").write_text(TABLE, "utf-8")
    done = run("gazetteer", "add", "places.csv")
    assert (done.code, done.out) == (0, "")
    assert (
        "places.csv (csv): 1 place; 1 outside the theatre, 0 of other kinds left out, 0 set aside" in done.err
    )
    assert "contested build" in done.err
    again = run("gazetteer", "add", "places.csv")
    assert "1 place, held already" in again.err
    assert "contested build" not in again.err
    (listed,) = json.loads(run("gazetteer", "list").out)
    assert (listed["name"], listed["format"], listed["places"]) == ("places.csv", "csv", 1)
    assert Path("archive", listed["sha256"][:2], listed["sha256"]).read_text("utf-8") == TABLE
    assert "2 reports read for claims" in run("claims").err, "they are read anew with the table"
    assert meant(run) == everywhere("wikidata:Q77")
    assert unresolved(run) == []
    assert run("verify").code == 0


def test_wrong_rows_and_files_are_set_aside_and_the_rest_is_added(desk: Path, run: Run) -> None:
    Path("places.csv").write_text(TABLE + "Lost,,0,0,Q79\n", "utf-8")
    Path("notes.md").write_text("Some notes.\n", "utf-8")
    done = run("gazetteer", "add", "notes.md", "places.csv")
    assert done.code == 3
    assert (
        "set aside: notes.md: is no table of places that is known; it begins with 'Some notes.'; give one of these: "
        in done.err
    )
    assert "set aside: places.csv:4: its coordinates are 0, 0" in done.err
    assert "places.csv (csv): 1 place; " in done.err
    assert len(json.loads(run("gazetteer", "list").out)) == 1


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ("add nosuch.csv", 2, "nosuch.csv: no such file or folder"),
        ("add archive", 2, "archive: is a folder"),
        ("add https://a.example/x.csv", 2, "is an address"),
        ("add 2019-05-17-note.txt", 3, "is no table of places that is known"),
        ("add other.csv --columns name", 2, "write field=column"),
        ("add other.csv --columns title=name", 2, "'title': is no field; fields are name, names, lat"),
        ("add other.csv --columns name=title", 3, "has no column 'title'; it has punkt, szer, dl"),
        (
            "add far.csv",
            3,
            "(1 outside it, 0 of other kinds, 0 wrong); give a table of the theatre's countries",
        ),
        (
            "add wrong.csv",
            3,
            "(0 outside it, 0 of other kinds, 1 wrong; the first: wrong.csv:2: has no coordinates)",
        ),
        ("add wrong.csv", 3, "; write latitude and longitude in degrees"),
        ("add bare.csv", 3, "bare.csv: has no rows; give a table with places"),
        ("fetch U", 2, "'U': is no country code"),
        ("fetch UA --address ftp://a.example", 2, "begins with http"),
        ("lookup Nowhereville", 2, "no place is called 'Nowhereville'"),
        ("lookup Kesa", 2, "did you mean Kessa"),
        ("settle Norwick", 2, "--by"),
        ("settle Norwick --by X", 2, "give a place, or --not-a-place, or --withdraw"),
        ("settle Norwick Kessa --not-a-place --by X", 2, "give a place, or --not-a-place, or --withdraw"),
        ("settle Norwick Nowhereville --by X", 2, "no place is called"),
        ("settle Norwick 50,30 --by X", 2, "lies outside the theatre"),
        ("settle Norwick --withdraw --by X", 2, "nothing is settled about 'Norwick'"),
        ("settle Norwick Kessa --by X --report nosuch.txt", 2, "'nosuch.txt': is not there"),
        ("settle 77 Kessa --by X", 2, "'77': is no name"),
    ],
)
def test_wrong_usage_is_told_and_changes_nothing(
    arguments: str, code: int, said: str, desk: Path, run: Run
) -> None:
    Path("other.csv").write_text("punkt,szer,dl\nNorwick,1.55,0.3\n", "utf-8")
    Path("bare.csv").write_text("name,lat,lon\n", "utf-8")
    Path("wrong.csv").write_text("name,lat,lon\nLost,,\n", "utf-8")
    Path("far.csv").write_text("name,lat,lon\nFaraway,50,30\n", "utf-8")
    done = run("gazetteer", *arguments.split())
    assert (done.code, done.out) == (code, "")
    assert said in done.err
    assert run("gazetteer", "list").out == "[]\n"
    assert meant(run) == everywhere(None)


def test_columns_can_be_named(desk: Path, run: Run) -> None:
    Path("other.csv").write_text("punkt,szer,dl\nNorwick,1.55,0.3\n", "utf-8")
    assert run("gazetteer", "add", "other.csv", "--columns", "name=punkt,lat=szer,lon=dl").code == 0
    read(run)
    assert meant(run) == everywhere("theatre:norwick-1.550-0.300")


def test_lookup_tells_names_and_tables(desk: Path, run: Run) -> None:
    Path("places.csv").write_text(TABLE + "Kessa,Kesa,1.451,0.701,\n", "utf-8")
    run("gazetteer", "add", "places.csv")
    (norwick,) = json.loads(run("gazetteer", "lookup", "norwich").out)
    assert (norwick["place_id"], norwick["names"]) == ("wikidata:Q77", ["Norwich"])
    assert norwick["tables"] == ["places.csv"]
    (kessa,) = json.loads(run("gazetteer", "lookup", "Kesa").out)
    assert kessa["place_id"] == "theatre:kessa"
    assert kessa["tables"] == ["the theatre", "places.csv"]
    table = run("gazetteer", "lookup", "Kesa", "--format", "table")
    assert "known to" in table.out


def packed(text: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("readme.txt", "About the columns. " * 50)
        archive.writestr("UA.txt", text)
    return file.getvalue()


DUMP = (
    "77\tNorwick\tNorwick\tNorwich\t1.55\t0.3\tP\tPPL\tXA\t\t07\t\t\t\t900\t\t150\tEurope/Kyiv\t2024-01-01\n"
)


@pytest.fixture
def server() -> Iterator[FileServer]:
    with serve_file(packed(DUMP)) as server:
        yield server


def fetch(run: Run, server: FileServer, *codes: str) -> tuple[int, str]:
    done = run("gazetteer", "fetch", *(codes or ("UA",)), "--address", server.url)
    assert done.out == ""
    return done.code, done.err


def test_a_country_is_fetched_hashed_and_added(
    desk: Path, run: Run, server: FileServer, tmp_path: Path
) -> None:
    code, said = fetch(run, server, "ua")
    assert code == 0
    (listed,) = json.loads(run("gazetteer", "list").out)
    assert (listed["name"], listed["format"]) == ("UA.zip", "geonames")
    assert f"{server.url}/UA.zip: SHA-256 {listed['sha256']}" in said
    assert "UA.zip (geonames): 1 place" in said
    assert [*(tmp_path / "cache" / "contested" / "fetched").iterdir()] == []
    read(run)
    assert meant(run) == everywhere("geonames:77")


def test_a_fetch_that_broke_off_is_gone_on_with(desk: Path, run: Run, server: FileServer) -> None:
    server.cut_after = [100, 0]
    code, said = fetch(run, server)
    assert code == 3
    assert "broke off after 100 bytes" in said
    code, said = fetch(run, server)
    assert code == 0
    assert "gone on with at byte 100" in said


BAD = {
    "no zip": (b"<html>Maintenance</html>", "is no table of places"),
    "broken": (packed(DUMP)[:-30], "is a broken zip file"),
    "a bomb": (packed(DUMP + "0" * 20_000_000), "inflate to 20,000,0"),
    "other content": (b'[{"name": "Norwick", "lat": 1.55, "lon": 0.3}]', "is a table, but no GeoNames dump"),
    "elsewhere": (packed(DUMP.replace("1.55", "51.55")), "gives no place of the theatre (1 outside it"),
}


@pytest.mark.parametrize("what", BAD)
def test_what_is_no_dump_is_refused_and_nothing_is_kept(
    what: str, desk: Path, run: Run, server: FileServer, tmp_path: Path
) -> None:
    server.body, says = BAD[what]
    code, said = fetch(run, server)
    assert code == 3
    assert says in said
    assert run("gazetteer", "list").out == "[]\n"
    assert [*(tmp_path / "cache" / "contested" / "fetched").iterdir()] == []


def test_one_country_that_is_not_there_keeps_no_other_from_being_added(
    desk: Path, run: Run, server: FileServer
) -> None:
    server.status = 404
    code, said = fetch(run, server, "UA", "XX")
    assert code == 3
    assert said.count("is not there (404)") == 2


def test_the_address_of_geonames_is_asked_where_none_is_given() -> None:
    from contested.locate.tables.fetch import GEONAMES, country_address

    assert country_address("UA", GEONAMES) == "https://download.geonames.org/export/dump/UA.zip"


SETTLED = [
    (["Kessa"], everywhere("theatre:kessa")),
    (["theatre:vantry"], everywhere("theatre:vantry")),
    (["1.9,0.1"], everywhere("theatre:norwick-1.900-0.100")),
    (["1.4501,0.7001"], everywhere("theatre:kessa")),
    (["Kessa", "--report", "2019-05-18-other.txt"],
     [("2019-05-17-note.txt", None), ("2019-05-18-other.txt", "theatre:kessa")]),
]  # fmt: skip


@pytest.mark.parametrize(("place", "ids"), SETTLED)
def test_a_name_is_settled_with_name_and_day(
    place: list[str], ids: list[tuple[str, str | None]], desk: Path, run: Run
) -> None:
    done = run("gazetteer", "settle", "Norwick", *place, "--by", "A. Reader")
    assert (done.code, done.out) == (0, "")
    assert "by A. Reader on 20" in done.err
    left = ["Norwick"] if "--report" in place else []
    listed = run("list", "unresolved", "--format", "json")
    assert [one["text"] for one in json.loads(listed.out)] == left, "before anything is read anew"
    assert "2 reports to be read anew" in listed.err
    read(run)
    assert meant(run) == ids
    assert unresolved(run) == left
    reasons = [one["reason"] for one in json.loads(run("mentions").out) if one["text"] == "Norwick"]
    assert sum(one.startswith("settled by A. Reader on 20") for one in reasons) == 2 - len(left)
    claim = next(one for one in json.loads(run("claims", "--report", "2019-05-18-other.txt").out))
    explained = run("explain", claim["claim_id"]).out
    assert "Where: “Norwick” is " in explained
    assert ": settled by A. Reader on 20" in explained
    assert run("verify").code == 0


def test_words_that_name_no_place_are_no_longer_listed(desk: Path, run: Run) -> None:
    run("gazetteer", "settle", "Norwick", "--not-a-place", "--by", "A. Reader")
    assert unresolved(run) == []
    read(run)
    assert meant(run) == everywhere(None)
    assert unresolved(run) == []
    reasons = {one["reason"] for one in json.loads(run("mentions").out) if one["text"] == "Norwick"}
    assert len(reasons) == 1
    assert "names no place" in reasons.pop()


def test_a_later_act_replaces_an_earlier_and_can_be_withdrawn(desk: Path, run: Run) -> None:
    for place, ids in (("Kessa", everywhere("theatre:kessa")), ("Vantry", everywhere("theatre:vantry"))):
        run("gazetteer", "settle", "Norwick", place, "--by", "A. Reader")
        read(run)
        assert meant(run) == ids
    assert run("gazetteer", "settle", "Norwick", "--withdraw", "--by", "B. Reader").code == 0
    read(run)
    assert meant(run) == everywhere(None)
    assert unresolved(run) == ["Norwick"]


def test_a_settled_name_is_known_to_every_command(desk: Path, run: Run) -> None:
    run("gazetteer", "settle", "Norwick", "1.9,0.1", "--by", "A. Reader")
    read(run)
    answer = json.loads(run("status", "Norwick", "--on", "2019-05-20").out)
    assert answer["place"]["place_id"] == "theatre:norwick-1.900-0.100"
    assert answer["origins"] > 0
    (found,) = json.loads(run("gazetteer", "lookup", "Norwick").out)
    assert found["name"] == "Norwick"


def test_what_the_desk_knew_before_is_still_answered(
    desk: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    from contested.days import now
    from contested.desk import find_desk
    from contested.pipeline import Workshop, bring_up_to_date

    today = now()[:10]
    monkeypatch.setattr(command, "now", lambda: "2999-01-01T00:00:00Z")
    run("gazetteer", "settle", "Norwick", "Kessa", "--by", "A. Reader")
    bring_up_to_date(Workshop(find_desk(Path())), "2999-01-02T00:00:00Z")
    asked = ["status", "Kessa", "--on", "2019-05-20"]
    after = json.loads(run(*asked).out)
    before = json.loads(run(*asked, "--recorded-on", today).out)
    assert len(before["evidence"]) == 1
    assert len(after["evidence"]) + sum(len(one["repeats"]) for one in after["evidence"]) > 1
