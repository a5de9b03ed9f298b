"""Names that act or speak are no places, and no mention says that they are."""

from __future__ import annotations

import pytest

from tests.extract.reading import read_claims, report_of, workshop

# A report, its language, and the names that it mentions as places.
ROWS = [
    ("Moscow said its troops had captured Pokrovsk.", "en", ["Pokrovsk"]),
    ("Kyiv's forces left Pokrovsk.", "en", ["Pokrovsk"]),
    ("Drones hit an oil depot in Moscow.", "en", ["Moscow"]),
    ("Russia denied that it had lost Pokrovsk.", "en", ["Pokrovsk"]),
    ("A missile struck Kyiv on Friday.", "en", ["Kyiv"]),
    ("The Kyiv Independent reported fighting in Pokrovsk.", "en", ["Pokrovsk"]),
    ("The New York Times reported fighting in Pokrovsk.", "en", ["Pokrovsk"]),
    ("Under the Minsk agreements Pokrovsk was Ukrainian.", "en", ["Pokrovsk"]),
    ("Москва заявила о взятии Покровска.", "ru", ["Покровска"]),
    ("Київ заявив про звільнення Покровська.", "uk", ["Покровська"]),
]


@pytest.mark.parametrize(("text", "language", "places"), ROWS, ids=[row[0] for row in ROWS])
def test_mentions(text: str, language: str, places: list[str]) -> None:
    reading = workshop().read(report_of(text, language, "2025-10-10"))
    assert [one.text for one in reading.mentions] == places


@pytest.mark.parametrize(
    ("words", "source"),
    [
        ("The Ukrainian military", "side:UA:military"),
        ("Ukraine's army", "side:UA:military"),
        ("Russia's armed forces", "side:RU:military"),
        ("The Russian command", "side:RU:military"),
        ("Ukraine's 12th Brigade", None),
        ("A Russian commander", None),
        ("The Ukrainian force defending the town", None),
    ],
)
def test_a_side_s_armed_forces_as_a_whole_speak_for_it(words: str, source: str | None) -> None:
    """Like its capital, and unlike one of its officers, whom nobody vouches for."""
    (claim,) = read_claims(f"{words} said that Russian troops had captured Terny.")
    assert [one.source_id for one in claim.voices] == [source]
