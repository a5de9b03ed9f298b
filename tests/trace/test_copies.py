"""Copies: what counts as one, and that order and repetition change nothing."""

from __future__ import annotations

import pytest
from trace_samples import BULLETIN, make_report

from contested.trace import find_copies

OTHER = (
    "Residents of Oldmill who fled across the river say that shelling began before dawn, that the school "
    "burned, and that they saw soldiers of neither army in the streets when they left the village behind."
)
SENTENCES = BULLETIN.split(". ")


@pytest.mark.parametrize(
    ("text", "copied", "because"),
    [
        (BULLETIN, True, "equal"),
        (BULLETIN.upper().replace(",", " –"), True, "case and punctuation are no words"),
        (
            "BREAKING! Village falls\n\n" + BULLETIN + "\n\nRead more. Subscribe.",
            True,
            "retitled, with furniture",
        ),
        (SENTENCES[0] + ".", True, "truncated"),
        (OTHER + " " + BULLETIN, True, "a digest that lifts it"),
        (BULLETIN.replace("Twelve", "Fifteen"), True, "one word changed: its claims will tell"),
        (OTHER, False, "another account of the same happening"),
        ("The staff said its infantry had taken Oldmill and twelve prisoners.", False, "retold in own words"),
    ],
)
def test_copy_of_a_bulletin(text: str, copied: bool, because: str) -> None:
    original = make_report("a", BULLETIN, "2031-05-04")
    later = make_report("b", text, "2031-05-05")
    found = find_copies([original, later])
    assert [(one.report_id, one.original_id) for one in found] == (
        [(later.report_id, original.report_id)] if copied else []
    ), because


@pytest.mark.parametrize(
    ("text", "days", "copied"),
    [
        ("Our men took Oldmill.", 0, False),
        ("Our men took the village of Oldmill at dawn.", 2, True),
        ("Our men took the village of Oldmill at dawn.", 40, False),
    ],
)
def test_short_texts_are_copies_only_when_equal_long_enough_and_close(
    text: str, days: int, copied: bool
) -> None:
    day = f"2031-0{5 + days // 30}-{4 + days % 30:02}"
    assert bool(find_copies([make_report("a", text, "2031-05-04"), make_report("b", text, day)])) is copied


def test_the_original_is_the_one_that_is_given_first() -> None:
    reports = [
        make_report(name, BULLETIN, day)
        for name, day in (("a", "2031-05-06"), ("b", "2031-05-04"), ("c", None))
    ]
    assert {one.original_id for one in find_copies(reports)} == {reports[0].report_id}


def test_many_copies_stay_cheap_and_each_finds_its_original() -> None:
    reports = [make_report("a", BULLETIN, "2031-05-01")]
    reports += [
        make_report(f"b{n}", f"Site {n} reports. {BULLETIN} Comments: {n}", "2031-05-02") for n in range(200)
    ]
    found = find_copies(reports)
    assert {one.report_id for one in found if one.original_id == reports[0].report_id} == {
        report.report_id for report in reports[1:]
    }
    assert len(found) < 200 * 13
