"""One line of a file of claims, in; a checked row of the contract, out. What is wrong in it is named by its key.

The fields are those of a claim; `publisher` and `published` (a day, or a moment with its offset) stand beside them, null
where nobody knows. `url` and `language` may be there; `claim_id` and `report_id` are made anew and passed over.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection
from datetime import date
from math import isfinite
from typing import NamedTuple, get_args

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from contested.errors import RejectedReport
from contested.ingest.clean import LINE_BREAK, mend
from contested.ingest.dates import YEARS, read_stated_day
from contested.ingest.stated import check_keys
from contested.model import (
    AHEAD,
    Basis,
    Dating,
    Day,
    Figure,
    PlaceRef,
    Role,
    Slot,
    Stance,
    Voice,
    VoiceKind,
    When,
)
from contested.vocabulary import event_types

LONGEST_TEXT = 20_000  # characters: a sentence of a page has some hundred
LONGEST_NAME = 500
MOST_LISTED = 10_000  # places, voices, figures or slots of one claim
FARTHEST = 1_000_000_000  # character at which a sentence may stand
EARTH_KM = 20_040.0  # from any point to its antipode
STATE = re.compile(r"[A-Z]{2}")
KEY = re.compile(r" - at `\$\.(?P<path>.*)`$")


class ToldRow(Struct, frozen=True, kw_only=True):
    """A claim as somebody else made it. `start` and `end` are where its sentence stands in a text that only its maker
    has; slots and spans count in that text."""

    report_name: str
    publisher: str | None
    published: str | None
    text: str
    event: str
    stance: Stance
    when: When
    places: tuple[PlaceRef, ...]
    start: int | None = None
    end: int | None = None
    actor: str | None = None
    target: str | None = None
    voices: tuple[Voice, ...] = ()
    figures: tuple[Figure, ...] = ()
    rule: str = "made elsewhere"
    score: float = 1.0
    slots: tuple[Slot, ...] = ()
    reasons: tuple[str, ...] = ()
    dating: Dating | None = None
    url: str | None = None
    language: str | None = None


class Sentence(NamedTuple):
    """The words of a row and where they stand in their maker's text; null where that is not known."""

    start: int | None
    text: str


CHOICES = {
    "stance": get_args(Stance),
    "role": get_args(Role),
    "basis": get_args(Basis),
    "kind": get_args(VoiceKind),
}
REQUIRED = [field.name for field in msgspec.structs.fields(ToldRow) if field.required]


def read_row(raw: bytes, where: str, codes: Collection[str]) -> ToldRow:
    """The row of a line, its words tidied. `codes` are the theatre's sides. Raises RejectedReport where a key is missing,
    misspelt, of another type, or has a value that cannot be."""
    row = decode_row(raw, where)
    check_keys(raw, ToldRow, where)
    check_sentence(row, where)
    row = tidy_row(row)
    check_words(row, where)
    for key, code in (("actor", row.actor), ("target", row.target)):
        check_party(code, key, codes, where)
    for number, place in enumerate(row.places):
        check_place(place, f"places[{number}]", where)
    for number, voice in enumerate(row.voices):
        check_name(voice.name, f"voices[{number}].name", where)
        check_party(voice.side, f"voices[{number}].side", codes, where)
    for number, figure in enumerate(row.figures):
        check_figure(figure, f"figures[{number}]", where)
    if not 0 <= row.score <= 1:
        raise RejectedReport(where, f"'score' is {row.score:g}", "write a number from 0 to 1")
    check_days(row, where)
    return row


def read_sentence(raw: bytes, where: str) -> Sentence:
    """The words of a line that has been checked before, and where they stand."""
    row = tidy_row(decode_row(raw, where))
    return Sentence(row.start, row.text)


def decode_row(raw: bytes, where: str) -> ToldRow:
    """The row as it is written. Raises RejectedReport where it is no JSON object, or a key is missing or of another
    type."""
    try:
        return msgspec.json.decode(raw, type=ToldRow)
    except msgspec.ValidationError as error:
        at = KEY.search(str(error))
        found = f"{at['path']!r}: {KEY.sub('', str(error))}" if at else str(error)
        raise RejectedReport(where, found, remedy_for(at["path"] if at else "")) from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise RejectedReport(where, f"broken JSON: {error}", "write one whole JSON object a line") from error


def remedy_for(key: str) -> str:
    """What to write where a key is of another type, or missing."""
    last = key.rpartition(".")[2]
    if last in CHOICES:
        return f"{last} is one of {', '.join(CHOICES[last])}"
    return f"every claim has {', '.join(REQUIRED)}, and is written as `contested claims --format jsonl` writes it"


def tidy_row(row: ToldRow) -> ToldRow:
    """The row with its words as clean texts have them. Where that moves letters, nobody knows any longer where they
    stood."""
    text = tidy(row.text)
    moved = text != row.text
    return replace(
        row,
        text=text,
        start=None if moved else row.start,
        end=None if moved else row.end,
        slots=() if moved else row.slots,
        report_name=tidy(row.report_name),
        publisher=tidy(row.publisher or "") or None,
        url=tidy(row.url or "") or None,
        language=(row.language or "").replace("_", "-").split("-")[0].lower() or None,
        voices=tuple(replace(voice, name=tidy(voice.name)) for voice in row.voices),
        places=tuple(
            replace(place, name=tidy(place.name or "") or None, text=tidy(place.text or "") or None)
            for place in row.places
        ),
    )


def tidy(text: str) -> str:
    """Words on one line, as a clean text has them."""
    return " ".join(filter(None, (mend(line) for line in LINE_BREAK.split(text))))


