"""A desk that names a second reader: what is sent, what is kept apart, what is listed, what is said."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from cli_runs import TINY, Run

from contested.desk import open_desk
from contested.pipeline import Moment, Workshop, take_account
from contested.publish import site
from tests.served import Served, serve

# One difference of each kind, and one sentence that both read alike.
LINES = {
    "event": "Velian troops seized Pellin.",
    "actor": "The Velian Ministry of War said that League fighters captured Kessa.",
    "place": "Velian troops captured Ostrel and Halvory.",
    "stance": "Velian troops reportedly captured Vantry.",
    "only_rules": "Three Velian drones hit Saltmere.",
    "only_second": "Velian flags fly over Dunmarrow.",
    "": "League fighters withdrew from Castellan.",
}


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    with serve() as running:
        yield running


@pytest.fixture
def desk(tmp_path: Path, run: Run, served: Served) -> Path:
    """A desk of two reports that names the server, added and not built."""
    if not (Path(site.__file__).parent / "assets" / "page.js").exists():
        pytest.skip("the page is not built: run make page")
    served.asked.clear()
    folder = tmp_path / "desk"
    assert run("new", str(folder), "--theatre", str(TINY / "theatre"), "--synthetic").code == 0
    name_reader(folder, served.url)
    add(run, folder, "lines", "\n".join(LINES.values()))
    add(run, folder, "quiet", "Velian troops captured Kessa.")
    return folder


def name_reader(folder: Path, url: str, model: str = "toy") -> None:
    file = folder / "desk.toml"
    written = file.read_text("utf-8").partition("\n[second_reader]")[0]
    table = f'\n[second_reader]\nkind = "endpoint"\nurl = "{url}/v1/chat/completions"\nmodel = "{model}"\n'
    file.write_text(written + table + "timeout = 5\n", "utf-8")


def add(run: Run, folder: Path, name: str, text: str) -> None:
    report = {"id": name, "text": text, "published": "2019-05-12", "publisher": "Marova Observer"}
    file = folder.parent / f"{name}.jsonl"
    file.write_text(json.dumps(report), "utf-8")
    assert run("add", str(file), "-d", str(folder)).code == 0


def build(run: Run, desk: Path) -> tuple[int, str]:
    done = run("build", "--as-of", "2019-06-01", "-d", str(desk))
    return done.code, done.err


def read_site(desk: Path) -> dict[str, bytes]:
    return {
        str(file.relative_to(desk)): file.read_bytes()
        for file in sorted((desk / "site").rglob("*"))
        if file.is_file()
    }


def test_disagreements_are_listed_by_kind_those_about_holders_first(
    desk: Path, run: Run, served: Served
) -> None:
    code, said = build(run, desk)
    assert (code, len(served.asked)) == (0, 2)
    assert "2 reports read by llm:toy: 7 claims, 0 not believed, 0 set aside" in said
    found = json.loads(run("list", "disagreements", "-d", str(desk)).out)
    assert {(one["kind"], one["text"]) for one in found} == {
        (kind, text) for kind, text in LINES.items() if kind
    }
    assert [one["kind"] for one in found] == [
        "actor",
        "event",
        "place",
        "stance",
        "only_second",
        "only_rules",
    ]
    assert [one["control"] for one in found] == [True] * 5 + [False]
    assert {one["report_name"] for one in found} == {"lines"}
    rows = {one["kind"]: one for one in found}
    assert (rows["actor"]["rules"]["actor"], rows["actor"]["second"]["actor"]) == ("FRL", "VEL")
    assert (rows["event"]["rules"]["event"], rows["event"]["second"]["event"]) == ("captured", "entered")
    assert (rows["stance"]["rules"]["stance"], rows["stance"]["second"]["stance"]) == ("hedged", "asserted")
    assert rows["place"]["places"] == ["Ostrel", "Halvory"]
    assert rows["place"]["second"]["places"] == ["Ostrel"]
    assert rows["only_rules"]["second"] is rows["only_second"]["rules"] is None
    assert rows["only_second"]["second"]["rule"] == "llm:toy"


def test_every_format_holds_the_disagreements(desk: Path, run: Run) -> None:
    build(run, desk)
    listed = {
        format: run("list", "disagreements", "--format", format, "-d", str(desk)).out
        for format in ("table", "json", "jsonl", "csv")
    }
    found = json.loads(listed["json"])
    assert [json.loads(line) for line in listed["jsonl"].splitlines()] == found
    rows = list(csv.DictReader(io.StringIO(listed["csv"])))
    assert [(row["kind"], row["text"]) for row in rows] == [(one["kind"], one["text"]) for one in found]
    assert all(kind in listed["table"] for kind in LINES)


def test_a_second_reader_changes_nothing_that_counts(desk: Path, run: Run) -> None:
    build(run, desk)
    with_it = (
        run("claims", "-d", str(desk)).out,
        read_site(desk),
        take_account(shop_of(desk), Moment("2019-06-01")),
    )
    alone = desk.parent / "alone"
    assert (
        run("new", str(alone), "--theatre", str(TINY / "theatre"), "--synthetic", "--name", "desk").code == 0
    )
    for name in ("lines", "quiet"):
        assert run("add", str(desk.parent / f"{name}.jsonl"), "-d", str(alone)).code == 0
    assert build(run, alone)[0] == 0
    without = (
        run("claims", "-d", str(alone)).out,
        read_site(alone),
        take_account(shop_of(alone), Moment("2019-06-01")),
    )
    assert with_it == without
    with shop_of(desk).ledger() as ledger:
        assert ledger.claims() == ledger.claims(shop_of(desk).version)
        assert len(ledger.claims(shop_of(desk).second_version)) == 7
    assert run("verify", "-d", str(desk)).code == 0


def shop_of(desk: Path) -> Workshop:
    return Workshop(open_desk(desk))


def test_nothing_is_asked_twice_until_the_model_is_another(desk: Path, run: Run, served: Served) -> None:
    build(run, desk)
    build(run, desk)
    assert len(served.asked) == 2
    name_reader(desk, served.url, "toy-2")
    assert run("list", "disagreements", "-d", str(desk)).code == 1
    build(run, desk)
    assert [one["model"] for one in served.asked] == ["toy"] * 2 + ["toy-2"] * 2
    assert "llm:toy-2" in run("list", "disagreements", "-d", str(desk)).out


def test_a_report_that_it_cannot_read_is_set_aside_for_it_and_the_rest_goes_on(
    desk: Path, run: Run, served: Served
) -> None:
    add(run, desk, "broken", "Velian troops captured Vantry. [500]")
    add(run, desk, "invented", "Velian troops captured Pellin. [invented]")
    code, said = build(run, desk)
    assert code == 3
    (line,) = [line for line in said.splitlines() if line.startswith("set aside: ")]
    assert line.startswith(f"set aside: broken (llm:toy): {served.url}/v1/chat/completions: answered 500")
    assert "3 reports read by llm:toy: 8 claims, 1 not believed, 1 set aside" in said
    assert "- its sentence does not stand in the report: 1" in said
    assert (desk / "site" / "index.html").exists()
    assert run("list", "rejected", "-d", str(desk)).out == "[]\n"
    named = '"report_name": "broken"'
    assert named in run("claims", "-d", str(desk)).out
    listed = run("list", "disagreements", "-d", str(desk))
    assert "1 report not read by the second reader yet; run: contested build" in listed.err
    assert named not in listed.out
    served.asked.clear()
    assert build(run, desk)[0] == 3
    assert len(served.asked) == 1, "only what it has not read is asked again"


def test_where_it_is_out_of_reach_the_rest_waits(desk: Path, run: Run, served: Served) -> None:
    for number in range(3):
        add(run, desk, f"more-{number}", f"Velian troops captured Kessa. [401] {number}")
    add(run, desk, "last", "Velian troops captured Kessa. [429]")
    name_reader(desk, "http://127.0.0.1:1")
    code, said = build(run, desk)
    assert code == 3
    assert said.count("set aside: ") == 3
    assert "3 reports not sent to llm:toy, which is out of reach; build again later" in said
    assert (desk / "site" / "index.html").exists()
    done = run("list", "disagreements", "-d", str(desk))
    assert (done.code, done.out) == (1, "")
    assert "llm:toy has read no report yet; run: contested build" in done.err
    assert served.asked == []


def test_without_a_second_reader_nothing_is_sent_and_the_list_says_how(in_tiny: Path, run: Run) -> None:
    done = run("list", "disagreements")
    assert (done.code, done.out) == (1, "")
    assert "desk.toml: names no second reader" in done.err
    assert "add a table [second_reader]" in done.err


def test_where_the_readers_agree_it_is_said(tmp_path: Path, run: Run, served: Served, desk: Path) -> None:
    agreed = tmp_path / "agreed"
    assert run("new", str(agreed), "--theatre", str(TINY / "theatre"), "--synthetic").code == 0
    name_reader(agreed, served.url)
    add(run, agreed, "quiet", "Velian troops captured Kessa.")
    assert build(run, agreed)[0] == 0
    done = run("list", "disagreements", "-d", str(agreed))
    assert (done.code, done.out) == (0, "[]\n")
    assert "the rules and the second reader say the same" in done.err


def test_a_changed_gazetteer_asks_nothing_anew(desk: Path) -> None:
    shop, other = shop_of(desk), shop_of(desk)
    other.version = "rules-1/other"
    assert shop.second_version == other.second_version
    assert shop.second_version.startswith("second:llm:toy/")


def test_kinds_of_second_readers_are_listed(run: Run) -> None:
    assert [one["name"] for one in json.loads(run("list", "second-readers").out)] == ["endpoint"]
