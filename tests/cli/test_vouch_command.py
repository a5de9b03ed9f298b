"""Sources are vouched for and taken back; reports are read and counted anew with them; what is wrong is set aside."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from cli_runs import TINY, Run

from contested.cli import vouch as command
from contested.publish import site

REPORTS = [
    {"id": "gazette-1", "publisher": "Valley Gazette", "published": "2019-05-17",
     "text": "Velian troops captured Pellin on Thursday.\n"},
    {"id": "site-1", "publisher": "elsewhere.example", "published": "2019-05-18",
     "text": "Velian troops captured Vantry on Friday, the Grey Heron channel said.\n"},
]  # fmt: skip
GAZETTE = {"name": "Valley Gazette", "kind": "outlet", "aliases": ["VG"], "url": "https://gazette.example"}
HERON = {"name": "Grey Heron", "kind": "channel", "side": "FRL"}
BUILT = (Path(site.__file__).parent / "assets" / "page.js").exists()


@pytest.fixture
def desk(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A desk of the invented war with two reports of publishers that nobody knows; the current folder."""
    folder = tmp_path / "desk"
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert run("new", str(folder), "--theatre", str(TINY / "theatre"), "--synthetic").code == 0
    monkeypatch.chdir(folder)
    write("reports.jsonl", *REPORTS)
    assert run("add", "reports.jsonl").code == 0
    return folder


def write(file: str, *records: Any) -> str:
    lines = (one if isinstance(one, str) else json.dumps(one, ensure_ascii=False) for one in records)
    Path(file).write_text("".join(f"{line}\n" for line in lines), "utf-8")
    return file


def vouch(run: Run, *records: Any, by: str = "A. Reader", options: tuple[str, ...] = ()) -> tuple[int, str]:
    done = run("vouch", write("vouched.jsonl", *records), "--by", by, *options)
    assert done.out == ""
    return done.code, done.err


def state(run: Run, place: str, *options: str) -> str:
    answer = json.loads(run("status", place, "--on", "2019-05-18", *options).out)
    return str(answer["state"])


def listed(run: Run, name: str) -> dict[str, Any]:
    (found,) = (one for one in json.loads(run("list", "sources").out) if one["name"] == name)
    return dict(found)


@pytest.mark.skipif(not BUILT, reason="the page is not built: make page")
def test_a_site_that_nobody_knows_turns_a_place_once_it_is_vouched_for(desk: Path, run: Run) -> None:
    built = run("build", "--as-of", "2019-05-20")
    assert "nobody vouches for 2 sources" in built.err
    assert "contested vouch" in built.err
    assert state(run, "Pellin") == "unknown"
    code, said = vouch(run, GAZETTE)
    assert code == 0
    assert "1 source vouched for: 1 new, 0 changed, 0 held already, 0 set aside" in said
    assert "contested build" in said
    built = run("build", "--as-of", "2019-05-20")
    assert built.code == 0
    assert "2 reports read for claims" in built.err
    assert "nobody vouches for 1 source:" in built.err
    assert state(run, "Pellin") == "VEL"
    assert run("vouch", "--source", "valley gazette", "--withdraw", "--by", "B. Reader").code == 0
    assert state(run, "Pellin") == "unknown"
    assert run("verify").code == 0


def test_a_voice_is_recognised_by_its_new_aliases(desk: Path, run: Run) -> None:
    (voice,) = json.loads(run("claims", "--report", "site-1").out)[0]["voices"]
    assert voice["source_id"] is None
    assert vouch(run, HERON | {"name": "Heron of the Vale", "aliases": ["Grey Heron"]})[0] == 0
    (voice,) = json.loads(run("claims", "--report", "site-1").out)[0]["voices"]
    assert voice == {
        "name": "Heron of the Vale", "kind": "channel", "side": "FRL", "source_id": "heron-of-the-vale",
    }  # fmt: skip
    assert state(run, "Vantry") == "VEL", "it is the word of its source, whoever carries it"
    assert (listed(run, "Heron of the Vale")["claims"], listed(run, "elsewhere.example")["claims"]) == (1, 0)


