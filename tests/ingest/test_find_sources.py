"""Which files of a folder are reports, and what a manifest states about them."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from contested.errors import SettingsError
from contested.ingest import Found, count_passed, find_sources, formats, read_source, readers
from contested.ingest.formats import text
from contested.model import Rejection


def lay(folder: Path, *names: str) -> Path:
    """Put a short report at each name under the folder."""
    for name in names:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("The army left the mill.", "utf-8")
    return folder


def list_in(folder: Path, *lines: object) -> None:
    """Write the folder's manifest; a string is a line as it is."""
    written = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    (folder / "manifest.jsonl").write_text("\n".join(written), "utf-8")


def names(folder: Path, *paths: Path | str) -> list[str]:
    """What is found, by its path in the folder; what is set aside as "! reason"."""
    return [
        one.file.relative_to(folder).as_posix() if isinstance(one, Found) else f"! {one.reason}"
        for one in find_sources(paths or [folder])
    ]


def test_a_folder_is_searched_downwards_in_order(tmp_path: Path) -> None:
    lay(tmp_path, "b.txt", "a.HTML", "sub/c.txt", "sub/deep/d.jsonl")
    assert names(tmp_path) == ["a.HTML", "b.txt", "sub/c.txt", "sub/deep/d.jsonl"]


@pytest.mark.parametrize(
    "name",
    [".hidden.txt", ".git/x.txt", "README.txt", "LICENSE.txt", "gold.jsonl", "picture.png", "notes.docx"],
)
def test_what_is_clearly_no_report_is_passed_over(tmp_path: Path, name: str) -> None:
    lay(tmp_path, "a.txt", name)
    assert names(tmp_path) == ["a.txt"]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("picture.png", "! no reader for .png"),
        ("mill", "! no reader for a name without extension"),
        ("README.txt", "README.txt"),
    ],
)
def test_a_file_given_by_name_is_read_or_refused(tmp_path: Path, name: str, reason: str) -> None:
    assert names(tmp_path, lay(tmp_path, name) / name) == [reason]


def test_other_paths_are_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert names(tmp_path, tmp_path / "none.txt", tmp_path / "pipe.txt") == [
        "! no such file or folder",
        "! neither a file nor a folder",
    ]


def test_a_name_that_is_no_text_is_refused_and_the_rest_is_found(tmp_path: Path) -> None:
    """It could neither be written into the ledger nor shown."""
    os.makedirs(os.fsencode(lay(tmp_path, "b.txt")) + b"/in\xff/deep")
    (tmp_path / os.fsdecode(b"a\xe9.txt")).write_text("The army left the mill.")
    wrong = [one for one in find_sources([tmp_path]) if isinstance(one, Rejection)]
    assert [one.where.removeprefix(f"{tmp_path}/") for one in wrong] == ["a\\xe9.txt", "in\\xff"]
    assert names(tmp_path)[1:] == ["b.txt", "! its name is not UTF-8"]
    assert names(tmp_path, tmp_path / os.fsdecode(b"a\xe9.txt")) == ["! its name is not UTF-8"]


@pytest.mark.parametrize("present", [(), ("README.md", ".hidden.txt"), ("sub/picture.png",)])
def test_a_folder_without_a_report_is_said_once(tmp_path: Path, present: tuple[str, ...]) -> None:
    lay(tmp_path, *present)
    assert names(tmp_path) == ["! no report in this folder"]


def test_each_file_is_found_once(tmp_path: Path) -> None:
    lay(tmp_path, "a.txt", "sub/b.txt")
    (tmp_path / "sub" / "loop").symlink_to(tmp_path)
    (tmp_path / "self.txt").symlink_to("self.txt")
    (tmp_path / "again.txt").symlink_to("sub/b.txt")
    assert names(tmp_path, tmp_path / "a.txt", tmp_path, tmp_path) == ["a.txt", "again.txt"]


def test_a_manifest_states_what_it_knows_and_the_rest_is_read_without(tmp_path: Path) -> None:
    lay(tmp_path, "a.txt", "b.txt", "sub/c.txt")
    stated = {
        "publisher": " The Composed Post ",
        "published": "2024-11-14T09:00:00Z",
        "language": "uk-UA",
        "id": 7,
    }
    list_in(
        tmp_path, {"file": "sub/c.txt", **stated, "colour": "red"}, "", {"file": "./a.txt", "published": None}
    )
    found = {one.file.name: one.stated for one in find_sources([tmp_path]) if isinstance(one, Found)}
    assert list(found) == ["a.txt", "c.txt", "b.txt"]
    known = found["c.txt"]
    assert (known.publisher, known.published, known.language, known.id) == (
        "The Composed Post",
        "2024-11-14",
        "uk",
        "7",
    )
    assert found["a.txt"] == found["b.txt"]


def test_a_manifest_speaks_for_a_file_given_by_name_and_for_itself(tmp_path: Path) -> None:
    lay(tmp_path, "a.txt")
    list_in(tmp_path, {"file": "a.txt", "publisher": "The Composed Post"}, {"file": "gone.txt"})
    (by_name,) = find_sources([tmp_path / "a.txt"])
    assert isinstance(by_name, Found)
    assert by_name.stated.publisher == "The Composed Post"
    gone = "! names 'gone.txt', which is no file here"
    assert names(tmp_path, tmp_path / "manifest.jsonl") == [gone, "a.txt"]
    assert names(tmp_path, tmp_path / "a.txt", tmp_path / "manifest.jsonl") == ["a.txt", gone]


