"""The bytes of a text, in; its characters, out: UTF-8, UTF-16 with its mark, or an old 8-bit code page."""

from __future__ import annotations

import codecs
import re
import unicodedata

from charset_normalizer import from_bytes

from contested.errors import RejectedReport

# The code pages that texts in the known languages were kept in. A short text decodes in dozens of others
# and in none of them rightly: with all that charset-normalizer knows, 7 of 17 composed lines came out
# wrong, four of them in Japanese; with these, none.
CODE_PAGES = ["cp1251", "koi8_u", "cp866", "cp1252"]
LETTERS = 0.5  # least share of letters: prose has over 0.9
CONTROLS = 0.001  # largest share of control characters: bytes of a program have over 0.05
XML_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")


def decode(raw: bytes, where: str) -> str:
    """The characters of `raw`. Raises RejectedReport where it is no text."""
    marked = raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = raw.decode("utf-16" if marked else "utf-8-sig")
    except UnicodeDecodeError:
        text = "\0" if marked else decode_by_guess(raw)
    if "\0" in text:
        raise RejectedReport(where, "this is not text but binary data", "convert it to UTF-8 text or HTML")
    return text


def skip_declaration(markup: str) -> str:
    """A page behind its XML declaration, which lxml does not take in characters that are decoded already."""
    declaration = XML_DECLARATION.match(markup)  # looked for nowhere else: many blanks would take it for ever
    return markup[declaration.end() :] if declaration else markup


def decode_by_guess(raw: bytes) -> str:
    """The characters in the likeliest code page; a null character where none gives prose."""
    best = from_bytes(raw, cp_isolation=CODE_PAGES).best()
    return str(best) if best and could_be_prose(str(best)) else "\0"


def guess_code_page(raw: bytes) -> str | None:
    """The likeliest code page of bytes that are not UTF-8; null where there is none."""
    best = from_bytes(raw, cp_isolation=CODE_PAGES).best()
    return best.encoding if best else None


def could_be_prose(text: str) -> bool:
    """Whether bytes that were decoded by guess gave a text, going by its first 100,000 characters."""
    kinds = [unicodedata.category(char) for char in text[:100_000] if not char.isspace()]
    letters, controls = sum(kind[0] in "LM" for kind in kinds), kinds.count("Cc")
    return letters >= LETTERS * len(kinds) and controls <= CONTROLS * len(kinds)