def test_what_the_desk_stood_for_on_a_past_day_is_still_answered(
    desk: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    from contested.days import now
    from contested.desk import find_desk
    from contested.pipeline import Workshop, bring_up_to_date

    today = now()[:10]
    assert state(run, "Pellin") == "unknown"
    monkeypatch.setattr(command, "now", lambda: "2999-01-01T00:00:00Z")
    assert vouch(run, GAZETTE)[0] == 0
    bring_up_to_date(Workshop(find_desk(Path())), "2999-01-01T00:00:00Z")
    monkeypatch.setattr(command, "now", lambda: "2999-01-03T00:00:00Z")
    assert vouch(run, GAZETTE, options=("--withdraw",))[0] == 0
    bring_up_to_date(Workshop(find_desk(Path())), "2999-01-03T00:00:00Z")
    assert state(run, "Pellin") == "unknown"
    assert state(run, "Pellin", "--recorded-on", today) == "unknown"
    assert state(run, "Pellin", "--recorded-on", "2999-01-02") == "VEL"
    assert state(run, "Pellin", "--recorded-on", "2999-01-03") == "unknown"


def test_a_day_of_publication_asks_nothing_of_vouches(desk: Path, run: Run) -> None:
    vouch(run, GAZETTE)
    assert state(run, "Pellin", "--known-on", "2019-05-17") == "VEL", "vouched for long after"


def test_the_same_source_again_adds_nothing_and_a_changed_one_replaces_it(desk: Path, run: Run) -> None:
    assert "1 new, 0 changed, 0 held" in vouch(run, GAZETTE)[1]
    again = vouch(run, GAZETTE | {"aliases": ["VG", "Valley Gazette", "VG"]}, by="B. Reader")[1]
    assert "0 new, 0 changed, 1 held already" in again
    assert "contested build" not in again
    assert (listed(run, "Valley Gazette")["vouched"], listed(run, "Valley Gazette")["kind"]) == (
        "A. Reader",
        "outlet",
    )
    assert "0 new, 1 changed, 0 held" in vouch(run, GAZETTE | {"kind": "agency"}, by="B. Reader")[1]
    found = listed(run, "Valley Gazette")
    assert (found["source_id"], found["vouched"], found["kind"]) == ("valley-gazette", "B. Reader", "agency")
    assert (
        "1 source vouched for no more" in vouch(run, {"name": "VALLEY gazette"}, options=("--withdraw",))[1]
    )
    assert (listed(run, "Valley Gazette")["source_id"], listed(run, "Valley Gazette")["vouched"]) == (
        None,
        None,
    )
    assert "1 new" in vouch(run, GAZETTE)[1]
    assert listed(run, "Valley Gazette")["source_id"] == "valley-gazette", "it keeps its id"


@pytest.mark.parametrize(
    ("name", "source_id"),
    [
        ("Valley Gazette", "valley-gazette"),
        ("Газета «Долина»", "hazeta-dolyna"),
        ("École du Nord", "ecole-du-nord"),
        ("谷の新聞", "source-"),
        ("League-Voice!", "league-voice-"),  # what the slug would be is the theatre's
    ],
)
def test_an_id_is_made_of_the_name(name: str, source_id: str, desk: Path, run: Run) -> None:
    assert vouch(run, {"name": name, "kind": "outlet"})[0] == 0
    found = listed(run, name)["source_id"]
    assert found == source_id or (source_id.endswith("-") and found.startswith(source_id))
    assert "0 new, 0 changed, 1 held" in vouch(run, {"name": name, "kind": "outlet"})[1]


WRONG = [
    ('{"name": "Post"', "broken JSON"),
    ("[1]", "Expected `object`, got `array`"),
    ('"Post"', "Expected `object`, got `str`"),
    ("[" * 100_001, "a line of over 100,000 bytes"),
    ("[" * 90_000, "vouched.jsonl:1: "),
    ('{"name": "\\ud800", "kind": "outlet"}', "broken JSON"),
    ("Post" * 3_000_000, "a line of over 100,000 bytes; write one source a line"),
    ({"kind": "outlet"}, "'name' is missing; write what the source is called"),
    ({"name": None, "kind": "outlet"}, "'name' is missing"),
    ({"name": "Post", "kind": "outlet", "aliases": "P"}, "'aliases': Expected `array`, got `str`"),
    ({"name": "Post", "kind": "outlet", "aliases": [1]}, "'aliases': Expected `str`, got `int`"),
    ({"name": "Post", "kind": "outlet", "alias": ["P"]}, "unknown key 'alias'; did you mean 'aliases'?"),
    ({"name": "Post", "kind": "outlet", "colour": "red"}, "unknown key 'colour'; keys are name, kind, side"),
    ({"name": "Post"}, "'kind' is missing; kinds are official, ministry,"),
    ({"name": "Post", "kind": "blog"}, "'kind' is 'blog'; kinds are official, ministry,"),
    ({"name": "Post", "kind": "unnamed"}, "'kind' is 'unnamed'; kinds are official"),
    ({"name": "Post", "kind": "outlet", "side": "vel"}, "'side' is 'vel'; sides are VEL, FRL, or null"),
    ({"name": "Post", "kind": "outlet", "url": "javascript:alert(1)"}, "'url' is 'javascript:alert(1)'; write"),
    ({"name": "Post", "kind": "outlet", "url": "https://a.example/\u202ex"}, "'url' is"),
    ({"name": "Post", "kind": "outlet", "url": "example.org"}, "League Voice (league-voice) publishes too"),
    ({"name": "Post", "kind": "outlet", "url": "http://www.example.org/MNA/"}, "Marova News Agency (marova-news)"),
    ({"name": "Post", "kind": "outlet", "source_id": "side:VEL"}, "'source_id' is 'side:VEL'; write small"),
    ({"name": "Post", "kind": "outlet", "source_id": "marova-news"}, "'marova-news' is Marova News Agency"),
    ({"name": "mna", "kind": "agency"}, "'mna' is Marova News Agency (marova-news), known from the theatre"),
    ({"name": "Post", "kind": "agency", "aliases": ["HI"]}, "'hi' is Harbour Institute (harbour-institute)"),
    ({"name": "Castellan", "kind": "official"}, "'castellan' is Velia (side:VEL)"),
    ({"name": "Po\u202est", "kind": "outlet"}, "'name' holds a character that is not seen (U+202E)"),
    ({"name": "Post\u200f", "kind": "outlet"}, "'name' holds a character that is not seen (U+200F)"),
    ({"name": "Po\u0007st", "kind": "outlet"}, "'name' holds a character that is not seen (U+0007)"),
    ({"name": "Post", "kind": "outlet", "aliases": ["P\u001b[31mX"]}, "'aliases' holds a character that is"),
    ({"name": "P" * 101, "kind": "outlet"}, "'name' has 101 characters; write 100 at most"),
    ({"name": "the *", "kind": "outlet"}, "'name' is 'the *', which is no name"),
    ({"name": "7", "kind": "outlet"}, "'name' is '7', which is no name"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "says"), WRONG, ids=range(len(WRONG)))
def test_a_wrong_line_is_set_aside_and_the_rest_goes_on(line: Any, says: str, desk: Path, run: Run) -> None:
    code, said = vouch(run, line, GAZETTE)
    assert code == 3
    assert "set aside: vouched.jsonl:1: " in said
    assert says in said
    assert "\x1b" not in said
    assert "\u202e" not in said
    assert "1 source vouched for: 1 new, 0 changed, 0 held already, 1 set aside" in said


def test_names_are_nobody_elses_within_a_file_and_over_files(desk: Path, run: Run) -> None:
    code, said = vouch(run, GAZETTE, {"name": "Post", "kind": "outlet", "aliases": ["vg"]})
    assert code == 3
    assert "vouched.jsonl:2: 'aliases': 'vg' is Valley Gazette (valley-gazette)" in said
    assert 'write "source_id": "valley-gazette"' in said
    assert vouch(run, {"name": "VG", "kind": "outlet"})[0] == 3
    renamed = {"name": "Vale Gazette", "kind": "outlet", "source_id": "valley-gazette"}
    assert "1 new, 1 changed" in vouch(run, renamed, {"name": "VG", "kind": "outlet"})[1], "it is free now"
    assert run("verify").code == 0


def test_a_source_of_the_desks_file_need_not_be_vouched_for(desk: Path, run: Run) -> None:
    write("own.jsonl", GAZETTE | {"source_id": "gazette"})
    with Path("desk.toml").open("r+") as file:
        text = file.read()
        file.seek(0)
        file.write(f'sources = "own.jsonl"\n{text}')
    assert (listed(run, "Valley Gazette")["vouched"], state(run, "Pellin")) == ("own.jsonl", "VEL")
    code, said = vouch(run, GAZETTE)
    assert code == 3
    assert "known from own.jsonl, which desk.toml names" in said
    assert "is known from own.jsonl" in vouch(run, GAZETTE, options=("--withdraw",))[1]


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["nosuch.jsonl", "--by", "X"], 2, "nosuch.jsonl: no such file or folder"),
        (["archive", "--by", "X"], 2, "archive: is a folder"),
        (["empty.jsonl", "--by", "X"], 2, "empty.jsonl: holds no source; write one JSON object a line"),
        (["--by", "X"], 2, "give a file of sources, or one with --source"),
        (["one.jsonl"], 2, "--by"),
        (["one.jsonl", "--by", " "], 2, "write who stands for them"),
        (["one.jsonl", "--by", "A\u202eB"], 2, "--by: 'by' holds a character that is not seen (U+202E)"),
        (["one.jsonl", "--source", "Post", "--by", "X"], 2, "give a file of sources, or one"),
        (["one.jsonl", "--kind", "outlet", "--by", "X"], 2, "--kind: goes with --source"),
        (["--source", "Post", "--kind", "outlet", "--withdraw", "--by", "X"], 2, "not with --withdraw"),
        (["--source", "Post", "--by", "X"], 2, "'kind' is missing; kinds are"),
        (["--source", "Post", "--withdraw", "--by", "X"], 2, "'Post' is vouched for by nobody"),
        (["--source", "MNA", "--withdraw", "--by", "X"], 2, "'MNA' is known from the theatre"),
        (["--sauce=Post", "--by", "X"], 2, "unknown option --sauce=Post"),
    ],
)  # fmt: skip
def test_wrong_usage_is_told_and_enters_nothing(
    arguments: list[str], code: int, says: str, desk: Path, run: Run
) -> None:
    write("empty.jsonl", "", "  ")
    write("one.jsonl", GAZETTE)
    done = run("vouch", *arguments)
    assert (done.code, done.out) == (code, "")
    assert says in done.err
    assert "\u202e" not in done.err
    assert listed(run, "Valley Gazette")["vouched"] is None


