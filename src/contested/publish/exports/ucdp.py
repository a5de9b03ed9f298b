"""Events with dead in the columns of UCDP's Georeferenced Event Dataset (GED, version 25.1), for programs that read it.

These are not UCDP's data: nobody there has coded them. How each column is filled is in docs/reference/exports.md.
"""

from __future__ import annotations

from math import floor
from pathlib import Path

from contested.model import Account
from contested.publish.exports import Export, ExportSettings, Written, write_pieces
from contested.publish.exports.tables import Columns, Row
from contested.publish.exports.tables.deaths import CIVILIANS, Deaths
from contested.publish.exports.tables.happenings import (
    AROUND_KM,
    EXTRA,
    Happening,
    list_happenings,
    name_forces,
)
from contested.publish.exports.tables.text import format_rows
from contested.publish.words import Words, load_words
from contested.theatres import Theatre

COLUMNS: Columns = (
    ("id", "whole"), ("relid", "text"), ("year", "whole"), ("active_year", "text"), ("code_status", "text"),
    ("type_of_violence", "whole"), ("conflict_dset_id", "text"), ("conflict_new_id", "text"), ("conflict_name", "text"),
    ("dyad_dset_id", "text"), ("dyad_new_id", "text"), ("dyad_name", "text"), ("side_a_dset_id", "text"),
    ("side_a_new_id", "text"), ("side_a", "text"), ("side_b_dset_id", "text"), ("side_b_new_id", "text"),
    ("side_b", "text"), ("number_of_sources", "whole"), ("source_article", "texts"), ("source_office", "texts"),
    ("source_date", "texts"), ("source_headline", "texts"), ("source_original", "texts"), ("where_prec", "whole"),
    ("where_coordinates", "text"), ("where_description", "text"), ("adm_1", "text"), ("adm_2", "text"),
    ("latitude", "number"), ("longitude", "number"), ("geom_wkt", "text"), ("priogrid_gid", "whole"),
    ("country", "text"), ("country_id", "text"), ("region", "text"), ("event_clarity", "whole"), ("date_prec", "whole"),
    ("date_start", "day"), ("date_end", "day"), ("deaths_a", "whole"), ("deaths_b", "whole"),
    ("deaths_civilians", "whole"), ("deaths_unknown", "whole"), ("best", "whole"), ("high", "whole"), ("low", "whole"),
    ("gwnoa", "text"), ("gwnob", "text"),
    *EXTRA,
)  # fmt: skip
GOVERNMENT = "Government of {party}"
STATE_BASED = 1
# Days that an event may have been on, and the code for it; more than the last is code 5.
DATE_PRECISION = ((1, 1), (6, 2), (7, 3), (31, 4))
EVENT_ID_DIGITS = 12  # of its 32 hexadecimal ones: a whole number that every program can hold
ADMINISTRATIVE = {"district": 3, "region": 4, "river": 5, "road": 5, "country": 6}


def write_ucdp(account: Account, theatre: Theatre, settings: ExportSettings, path: Path) -> Written:
    """A row for each event in which somebody counts dead: the dataset knows no others."""
    words = load_words(theatre)
    kept = [
        (one, one.deaths)
        for one in list_happenings(account, theatre, settings)
        if one.deaths and one.deaths.high > 0
    ]
    rows = (describe_happening(one, deaths, words) for one, deaths in kept)
    write_pieces(format_rows(COLUMNS, rows), path)
    why = "without a point, a day, or a number of dead"
    return Written(len(kept), "event", len(account.events) - len(kept), why)


def describe_happening(one: Happening, deaths: Deaths, words: Words) -> Row:
    sides = order_sides(one, words.theatre)
    names = [name_forces(code, words, GOVERNMENT) for code in sides]
    parties = {side.code for side in words.theatre.sides}
    dated = [report.published or "" for report in one.reports]
    return {
        "id": int(one.event.event_id[:EVENT_ID_DIGITS], 16),
        "relid": one.event.event_id,
        "year": int(one.start[:4]),
        "type_of_violence": STATE_BASED if set(sides) <= parties else None,
        "dyad_name": " - ".join(filter(None, names)) if all(names) else None,
        "side_a": names[0],
        "side_b": names[1],
        "number_of_sources": len(one.publishers),
        "source_article": tuple(
            ", ".join(filter(None, (report.publisher or report.name, report.published, report.title)))
            for report in one.reports
        ),
        "source_office": one.publishers,
        "source_date": tuple(dated),
        "source_headline": tuple(report.title or "" for report in one.reports),
        "source_original": tuple(sorted({name for name in one.event.witnesses if name})),
        "where_prec": choose_precision(one),
        "where_coordinates": one.where.name or one.where.text,
        "where_description": one.where.text,
        "adm_1": one.place.admin1 if one.place else None,
        "latitude": one.lat,
        "longitude": one.lon,
        "geom_wkt": f"POINT ({one.lon!r} {one.lat!r})",
        "priogrid_gid": number_cell(one.lat, one.lon),
        "country": one.country.name if one.country else None,
        "region": one.country.region if one.country else None,
        "event_clarity": 1 if one.days == 1 and len(one.event.place_ids) == 1 else 2,
        "date_prec": next((code for most, code in DATE_PRECISION if one.days <= most), 5),
        "date_start": one.start,
        "date_end": one.end,
        **share_deaths(deaths, sides),
        "best": deaths.best,
        "high": deaths.high,
        "low": deaths.low,
        **one.extra,
    }


def order_sides(one: Happening, theatre: Theatre) -> list[str | None]:
    """Both parties in the theatre's order, whoever of them acted; null, last, for one that nobody names."""
    codes = [side.code for side in theatre.sides]
    named = (one.event.actor, one.event.target)
    return sorted(named, key=lambda code: codes.index(code) if code in codes else len(codes) + (code is None))


def share_deaths(deaths: Deaths, sides: list[str | None]) -> dict[str, int]:
    """The best number in the column of those whose dead they are told to be; the others are 0."""
    columns = {
        CIVILIANS: "deaths_civilians",
        **{code: f"deaths_{'ab'[n]}" for n, code in enumerate(sides) if code},
    }
    own = columns.get(deaths.whose or "", "deaths_unknown")
    return {
        name: deaths.best if name == own else 0
        for name in ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")
    }


def choose_precision(one: Happening) -> int:
    """1 the settlement itself, 2 within 25 km of it, 3 and 4 districts and regions, 5 a line or an area without bounds."""
    if one.at_settlement:
        return 1
    if one.place and one.place.kind in ADMINISTRATIVE:
        return ADMINISTRATIVE[one.place.kind]
    return 2 if (one.where.uncertainty_km or 0) <= AROUND_KM else 5


def number_cell(lat: float, lon: float) -> int:
    """The cell of PRIO-GRID: half a degree wide, counted from 1 at the south-western corner, row by row to the east."""
    row, column = min(floor((lat + 90) * 2), 359), min(floor((lon + 180) * 2), 719)
    return 720 * row + column + 1


EXPORT = Export("ucdp", "csv", write_ucdp)
