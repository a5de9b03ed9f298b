"""The bytes of one row and what its table's columns mean, in; the report that it is, out.

Both are archived together: a line of JSON that says how the row is written and what its columns mean, and under it the row's
own bytes as they came. So a row says the same however the desk's settings have changed since.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Struct

from contested.errors import RejectedReport
from contested.ingest.addresses import web_address
from contested.ingest.dates import PUBLISHED, find_moment, tell_moment
from contested.ingest.headlines import put_under
from contested.ingest.registry import Document
from contested.ingest.stated import Marked, Stated, one_line
from contested.ingest.table_files import QUOTING
from contested.ingest.table_shapes import Shape, fill, named_in

ELEMENT = re.compile(r"<([A-Z_]{1,40})>([^<]{0,20000})</\1>")
LANGUAGE = re.compile(r"[a-z]{2,3}")


class Header(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How a row is written: an object of JSON, or with `columns` a line of values, parted by `delimiter`, `quoted` where a
    value may stand in quotation marks."""

    shape: Shape
    columns: tuple[str, ...] | None = None
    delimiter: str = ","
    quoted: bool = True
    encoding: str = "utf-8"


def pack(header: Header, row: bytes) -> bytes:
    """What is archived of a row."""
    return msgspec.json.encode(header) + b"\n" + row


def read(raw: bytes, where: str) -> Document:
    """The report in a row. Raises RejectedReport where it is none."""
    head, _, body = raw.partition(b"\n")
    try:
        header = msgspec.json.decode(head, type=Header)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise RejectedReport(where, f"is no row of a table: {error}", "add the table again") from error
    row = read_object(body, where) if header.columns is None else read_values(header, body, where)
    return tell(header.shape, row, where)


def read_values(header: Header, body: bytes, where: str) -> dict[str, str]:
    """A row of values. Raises RejectedReport where it has not as many as there are columns."""
    columns = header.columns or ()
    try:
        lines = io.StringIO(body.decode(header.encoding), newline="")
        rows = list(
            csv.reader(lines, delimiter=header.delimiter, quoting=QUOTING[header.quoted], strict=True)
        )
    except (csv.Error, UnicodeDecodeError, LookupError, TypeError) as error:
        raise RejectedReport(
            where, f"is no row of a table: {error}", "mend the row, and add it again"
        ) from error
    if len(rows) != 1 or len(rows[0]) < len(columns) or any(rows[0][len(columns) :]):
        count = len(rows[0]) if rows else 0
        found = f"has {count} values, and the table {len(columns)} columns"
        raise RejectedReport(
            where, found, "mend the row: put values that hold the separator in quotation marks"
        )
    return dict(zip(columns, rows[0], strict=False))


def read_object(body: bytes, where: str) -> dict[str, str]:
    """A row that is an object, each value as text. Raises RejectedReport where it is none."""
    try:
        row = msgspec.json.decode(body, type=dict[str, Any])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise RejectedReport(where, f"broken JSON: {error}", "write each row as one object") from error
    return {column: as_text(value) for column, value in row.items()}


def as_text(value: object) -> str:
    """A value of JSON as text; nothing for what has parts, but for a list of texts."""
    if isinstance(value, list):
        return "; ".join(one for one in value if isinstance(one, str))
    if value is None or isinstance(value, dict):
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def tell(shape: Shape, row: Mapping[str, str], where: str) -> Document:
    """The report in a row. Raises RejectedReport where its date is none."""
    if shape.unpack:
        row = {**row, **dict(ELEMENT.findall(row.get(shape.unpack, "")))}
    published, published_at = tell_moment(find_date(shape, row, where))
    publishers = fill(shape.publisher, row)
    first = publishers.split(shape.several)[0].strip() if shape.several else publishers
    language = fill(shape.language, row).replace("_", "-").split("-")[0].lower()
    together = publishers if first != publishers else None
    named = {"published": published and shape.published, "author": together and shape.publisher}
    title = one_line(fill(shape.title, row))
    return Document(
        text=put_under(title, fill(shape.text, row)),
        stated=Stated(
            id=one_line(fill(shape.id, row)),
            url=web_address(fill(shape.url, row)),
            publisher=one_line(first) or shape.publisher_name,
            published=published,
            published_at=published_at,
            language=language if LANGUAGE.fullmatch(language) else None,
            title=title,
        ),
        marked=Marked(
            author=one_line(together),
            site=shape.site,
            found_in={key: f"column {value}" for key, value in named.items() if value},
        ),
    )


def find_date(shape: Shape, row: Mapping[str, str], where: str) -> datetime | None:
    """When a row was published; null where it does not say. Raises RejectedReport where it says something else."""
    written = fill(shape.published, row)
    if not written:
        return None
    moment = None
    if shape.date_format:
        with suppress(ValueError):  # rows of one table differ: ISO is read in any
            moment = datetime.strptime(written, shape.date_format)
    moment = moment or find_moment(written)
    if moment is None or moment.year not in PUBLISHED:
        form = f"in the form {shape.date_format}" if shape.date_format else "like 2024-11-14"
        columns = " and ".join(named_in(shape.published or ""))
        found = f"{columns} is {written[:40]!r}, which is no date {form}"
        raise RejectedReport(where, found, "mend it, or write date_format into the table in desk.toml")
    return moment.replace(tzinfo=ZoneInfo(shape.zone)) if shape.zone and not moment.tzinfo else moment