def test_one_source_is_named_by_options_and_a_batch_comes_from_stdin(
    desk: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = [
        "--kind",
        "channel",
        "--side",
        "FRL",
        "--alias",
        "Heron",
        "--alias",
        "GH",
        "--url",
        "heron.example",
    ]
    assert run("vouch", "--source", "Grey Heron", *options, "--by", "X").code == 0
    assert (
        "0 new, 0 changed, 1 held"
        in vouch(run, HERON | {"aliases": ["GH", "Heron"], "url": "heron.example"})[1]
    )
    typed = io.TextIOWrapper(io.BytesIO("\ufeff{}\n".encode() + json.dumps(GAZETTE).encode()))
    monkeypatch.setattr(sys, "stdin", typed)
    done = run("vouch", "-", "--by", "X")
    assert done.code == 3
    assert "set aside: stdin:1: 'name' is missing" in done.err
    assert "1 new" in done.err


def test_a_desk_without_reports_can_vouch_and_list(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("new", str(tmp_path / "new"), "--theatre", str(TINY / "theatre"), "--synthetic").code == 0
    monkeypatch.chdir(tmp_path / "new")
    assert {one["vouched"] for one in json.loads(run("list", "sources").out)} == {"theatre"}
    assert not Path("ledger.sqlite").exists(), "being asked makes no ledger"
    assert vouch(run, GAZETTE)[0] == 0
    assert listed(run, "Valley Gazette")["vouched"] == "A. Reader"
