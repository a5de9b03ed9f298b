"""A report's text, in; where its headline ends, out."""

from __future__ import annotations

from functools import lru_cache

# Headlines and the lines above them (a counter, a rubric, a date) are short; a lead paragraph is not.
LONGEST_LINE = 120
MOST_LINES = 3


@lru_cache(maxsize=1024)
def headline_end(text: str) -> int:
    """The end of the short lines that a longer paragraph follows, in characters; 0 where the text begins with that, or
    has no other."""
    end = 0
    for line in text.splitlines(keepends=True)[: MOST_LINES + 1]:
        if len(line.strip()) > LONGEST_LINE:
            return end
        end += len(line)
    return 0
