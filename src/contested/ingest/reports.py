"""One report's bytes and where they stand, in; its record, or why there is none, out.

All of this runs in a worker process (`worker.py`): the bytes are a stranger's.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from msgspec import structs

from contested.datelines import find_dateline
from contested.errors import RejectedReport
from contested.ingest.addresses import is_same_site
from contested.ingest.clean import CLEANER, clean, mend
from contested.ingest.datelines import find_day
from contested.ingest.dates import find_named_day
from contested.ingest.languages import guess_language
from contested.ingest.lines import read_whole
from contested.ingest.registry import Document, Piece, Reader, readers
from contested.ingest.sources import Found
from contested.ingest.stated import Stated, overlay
from contested.model import Rejection, Report, content_id

# Marks that stand over the letter before them. To bring n of them into order takes n² steps: a million of them minutes.
# Letters of all languages have up to 8, jokes some hundreds.
MARKS = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{1001}"
)
MAX_LINE = 5_000_000  # characters: ten times the longest book on one line is no paragraph


def find_pieces(found: Found) -> Iterator[Piece | Rejection]:
    """The reports within one file, not yet read."""
    if found.reader.split_by:
        return found.reader.split_by(found.file, found.tables)
    return (found.reader.split or read_as_one)(found.file)


def read_as_one(file: Path) -> Iterator[Piece | Rejection]:
    """A file that is one report."""
    for whole in read_whole(file):
        yield whole if isinstance(whole, Rejection) else Piece(where=whole[0], raw=whole[1])


def read_piece(found: Found, piece: Piece) -> tuple[Report, bytes] | Rejection:
    """One report and its bytes, or why there is none."""
    reader = readers()[piece.reader] if piece.reader else found.reader
    try:
        document = reader.read(piece.raw, piece.where)
        return make_report(found, piece, reader, document), piece.raw
    except RejectedReport as error:
        return Rejection(error.where, error.reason, error.remedy)


def make_report(found: Found, piece: Piece, reader: Reader, document: Document) -> Report:
    """The record of one report.

    Its id hashes the bytes and what was stated beside them, the day in the file's name included where no
    other is stated; neither the folder nor the rest of the name changes it. The day is the stated one,
    else the one that the text gives of itself, else the one in its address or in the file's name.
    """
    text, credits = clean_document(document, piece.where)
    beside = overlay(found.stated, piece.stated)
    stated = overlay(beside, leave_claimed(document, beside.url))
    name = piece.name or found.file.name
    named = in_text = None
    if not stated.published:
        named = find_named_day(Path(name).stem)
        in_text = find_day(text) or find_named_day(stated.url or "") or named
    raw_sha256 = hashlib.sha256(piece.raw).hexdigest()
    return Report(
        report_id=content_id(
            "report", raw_sha256, beside.publisher, beside.url, beside.published or named, beside.id
        ),
        name=str(stated.id or stated.url or name),
        raw_sha256=raw_sha256,
        text=text,
        cleaner=cleaner_of(reader),
        reader=reader.name,
        url=stated.url,
        publisher=stated.publisher,
        published=stated.published or in_text,
        published_at=stated.published_at,
        published_basis="stated" if stated.published else "text" if in_text else "none",
        language=stated.language or guess_language(text, document.language_hint),
        title=mend(stated.title or "") or None,
        credits=tuple(dict.fromkeys((*document.credits, *credits, *sent_by(text)))),
        author=document.marked.author,
        site=document.marked.site,
        canonical=document.marked.canonical,
        written=document.marked.written,
        found_in={
            key: how
            for key, how in document.marked.found_in.items()
            if key not in Stated.__struct_fields__ or (getattr(stated, key) and not getattr(beside, key))
        },
        exchange_sha256=hashlib.sha256(piece.exchange).hexdigest() if piece.exchange else None,
    )


def sent_by(text: str) -> tuple[str, ...]:
    """The agency in the dateline that a text begins with: whoever prints its dispatch leaves that."""
    dateline = find_dateline(text.partition("\n")[0])
    return (dateline.agency,) if dateline else ()


def leave_claimed(document: Document, url: str | None) -> Stated:
    """What a report's bytes state, but for the publisher where their canonical address is of another site than that at
    which the report is known to stand: anybody can write another's name and address into a page."""
    canonical = document.marked.canonical
    if url and canonical and "publisher" in document.marked.found_in and not is_same_site(url, canonical):
        return structs.replace(document.stated, publisher=None)
    return document.stated


def clean_document(document: Document, where: str) -> tuple[str, tuple[str, ...]]:
    """The clean text of a document and its credits. Raises RejectedReport where nothing is left."""
    longest = max(map(len, document.text.splitlines()), default=0)
    if longest > MAX_LINE:
        reason = f"{longest / 1e6:.0f} million characters on one line"
        raise RejectedReport(where, reason, "split it into paragraphs, or into reports")
    if marks := MARKS.search(document.text):
        found = f"over {len(marks[0]) - 1:,} marks over one letter"
        raise RejectedReport(where, found, "take them out, or take it out")
    text, credits = clean(document.text)
    if not text:
        found = "nothing but page furniture" if document.text.strip() else "no text"
        raise RejectedReport(where, found, "take it out, or fetch it again")
    return text, credits


def cleaner_of(reader: Reader) -> str:
    """What makes a clean text of this reader's bytes: the parser of its markup, if any, and the cleaner."""
    return f"{reader.parser} {CLEANER}" if reader.parser else CLEANER


def make_again(raw: bytes, report: Report) -> str:
    """The clean text made again from a report's archived bytes.

    Equal to `report.text` where `report.cleaner` is what is installed. Raises RejectedReport where the
    bytes are not the report's, cannot be read, or were read by a reader that is gone or by other versions.
    """
    if hashlib.sha256(raw).hexdigest() != report.raw_sha256:
        raise RejectedReport(report.name, "the archived bytes have changed", "restore them from a backup")
    reader = readers().get(report.reader)
    if reader is None or cleaner_of(reader) != report.cleaner:
        here = cleaner_of(reader) if reader else f"no reader {report.reader!r}"
        raise RejectedReport(
            report.name, f"made by {report.cleaner}, here is {here}", "verify with the versions that made it"
        )
    document = reader.read(raw, report.name)
    return document.text if reader.cleans else clean_document(document, report.name)[0]
