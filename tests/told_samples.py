"""Composed claims of the invented war, as somebody else would write them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

MILL = {
    "text": "Lower Mill",
    "role": "at",
    "place_id": "theatre:lower-mill",
    "name": "Lower Mill",
    "lat": 1.31,
    "lon": 0.66,
    "uncertainty_km": 2,
}
KESSA = {"text": "Kessa", "role": "at", "place_id": "theatre:kessa", "name": "Kessa", "lat": 1.45, "lon": 0.7}


def told_row(number: int = 1, **changes: Any) -> dict[str, Any]:
    """A row of a claims file; a key that is changed to `...` is left out."""
    text = changes.get("text", f"Velian troops took the mill ({number}).")
    row = {
        "report_name": f"note-{number}",
        "publisher": "Harbour Institute",
        "published": "2019-05-10",
        "start": 0,
        "end": 0 if text is ... else len(text),
        "text": text,
        "event": "captured",
        "actor": "VEL",
        "target": "FRL",
        "places": [MILL],
        "when": {"start": "2019-05-09", "end": "2019-05-10", "text": None, "basis": "publication"},
        "voices": [],
        "stance": "asserted",
        "figures": [],
        "rule": "by hand",
        "score": 0.9,
    }
    return {key: value for key, value in (row | changes).items() if value is not ...}


def write_rows(file: Path, rows: Iterable[dict[str, Any]]) -> Path:
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return file
