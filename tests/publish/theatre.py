"""A small theatre around the composed account: two sides, and outlines drawn with a few straight strokes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from contested.theatres import Theatre, load_theatre

SETTINGS = """
code = "composed"
name = "the composed theatre"
bbox = [35.0, 48.5, 39.5, 51.0]
borders_note = "Borders are sketched for tests."
side = [
  { code = "UA", name = "Ukraine", adjective = "Ukrainian", held = "Ukrainian-held", colour = "#2f6690", holds = true, adversaries = ["RU"] },
  { code = "RU", name = "Russia", adjective = "Russian", held = "Russian-held", colour = "#b4533a", holds = true, adversaries = ["UA"] },
]
"""  # fmt: skip

BORDER = [
    [35.0, 50.4],
    [35.6, 50.35],
    [36.3, 50.28],
    [37.0, 50.33],
    [37.5, 50.1],
    [38.1, 49.95],
    [38.9, 49.8],
    [39.5, 49.7],
]
WEST_EDGE = [
    [37.9, 50.0],
    [37.95, 49.7],
    [38.05, 49.5],
    [37.9, 49.2],
    [37.4, 49.0],
    [36.9, 48.7],
    [36.9, 48.5],
]
COURSE = [
    [37.75, 50.3],
    [37.7, 50.0],
    [37.66, 49.85],
    [37.61, 49.72],
    [37.66, 49.6],
    [37.72, 49.5],
    [37.63, 49.3],
    [37.5, 49.1],
]


def write_theatre(folder: Path) -> Theatre:
    """The theatre, written to `folder` and read back."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "theatre.toml").write_text(SETTINGS, "utf-8")
    country = [*BORDER, [39.5, 48.5], [35.0, 48.5], BORDER[0]]
    west = [*BORDER[:5], *WEST_EDGE, [35.0, 48.5], BORDER[0]]
    east = [*WEST_EDGE, [39.5, 48.5], *reversed(BORDER[5:]), WEST_EDGE[0]]
    outlines = [
        feature("Polygon", [country], name="Ukraine", kind="country"),
        feature("Polygon", [west], name="Western Region", kind="region"),
        feature("Polygon", [east], name="Eastern Region", kind="region"),
    ]
    write_collection(folder / "outlines.geojson", outlines)
    write_collection(folder / "rivers.geojson", [feature("LineString", COURSE, name="Oskil")])
    return load_theatre(str(folder))


def feature(shape: str, coordinates: list[Any], **properties: str) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": shape, "coordinates": coordinates},
    }


def write_collection(file: Path, features: list[dict[str, Any]]) -> None:
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")
