"""Which lines of a text tell the day of publication. Composed texts."""

from __future__ import annotations

import pytest

from contested.ingest.datelines import find_day

BODY = "The army left the mill.\nNobody saw it go.\nThe bridge stands.\nThe road is open.\nThe town is quiet."
DATED = [
    "Published: 14 November 2024",
    "Published 14 November 2024, 10:30 GMT",
    "Published on November 14, 2024 at 10:30 a.m.",
    "Posted on Thursday, November 14th, 2024",
    "Date: 2024-11-14",
    "Last updated: Nov. 14, 2024",
    "14 November 2024",
    "Thursday, 14 November 2024",
    "Thu 14 Nov 2024 10:30",
    "14th of November 2024",
    "2024-11-14 10:30",
    "2024-11-14T10:30",
    "14.11.2024",
    "10:30, 14.11.2024",
    "Опубліковано: 14 листопада 2024 року",
    "Опубліковано 14 листопада 2024, 10:30",
    "Оновлено 14.11.2024 о 10:30",
    "четвер, 14 листопада 2024 р.",
    "Опубликовано: 14 ноября 2024 года",
    "Обновлено: 14.11.2024 10:30",
    "14 ноября 2024 г.",
    "LOWER MILL, Nov. 14, 2024 (Composed) — The army left the town.",
    "Lower Mill, Upper County, 14 November 2024 - The army left the town.",
    "НИЖНІЙ МЛИН, 14 листопада 2024 року — Армія залишила місто.",
    "Нижняя Мельница, 14 ноября 2024 года. – Армия оставила город.",
]
UNDATED = [
    "On 14 November 2024 the army left the mill.",
    "The army left the mill on 14 November 2024.",
    "The mill fell 14 November 2024, and nobody wrote it down.",
    "14 November 2024 was a quiet day at the mill.",
    "The bridge, 14 November 2024, was the last to go.",
    "Updated 5 minutes ago",
    "Published: yesterday",
    "03/04/2024",
    "31 November 2024",
    "14 November",
    "14.13.2024",
    "14 Aprıl 2024",  # a dotless i is the same letter to a pattern, and no month
    "The mill fell, 14 November 2024 — nobody saw it.",
    "LOWER MILL, Nov. 14 (Composed) — The army left the town.",
    "14 листопада 2024 року армія залишила млин.",
    "14 November 3024",
]


@pytest.mark.parametrize("line", DATED)
def test_a_line_that_presents_the_day_dates_the_report(line: str) -> None:
    assert find_day(f"{line}\n{BODY}") == "2024-11-14"


@pytest.mark.parametrize("line", UNDATED)
def test_other_dates_do_not(line: str) -> None:
    assert find_day(f"{line}\n{BODY}") is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Published: 14 November 2024\nUpdated: 16 November 2024\n" + BODY, "2024-11-14"),
        ("14 November 2024\n16 November 2024\n" + BODY, None),
        (BODY + "\n" + BODY + "\n14 November 2024", None),
        (BODY + "\n" + BODY + "\nPublished: 14 November 2024", "2024-11-14"),
        ("\n".join(["The mill stands."] * 10 + ["Published: 14 November 2024"] + ["It stands."] * 5), None),
    ],
)
def test_the_better_line_in_the_right_place_counts(text: str, day: str | None) -> None:
    assert find_day(text) == day
