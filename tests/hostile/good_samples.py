"""Good files for each reader, from which bad ones are made.

A folder `samples/NAME` holds those of the reader NAME; what is no text is made here, by a function in `MADE`. To add a
reader, add its folder or its function.
"""

from __future__ import annotations

import gzip
import json
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from contested.ingest.registry import Reader

SAMPLES = Path(__file__).parent / "samples"
Sample = tuple[str, bytes]  # a file's name and its bytes


def samples_of(reader: Reader) -> list[Sample]:
    """The good files of a reader."""
    folder = SAMPLES / reader.name
    files = sorted(one for one in folder.iterdir() if one.is_file()) if folder.is_dir() else []
    found = [(file.name, file.read_bytes()) for file in files]
    return [*found, *(MADE[reader.name]() if reader.name in MADE else [])]


def zipped() -> list[Sample]:
    """A zipped folder with a manifest, and an archive in one."""
    inner, outer = BytesIO(), BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("news.txt", (SAMPLES / "text" / "news.txt").read_bytes())
    with zipfile.ZipFile(outer, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in ("html/page.html", "jsonlines/reports.jsonl"):
            archive.writestr(file, (SAMPLES / file).read_bytes())
        archive.writestr(
            "html/manifest.jsonl", json.dumps({"file": "page.html", "publisher": "The Composed Post"})
        )
        archive.writestr("inner.zip", inner.getvalue(), zipfile.ZIP_STORED)
    return [("folder.zip", outer.getvalue())]


def gzipped() -> list[Sample]:
    return [
        ("reports.jsonl.gz", gzip.compress((SAMPLES / "jsonlines" / "reports.jsonl").read_bytes(), mtime=0)),
        ("news.txt.gz", gzip.compress((SAMPLES / "text" / "news.txt").read_bytes(), mtime=0)),
    ]


def claims() -> list[Sample]:
    """Lines of a report of claims, as its archive keeps them."""
    row = {
        "text": "The army left Lower Mill.",
        "event": "withdrew",
        "report_name": "r1",
        "start": 0,
        "end": 25,
    }
    rows = [row, row | {"text": "It fell.", "start": 30, "end": 38, "event": "captured"}]
    return [("claims", b"\n".join(json.dumps(one).encode() for one in rows))]


def as_control() -> list[Sample]:
    ring = [[36.0, 49.0], [36.5, 49.0], [36.5, 49.5], [36.0, 49.0]]
    feature = {
        "type": "Feature",
        "properties": {"side": "UA"},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }
    return [("map.geojson", json.dumps({"type": "FeatureCollection", "features": [feature] * 3}).encode())]


MADE: dict[str, Callable[[], list[Sample]]] = {
    "zipped": zipped,
    "gzipped": gzipped,
    "claims": claims,
    "as-control": as_control,
}
