"""Days and moments as they are typed."""

from __future__ import annotations

import pytest

from contested.days import read_day, read_moment
from contested.errors import UsageError

MOMENTS = [
    ("2025-12-10", "2025-12-10"),
    ("2025-12-10T09:00:00Z", "2025-12-10T09:00:00Z"),
    ("2025-12-10T09:00", "2025-12-10T09:00:00Z"),
    ("2025-12-10 09:00:30.5", "2025-12-10T09:00:30Z"),
    ("2025-12-10T01:00:00+02:00", "2025-12-09T23:00:00Z"),
]


@pytest.mark.parametrize(("typed", "read"), MOMENTS)
def test_moments(typed: str, read: str) -> None:
    assert read_moment(typed) == read


@pytest.mark.parametrize(
    "typed",
    ["", "10.12.2025", "2025-12", "20251210", "2025-W50-3", "2025-13-01", "2025-12-10T25:00", "٢٠٢٥-12-10"],
)
def test_what_is_neither_is_refused(typed: str) -> None:
    with pytest.raises(UsageError, match="2025-12-10"):
        read_moment(typed)
    with pytest.raises(UsageError, match="2025-12-10"):
        read_day(typed)


def test_a_moment_is_no_day() -> None:
    with pytest.raises(UsageError):
        read_day("2025-12-10T09:00:00Z")
