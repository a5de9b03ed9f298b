"""A sentence as tokens and hits, in; which words belong to which event's clause, out.

Each event's words are the head of a clause. Between two heads the clause ends at the strongest mark or
word that lies there: a semicolon, colon, dash or bracket; a word that opens a clause ("while", "after",
"which", "with"); a comma with "and"; a comma; a bare "and"; "to". Of equals the last one counts.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from contested.extract.lexicon import Found, Hit
from contested.extract.sentences import SentenceSpan
from contested.extract.tokens import Token
from contested.model import Name

DIGIT = re.compile(r"\d")
TOKEN_OF = partial(tuple.__new__, Token)  # `Token._make` without a call of Python's a word
JOINING = frozenset({"coordinator", "subordinator"})
QUOTES = frozenset('"“”„«»')


@dataclass(frozen=True, slots=True)
class NameRef:
    """A gazetteer name as words `first` to `last` (exclusive) of a sentence."""

    first: int
    last: int
    name: Name


class Sentence:
    """A sentence with everything the lexicon and the gazetteer found in it.

    `words` are folded, `spans` are where they lie in `text`. `hits` are by class; `lengths` says for a word where
    phrases start how long the longest of each class is, `kinds` which classes there are.
    """

    __slots__ = (
        "_numerals",
        "_ranks",
        "_tokens",
        "hits",
        "kinds",
        "lengths",
        "names",
        "span",
        "spans",
        "text",
        "words",
    )

    def __init__(
        self,
        span: SentenceSpan,
        text: str,
        words: list[str],
        spans: list[tuple[int, int]],
        found: Found,
        names: list[NameRef],
    ) -> None:
        """`words` and `spans` as `tokens.scan` gives them, `found` as the lexicon does."""
        self.span, self.text, self.words, self.spans, self.names = span, text, words, spans, names
        self.hits, self.lengths, self.kinds = found, found.lengths, found.kinds
        self._tokens: list[Token] | None = None
        self._ranks: dict[int, int] | None = None
        self._numerals: list[int] | None = None

    @property
    def tokens(self) -> list[Token]:
        """The words with their spans in the report, made when first asked for: most readers need `words` only."""
        if self._tokens is None:
            begin = self.span.start
            parts = [
                (word, begin + start, begin + end)
                for word, (start, end) in zip(self.words, self.spans, strict=False)
            ]
            self._tokens = list(map(TOKEN_OF, parts))
        return self._tokens

    @property
    def ranks(self) -> dict[int, int]:
        """How strongly a clause ends before a word, for the words where one does (see `rank_words`)."""
        if self._ranks is None:
            self._ranks = rank_words(self)
        return self._ranks

    def found(self, kind: str, first: int = 0, last: int | None = None) -> list[Hit]:
        """Hits of a class that lie wholly between two words."""
        if kind not in self.kinds:
            return []
        stop = len(self.words) if last is None else last
        return [hit for hit in self.hits.get(kind) if hit.first >= first and hit.last <= stop]

    def holds(self, kind: str, first: int = 0, last: int | None = None) -> bool:
        """Whether a hit of a class lies wholly between two words."""
        return kind in self.kinds and bool(self.found(kind, first, last))

    def starts(self, kind: str, at: int) -> int | None:
        """The end of the longest phrase of a class that starts at word `at`, or None."""
        lengths = self.lengths.get(at)
        if lengths is None or kind not in lengths:
            return None
        return at + lengths[kind]

    def starts_any(self, kinds: frozenset[str], at: int) -> bool:
        """Whether a phrase of any of the classes starts at word `at`."""
        lengths = self.lengths.get(at)
        return lengths is not None and not kinds.isdisjoint(lengths)

    def covered(self, kinds: frozenset[str], at: int) -> bool:
        """Whether word `at` is part of a phrase of any of the classes."""
        if kinds.isdisjoint(self.kinds):
            return False
        return any(
            first <= at and any(lengths.get(kind, 0) > at - first for kind in kinds)
            for first, lengths in self.lengths.items()
            if not kinds.isdisjoint(lengths)
        )

    def starting(self, kind: str, at: int) -> list[Hit]:
        """Hits of a class that start at word `at`."""
        if self.starts(kind, at) is None:
            return []
        return [hit for hit in self.hits.get(kind) if hit.first == at]

    @property
    def numerals(self) -> list[int]:
        """The words that begin with a digit."""
        if self._numerals is None:
            some = DIGIT.search(self.text) is not None
            self._numerals = [at for at, word in enumerate(self.words) if word[0].isdecimal()] if some else []
        return self._numerals

    def standing(self, words: frozenset[str], kinds: Iterable[str]) -> list[int]:
        """Where a numeral stands, one of `words`, or the first word of a phrase of one of `kinds`; in order."""
        found = [at for kind in kinds for at in self.hits.begins(kind)]
        found += self.numerals
        if not words.isdisjoint(self.words):
            found += [at for at, word in enumerate(self.words) if word in words]
        return sorted(set(found)) if found else found

    def capital(self, at: int) -> bool:
        """Whether word `at` is written with a capital."""
        return self.text[self.spans[at][0]].isupper()

    def words_text(self, first: int, last: int) -> str:
        """The report's own characters from word `first` to word `last` (exclusive)."""
        return self.text[self.spans[first][0] : self.spans[last - 1][1]]


