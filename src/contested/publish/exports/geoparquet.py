"""A layer of the map as GeoParquet 1.1: status of places where none is asked for, claims, areas, or a folder of them.

Shapes are well-known binary in WGS 84, longitude first. Needs pyarrow (`contested[exports]`).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from contested.model import Account
from contested.publish.exports import Export, ExportSettings, Written
from contested.publish.exports.tables.arrow import GEOMETRY, write_parquet
from contested.publish.exports.tables.layers import LAYERS, Shaped
from contested.publish.exports.tables.shapes import find_bounds
from contested.theatres import Theatre

TYPES = {"POINT": "Point", "MULTIPOLYGON": "MultiPolygon"}


def write_geoparquet(account: Account, theatre: Theatre, settings: ExportSettings, path: Path) -> Written:
    """Features in order of the account's records."""
    layer = LAYERS[settings.records or "status"]
    shaped = list(layer.rows(account, theatre, settings))
    rows = ({**one.row, GEOMETRY: one.geometry} for one in shaped)
    write_parquet(layer.columns(theatre), rows, settings, path, describe_geometry(shaped, TYPES[layer.shape]))
    return Written(len(shaped), "feature")


def describe_geometry(shaped: Sequence[Shaped], kind: str) -> dict[str, Any]:
    """The metadata `geo`. Without a `crs` the shapes are in longitude and latitude of WGS 84 (OGC:CRS84)."""
    column: dict[str, Any] = {"encoding": "WKB", "geometry_types": [kind] if shaped else []}
    corners = [corner for one in shaped for corner in (one.bounds[:2], one.bounds[2:])]
    if box := find_bounds(corners):
        column["bbox"] = list(box)
    return {"version": "1.1.0", "primary_column": GEOMETRY, "columns": {GEOMETRY: column}}


EXPORT = Export("geoparquet", "parquet", write_geoparquet, records=tuple(LAYERS), areas=True)
