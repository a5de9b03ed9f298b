"""A sentence as tokens and hits, in; which words belong to which event's clause, out.

Each event's words are the head of a clause. Between two heads the clause ends at the strongest mark or
word that lies there: a semicolon, colon, dash or bracket; a word that opens a clause ("while", "after",
"which", "with"); a comma with "and"; a comma; a bare "and"; "to". Of equals the last one counts.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from functools import partial
from typing import NamedTuple

from msgspec import Struct

from contested.extract.lexicon import Found, Hit
from contested.extract.sentences import SentenceSpan
from contested.extract.tokens import Token
from contested.model import Name

DIGIT = re.compile(r"\d")
LONGEST_INSERTION = 26  # words; the longest of the reports at hand has 21
BEFORE_VERB = frozenset({"be", "have", "speech_filler", "negation", "modal_forecast", "modal_hedge"})
OF_VERB = BEFORE_VERB | {"hedge", "adverb"}
FINITE = frozenset({"be", "have", "modal_forecast", "modal_hedge"})
NO_CLAUSE = frozenset({"be", "have", "role", "date"})
RELATIVE = frozenset({"relative", "whose"})
INSERTING = frozenset({"relative", "whose", "held_by"})
MEANS = ("drone", "missile", "aircraft", "artillery")
NOUN_WITHIN = 2  # words between a place and the fighting that goes on there: «у Y тривають запеклі бої»
MEANS_WITHIN = 5  # words from "with" to what it is done with: "with an American JDAM bomb"
TOKEN_OF = partial(tuple.__new__, Token)  # `Token._make` without a call of Python's a word
JOINING = frozenset({"coordinator", "subordinator"})
QUOTES = frozenset('"“”„«»')


class NameRef(Struct, frozen=True):
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
        "_ends",
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
        self._ends: dict[str, dict[int, Hit]] = {}

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

    def back_over(self, kinds: frozenset[str], at: int, low: int = 0) -> int:
        """The first of the words right before word `at`, not before `low`, that are all phrases of the classes or start one."""
        if kinds.isdisjoint(self.kinds):
            return at
        while at > low:
            begins = min((hit.first for kind in kinds if (hit := self.ending(kind, at))), default=at)
            if low <= begins < at:
                at = begins
            elif self.starts_any(kinds, at - 1):
                at -= 1
            else:
                break
        return at

    def over(self, kinds: frozenset[str], at: int) -> int:
        """The first word from `at` on that starts no phrase of the classes, one word long each."""
        while self.starts_any(kinds, at):
            at += 1
        return at

    def covered(self, kinds: frozenset[str], at: int) -> bool:
        """Whether word `at` is part of a phrase of any of the classes."""
        if kinds.isdisjoint(self.kinds):
            return False
        return any(
            any(lengths[kind] > at - first for kind in kinds.intersection(lengths))
            for first, lengths in self.lengths.items()
            if first <= at and not kinds.isdisjoint(lengths)
        )

    def starting(self, kind: str, at: int) -> list[Hit]:
        """Hits of a class that start at word `at`."""
        if self.starts(kind, at) is None:
            return []
        return [hit for hit in self.hits.get(kind) if hit.first == at]

    def ending(self, kind: str, end: int) -> Hit | None:
        """The longest hit of a class that ends before word `end`."""
        ends = self._ends.get(kind)
        if ends is None:  # looked for once, since some texts ask at every word
            by_length = sorted(self.hits.get(kind), key=lambda hit: -hit.first)
            ends = self._ends[kind] = {hit.last: hit for hit in by_length}
        return ends.get(end)

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

    def joins(self, at: int) -> bool:
        """Whether word `at` is a comma or joins: "and", "or"."""
        return self.words[at] == "," or self.starts("coordinator", at) is not None

    def ends_by(self, at: int) -> bool:
        """Whether no word stands from `at` on, but marks."""
        return not any(word[0].isalnum() for word in self.words[at:])

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


COORDINATORS = frozenset({"coordinator"})
DETERMINERS = frozenset({"determiner"})
PARTS = 3  # the rank of a mark or word from which on a clause ends
ACTING = ("trigger", "say", "be", "have")  # what tells another thing


def rank_words(sentence: Sentence) -> dict[int, int]:
    """How strongly each word that ends a clause before it does so; the stronger of two ranks stands."""
    begins = sentence.hits.begins
    ranks = dict.fromkeys(begins("infinitive"), 1)
    ranks.update(dict.fromkeys(begins("coordinator"), 2))
    for at, word in enumerate(sentence.words):
        if word == ",":
            ranks[at] = 4 if sentence.starts_any(JOINING, at + 1) else 3
    opening = begins("subordinator")
    if opening and not sentence.hits.kinds.isdisjoint(MEANS):
        means = [at for kind in MEANS for at in begins(kind)]
        opening = [
            at
            for at in opening
            if not (sentence.starts("instrument", at) and any(at < one <= at + MEANS_WITHIN for one in means))
        ]  # "hit X with two missiles" is one clause
    ranks.update(dict.fromkeys(opening, 5))
    ranks.update(dict.fromkeys(begins("strong"), 6))
    ranks.update(
        {at: 2 for at, word in enumerate(sentence.words) if word == ";" and only_places(sentence, at)}
    )
    return ranks


def only_places(sentence: Sentence, at: int) -> bool:
    """Whether a semicolon at word `at` only parts places of one event: "attacked near A; south of B near C; and in D"."""
    stop = next((end for end in range(at + 1, len(sentence.words)) if sentence.words[end] == ";"), None)
    begins = sentence.over(COORDINATORS, at + 1)
    opens = any(sentence.starts(kind, begins) is not None for kind in ("role", "bearing"))
    opens = opens or any(name.first == begins for name in sentence.names)
    if not opens or not any(begins <= name.first < (stop or len(sentence.words)) for name in sentence.names):
        return False
    return not any(sentence.found(kind, begins, stop) for kind in ACTING)


def boundary_rank(sentence: Sentence, at: int) -> int:
    """How strongly word `at` ends a clause before it; 0 where it does not."""
    return sentence.ranks.get(at, 0)


def opened_before(sentence: Sentence, at: int) -> int:
    """Where the clause of word `at` opens: at the last mark or word before it from which on another ends."""
    return next((here for here in range(at - 1, -1, -1) if boundary_rank(sentence, here) >= PARTS), 0)


def joins_names(sentence: Sentence, at: int) -> bool:
    """Whether a comma or "and" only joins two names of a list: "in X, near Y and Z"."""
    if not sentence.joins(at):
        return False
    behind = sentence.starts("role", at + 1)
    if not any(name.first in (at + 1, behind) for name in sentence.names):
        return False
    return any(name.last == at and not parts_clauses(sentence, name) for name in sentence.names)


def parts_clauses(sentence: Sentence, name: NameRef) -> bool:
    """Whether the comma behind a name ends its clause, for the next name is what the words behind it are said of: «бої йдуть
    у X, Y звільнено», «захопили X, у Y тривають бої»."""
    if sentence.words[name.last] != ",":
        return False
    behind = sentence.starts("role", name.last + 1)
    after = next((one for one in sentence.names if one.first == (behind or name.last + 1)), None)
    if after is None:
        return False
    if behind is None:
        linked = any(sentence.ending(kind, name.first) for kind in ("role", "trigger"))
        told = sentence.starting("trigger", after.last)
        return linked and any(hit.value.form in ("passive", "state", "any") for hit in told)
    stop = next((at for at in range(after.last, len(sentence.words)) if sentence.ranks.get(at, 0) > 1), None)
    told = longest(sentence.found("trigger", after.last, stop))
    return bool(told) and (told[0].value.form != "noun" or told[0].first <= after.last + NOUN_WITHIN)


class Bounds(NamedTuple):
    """The words `start` to `stop` of a clause, without those of the insertion that parts its subject from its verb."""

    start: int
    stop: int
    hole: tuple[int, int] = (0, 0)

    def holds(self, at: int) -> bool:
        """Whether word `at` is one of the clause's own."""
        return self.start <= at < self.stop and not self.hole[0] <= at < self.hole[1]