def longest(hits: Iterable[Hit]) -> list[Hit]:
    """The hits that no longer hit covers; hits over the same words all stay."""
    ordered = list(hits)
    if len(ordered) < 2:
        return ordered
    ordered.sort(key=lambda one: (one.first - one.last, one.first))
    kept: list[Hit] = []
    spans: set[tuple[int, int]] = set()  # few: hits over the same words are one span
    for hit in ordered:
        first, last = hit.first, hit.last
        if (first, last) in spans:
            kept.append(hit)
        elif not any(start < last and first < end for start, end in spans):
            spans.add((first, last))
            kept.append(hit)
    return sorted(kept, key=lambda one: (one.first, one.last))


def rank_words(sentence: Sentence) -> dict[int, int]:
    """How strongly each word that ends a clause before it does so; the stronger of two ranks stands."""
    begins = sentence.hits.begins
    ranks = dict.fromkeys(begins("infinitive"), 1)
    ranks.update(dict.fromkeys(begins("coordinator"), 2))
    for at, word in enumerate(sentence.words):
        if word == ",":
            ranks[at] = 4 if sentence.starts_any(JOINING, at + 1) else 3
    ranks.update(dict.fromkeys(begins("subordinator"), 5))
    ranks.update(dict.fromkeys(begins("strong"), 6))
    return ranks


def boundary_rank(sentence: Sentence, at: int) -> int:
    """How strongly word `at` ends a clause before it; 0 where it does not."""
    return sentence.ranks.get(at, 0)


def joins_names(sentence: Sentence, at: int) -> bool:
    """Whether a comma or "and" only joins two names of a list: "in X, near Y and Z"."""
    if sentence.words[at] != "," and not sentence.starts("coordinator", at):
        return False
    behind = sentence.starts("role", at + 1)
    if not any(name.first in (at + 1, behind) for name in sentence.names):
        return False
    return any(name.last == at for name in sentence.names)


def clause_bounds(sentence: Sentence, heads: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """For each event's words (first, last), in order: the words of its clause, as (first, last)."""
    if not heads:
        return []
    ranks = sentence.ranks
    marks = sorted(ranks) if len(heads) > 1 else []
    cuts = []
    for (_, left_end), (right_start, _) in itertools.pairwise(heads):
        best, rank = right_start, 0
        for at in marks:
            if left_end <= at < right_start and ranks[at] >= rank and not joins_names(sentence, at):
                best, rank = at, ranks[at]
        cuts.append(best)
    starts = [0, *cuts]
    stops = [*cuts, len(sentence.words)]
    closing = sentence.hits.begins("aside")
    if ";" in sentence.words:
        closing = [at for at, word in enumerate(sentence.words) if word == ";" or at in closing]
    bounds = []
    for (first, last), start, stop in zip(heads, starts, stops, strict=True):
        stop = next((at for at in closing if last <= at < stop), stop)
        bounds.append((min(start, first), max(stop, last)))
    return bounds
