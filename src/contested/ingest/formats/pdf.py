"""A PDF, in; its paragraphs, out, without running heads and page numbers.

What the document's information says is weak: its author is mostly whose computer made the file, and its date the day on which
that was made, not that of publication. Neither is taken; its title only if it stands on the first page. Pages that are
pictures without a text layer are set aside one by one, where others have text.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from contested.errors import RejectedReport
from contested.ingest.addresses import is_home, tidy_address
from contested.ingest.lines import read_whole
from contested.ingest.page_names import words_of
from contested.ingest.pdf_lines import read_document
from contested.ingest.pdf_text import PdfText, read_text
from contested.ingest.registry import Document, Piece, Reader
from contested.ingest.stated import Marked, Stated
from contested.model import Rejection

VERSION = "pdf/1"  # of the rules that make paragraphs of lines


def read(raw: bytes, where: str) -> Document:
    """The paragraphs of a PDF. Raises RejectedReport where there are none to read."""
    document = read_document(raw, where)
    text = read_text(document.pages)
    printed = tidy_address(text.url) if text.url else None
    url = printed if printed and not is_home(printed) else None
    title, found_in = choose_title(document.title, text)
    found = {"url": "printed at the foot of its pages" if url else None, "title": found_in}
    return Document(
        text="\n".join(text.paragraphs),
        stated=Stated(url=url, title=title),
        marked=Marked(found_in={key: how for key, how in found.items() if how}),
    )


def choose_title(stated: str, text: PdfText) -> tuple[str | None, str | None]:
    """The title and where it was found: that of the information if its words begin the text, else what is set largest."""
    words = words_of(stated)
    first = words_of("\n".join(text.paragraphs[:3]))
    if words and any(first[at : at + len(words)] == words for at in range(len(first))):
        return stated, "document information"
    return (text.heading, "largest words of the first page") if text.heading else (None, None)


def split(file: Path) -> Iterator[Piece | Rejection]:
    """The document, and its pages without text as set aside."""
    for whole in read_whole(file):
        if isinstance(whole, Rejection):
            yield whole
        else:
            where, raw = whole
            yield Piece(where=where, raw=raw)
            yield from list_scans(raw, where)


def list_scans(raw: bytes, where: str) -> Iterator[Rejection]:
    """The pages that are pictures of text, of a document that has others too."""
    try:
        document = read_document(raw, where)
    except RejectedReport:
        return  # said by whoever reads the document
    for number, page in enumerate(document.pages, 1):
        if page.scanned:
            yield Rejection(
                f"{where}:page {number}",
                "a page that is a picture, with no text layer",
                "OCR the file first, and add it again",
            )


def parser() -> str:
    """The rules and the library that make the words; it may not be installed."""
    try:
        return f"{VERSION} pypdfium2/{version('pypdfium2')}"
    except PackageNotFoundError:
        return VERSION


READER = Reader(
    name="pdf",
    extensions=(".pdf",),
    media_types=("application/pdf",),
    read=read,
    split=split,
    parser=parser(),
)
