"""An HTML page, in; its article with what its markup says of title, language, day, author, site and address, out.

The parser (`page.py`) is slow to load, and is loaded by the first page.
"""

from __future__ import annotations

import re
from importlib.metadata import version

from contested.errors import RejectedReport
from contested.ingest.decode import decode, skip_declaration
from contested.ingest.markup_traps import refuse_traps
from contested.ingest.registry import Document, Reader
from contested.ingest.stated import Stated, tidy

# The encodings that a page may declare; python knows others that are none of a page's, and slow ones.
CHARSET = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*"
    rb"(utf-8|windows-\d{3,4}|cp\d{3,4}|iso-8859-\d{1,2}|koi8-[ru]|gb2312|gbk|gb18030|big5|euc-\w\w|shift_jis)\b",
    re.IGNORECASE,
)


def read(raw: bytes, where: str) -> Document:
    """The article of a page. Raises RejectedReport where there is none."""
    refuse_traps(raw, where)
    return read_markup(decode_page(raw, where), where)


def read_markup(markup: str, where: str) -> Document:
    """The article in a page's characters, likewise."""
    from contested.ingest.page import extract

    page = extract(markup)
    if not page.text:
        raise RejectedReport(
            where, "no article in this page", "save the page with its text, or give the text"
        )
    marks = page.marks
    stated = Stated(title=page.title, published=marks.published, url=marks.url, publisher=marks.publisher)
    return Document(
        text=page.text,
        stated=tidy(stated, where),
        marked=marks.marked,
        language_hint=page.language,
        credits=marks.credits,
    )


def decode_page(raw: bytes, where: str) -> str:
    """The page's characters: in the encoding that it declares if it decodes, else as any text."""
    declared = CHARSET.search(raw[:4096])
    try:
        markup = raw.decode(declared[1].decode("ascii")) if declared else decode(raw, where)
    except (LookupError, UnicodeDecodeError):
        markup = decode(raw, where)
    return skip_declaration(markup)


READER = Reader(
    name="html",
    extensions=(".html", ".htm", ".xhtml"),
    media_types=("text/html", "application/xhtml+xml"),
    read=read,
    needs=("contested.ingest.page",),
    parser=f"trafilatura/{version('trafilatura')}",
)
