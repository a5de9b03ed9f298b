"""Languages told by letters. Composed sentences."""

from __future__ import annotations

import pytest

from contested.ingest.languages import guess_language, languages


@pytest.mark.parametrize(
    ("text", "hint", "language"),
    [
        ("The army left the mill.", None, "en"),
        ("Армія залишила місто.", None, "uk"),
        ("Армия оставила мельницу, сообщил источник.", None, "ru"),
        ("Атака отбита на окраине", None, "ru"),  # no telling letter: a Ukrainian line mostly has one
        ("Армія залишила місто, пише The Composed Post.", None, "uk"),
        ("Наши отошли https://post.example/a-very-long-address-of-a-page", None, "ru"),
        ("Армія залишила місто.", "en", "uk"),  # the page's template says otherwise
        ("Wojsko opuściło młyn.", "pl", "pl"),
        ("Wojsko opuściło młyn.", None, "en"),
        ("الجيش غادر", None, "en"),
        ("12", None, "en"),
    ],
)
def test_letters_tell(text: str, hint: str | None, language: str) -> None:
    assert guess_language(text, hint) == language


def test_every_language_has_twelve_months_and_its_own_letters() -> None:
    for code, language in languages().items():
        assert len(language.months) == 12, code
        assert guess_language(language.alphabet) == code