def clause_bounds(sentence: Sentence, heads: Sequence[tuple[int, int]]) -> list[Bounds]:
    """For each event's words (first, last), in order: the words of its clause."""
    if not heads:
        return []
    cuts = [0]
    holes = [find_insertion(sentence, first) for first, _ in heads]
    for (left_first, left_end), (right_start, _) in itertools.pairwise(heads):
        cut = strongest(sentence, left_end, right_start)
        said = cut == right_start and sentence.starts("say", left_first) is not None
        if cut == right_start:  # "the strike | reportedly destroyed", "the attack | could not reach"
            cut = sentence.back_over(OF_VERB, cut, left_end)
        cuts.append(left_end if said else cut)  # "says A, B and C are taken"
    starts = list(cuts)
    for at, hole in enumerate(holes):
        inner = next((n for n, (first, _) in enumerate(heads) if hole and first >= hole[0]), at)
        if hole and inner <= at:
            left = heads[inner - 1][1] if inner else 0
            starts[at] = strongest(sentence, left, hole[0]) if inner else 0
            starts[at] = starts[at] if starts[at] < hole[0] else left
            for n in range(inner, at):
                starts[n] = max(starts[n], hole[0])
    stops = [*cuts[1:], len(sentence.words)]
    asides = sentence.hits.begins("aside")
    bounds = []
    for (first, last), start, stop, hole in zip(heads, starts, stops, holes, strict=True):
        for at in range(last, stop):
            word = sentence.words[at]
            parts = word == ";" and boundary_rank(sentence, at) == 6
            if parts or at in asides or (word == "," and opens_clause(sentence, at, stop)):
                stop = at
                break
        bounds.append(Bounds(min(start, first), max(stop, last), hole or (0, 0)))
    return bounds


