"""Events in the columns of ACLED (since its change of 20 March 2023), for programs that read its files.

These are not ACLED's data: nobody there has coded them. How each column is filled is in docs/reference/exports.md.
"""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from contested.days import day_number
from contested.model import Account
from contested.publish.exports import Export, ExportSettings, Written, write_pieces
from contested.publish.exports.tables import Columns, Row
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
from contested.vocabulary import event_types

COLUMNS: Columns = (
    ("event_id_cnty", "text"), ("event_date", "day"), ("year", "whole"), ("time_precision", "whole"),
    ("disorder_type", "text"), ("event_type", "text"), ("sub_event_type", "text"), ("actor1", "text"),
    ("assoc_actor_1", "text"), ("inter1", "text"), ("actor2", "text"), ("assoc_actor_2", "text"), ("inter2", "text"),
    ("interaction", "text"), ("civilian_targeting", "text"), ("iso", "whole"), ("region", "text"), ("country", "text"),
    ("admin1", "text"), ("admin2", "text"), ("admin3", "text"), ("location", "text"), ("latitude", "number"),
    ("longitude", "number"), ("geo_precision", "whole"), ("source", "texts"), ("source_scale", "text"),
    ("notes", "text"), ("fatalities", "whole"), ("tags", "text"), ("timestamp", "whole"),
    *EXTRA,
)  # fmt: skip
DISORDER = {
    "Battles": "Political violence",
    "Explosions/Remote violence": "Political violence",
    "Violence against civilians": "Political violence",
    "Strategic developments": "Strategic developments",
}
FORCES, OWN, FOREIGN = "Military Forces of {party}", "State forces", "External/Other forces"
INTERACTION = (OWN, FOREIGN)
EPOCH = day_number("1970-01-01")


class Coding(Struct, frozen=True):
    """ACLED's type of an event, and its sub-type where what is told decides that."""

    event_type: str
    sub_event_type: str | None


def write_acled(account: Account, theatre: Theatre, settings: ExportSettings, path: Path) -> Written:
    """A row for each event of a type that ACLED has."""
    words = load_words(theatre)
    kept = [
        (one, coding)
        for one in list_happenings(account, theatre, settings)
        if (coding := choose_coding(one, theatre))
    ]
    rows = (describe_happening(one, coding, settings, words) for one, coding in kept)
    write_pieces(format_rows(COLUMNS, rows), path)
    why = "without a point or a day, or of no type that ACLED has"
    return Written(len(kept), "event", len(account.events) - len(kept), why)


def choose_coding(one: Happening, theatre: Theatre) -> Coding | None:
    """The type of `events/*.toml`; who takes a place back that is in its own country regains it."""
    kind = event_types()[one.event.event]
    event_type, _, sub_event_type = kind.acled.partition(": ")
    if event_type not in DISORDER:
        return None
    if kind.acled_at_home and (at_home := is_at_home(one.event.actor, one, theatre)) is not False:
        # Where it is not known whose country it is, the sub-type is not known either.
        return Coding(event_type, kind.acled_at_home if at_home else None)
    return Coding(event_type, sub_event_type or None)


def is_at_home(code: str | None, one: Happening, theatre: Theatre) -> bool | None:
    """Whether a party acts in its own country; null where it is not known whose the place is, or which is its own."""
    countries = {side.code: side.country for side in theatre.sides}
    own = countries.get(code, code) if code else None
    country = one.place.country if one.place else None
    return None if own is None or country is None else own == country


def describe_happening(one: Happening, coding: Coding, settings: ExportSettings, words: Words) -> Row:
    actors = (one.event.actor, one.event.target)
    inter = [name_inter(code, one, words.theatre) for code in actors]
    country = one.country
    return {
        "event_id_cnty": f"{country.letters if country else ''}{one.event.event_id}",
        "event_date": one.start,
        "year": int(one.start[:4]),
        "time_precision": 1 if one.days == 1 else 2 if one.days <= 7 else 3,
        "disorder_type": DISORDER[coding.event_type],
        "event_type": coding.event_type,
        "sub_event_type": coding.sub_event_type,
        "actor1": name_forces(actors[0], words, FORCES),
        "inter1": inter[0],
        "actor2": name_forces(actors[1], words, FORCES),
        "inter2": inter[1],
        "interaction": "-".join(sorted(filter(None, inter), key=INTERACTION.index)) if all(inter) else None,
        "iso": country.number if country else None,
        "region": country.region if country else None,
        "country": country.name if country else None,
        "admin1": one.place.admin1 if one.place else None,
        "location": one.where.name or one.where.text,
        "latitude": one.lat,
        "longitude": one.lon,
        "geo_precision": choose_precision(one),
        "source": one.publishers,
        "notes": one.sentence,
        "fatalities": one.deaths.low if one.deaths else None,
        "timestamp": 86_400 * (day_number(settings.as_of) - EPOCH),
        **one.extra,
    }


def name_inter(code: str | None, one: Happening, theatre: Theatre) -> str | None:
    at_home = is_at_home(code, one, theatre)
    return None if at_home is None else OWN if at_home else FOREIGN


def choose_precision(one: Happening) -> int:
    """1 the settlement itself, 2 around it or a small area, 3 a larger region."""
    if one.at_settlement:
        return 1
    return 2 if (one.where.uncertainty_km or 0) <= AROUND_KM else 3


EXPORT = Export("acled", "csv", write_acled)
