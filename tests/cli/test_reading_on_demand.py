"""A question reads what is unread: after `add`, no build is needed for an answer."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli_runs import TINY, Run


@pytest.mark.parametrize("question", ["claims", "mentions", "list unresolved"])
def test_a_question_reads_what_was_added_and_says_so_once(run: Run, tmp_path: Path, question: str) -> None:
    desk = str(tmp_path / "desk")
    run("new", desk, "--theatre", str(TINY / "theatre"))
    run("add", str(TINY / "reports"), "-d", desk)
    first = run(*question.split(), "--format", "jsonl", "-d", desk)
    again = run(*question.split(), "--format", "jsonl", "-d", desk)
    assert (first.code, again.code) == (0, 0)
    assert "reports read for claims" in first.err
    assert "read for claims" not in again.err
    assert first.out == again.out
    assert first.out or question == "list unresolved"
