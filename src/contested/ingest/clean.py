"""The characters of a report, in; its clean text, one paragraph a line, and whom it credits, out.

Claims point into the clean text, so its making is pinned: any change in what this page, `furniture.py` or
`furniture.toml` makes of a text takes a new number in CLEANER.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import ftfy

from contested.ingest.furniture import cut_furniture

CLEANER = f"contested-clean/1 ftfy/{ftfy.__version__}"
MENDING = ftfy.TextFixerConfig(
    unescape_html="auto",  # `&amp;` of an export, not where the line holds a `<` of its own
    fix_encoding=True,
    restore_byte_a0=True,
    replace_lossy_sequences=True,
    decode_inconsistent_utf8=True,
    fix_c1_controls=True,
    fix_latin_ligatures=True,
    fix_character_width=True,
    uncurl_quotes=False,  # quotation marks tell who speaks
    fix_line_breaks=False,  # lines are split before
    fix_surrogates=True,
    remove_terminal_escapes=True,
    remove_control_chars=True,
    normalization="NFC",  # й is one letter; NFKC would make "½" of a town "1⁄2" and "№" "No"
    explain=False,
)
LINE_BREAK = re.compile(r"\r\n|[\n\r\v\f\u2028\u2029]")
# In none of the encodings that ftfy undoes can these alone spell another character, nor are they escapes.
PLAIN = re.compile(r"[ -%'-~“”‘’–—…]*")
BLANK = re.compile(r"[^\S ]")
UNSEEN = re.compile(r"[\u00ad\u200b\u200e\u200f\u2060\ufeff]")
# What is left of a UTF-8 no-break space once its second half has become a plain one, which ftfy passes over:
# "Sunday:Â “They". After a capital it may be a letter of a word in capitals.
STRAY = re.compile(r"(?<![A-ZÀ-ÖØ-Þ])Â+(?=[ \"'“”‘’«»]|$)")
ROUNDS = 9  # of mending a line until nothing changes; two do but for text made to need more


class Cleaned(NamedTuple):
    """A clean text and the names on its credit lines."""

    text: str
    credits: tuple[str, ...]


def clean(text: str) -> Cleaned:
    """The text with mojibake mended, blanks made spaces, lines trimmed, and furniture and credits cut.

    Cleaning a clean text changes nothing. Within a paragraph nothing is cut or rewritten but that.
    """
    lines = [mend(line) for line in LINE_BREAK.split(text)]
    kept, credits = cut_furniture([line for line in lines if line])
    return Cleaned("\n".join(kept), tuple(credits))


def mend(line: str) -> str:
    """One line with its characters put right, trimmed."""
    for _ in range(ROUNDS):
        if PLAIN.fullmatch(line):
            return line.strip(" ")
        mended = ftfy.fix_text(line, MENDING)
        mended = STRAY.sub("", UNSEEN.sub("", BLANK.sub(" ", mended))).strip(" ")
        if mended == line:
            break
        line = mended
    return line
