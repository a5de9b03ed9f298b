"""A page saved as one file (MHTML, RFC 2557), in; its article with what its markup and the saving browser say, out.

Chrome and Edge write "From: <Saved by Blink>" and `Snapshot-Content-Location`; Internet Explorer and Word name the page in
`Content-Location` of its part. The page is the part that `start` names, else the one of that address, else the first that
is HTML: frames and advertisements follow it. The date of the file is that of saving, and dates no report.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from email.message import Message
from importlib.metadata import version

from msgspec import structs

from contested.days import write_moment
from contested.errors import RejectedReport
from contested.ingest.addresses import tidy_address
from contested.ingest.formats.html import decode_page, read_markup
from contested.ingest.mime import bytes_of, charset_of, header_of, list_parts, moment_of, parse
from contested.ingest.registry import Document, Reader

PAGES = ("text/html", "application/xhtml+xml")


def read(raw: bytes, where: str) -> Document:
    """The article of the page that was saved. Raises RejectedReport where the file holds none."""
    message = parse(raw, where)
    address = header_of(message, "Snapshot-Content-Location")
    page = find_page(message, address)
    if page is None:
        raise RejectedReport(where, "no page in this file", "save the page again as MHTML or HTML")
    saved_from = tidy_address(address or header_of(page, "Content-Location"))
    markup = decode_part(page, where)
    # The line that a browser writes at the head of a page that it saves plainly: the page's own come after it.
    mark = f"<!-- saved from url=(0000){saved_from} -->" if saved_from else ""
    document = read_markup(mark + markup, where)
    return note_saving(document, moment_of(header_of(message, "Date")), bool(address))


def find_page(message: Message, address: str) -> Message | None:
    """The part that is the page, or null."""
    pages = [part for part in list_parts(message) if part.get_content_type() in PAGES]
    start = str(message.get_param("start", "") or "").strip("<> ")
    for name, wanted in (("Content-ID", start), ("Content-Location", address)):
        named = [part for part in pages if wanted and header_of(part, name).strip("<>") == wanted]
        if named:
            return named[0]
    return pages[0] if pages else None


def decode_part(page: Message, where: str) -> str:
    """The characters of a page: in the encoding that its part declares if it decodes, else as any page."""
    raw, charset = bytes_of(page), charset_of(page)
    try:
        return raw.decode(charset) if charset else decode_page(raw, where)
    except (LookupError, UnicodeDecodeError):
        return decode_page(raw, where)


def note_saving(document: Document, saved: datetime | None, snapshot: bool) -> Document:
    """The document with where its address comes from and when it was saved, and without a day that was then to come."""
    stated, marked = document.stated, document.marked
    found = dict(marked.found_in)
    if saved and stated.published and stated.published > f"{saved + timedelta(days=1):%Y-%m-%d}":
        stated = structs.replace(stated, published=None, published_at=None)
        del found["published"]
    if found.get("url") == "saved from url":
        found["url"] = "Snapshot-Content-Location" if snapshot else "Content-Location"
    if "url" in found and saved:
        when = write_moment(saved) if saved.tzinfo else f"{saved:%Y-%m-%dT%H:%M:%S}"
        found["url"] += f", saved {when}"
    return structs.replace(document, stated=stated, marked=structs.replace(marked, found_in=found))


READER = Reader(
    name="mhtml",
    extensions=(".mhtml", ".mht"),
    media_types=("multipart/related", "application/x-mimearchive"),
    read=read,
    needs=("contested.ingest.page",),
    parser=f"trafilatura/{version('trafilatura')}",
)
