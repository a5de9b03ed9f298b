"""`add` says which new reports repeat others, and its answer needs no cache."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import pytest
from cli_runs import TINY, Done, Run

from contested.cache import FORGOTTEN

BULLETIN = (
    "The staff of the northern army said in its evening bulletin that its infantry had taken the village of "
    "Pellin after two days of fighting, and that the crossing below it was again under its guns. Twelve "
    "prisoners were brought in. Nothing was said of losses, which other accounts put at forty men."
)
MARKET = (
    "Traders at the covered market said prices of flour had doubled since the bridge was closed to lorries. "
    "The council promised a ferry by the end of the month, though nobody on the quay had been told where it "
    "would land. A retired pilot offered to bring sacks over in his boat for nothing."
)
RIVER = (
    "The river has risen over the lower quay at Vantry, and the ferry lies idle until the water falls again."
)
SCHOOL = "The school burned down with its library, and nobody can say where lessons will be held this autumn."
SENTENCE = BULLETIN.rpartition(". ")[2]
PAGE = "https://staff.example/1"
COPY = "is a copy (of bulletin)"
PASSAGE = "lifts a passage (of bulletin)"
VERSION = "is a later version of a page (bulletin)"
# What is added after the bulletin, and what `add` then says of it.
RETITLED = {"id": "echo", "publisher": "Echo", "text": f"Village falls, the staff says\n\n{BULLETIN}"}
TRUNCATED = {"id": "cut", "publisher": "Cut", "text": BULLETIN[: len(BULLETIN) * 2 // 3]}
STORY = {"id": "story", "publisher": "Story", "text": f"{MARKET} {SENTENCE} {SCHOOL}"}
EDITED = {
    "id": "bulletin-2", "publisher": "Staff", "url": PAGE, "published": "2019-05-18",
    "text": BULLETIN.replace("Twelve", "Fourteen") + " Corrected.",
}  # fmt: skip
ALONE = {"id": "quay", "publisher": "Quay", "text": RIVER}


@pytest.fixture
def desk(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A desk of the invented war that holds one bulletin; the current folder. Its cache is beside it."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = tmp_path / "desk"
    assert run("new", str(folder), "--theatre", str(TINY / "theatre"), "--synthetic").code == 0
    monkeypatch.chdir(folder)
    first = add(run, {"id": "bulletin", "publisher": "Staff", "url": PAGE, "text": BULLETIN})
    assert said(first) == []
    return folder


def add(run: Run, *records: dict[str, str]) -> Done:
    lines = (json.dumps({"published": "2019-05-17"} | record) + "\n" for record in records)
    Path("new.jsonl").write_text("".join(lines), "utf-8")
    done = run("add", "new.jsonl")
    assert (done.code, done.out) == (0, "")
    return done


def said(done: Done) -> list[str]:
    """What stands after the summary."""
    lines = done.err.splitlines()
    (summary,) = (number for number, line in enumerate(lines) if "added," in line)
    return lines[summary + 1 :]


def indexes(desk: Path) -> list[Path]:
    return sorted((desk.parent / "cache" / "contested").glob("copies-*"))


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        pytest.param([RETITLED], f"the new report {COPY}", id="retitled"),
        pytest.param([TRUNCATED], f"the new report {COPY}", id="truncated"),
        pytest.param([STORY], f"the new report {PASSAGE}", id="passage"),
        pytest.param([EDITED], f"the new report {VERSION}", id="revision"),
        pytest.param([ALONE], None, id="none"),
        pytest.param([RETITLED, ALONE], f"of 2 new reports 1 {COPY}", id="one of two"),
        pytest.param(
            [TRUNCATED, STORY, EDITED, ALONE],
            f"of 4 new reports 1 {VERSION}, 1 {COPY}, 1 {PASSAGE}",
            id="one of each",
        ),
        pytest.param(
            [TRUNCATED, TRUNCATED | {"id": "cut-2", "publisher": "Tail", "published": "2019-05-18"}],
            "of 2 new reports 2 are copies (of bulletin and cut)",
            id="several",
        ),
    ],
)
def test_new_reports_that_repeat_others_are_told(
    desk: Path, run: Run, records: list[dict[str, str]], expected: str | None
) -> None:
    assert said(add(run, *records)) == ([expected] if expected else [])
    assert said(add(run, *records)) == []  # they are held already


def test_of_many_originals_some_are_named_and_the_others_counted(desk: Path, run: Run) -> None:
    texts = [f"{MARKET.replace(' ', f' {word} ')}" for word in ("red", "blue", "green", "white", "black")]
    add(run, *({"id": f"o{n}", "publisher": f"P{n}", "text": text} for n, text in enumerate(texts)))
    reprints = [{"id": f"c{n}", "publisher": f"Q{n}", "text": text} for n, text in enumerate(texts)]
    (line,) = said(add(run, *reprints))
    told, _, originals = line.partition(" (of ")
    assert told == "of 5 new reports 5 are copies"
    *names, last = originals.removesuffix(")").split(" and ")
    assert last == "2 more"
    named = ", ".join(names).split(", ")
    assert len(named) == 3
    assert set(named) < {f"o{n}" for n in range(5)}


@pytest.mark.parametrize("part", ["lock", "index.json", "*.ids.txt", "*.numbers.npy", "*.facts.npy"])
@pytest.mark.parametrize("harm", ["gone", "cut short", "empty"])
def test_a_damaged_index_is_made_anew(desk: Path, run: Run, part: str, harm: str) -> None:
    (index,) = indexes(desk)
    (file,) = index.glob(part)
    if harm == "gone":
        file.unlink()
    else:
        file.write_bytes(file.read_bytes()[: 0 if harm == "empty" else -1])
    assert said(add(run, RETITLED)) == [f"the new report {COPY}"]
    assert said(add(run, STORY)) == [f"the new report {PASSAGE}"]


def test_an_index_that_is_deleted_or_lacks_reports_catches_up(desk: Path, run: Run) -> None:
    (index,) = indexes(desk)
    (listed,) = index.glob("index.json")
    old = {file: file.read_bytes() for file in index.iterdir()}
    add(run, RETITLED)
    for file in index.iterdir():
        file.unlink()
    assert said(add(run, TRUNCATED)) == [f"the new report {COPY}"]
    assert "0-3-" in listed.read_text("utf-8")
    for file in index.iterdir():
        file.unlink()
    for file, content in old.items():
        file.write_bytes(content)
    assert said(add(run, STORY)) == [f"the new report {PASSAGE}"]
    assert listed.read_text("utf-8").count("-4-") >= 2


def test_an_index_of_another_ledger_is_not_believed(desk: Path, run: Run) -> None:
    """The desk's ledger is deleted and begun anew at the same place."""
    for file in desk.glob("ledger.sqlite*"):
        file.unlink()
    assert said(add(run, RETITLED)) == []
    assert said(add(run, TRUNCATED)) == ["the new report is a copy (of echo)"]


