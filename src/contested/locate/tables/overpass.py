"""What the Overpass API answers in JSON (`[out:json]`): OSM elements with tags; of ways and relations, their `center`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from contested.locate.tables import Format
from contested.locate.tables.columns import Columns, row_of
from contested.locate.tables.objects import decode
from contested.locate.tables.rows import Row
from contested.locate.tables.text import TableText
from contested.model import Rejection

BEGINS = re.compile(r"\s*\{")


def recognise(head: str, columns: Columns) -> bool:
    """An object with a list of elements."""
    return not columns and bool(BEGINS.match(head)) and '"elements"' in head


def read(table: TableText, _columns: Columns) -> Iterator[Row | Rejection]:
    """A row an element that has a name; nodes that only give ways their shape have none and are passed over."""
    found = decode(table)
    elements = found.get("elements") if isinstance(found, dict) else None
    for number, one in enumerate(elements if isinstance(elements, list) else [], 1):
        where = f"{table.name}: element {number}"
        tags = one.get("tags") if isinstance(one, dict) else None
        if not isinstance(tags, dict):
            continue
        centre = one if "lat" in one else one.get("center")
        if not isinstance(centre, dict) or "lat" not in centre or "lon" not in centre:
            yield Rejection(where, "has no point", "ask Overpass for `out center`")
            continue
        stated = {"osm_type": one.get("type"), "osm_id": one.get("id")}
        yield row_of(where, {**tags, **stated, "lat": centre["lat"], "lon": centre["lon"]})


FORMAT = Format(
    name="overpass",
    about="an answer of the Overpass API in JSON",
    recognise=recognise,
    read=read,
    rank=3,
)
