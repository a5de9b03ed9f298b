"""Names that act or speak are no places, and no mention says that they are."""

from __future__ import annotations

import pytest

from tests.extract.reading import report_of, workshop

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