def test_a_cache_that_cannot_be_written_is_done_without(
    desk: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "a file"
    blocked.write_text("", "utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(blocked))
    assert said(add(run, RETITLED, ALONE)) == [f"of 2 new reports 1 {COPY}"]


def test_indexes_that_nothing_comes_to_any_more_are_removed(desk: Path, run: Run) -> None:
    (index,) = indexes(desk)
    others = [index.with_name(f"copies-{name}") for name in ("young", "old")]
    for other in others:
        other.mkdir()
    long_ago = time.time() - FORGOTTEN - 60
    os.utime(others[1], (long_ago, long_ago))
    add(run, ALONE)
    assert indexes(desk) == sorted([index, others[0]])


def test_run_says_so_too_and_keeps_no_index_of_a_desk_that_is_thrown_away(
    desk: Path, run: Run, tmp_path: Path
) -> None:
    theatre = str(TINY / "theatre")
    before = indexes(desk)
    (desk / "in").mkdir()
    records = [{"published": "2019-05-16"} | one for one in (ALONE, {"id": "b", "text": BULLETIN}, RETITLED)]
    Path("in/all.jsonl").write_text("".join(json.dumps(one) + "\n" for one in records), "utf-8")
    done = run("run", "in", "--out", str(tmp_path / "site"), "--theatre", theatre, "--synthetic")
    (line,) = (line for line in done.err.splitlines() if line.startswith("of 3 new reports"))
    assert line in ("of 3 new reports 1 is a copy (of b)", "of 3 new reports 1 is a copy (of echo)")
    assert indexes(desk) == before
