"""How many mentions of the change notes are a form of a name that a table gives near their coordinates."""

from __future__ import annotations

import csv
import json
import math
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from rapidfuzz import fuzz

from contested.locate.fold import fold_name
from contested.locate.variants import cases_of, name_variants
from tests.desks import ROOT

FLOORS = tomllib.loads((Path(__file__).parent / "floors.toml").read_text("utf-8"))["names"]
NOTES = ROOT.parent / "shared" / "data" / "deepstate_dev.jsonl"
TABLE = ROOT.parent / "shared" / "data" / "gazetteers" / "ua_settlements_osm.csv"
WITHIN_KM = 3.0
LIKE = 70  # of 100: less alike is another place or a place that is no settlement

pytestmark = pytest.mark.skipif(not (NOTES.exists() and TABLE.exists()), reason="the tables are not at hand")


class Settlement(NamedTuple):
    name: str
    latin: str
    lat: float
    lon: float


def settlements() -> list[Settlement]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        return [
            Settlement(row["name:uk"], row["name"], float(row["lat"]), float(row["lon"]))
            for row in rows
            if row["name:uk"]
        ]


def mentions(language: str) -> Iterator[tuple[str, list[str]]]:
    """Mentions that are one name and nothing else, with the names of the settlements near them."""
    grid: dict[tuple[int, int], list[Settlement]] = {}
    for one in settlements():
        grid.setdefault((round(one.lat * 10), round(one.lon * 10)), []).append(one)
    for line in NOTES.read_text("utf-8").splitlines():
        for mention in json.loads(line)[f"{language}_mentions"]:
            words = mention["text"].strip().replace("-", " ").split(" ")
            if not all(word[:1].isupper() and word[-1].isalpha() for word in words):
                continue
            lat, lon = mention["lat"], mention["lon"]
            row, column = round(lat * 10), round(lon * 10)
            around = [(row + down, column + across) for down in (-1, 0, 1) for across in (-1, 0, 1)]
            near = [
                one.name for cell in around for one in grid.get(cell, ()) if km(one, lat, lon) <= WITHIN_KM
            ]
            yield mention["text"].strip(), near


def km(one: Settlement, lat: float, lon: float) -> float:
    """Good enough for a few kilometres."""
    return 111.2 * math.hypot(one.lat - lat, (one.lon - lon) * math.cos(math.radians(lat)))


def share_found(language: str, forms_of: dict[str, set[str]]) -> float:
    """Of the mentions that look like a name nearby, the share that is one of its forms."""
    found = alike = 0
    for text, near in mentions(language):
        form = fold_name(text)
        forms = [forms_of.setdefault(name, make_forms(name, language)) for name in near]
        hit = any(form in one for one in forms)
        if hit or any(fuzz.ratio(form, other) >= LIKE for one in forms for other in one):
            alike += 1
            found += hit
    assert alike > 800
    return found / alike


def make_forms(name: str, language: str) -> set[str]:
    if language == "en":
        return {form for form in name_variants([name], "UA") if form.isascii()}
    return set(cases_of(fold_name(name)))


def test_inflected_mentions_are_forms_of_the_nominative() -> None:
    assert share_found("uk", {}) >= FLOORS["cases"]


def test_english_mentions_are_romanisations_of_the_ukrainian_name() -> None:
    assert share_found("en", {}) >= FLOORS["romanised"]


def test_forms_of_a_place_are_few() -> None:
    counts = [len(name_variants([one.name, one.latin], "UA")) for one in settlements()[::10]]
    assert sum(counts) / len(counts) <= FLOORS["forms"]
