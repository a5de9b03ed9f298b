"""A table written in a test, in; what it gives the invented war's theatre, out."""

from __future__ import annotations

import io
import zipfile

from contested.locate.tables import Contents, read_contents, recognise_format
from contested.locate.tables.columns import Columns
from contested.locate.tables.text import TableText
from contested.theatres import load_theatre
from tests.desks import TINY

THEATRE = load_theatre(str(TINY / "theatre"))
WEST, SOUTH, EAST, NORTH = THEATRE.settings.bbox
LAT, LON = round((SOUTH + NORTH) / 2, 3), round((WEST + EAST) / 2, 3)  # a point inside


def read(raw: bytes | str, columns: Columns = (), name: str = "table") -> Contents:
    text = TableText(name, raw.encode() if isinstance(raw, str) else raw)
    return read_contents(text, recognise_format(text, columns).name, columns, THEATRE)


def zipped(**files: str) -> bytes:
    """A zip file; `_` in a name stands for its point."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name.replace("_", "."), text)
    return packed.getvalue()


def geonames_row(number: int = 7, name: str = "Lipa", others: str = "Lypa,Липа", **more: object) -> str:
    cells = [str(number), name, name, others, str(more.get("lat", LAT)), str(more.get("lon", LON))]
    cells += ["P", str(more.get("code", "PPL")), "XA", "", "07", "", "", "", str(more.get("population", 0))]
    return "\t".join([*cells, "", "150", "Europe/Kyiv", "2024-01-01"])
