"""What tests of exports share: settings, files written, and files read by programs that others wrote."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import feedparser
import geopandas
import pandas
import pyogrio
from lxml import etree
from msgspec.structs import replace
from pyld import jsonld

from contested.model import Account
from contested.publish.exports import ExportSettings, Written, list_exports, write_export
from contested.publish.exports.gpkg import ABOUT
from contested.theatres import Theatre
from tests.publish.account import compose_account, status_on
from tests.publish.figured import count_killed
from tests.publish.small import THEATRE

DAY = "2025-12-10"
Records = list[dict[str, Any]]


def settings(synthetic: bool = False, **fields: Any) -> ExportSettings:
    given: dict[str, Any] = {
        "desk_name": "Oskil",
        "as_of": DAY,
        "status_on": status_on,
        "synthetic": synthetic,
    }
    return ExportSettings(**(given | fields))


def write(
    name: str,
    folder: Path,
    account: Account | None = None,
    theatre: Theatre = THEATRE,
    **fields: Any,
) -> tuple[Path, list[Written]]:
    """A file of a format, beside which nothing else is left."""
    path = folder / f"out.{list_exports()[name].extension}"
    if fields.get("records") == "all":
        path = folder / "out"
    written = write_export(
        list_exports()[name], account or compose_account(), theatre, settings(**fields), path
    )
    assert [one.name for one in folder.iterdir()] == [path.name]
    return path, written


def read_layers(path: Path) -> Records:
    """All layers of a file as GDAL reads them; the table about a GeoPackage is none."""
    records: Records = []
    for layer in (name for name, _ in pyogrio.list_layers(path) if name != ABOUT):
        frame = pyogrio.read_dataframe(path, layer=layer)
        records += [{**row, "layer": layer} for row in frame.to_dict("records")]
    return records


def read_csv(path: Path) -> Records:
    return list(pandas.read_csv(path, dtype=str, keep_default_na=False).to_dict("records"))


def read_geoparquet(path: Path) -> Records:
    frame = geopandas.read_parquet(path)
    assert frame.crs.equals("OGC:CRS84")
    return list(frame.to_dict("records"))


def read_feed(path: Path) -> Records:
    feed = feedparser.parse(path.read_bytes())
    assert not feed.bozo
    assert feed.version == "atom10"
    return [dict(one) for one in feed.entries]


def load_context(url: str, options: object) -> dict[str, Any]:
    """What schema.org serves, as far as these tests ask for it: every word is its own."""
    assert url == "https://schema.org"
    context = {"@context": {"@vocab": "http://schema.org/", "url": {"@type": "@id"}}}
    return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": context}


def read_jsonld(path: Path) -> Records:
    """The nodes of the default graph that are reviews."""
    document = json.loads(path.read_text("utf-8"))
    flat = jsonld.compact(document, {"@vocab": "http://schema.org/"}, {"documentLoader": load_context})
    nodes = flat.get("@graph", [flat])
    return [one for one in nodes if one.get("@type") == "ClaimReview"]


def read_svg(path: Path) -> Records:
    """The places of a still map, by what their marks say."""
    found = etree.parse(path).iterfind(".//{*}g[@class='place']/{*}title")
    return [{"name": one.text} for one in found]


READERS: dict[str, Callable[[Path], Records]] = {
    "acled": read_csv,
    "atom": read_feed,
    "claimreview": read_jsonld,
    "csv": read_csv,
    "geojson": read_layers,
    "geoparquet": read_geoparquet,
    "gpkg": read_layers,
    "jsonl": lambda path: list(pandas.read_json(path, lines=True, dtype=False).to_dict("records")),
    "kml": read_layers,
    "map": read_svg,
    "parquet": lambda path: list(pandas.read_parquet(path).to_dict("records")),
    "timemap": lambda path: json.loads(path.read_text("utf-8"))["events"],
    "ucdp": read_csv,
    "viina": read_csv,
}


def with_deaths(account: Account) -> Account:
    """The account in which a number of dead is told of a strike."""
    return replace(account, figures=count_killed(account))
