"""The example of docs/how-to/add-a-reader.md, run as it stands there."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from contested.ingest import clean_again, read_reports
from contested.ingest.registry import readers
from contested.model import Rejection
from tests.ingest.more_readers import more_readers

PAGE = (Path(__file__).parents[2] / "docs" / "how-to" / "add-a-reader.md").read_text("utf-8")


@pytest.fixture
def example(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The page's log, with its module among the readers."""
    (module,) = re.findall(r"^```python\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    folder = tmp_path / "formats"
    folder.mkdir()
    (folder / "radio_log.py").write_text(module, "utf-8")
    with more_readers(folder, monkeypatch):
        yield "".join(
            f"{line}\n" for line in re.findall(r"^ {4}(.+)$", PAGE.partition("```python")[0], re.MULTILINE)
        )
    sys.modules.pop("contested.ingest.formats.radio_log", None)


def test_the_example_reads_its_log_and_sets_aside_what_is_wrong(tmp_path: Path, example: str) -> None:
    assert "radio-log" in readers()
    file = tmp_path / "ridge.log"
    file.write_text(f"{example}@ yesterday Ridge Radio\nIt fell.\n", "utf-8")
    *read, wrong = read_reports([file])
    found = [(one[0], clean_again(one[1], one[0])) for one in read if not isinstance(one, Rejection)]
    assert [(report.text, report.published_at, report.publisher, report.language) for report, _ in found] == [
        ("Наші відійшли з Нижнього Млина.", "2024-11-14T07:30:00Z", "Ridge Radio", "uk"),
        ("The bridge at Lower Mill is down.", "2024-11-14T08:05:00Z", "Ridge Radio", "en"),
    ]
    assert all(report.text == again for report, again in found)
    assert isinstance(wrong, Rejection)
    assert (wrong.where, wrong.reason) == (f"{file}: message 3", "'yesterday' is no moment")


def test_a_log_of_another_kind_is_left_alone(tmp_path: Path, example: str) -> None:
    (tmp_path / "server.log").write_text("127.0.0.1 GET /\n")
    (tmp_path / "ridge.log").write_text(example, "utf-8")
    assert len(list(read_reports([tmp_path]))) == 2