def opens_clause(sentence: Sentence, at: int, stop: int) -> bool:
    """Whether the comma at word `at` opens a clause of its own: a noun and a finite verb stand before the next mark
    (", trains are late")."""
    if sentence.starts_any(RELATIVE, at + 1):
        return True
    if sentence.starts_any(NO_CLAUSE, at + 1):
        return False
    for here in range(at + 2, stop):
        if sentence.ranks.get(here, 0) >= 3:
            return False
        if sentence.starts_any(FINITE, here) and not sentence.capital(here):  # "and X on May 14"
            return not any(name.first == at + 1 for name in sentence.names)
    return False


def strongest(sentence: Sentence, low: int, high: int) -> int:
    """Where the clause before word `high` ends, between two words: the last of the strongest marks, else `high`."""
    best, rank = high, 0
    for at, here in sentence.ranks.items():
        if low <= at < high and (here, at) >= (rank, best if rank else 0) and not joins_names(sentence, at):
            best, rank = at, here
    return best


def find_insertion(sentence: Sentence, verb: int) -> tuple[int, int] | None:
    """The words between two commas that part a subject from its verb: "X, held for two years, was taken",
    "the minister, who was in Y, called on". Null where none does."""
    begin = sentence.back_over(BEFORE_VERB, verb)
    close = begin - 1
    if close < 2 or sentence.words[close] != ",":
        return None
    for at in range(close - 1, max(0, close - LONGEST_INSERTION), -1):
        if sentence.ranks.get(at, 0) == 6 and sentence.words[at] not in ("(", ")"):
            return None
        if sentence.words[at] == ",":
            if sentence.starts("role", at + 1):
                return None  # "the hospital, in X, was hit"
            opens = sentence.starts_any(INSERTING, at + 1)
            finite = begin < verb and sentence.starts_any(FINITE, begin)
            if opens or (finite and not sentence.starts_any(JOINING, at + 1)):
                return at, close + 1
            named = any(at < name.first and name.last == close for name in sentence.names)
            if finite or (named and sentence.ranks[at] == 4):
                return None  # "X, which …, and Y, held by …"
    return None
