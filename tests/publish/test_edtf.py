"""Times of claims as EDTF, checked against the grammar of levels 0 and 1 for what is written here."""

from __future__ import annotations

import re

import pytest
from msgspec.structs import replace

from contested.model import Basis, Dating, When
from contested.publish.edtf import write_edtf
from tests.publish.account import compose_account

DATE = r"\d{4}(?:-\d\d(?:-\d\d)?)?[?~%]?"
EDTF = re.compile(rf"{DATE}|{DATE}/{DATE}|/{DATE}|{DATE}/")
INFERRED = Dating(start="2024-08-20", end="2024-08-25", reasons=("x",), span=(0, 9))


@pytest.mark.parametrize(
    ("start", "end", "basis", "dating", "written"),
    [
        ("2024-05-03", "2024-05-03", "explicit", None, "2024-05-03"),
        ("2024-02-01", "2024-02-29", "explicit", None, "2024-02"),
        ("2023-02-01", "2023-02-28", "explicit", None, "2023-02"),
        ("2022-01-01", "2022-12-31", "explicit", None, "2022"),
        ("2024-02-01", "2024-02-10", "explicit", None, "2024-02-01/2024-02-10"),
        ("2022-01-01", "2023-12-31", "explicit", None, "2022-01-01/2023-12-31"),
        ("2024-02-01", "2024-03-31", "explicit", None, "2024-02-01/2024-03-31"),
        (None, "2023-05-31", "explicit", None, "/2023-05-31"),
        ("2024-05-01", None, "explicit", None, "2024-05-01/"),
        (None, None, "none", None, None),
        ("2024-10-28", "2024-12-27", "vague", None, "2024-10-28~/2024-12-27"),
        ("2024-12-29", "2024-12-30", "publication", None, "2024-12-29/2024-12-30"),
        ("2024-08-19", "2024-08-25", "publication", INFERRED, "2024-08-19?/2024-08-25?"),
        ("2024-08-19", "2024-08-19", "relative", INFERRED, "2024-08-19?"),
        ("2024-06-21", "2024-08-25", "vague", INFERRED, "2024-06-21%/2024-08-25?"),
        ("2024-08-06", "2024-08-06", "explicit", INFERRED, "2024-08-06"),
    ],
)
def test_a_time_is_written_as_what_is_known_of_it(
    start: str | None, end: str | None, basis: Basis, dating: Dating | None, written: str | None
) -> None:
    claim = compose_account().claims[0]
    when = When(start=start, end=end, text=None, basis=basis)
    assert write_edtf(replace(claim, when=when, dating=dating)) == written
    assert written is None or EDTF.fullmatch(written)
