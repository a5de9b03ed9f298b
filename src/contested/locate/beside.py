"""A text and a place in it, in; the word that stands right before, out. In a window, so that no text is slow."""

from __future__ import annotations

import re

WORD = re.compile(r"[^\W\d_][\w'’ʼ-]*")
WINDOW = 64  # characters


def word_before(text: str, at: int) -> tuple[int, int] | None:
    """Where the last word before a character stands, if nothing but space and a full stop is between; else null."""
    first = max(0, at - WINDOW)
    ahead = text[first:at].rstrip().removesuffix(".")
    words = list(WORD.finditer(ahead))
    if not words or words[-1].end() < len(ahead):
        return None
    start, end = words[-1].span()
    return first + start, first + end
