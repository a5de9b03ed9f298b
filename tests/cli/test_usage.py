"""What a command says to wrong arguments, and where it finds its desk."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from cli_runs import Run

WRONG = [
    ("nope", 2, "Unknown command"),
    ("claims --foo", 2, "--foo"),
    ("claims --format xml", 2, "Choose from"),
    ("claims --event captur", 2, "did you mean captured?"),
    ("claims --side X", 2, "VEL, FRL"),
    ("claims --since 2019-02-30", 2, "write year, month and day"),
    ("claims --since 20190202", 2, "write year, month and day"),
    ("claims --place Nowhereville", 2, "no place is called"),
    ("status", 2, "give a place and --on DAY"),
    ("status Kessa", 2, "give a place and --on DAY"),
    ("status Kessa --on yesterday", 2, "write year, month and day"),
    ("status Kesa --on 2019-05-15", 2, "did you mean Kessa"),
    ("status 80,0 --on 2019-05-15", 2, "no settlement within 8 km"),
    ("timeline 80,0", 2, "no settlement within 5 km"),
    ("status 91,0 --on 2019-05-15", 2, "no point on Earth"),
    ("status Kessa --on 2019-05-15 --batch x.csv", 2, "leave them out here"),
    ("status --batch missing.csv", 1, "missing.csv: No such file"),
    ("build --as-of tomorrow", 2, "no day or moment"),
    ("export shapefile --out x", 2, "there are acled, atom, claimreview, csv"),
    ("export csv --out no/such/folder/x", 2, "mkdir -p no/such/folder"),
    ("export csv --out archive", 2, "archive: is a folder"),
    ("export csv --records all --out archive --as-of 2019-06-01", 2, "which is no such export"),
    ("export csv --records all --out desk.toml", 2, "desk.toml: is a file"),
    ("export csv --records maps --out x", 2, "kinds are claims, control, events"),
    ("export jsonl --records claims --out x", 2, "jsonl has one kind"),
    (
        "export csv --out x --since 2019-05-02 --until 2019-05-01 --as-of 2019-06-01",
        2,
        "is later than --until",
    ),
    ("export csv --out x --on 2019-06-02 --as-of 2019-06-01", 2, "later than the moment of the file"),
    ("evaluate nosuch.jsonl", 2, "nosuch.jsonl: no such file; give"),
    ("new x --theatre archive", 1, "has no theatre.toml"),
    ("add", 2, "give files, folders or addresses"),
    ("add nosuch", 2, "nosuch: no such file or folder"),
    ("run https://example.org/feed --out site", 2, "is an address, where a file is wanted"),
    ("watch", 2, "nothing is followed; add to"),
    ("add --claims x.jsonl", 2, "no such file"),
    ("run nosuch --out site2", 2, "nosuch: no such file or folder"),
    ("run archive", 2, "--out"),
    ("new .", 1, "is a desk already"),
    ("new x --theatre atlantis", 1, "no such theatre"),
    ("list planets", 2, "Choose from"),
    ("evaluate desk.toml", 2, "desk.toml:1:"),
    ("verify -d nosuch", 1, "make a desk with"),
    ("explain abcdef", 2, "no place is called"),
]


@pytest.mark.parametrize(("arguments", "code", "said"), WRONG)
def test_wrong_usage_is_told(arguments: str, code: int, said: str, in_tiny: Path, run: Run) -> None:
    done = run(*arguments.split())
    assert (done.code, done.out) == (code, "")
    assert said in done.err
    assert "Traceback" not in done.err


def test_desk_before_the_command_after_it_and_upwards(
    tiny_desk: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    desk = str(tiny_desk)
    asked = ["claims", "--place", "Kessa", "--format", "jsonl"]
    found = run(*asked, "--desk", desk)
    assert found.code == 0
    assert found.out
    for other in (["-d", desk, *asked], [f"--desk={desk}", *asked], [*asked, "-d", desk]):
        assert run(*other) == found
    assert run(*asked).code == 1
    (tiny_desk / "archive").mkdir(exist_ok=True)
    monkeypatch.chdir(tiny_desk / "archive")
    assert run(*asked) == found


def test_a_reader_who_has_seen_enough_ends_it_quietly(tiny_desk: Path) -> None:
    code = "import sys; from contested.cli import main; sys.exit(main())"
    command = [sys.executable, "-c", code, "-d", str(tiny_desk), "claims", "--format", "table"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        process.stdout.close()
        assert process.stderr is not None
        assert process.stderr.read() == "Composed reports: nothing here is a record of real events.\n"
    assert process.returncode == 0