def test_a_manifest_speaks_for_a_file_further_down_that_is_given_by_name(tmp_path: Path) -> None:
    lay(tmp_path, "sub/deep/a.txt")
    list_in(tmp_path, {"file": "sub/deep/a.txt", "publisher": "The Composed Post"})
    (by_name,) = find_sources([tmp_path / "sub" / "deep" / "a.txt"])
    assert [by_name] == list(find_sources([tmp_path]))
    assert isinstance(by_name, Found)
    assert by_name.stated.publisher == "The Composed Post"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{broken", "broken JSON"),
        ('["a.txt"]', "wrong JSON: Expected `object`, got `array`"),
        ({"publisher": "The Composed Post"}, "missing required field `file`"),
        ({"file": 3}, "Expected `str`, got `int` - at `$.file`"),
        ({"file": "gone.txt"}, "no file here"),
        ({"file": "sub"}, "no file here"),
        ({"file": "../out.txt"}, "outside of its folder"),
        ({"file": "sub/../../out.txt"}, "outside of its folder"),
        ({"file": "/etc/passwd"}, "outside of its folder"),
        ({"file": "link.txt"}, "outside of its folder"),
        ({"file": ""}, "outside of its folder"),
        ({"file": "a\0.txt"}, "outside of its folder"),
        ({"file": "x" * 5000}, "no file here"),
        ({"file": "a.txt"}, "names 'a.txt' again"),
        ({"file": "sub/b.txt", "published": "2024-13-45"}, "published is '2024-13-45', which is no day"),
        ({"file": "sub/b.txt", "published": 20241114}, "Expected `str | null`, got `int` - at `$.published`"),
    ],
)
def test_a_wrong_line_is_one_rejection_and_the_rest_stands(tmp_path: Path, line: object, reason: str) -> None:
    folder = lay(tmp_path, "out.txt", "in/a.txt", "in/sub/b.txt") / "in"
    (folder / "link.txt").symlink_to(tmp_path / "out.txt")
    list_in(folder, {"file": "a.txt", "publisher": "The Composed Post"}, line)
    found = list(find_sources([folder]))
    wrong = [one for one in found if isinstance(one, Rejection)]
    assert [one.where for one in wrong] == [f"{folder / 'manifest.jsonl'}:2"]
    assert reason in wrong[0].reason
    assert [one.stated.publisher for one in found if isinstance(one, Found) and one.file.name == "a.txt"] == [
        "The Composed Post"
    ]


def test_a_report_with_a_wrong_statement_is_not_read_without_it(tmp_path: Path) -> None:
    lay(tmp_path, "a.txt", "b.txt")
    list_in(tmp_path, {"file": "a.txt", "published": "yesterday"})
    assert names(tmp_path) == ["! published is 'yesterday', which is no day", "b.txt"]


def test_a_misspelt_key_sets_its_report_aside(tmp_path: Path) -> None:
    lay(tmp_path, "a.txt", "b.txt")
    list_in(tmp_path, {"file": "a.txt", "pubished": "2024-11-14"}, {"file": "b.txt", "time": "noon"})
    (tmp_path / "c.jsonl").write_text('{"text": "The army left.", "titel": "Left"}', "utf-8")
    wrong, found, lines = find_sources([tmp_path])
    assert wrong == Rejection(
        f"{tmp_path / 'manifest.jsonl'}:1", "unknown key 'pubished'", "did you mean 'published'?"
    )
    assert isinstance(found, Found)
    assert isinstance(lines, Found)
    (read,) = read_source(lines)
    assert read == Rejection(f"{tmp_path / 'c.jsonl'}:1", "unknown key 'titel'", "did you mean 'title'?")


def test_files_that_no_reader_takes_are_counted(tmp_path: Path) -> None:
    lay(tmp_path, "a.txt", "b.odt", "sub/c.docx", "d.DOCX", ".hidden.odt", "README.md", "listed.png")
    list_in(tmp_path, {"file": "listed.png"})
    assert count_passed([tmp_path, tmp_path]) == {".odt": 1, ".docx": 2}


@pytest.fixture
def copied_reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder in which a module is one of the readers' package."""
    folder = tmp_path / "more"
    folder.mkdir()
    monkeypatch.setattr(formats, "__path__", [*formats.__path__, str(folder)])
    yield folder
    readers.cache_clear()
    sys.modules.pop("contested.ingest.formats.copied", None)


@pytest.mark.parametrize("extension", [".mill", ".txt"])
def test_a_file_more_is_a_reader_more(tmp_path: Path, copied_reader: Path, extension: str) -> None:
    source = Path(str(text.__file__)).read_text("utf-8")
    copied = source.replace('"text"', '"copied"').replace('".txt", ".text"', f'"{extension}",')
    before = set(readers())
    (copied_reader / "copied.py").write_text(copied, "utf-8")
    readers.cache_clear()
    if extension == ".txt":
        with pytest.raises(SettingsError, match=r"readers copied and text both read \.txt"):
            readers()
    else:
        assert set(readers()) == before | {"copied"}
        assert names(tmp_path, lay(tmp_path, "a.mill") / "a.mill") == ["a.mill"]
