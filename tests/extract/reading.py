"""A text in; its claims by the rules, with places chosen, out. Shared by the tests of extraction."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from contested.desk import Desk, Settings
from contested.model import Claim, Report, content_id
from contested.pipeline import Workshop


@cache
def workshop(theatre: str = "russia_ukraine") -> Workshop:
    return Workshop(Desk(Path(), Settings(name="tests", theatre=theatre)))


def report_of(
    text: str, language: str = "en", published: str | None = None, publisher: str | None = None
) -> Report:
    return Report(
        report_id=content_id(text, language, published, publisher),
        name="case",
        raw_sha256="",
        text=text,
        cleaner="",
        reader="",
        publisher=publisher,
        published=published,
        language=language,
    )


@cache
def read_claims(
    text: str, language: str = "en", published: str | None = None, publisher: str | None = None
) -> tuple[Claim, ...]:
    return workshop().read(report_of(text, language, published, publisher)).claims
