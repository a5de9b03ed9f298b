"""A report's text and words that somebody copied from it, in; where they stand in it, out.

Who copies sets quotes, dashes and blanks in his own way: "the  “ruined” village" is found as 'the "ruined" village'.
"""

from __future__ import annotations

from collections.abc import Iterator

MOST_CHARACTERS = 2_000  # of a sentence, or of words in it
# Characters that are set in several ways, each as one: a reader that copies often sets them in its own.
AS_ONE = str.maketrans("“”„«»’‘ʼ`´‑–—\u00a0\u202f", "\"\"\"\"\"'''''---  ")
Span = tuple[int, int]


class Page:
    """A report's text as it is searched: characters `AS_ONE`, blanks within a line as one space.

    Spans are of this text until `span` gives them in the report's. Searching takes time that grows with the text
    and no faster.
    """

    def __init__(self, text: str) -> None:
        folded = text.translate(AS_ONE)
        blank = [letter.isspace() and letter != "\n" for letter in folded]
        self.at = [at for at in range(len(folded)) if not (blank[at] and at and blank[at - 1])]
        self.text = "".join(" " if blank[at] else folded[at] for at in self.at)

    def find(self, words: str, within: Span | None = None) -> Span | None:
        """Where words first stand whole, on one line."""
        return next(self.find_all(words, within), None)

    def find_all(self, words: str, within: Span | None = None) -> Iterator[Span]:
        """Every place where words stand whole, on one line."""
        start, end = within or (0, len(self.text))
        wanted = " ".join(words.translate(AS_ONE).split())
        if not wanted or len(wanted) > MOST_CHARACTERS:
            return
        while (start := self.text.find(wanted, start, end)) >= 0:
            if self.is_whole(start, start + len(wanted)):
                yield start, start + len(wanted)
            start += 1

    def is_whole(self, start: int, end: int) -> bool:
        """Whether a span cuts no word."""
        cut_before = start > 0 and self.text[start].isalnum() and self.text[start - 1].isalnum()
        cut_behind = end < len(self.text) and self.text[end - 1].isalnum() and self.text[end].isalnum()
        return not (cut_before or cut_behind)

    def span(self, found: Span) -> Span:
        """A span of this text as one of the report's."""
        return self.at[found[0]], self.at[found[1] - 1] + 1
