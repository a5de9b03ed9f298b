"""The map as a GeoPackage (OGC 12-128r19, version 1.4): layers `status`, `claims` and `areas` in WGS 84.

A GeoPackage is an SQLite database with a few tables that say what the others are. `contested_about` tells whose it is.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from struct import pack

from contested.model import Account
from contested.publish.exports import Export, ExportSettings, Written, beside
from contested.publish.exports.tables import Cell, Columns
from contested.publish.exports.tables.layers import LAYERS, Layer, Shaped
from contested.publish.exports.tables.shapes import WGS_84, find_bounds
from contested.publish.exports.tables.text import encode_sound, sound
from contested.publish.licences import Licences
from contested.theatres import Theatre

TYPES = {
    "text": "TEXT",
    "texts": "TEXT",
    "day": "DATE",
    "number": "DOUBLE",
    "whole": "INTEGER",
    "yes": "BOOLEAN",
}
ABOUT = "contested_about"
HEADER = f"""
PRAGMA application_id = {int.from_bytes(b"GPKG", "big")};
PRAGMA user_version = 10400;
CREATE TABLE gpkg_spatial_ref_sys (
    srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, organization TEXT NOT NULL,
    organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (
    table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE, description TEXT DEFAULT '',
    last_change DATETIME NOT NULL, min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
    CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (
    table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL,
    z TINYINT NOT NULL, m TINYINT NOT NULL, CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
    CONSTRAINT uk_gc_table_name UNIQUE (table_name),
    CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
    CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE {ABOUT} (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL);
"""
DEFINITION = (
    'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],'
    'AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],'
    'UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4326"]]'
)
# The standard wants these three in every file.
SYSTEMS = (
    ("Undefined Cartesian SRS", -1, "NONE", -1, "undefined", None),
    ("Undefined geographic SRS", 0, "NONE", 0, "undefined", None),
    ("WGS 84 geodetic", WGS_84, "EPSG", WGS_84, DEFINITION, "longitude and latitude"),
)


def write_gpkg(account: Account, theatre: Theatre, settings: ExportSettings, path: Path) -> Written:
    """Each layer that has features, and the table about the file. The moment of change is the day of the file."""
    written = 0
    with beside(path) as part, closing(sqlite3.connect(part)) as file, file:
        file.executescript(HEADER)
        file.executemany("INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)", SYSTEMS)
        write_about(file, account, theatre, settings)
        for layer in LAYERS.values():
            shaped = list(layer.rows(account, theatre, settings))
            if shaped:
                write_layer(file, layer, layer.columns(theatre), shaped, settings)
            written += len(shaped)
    return Written(written, "feature")


def write_about(
    file: sqlite3.Connection, account: Account, theatre: Theatre, settings: ExportSettings
) -> None:
    about = settings.about | {"licences": Licences(theatre).credit(account)}
    file.executemany(
        f"INSERT INTO {ABOUT} (name, value) VALUES (?, ?)",
        [
            (name, sound(value) if isinstance(value, str) else encode_sound(value))
            for name, value in about.items()
        ],
    )
    file.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change) VALUES (?, ?, ?, ?, ?)",
        (ABOUT, "attributes", ABOUT, settings.notice, moment_of(settings)),
    )


def write_layer(
    file: sqlite3.Connection, layer: Layer, columns: Columns, shaped: list[Shaped], settings: ExportSettings
) -> None:
    names = ", ".join(f"{quote(name)} {TYPES[kind]}" for name, kind in columns)
    file.execute(
        f'CREATE TABLE "{layer.name}" (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom {layer.shape}, {names})'
    )
    box = find_bounds(corner for one in shaped for corner in (one.bounds[:2], one.bounds[2:]))
    file.execute(
        "INSERT INTO gpkg_contents VALUES (?, 'features', ?, ?, ?, ?, ?, ?, ?, ?)",
        (layer.name, layer.name, settings.notice, moment_of(settings), *(box or (None,) * 4), WGS_84),
    )
    file.execute(
        "INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', ?, ?, 0, 0)", (layer.name, layer.shape, WGS_84)
    )
    slots = ", ".join("?" * (len(columns) + 1))
    filled = ", ".join(quote(name) for name, _ in columns)
    file.executemany(
        f'INSERT INTO "{layer.name}" (geom, {filled}) VALUES ({slots})', list_values(columns, shaped)
    )


def quote(name: str) -> str:
    """A column's name in SQL; codes of sides, which some names end in, are the theatre's."""
    return '"' + name.replace('"', '""') + '"'


def list_values(columns: Columns, shaped: list[Shaped]) -> Iterator[list[object]]:
    for one in shaped:
        yield [pack_geometry(one), *(make_value(one.row.get(name)) for name, _ in columns)]


def pack_geometry(one: Shaped) -> bytes:
    """A shape with the header of GeoPackage: little-endian, no box where the shape is a point."""
    west, south, east, north = one.bounds
    if (west, south) == (east, north):
        return b"GP" + pack("<BBi", 0, 1, WGS_84) + one.geometry
    return b"GP" + pack("<BBidddd", 0, 3, WGS_84, west, east, south, north) + one.geometry


def make_value(value: Cell) -> object:
    if isinstance(value, tuple):
        value = "; ".join(value)
    return sound(value) if isinstance(value, str) else value


def moment_of(settings: ExportSettings) -> str:
    return f"{settings.as_of}T00:00:00.000Z"


EXPORT = Export("gpkg", "gpkg", write_gpkg, areas=True)
