"""An account, in; the layers of a map as rows that have a shape, out: status of places, claims at their points, areas.

A shape is its bytes (`geometry`) and its box (`bounds`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec import Struct

from contested.model import Account, AreaPatch, Day
from contested.publish.exports import ExportSettings
from contested.publish.exports.tables import OURS, Columns, Row, describe_desk
from contested.publish.exports.tables.claims import CLAIMS
from contested.publish.exports.tables.claims import COLUMNS as CLAIM_COLUMNS
from contested.publish.exports.tables.shapes import Bounds, find_bounds, pack_areas, pack_point, points_of
from contested.theatres import Theatre


class Shaped(Struct, frozen=True):
    """A row with its shape."""

    row: Row
    geometry: bytes
    bounds: Bounds


class Layer(Struct, frozen=True):
    """One layer: its name, the kind of its shapes, its columns and what is in it."""

    name: str
    shape: str
    columns: Callable[[Theatre], Columns]
    rows: Callable[[Account, Theatre, ExportSettings], Iterator[Shaped]]


def status_columns(theatre: Theatre) -> Columns:
    chances: Columns = tuple((f"p_{state}", "number") for state in (*theatre.holders, "contested"))
    claimed: Columns = tuple((f"claimed_by_{side}", "text") for side in theatre.holders)
    return (
        ("place_id", "text"), ("name", "text"), ("country", "text"), ("admin1", "text"), ("on", "day"), ("state", "text"),
        *chances, ("disputed", "yes"), *claimed, ("origins", "whole"), ("reports", "whole"), ("last_evidence", "day"),
        ("claim_ids", "texts"), *OURS,
    )  # fmt: skip


def list_status(account: Account, theatre: Theatre, settings: ExportSettings) -> Iterator[Shaped]:
    """Control of each place on the day of the file. `claimed_by_SIDE` is the state that the side itself says it is in."""
    desk = describe_desk(settings)
    for control in account.controls:
        place, status = control.place, settings.status_of(control)
        row: Row = desk | {
            "place_id": place.place_id,
            "name": place.name,
            "country": place.country,
            "admin1": place.admin1,
            "on": status.on,
            "state": status.state,
            **{f"p_{state}": round(chance, 4) for state, chance in status.probabilities.items()},
            "disputed": status.disputed,
            **{f"claimed_by_{side}": one.state for side, one in status.claimed.items()},
            "origins": status.origins,
            "reports": status.reports,
            "last_evidence": status.last_evidence,
            "claim_ids": tuple(dict.fromkeys(one.claim_id for one in status.evidence)),
        }
        yield Shaped(row, pack_point(place.lat, place.lon), (place.lon, place.lat, place.lon, place.lat))


def list_claims(account: Account, theatre: Theatre, settings: ExportSettings) -> Iterator[Shaped]:
    """Places of claims that have a point."""
    for row in CLAIMS.rows(account, theatre, settings):
        lat, lon = row.get("lat"), row.get("lon")
        if isinstance(lat, float) and isinstance(lon, float):
            yield Shaped(row, pack_point(lat, lon), (lon, lat, lon, lat))


AREA_COLUMNS: Columns = (
    ("state", "text"),
    ("at_least", "number"),
    ("since", "day"),
    ("on", "day"),
    ("tile_x", "whole"),
    ("tile_y", "whole"),
    *OURS,
)


def list_areas(account: Account, theatre: Theatre, settings: ExportSettings) -> Iterator[Shaped]:
    """The ground as it stands on the day of the file, in squares of the map; none where areas were not worked out."""
    desk = describe_desk(settings)
    for patch in stand_on(account, settings.as_of):
        bounds = find_bounds(points_of(patch.polygons))
        if bounds:
            row: Row = desk | {
                "state": patch.state,
                "at_least": patch.level,
                "since": patch.on,
                "on": settings.as_of,
                "tile_x": patch.tile[0],
                "tile_y": patch.tile[1],
            }
            yield Shaped(row, pack_areas(patch.polygons), bounds)


def stand_on(account: Account, on: Day) -> list[AreaPatch]:
    """The patches that stand on a day, the least sure first, so that the surer are drawn over them."""
    standing: dict[tuple[tuple[int, int], str, float], AreaPatch] = {}
    for patch in account.areas.patches if account.areas else ():
        if patch.on <= on:
            standing[patch.tile, patch.state, patch.level] = patch
    return [standing[key] for key in sorted(standing, key=lambda key: (key[2], key[1], key[0]))]


LAYERS = {
    one.name: one
    for one in (
        Layer("status", "POINT", status_columns, list_status),
        Layer("claims", "POINT", lambda _: CLAIM_COLUMNS, list_claims),
        Layer("areas", "MULTIPOLYGON", lambda _: AREA_COLUMNS, list_areas),
    )
}
