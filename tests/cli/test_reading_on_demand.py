"""A question reads what is unread: after `add`, no build is needed for an answer."""

from __future__ import annotations

import json
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


def test_claims_of_a_report_come_in_the_order_of_its_text(run: Run, in_tiny: Path) -> None:
    claims = [json.loads(line) for line in run("claims", "--format", "jsonl").out.splitlines()]
    order = [(claim["published"] or "", claim["report_name"], claim["start"]) for claim in claims]
    assert order == sorted(order)
    assert len({report for _, report, _ in order}) > 1
