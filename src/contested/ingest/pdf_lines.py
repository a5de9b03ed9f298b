"""The bytes of a PDF, in; its pages as lines with where they stand and how large they are, out.

pdfium, which Chromium shows PDFs with, finds letters and lines. It is a package of its own (`contested[pdf]`).
"""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import closing
from functools import lru_cache
from itertools import islice
from typing import Any

from msgspec import Struct

from contested.errors import RejectedReport

MOST_PAGES = 2_000
MOST_LETTERS = 2_000_000  # of a document: a book of a thousand pages
MOST_OBJECTS = 2_000  # of a page that are looked at for a picture
UNREADABLE = 0.1  # share of letters that stand for none: fonts that do not say what their shapes mean
SOFT = "\u00ad"
# How pdfium gives a hyphen at the end of a line, beside the two that stand for themselves.
BROKEN = "\x02\ufffe"
INSTALL = "install it: pip install 'contested[pdf]'"


class PdfLine(Struct, frozen=True):
    """A line: its words, the left end and the right end, the height of its base above the page's foot and the size of its
    letters, in points (1/72 inch)."""

    text: str
    left: float
    right: float
    base: float
    size: float


class PdfPage(Struct, frozen=True):
    """A page's lines in the order of the file; `pictured` where it holds a picture."""

    lines: list[PdfLine]
    pictured: bool

    @property
    def scanned(self) -> bool:
        return self.pictured and not self.lines


class PdfDocument(Struct, frozen=True):
    """A document's pages and the title of its information."""

    pages: list[PdfPage]
    title: str


@lru_cache(maxsize=1)  # read for its words, and again for its pages that have none
def read_document(raw: bytes, where: str) -> PdfDocument:
    """The document. Raises RejectedReport where it is damaged or locked, too long, or not to be read here."""
    try:
        import pypdfium2
    except ImportError as error:
        raise RejectedReport(
            where, "reading a PDF takes pypdfium2, which is not installed", INSTALL
        ) from error
    try:
        document = pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError as error:
        raise refuse(str(error), where) from error
    with closing(document):
        if len(document) > MOST_PAGES:
            raise RejectedReport(
                where, f"{len(document):,} pages, which are no report", "split it into reports"
            )
        pages: list[PdfPage] = []
        letters = 0
        for number in range(len(document)):
            page = read_page(document, number, where)
            letters += sum(len(line.text) for line in page.lines)
            if letters > MOST_LETTERS:
                raise RejectedReport(
                    where, "millions of letters, which are no report", "split it into reports"
                )
            pages.append(page)
        return PdfDocument(check(pages, where), str(document.get_metadata_value("Title")))


def check_length(letters: int, where: str) -> None:
    if letters > MOST_LETTERS:
        raise RejectedReport(where, "millions of letters, which are no report", "split it into reports")


def refuse(error: str, where: str) -> RejectedReport:
    """What is said of a document that pdfium does not open."""
    if "password" in error.lower() or "security" in error.lower():
        return RejectedReport(
            where, "a PDF that is locked with a password", "unlock it, and add the open one"
        )
    return RejectedReport(where, "a damaged PDF, or none", "fetch it again, or give its text as .txt")


def check(pages: list[PdfPage], where: str) -> list[PdfPage]:
    """The pages, if there is something to read on them."""
    text = "".join(line.text for page in pages for line in page.lines)
    if not text:
        scans = any(page.pictured for page in pages)
        found = "a PDF of pictures, with no text layer" if scans else "a PDF without text"
        raise RejectedReport(where, found, "OCR it first, or give its text as .txt")
    strange = sum(char == "\ufffd" or unicodedata.category(char) in ("Co", "Cn", "Cs", "Cc") for char in text)
    if strange > UNREADABLE * len(text):
        raise RejectedReport(
            where,
            "a PDF whose letters cannot be told from its shapes",
            "OCR it first, or give its text as .txt",
        )
    return pages


def read_page(document: Any, number: int, where: str) -> PdfPage:
    """One page; one that is damaged has neither lines nor pictures."""
    from pypdfium2 import PdfiumError, raw

    try:
        page = document[number]
    except PdfiumError:
        return PdfPage([], False)
    with closing(page):
        objects = islice(page.get_objects(max_depth=2), MOST_OBJECTS)
        pictured = any(one.type == raw.FPDF_PAGEOBJ_IMAGE for one in objects)
        try:
            text_page = page.get_textpage()
        except PdfiumError:
            return PdfPage([], pictured)
        with closing(text_page):
            return PdfPage(list(read_lines(text_page, where)), pictured)


def read_lines(text_page: Any, where: str) -> Iterator[PdfLine]:
    """The lines of a page that hold more than blanks."""
    letters: list[tuple[int, str]] = []
    for index, char in enumerate(read_letters(text_page, where)):
        if char in BROKEN:
            letters.append((index, "-"))
        if char in "\r\n" or char in BROKEN:
            yield from make_line(text_page, letters)
            letters = []
        elif char != "\0":
            letters.append((index, char))
    yield from make_line(text_page, letters)


def read_letters(text_page: Any, where: str) -> Iterable[str]:
    """The letters of a page, each under its number. They come at once but for pages some of whose letters are none in
    UTF-16, or two."""
    from pypdfium2 import raw

    count = text_page.count_chars()
    check_length(count, where)
    text: str = text_page.get_text_range() if count else ""
    if len(text) == count:
        return text
    codes = (raw.FPDFText_GetUnicode(text_page, index) for index in range(count))
    return (chr(code) if code <= 0x10FFFF else "\ufffd" for code in codes)


def make_line(text_page: Any, letters: list[tuple[int, str]]) -> Iterator[PdfLine]:
    """The line that some letters make, if any of them is more than a blank."""
    from pypdfium2 import raw

    seen = [index for index, char in letters if not char.isspace()]
    if not seen:
        return
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(text_page, seen[0], x, y)
    yield PdfLine(
        text="".join(char for _, char in letters).strip(),
        left=x.value,
        right=text_page.get_charbox(seen[-1])[2],
        base=y.value,
        size=round(raw.FPDFText_GetFontSize(text_page, seen[0]), 1),
    )
