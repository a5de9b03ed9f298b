"""A sentence as tokens and hits, in; which words belong to which event's clause, out.

Each event's words are the head of a clause. Between two heads the clause ends at the strongest mark or
word that lies there: a semicolon, colon, dash or bracket; a word that opens a clause ("while", "after",
"which", "with"); a comma with "and"; a comma; a bare "and"; "to". Of equals the last one counts.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from contested.extract.lexicon import Hit
from contested.extract.sentences import SentenceSpan
from contested.extract.tokens import Token
from contested.model import Name

QUOTES = frozenset('"“”„«»')


@dataclass(frozen=True, slots=True)
class NameRef:
    """A gazetteer name as words `first` to `last` (exclusive) of a sentence."""

    first: int
    last: int
    name: Name


@dataclass(slots=True)
class Sentence:
    """A sentence with everything the lexicon and the gazetteer found in it."""

    span: SentenceSpan
    text: str
    tokens: list[Token]
    hits: dict[str, list[Hit]]
    names: list[NameRef]
    ends: dict[str, dict[int, int]] = field(default_factory=dict)
    words: list[str] = field(init=False)

    def __post_init__(self) -> None:
        self.words = [token.norm for token in self.tokens]

    def found(self, kind: str, first: int = 0, last: int | None = None) -> list[Hit]:
        """Hits of a class that lie wholly between two words."""
        stop = len(self.tokens) if last is None else last
        return [hit for hit in self.hits.get(kind, ()) if hit.first >= first and hit.last <= stop]

    def holds(self, kind: str, first: int = 0, last: int | None = None) -> bool:
        return bool(self.found(kind, first, last))

    def starts(self, kind: str, at: int) -> int | None:
        """The end of the longest phrase of a class that starts at word `at`, or None."""
        table = self.ends.get(kind)
        if table is None:
            table = self.ends[kind] = {}
            for hit in self.hits.get(kind, ()):
                table[hit.first] = max(hit.last, table.get(hit.first, 0))
        return table.get(at)

    def starting(self, kind: str, at: int) -> list[Hit]:
        """Hits of a class that start at word `at`."""
        return [hit for hit in self.hits.get(kind, ()) if hit.first == at]

    def capital(self, at: int) -> bool:
        """Whether word `at` is written with a capital."""
        return self.text[self.tokens[at].start - self.span.start].isupper()

    def words_text(self, first: int, last: int) -> str:
        """The report's own characters from word `first` to word `last` (exclusive)."""
        return self.text[
            self.tokens[first].start - self.span.start : self.tokens[last - 1].end - self.span.start
        ]


def longest(hits: Iterable[Hit]) -> list[Hit]:
    """The hits that no longer hit covers; hits over the same words all stay."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda one: (one.first - one.last, one.first)):
        if not any(
            other.first < hit.last
            and hit.first < other.last
            and (other.first, other.last) != (hit.first, hit.last)
            for other in kept
        ):
            kept.append(hit)
    return sorted(kept, key=lambda one: (one.first, one.last))


def boundary_rank(sentence: Sentence, at: int) -> int:
    """How strongly word `at` ends a clause before it; 0 where it does not."""
    word = sentence.tokens[at].norm
    if sentence.starts("strong", at):
        return 6
    if sentence.starts("subordinator", at):
        return 5
    if word == ",":
        nearby = at + 1 < len(sentence.tokens)
        return (
            4
            if nearby and (sentence.starts("coordinator", at + 1) or sentence.starts("subordinator", at + 1))
            else 3
        )
    if sentence.starts("coordinator", at):
        return 2
    return 1 if sentence.starts("infinitive", at) else 0


def joins_names(sentence: Sentence, at: int) -> bool:
    """Whether a comma or "and" only joins two names of a list: "in X, near Y and Z"."""
    if sentence.tokens[at].norm != "," and not sentence.starts("coordinator", at):
        return False
    firsts = {name.first for name in sentence.names}
    follows = at + 1 in firsts or sentence.starts("role", at + 1) in firsts
    return follows and any(name.last == at for name in sentence.names)


def clause_bounds(sentence: Sentence, heads: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """For each event's words (first, last), in order: the words of its clause, as (first, last)."""
    if not heads:
        return []
    cuts = []
    for (_, left_end), (right_start, _) in itertools.pairwise(heads):
        best, rank = right_start, 0
        for at in range(left_end, right_start):
            here = 0 if joins_names(sentence, at) else boundary_rank(sentence, at)
            if here and here >= rank:
                best, rank = at, here
        cuts.append(best)
    starts = [0, *cuts]
    stops = [*cuts, len(sentence.tokens)]
    bounds = []
    for (first, last), start, stop in zip(heads, starts, stops, strict=True):
        for at in range(last, stop):
            if sentence.tokens[at].norm == ";" or sentence.starts("aside", at):
                stop = at
                break
        bounds.append((min(start, first), max(stop, last)))
    return bounds
