"""The words that a claim keeps for its place: the text's own, with those that say which part of it is meant."""

from __future__ import annotations

import pytest

from tests.extract.reading import read_claims


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Russian troops withdrew from the outskirts (of Kupiansk) on Friday.", "outskirts (of Kupiansk)"),
        ("Russian troops withdrew from the outskirts of Kupiansk (in the east).", "outskirts of Kupiansk"),
        ("Russian Troops Abandon Key Town. They left Kupiansk on Friday.", "Key Town"),
        ("Toretsk has been shelled. Troops seize strategic town in the east.", "strategic town"),
        ("Toretsk has been shelled. Russian troops captured a key town.", None),
        ("Toretsk has been shelled. Russian troops advanced.", None),
    ],
)
def test_words_of_a_place(text: str, words: str | None) -> None:
    claim = next(one for one in read_claims(text, "en") if one.event in ("withdrew", "captured", "advanced"))
    assert claim.places[0].name in ("Kupiansk", "Toretsk")
    assert claim.places[0].text == words