def check_sentence(row: ToldRow, where: str) -> None:
    """Raises RejectedReport where the sentence is none, or does not stand where the row says."""
    if len(row.text) > LONGEST_TEXT:
        found = f"'text' has {len(row.text):,} characters"
        raise RejectedReport(where, found, f"write the sentence that says so, {LONGEST_TEXT:,} at most")
    start, end = row.start, row.end
    if (start is None) != (end is None):
        raise RejectedReport(where, "'start' or 'end' stands alone", "write both, or leave both out")
    if start is None or end is None:
        return
    if not 0 <= start <= FARTHEST:
        raise RejectedReport(
            where, f"'start' is {str(start)[:20]}", "count characters from 0, or leave both out"
        )
    if end - start != len(row.text):
        found = f"'text' has {len(row.text):,} characters, 'start' to 'end' {str(end - start)[:20]}"
        raise RejectedReport(where, found, "count characters, the end exclusive, or leave both out")


def check_words(row: ToldRow, where: str) -> None:
    """Raises RejectedReport where words are missing or too many, or the event is of no type."""
    if not row.text:
        raise RejectedReport(where, "'text' is empty", "write the sentence that says so")
    check_name(row.report_name, "report_name", where)
    for key, name in (("publisher", row.publisher), ("url", row.url), ("rule", row.rule)):
        if name is not None:
            check_name(name, key, where)
    if row.event not in event_types():
        near = difflib.get_close_matches(row.event, event_types(), n=1)
        remedy = f"did you mean {near[0]!r}?" if near else "see: contested list events"
        raise RejectedReport(where, f"'event' is {row.event[:60]!r}, which is no event type", remedy)
    for key in ("places", "voices", "figures", "slots", "reasons"):
        if len(getattr(row, key)) > MOST_LISTED:
            found = f"{key!r} has {len(getattr(row, key)):,} entries"
            raise RejectedReport(where, found, f"write {MOST_LISTED:,} at most to a claim")


def check_name(name: str, key: str, where: str) -> None:
    """Raises RejectedReport for a name that is empty or no name any more."""
    if not name.strip():
        raise RejectedReport(where, f"{key!r} is empty", "write what it is called")
    if len(name) > LONGEST_NAME:
        raise RejectedReport(where, f"{key!r} has {len(name):,} characters", f"write {LONGEST_NAME} at most")


def check_party(code: str | None, key: str, codes: Collection[str], where: str) -> None:
    """Raises RejectedReport where a code is neither one of the theatre's sides nor of the form of a state's."""
    if code is None or code in codes or STATE.fullmatch(code):
        return
    remedy = f"sides here are {', '.join(sorted(codes))}; of other states write the two letters of ISO 3166"
    raise RejectedReport(where, f"{key!r} is {code[:60]!r}", remedy)


def check_place(place: PlaceRef, key: str, where: str) -> None:
    """Raises RejectedReport where a place has no point on Earth, half of one, or none of its words."""
    for part in ("place_id", "name", "text"):
        value = getattr(place, part)
        if value is not None:
            check_name(value, f"{key}.{part}", where)
    for part, most in (("lat", 90.0), ("lon", 180.0)):
        value = getattr(place, part)
        if value is not None and not abs(value) <= most:
            raise RejectedReport(where, f"'{key}.{part}' is {value:g}", f"write degrees, {most:g} at most")
    if (place.lat is None) != (place.lon is None):
        raise RejectedReport(where, f"{key!r} has only one of 'lat' and 'lon'", "write both, or neither")
    around = place.uncertainty_km
    if around is not None and not 0 <= around <= EARTH_KM:
        found = f"'{key}.uncertainty_km' is {around:g}"
        raise RejectedReport(where, found, "write how many km the point can be off")


def check_figure(figure: Figure, key: str, where: str) -> None:
    """Raises RejectedReport where a bound is no number, or the lower one is above the other."""
    low, high = figure.low, figure.high
    if any(bound is not None and not isfinite(bound) for bound in (low, high)):
        raise RejectedReport(where, f"a bound of {key!r} is no number", "write digits, or null")
    if low is not None and high is not None and low > high:
        raise RejectedReport(where, f"{key!r}: 'low' {low:g} is above 'high' {high:g}", "exchange them")


def check_days(row: ToldRow, where: str) -> None:
    """Raises RejectedReport where a day is none, or what has happened is later than its report."""
    when = row.when
    start, end = (
        check_day(day, f"when.{key}", where) for key, day in (("start", when.start), ("end", when.end))
    )
    if start and end and start > end:
        raise RejectedReport(where, f"'when.start' {start} is after 'when.end' {end}", "exchange them")
    if row.published is not None:
        published = read_stated_day(row.published, where)
        last = max(filter(None, (start, end)), default="")
        if last > published and row.stance not in AHEAD:
            found = f"'when' ends on {last}, after the report of {published}"
            raise RejectedReport(
                where, found, "mend one of them; only what is forecast or intended may be to come"
            )
        check_day(published, "published", where)
    if row.dating is not None:
        check_day(row.dating.start, "dating.start", where), check_day(row.dating.end, "dating.end", where)


def check_day(day: Day | None, key: str, where: str) -> Day | None:
    """The day. Raises RejectedReport where there is none such, or in no year that a report speaks of."""
    if day is None:
        return None
    try:
        if len(day) == len("2025-12-10") and date.fromisoformat(day).year in YEARS:
            return day
    except ValueError:
        pass
    remedy = f"write it as 2025-12-10, from {YEARS[0]} to {YEARS[-1]}, or null"
    raise RejectedReport(where, f"{key!r} is {day[:40]!r}, which is no day", remedy)
