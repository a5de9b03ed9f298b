"""Days that stand beside a report, in its name or in its address."""

from __future__ import annotations

import pytest

from contested.errors import RejectedReport
from contested.ingest.dates import find_named_day, read_stated_day


@pytest.mark.parametrize(
    ("stated", "day"),
    [
        ("2024-11-14", "2024-11-14"),
        ("2024-11-14T23:30:00-05:00", "2024-11-14"),
        ("2024-11-14T00:30:00+02:00", "2024-11-14"),
        ("2024-11-14T23:30:00Z", "2024-11-14"),
        ("2024-11-14 10:30", "2024-11-14"),
        ("2024-02-29", "2024-02-29"),
    ],
)
def test_a_moment_keeps_its_calendar_day(stated: str, day: str) -> None:
    assert read_stated_day(stated, "here") == day


@pytest.mark.parametrize(
    "stated",
    [
        "2024-13-45",
        "2023-02-29",
        "yesterday",
        "14.11.2024",
        "2024",
        "20241114",
        "2024-11-14Tnoon",
        "1731542400",
    ],
)
def test_no_day_is_refused_with_what_to_write(stated: str) -> None:
    with pytest.raises(
        RejectedReport, match=r"^m\.jsonl:3: published is .* which is no day; write it as 2024-11-14"
    ):
        read_stated_day(stated, "m.jsonl:3")


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("2024-11-14-mill", "2024-11-14"),
        ("mill_20241114", "2024-11-14"),
        ("https://post.example/2024/11/14/mill", "2024-11-14"),
        ("mill-2024-13-45", None),
        ("2024-11-14-to-2024-11-16", None),
        ("120241114", None),
        ("2024-11/14", None),
        ("mill-2024", None),
    ],
)
def test_one_whole_day_in_a_name_counts(name: str, day: str | None) -> None:
    assert find_named_day(name) == day
