"""Two desks, each built once: a few reports of the example, and the invented war. And what runs a command."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from cli_runs import EXAMPLE, TINY, Done, Run

from contested import pipeline
from contested.cli import main
from contested.locate.gazetteer import Gazetteer
from contested.locate.tables import PlaceTable
from contested.publish import site
from contested.theatres import Theatre

REPORTS = (
    "2024-11-14-raid-wire.txt",
    "2024-11-15-raid-reprint.txt",
    "2024-12-29-note-institute.txt",
    "2025-11-20-capture-wire.txt",
    "2025-11-21-zaperechennia-novyny.txt",
    "2025-12-12-stele-daily.html",
    "undated-digest.txt",
)


OPENED: dict[tuple[Path, tuple[PlaceTable, ...]], Gazetteer] = {}
open_gazetteer = pipeline.open_gazetteer


@pytest.fixture(scope="session", autouse=True)
def cache_apart(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What commands keep between two runs of them stays out of the home folder of whoever runs the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(autouse=True)
def one_gazetteer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each command opens the gazetteer anew; the tests' many commands share one of each theatre."""

    def open_once(theatre: Theatre, tables: tuple[PlaceTable, ...]) -> Gazetteer:
        key = theatre.folder, tables
        if key not in OPENED:
            OPENED[key] = open_gazetteer(theatre, tables)
        return OPENED[key]

    monkeypatch.setattr(pipeline, "open_gazetteer", open_once)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def run_command(*arguments: str) -> Done:
        capsys.readouterr()
        code = main(list(arguments))
        return Done(code, *capsys.readouterr())

    return run_command


@pytest.fixture(scope="session")
def example_desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk with a few reports of the example, added and built; not to be changed."""
    folder = tmp_path_factory.mktemp("example")
    for name in ("desk.toml", "sources.jsonl", "vouched.jsonl", "gold.jsonl", "places.csv"):
        shutil.copy(EXAMPLE / name, folder)
    (folder / "reports").mkdir()
    for name in REPORTS:
        shutil.copy(EXAMPLE / "reports" / name, folder / "reports")
    manifest = (EXAMPLE / "reports" / "manifest.jsonl").read_text("utf-8").splitlines()
    lines = [line for line in manifest if any(f'"{name}"' in line for name in REPORTS)]
    (folder / "reports" / "manifest.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    build_desk(folder, folder / "reports", "2025-12-20")
    return folder


@pytest.fixture(scope="session")
def tiny_desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The desk of the invented war, added and built; not to be changed."""
    folder = tmp_path_factory.mktemp("tiny") / "desk"
    assert main(["new", str(folder), "--theatre", str(TINY / "theatre"), "--synthetic"]) == 0
    build_desk(folder, TINY / "reports", "2019-06-01")
    return folder


def build_desk(folder: Path, reports: Path, as_of: str) -> None:
    if not (Path(site.__file__).parent / "assets" / "page.js").exists():
        pytest.skip("the page is not built: run make page")
    assert main(["add", str(reports), "-d", str(folder)]) == 0
    assert main(["build", "--as-of", as_of, "-d", str(folder)]) == 0


@pytest.fixture
def in_example(example_desk: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder is the example's desk."""
    monkeypatch.chdir(example_desk)
    return example_desk


@pytest.fixture
def in_tiny(tiny_desk: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder is the invented war's desk."""
    monkeypatch.chdir(tiny_desk)
    return tiny_desk
