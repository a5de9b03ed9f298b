"""Word lists as one trie over tokens: phrases with their classes, in; all their occurrences, out.

A trailing `*` on a word matches any ending ("захопи*"); a `~` alone matches up to six words ("drive ~ out of").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import Any, NamedTuple

from contested.extract.tokens import fold, tokenize

GAP = "~"
LONGEST_GAP = 6  # words between a verb and its particle; longer gaps were other clauses in trials
SHORTEST_STEM = 2
MOST_KEPT = 200_000  # words whose way into the trie is kept; more would fill memory with misspellings
FIRST = attrgetter("first")
CLOSED = frozenset(".;:!?()—–")  # no gap reaches over these


class Hit(NamedTuple):
    """Words `first` to `last` (exclusive) are of class `kind`; `value` is what the list said of them.

    `head` is where the words before a gap end, so that `head` to the next word is the gap's beginning.
    """

    first: int
    last: int
    kind: str
    value: Any
    head: int


Entry = tuple[str, Any]  # a class, and what the list said


class Node:
    """A state of the trie: the next words, what may follow after a gap, and what ends here."""

    __slots__ = ("ends", "gap", "next")

    def __init__(self) -> None:
        self.next: dict[str, Node] = {}
        self.gap: Node | None = None
        self.ends: list[Entry] = []


class Opening:
    """What a word can begin: by class the values of the phrases that it is by itself and how long they are (one
    word), and the states from which longer ones go on, with the trie keys by which they do."""

    __slots__ = ("followed", "lengths", "nodes", "values")

    def __init__(self, nodes: Sequence[Node]) -> None:
        self.values: dict[str, list[Any]] = {}
        for kind, value in (entry for node in nodes for entry in node.ends):
            self.values.setdefault(kind, []).append(value)
        self.lengths = dict.fromkeys(self.values, 1)
        self.nodes = [node for node in nodes if node.next]
        self.followed: set[str] = {key for node in self.nodes for key in node.next}


class Longer(NamedTuple):
    """Phrases of more than one word that end in the same state: a hit for each of its entries."""

    first: int
    last: int
    ends: list[Entry]
    head: int


class Found:
    """What the lexicon finds in a sentence. A hit is made when its class is asked for: of most classes nothing
    but `lengths` ever is, the longest phrase of each class by the word where it starts."""

    __slots__ = ("kinds", "lengths", "longer", "made", "openings")

    def __init__(self, openings: dict[int, Opening], longer: list[Longer]) -> None:
        self.openings, self.longer = openings, longer
        self.lengths = {at: opening.lengths for at, opening in openings.items()}
        for first, last, ends, _ in longer:
            own = self.lengths[first] = dict(self.lengths[first])  # a word's own table is all sentences'
            for kind, _ in ends:
                own[kind] = max(own.get(kind, 0), last - first)
        self.kinds: set[str] = set().union(*self.lengths.values())
        self.made: dict[str, list[Hit]] = {}

    def get(self, kind: str, default: Sequence[Hit] = ()) -> Sequence[Hit]:
        """The hits of a class, in order of the first word."""
        if kind not in self.kinds:
            return default
        hits = self.made.get(kind)
        if hits is None:
            hits = self.made[kind] = self.make(kind)
        return hits

    def __iter__(self) -> Iterator[Hit]:
        return iter(sorted((hit for kind in sorted(self.kinds) for hit in self.get(kind)), key=FIRST))

    def make(self, kind: str) -> list[Hit]:
        hits = [
            Hit(at, at + 1, kind, value, at + 1)
            for at, opening in self.openings.items()
            if kind in opening.values
            for value in opening.values[kind]
        ]
        longer = [
            Hit(first, last, kind, value, head)
            for first, last, ends, head in self.longer
            for one, value in ends
            if one == kind
        ]
        return sorted([*hits, *longer], key=FIRST) if longer else hits

    def begins(self, kind: str) -> list[int]:
        """The words where a phrase of a class starts."""
        return [at for at, own in self.lengths.items() if kind in own] if kind in self.kinds else []


class Lexicon:
    """Phrases of several classes, found in one pass over a sentence's tokens."""

    def __init__(self) -> None:
        self.root = Node()
        self.stems: set[str] = set()
        self.keys: dict[str, tuple[str, ...]] = {}
        self.openings: dict[str, Opening | None] = {}

    def add(self, phrase: str, kind: str, value: Any = None) -> None:
        """Enter one phrase under the class `kind`."""
        node = self.root
        for word in split_phrase(phrase):
            if word.endswith("*"):
                self.stems.add(word)
            child = node.next.setdefault(word, Node())
            if word == GAP:
                node.gap = child
            node = child
        if (kind, value) not in node.ends:
            node.ends.append((kind, value))

    def keys_of(self, word: str) -> tuple[str, ...]:
        """The trie keys that a word answers to: itself, and the stems that it begins with."""
        keys = self.keys.get(word)
        if keys is None:
            if len(self.keys) >= MOST_KEPT:
                self.keys.clear()
            stems = (word[:n] + "*" for n in range(SHORTEST_STEM, len(word) + 1))
            keys = self.keys[word] = (word, *(stem for stem in stems if stem in self.stems))
        return keys

    def open(self, word: str) -> Opening | None:
        """What a word can begin, None where nothing; kept by word."""
        if len(self.openings) >= MOST_KEPT:
            self.openings.clear()
        nodes = [self.root.next[key] for key in self.keys_of(word) if key in self.root.next]
        opening = self.openings[word] = Opening(nodes) if nodes else None
        return opening

    def find(self, words: Sequence[str]) -> Found:
        """Every occurrence of every phrase, in order of the first word."""
        known = self.openings
        openings: dict[int, Opening] = {}
        longer: list[Longer] = []
        for at, word in enumerate(words):
            opening = known[word] if word in known else self.open(word)
            if opening is not None:
                openings[at] = opening
                if opening.nodes and self.may_follow(opening, words, at + 1):
                    for node in opening.nodes:
                        self.go_on(words, at, at + 1, node, None, longer)
        return Found(openings, longer)

    def may_follow(self, opening: Opening, words: Sequence[str], at: int) -> bool:
        """Whether any longer phrase can go on with word `at`: mostly none does."""
        if GAP in opening.followed:
            return True
        return at < len(words) and not opening.followed.isdisjoint(self.keys_of(words[at]))

    def go_on(
        self, words: Sequence[str], first: int, at: int, node: Node, head: int | None, longer: list[Longer]
    ) -> None:
        """Add the phrases that begin at word `first`, have come to `node` before word `at` and go on from there."""
        if at < len(words):
            for key in self.keys_of(words[at]):
                child = node.next.get(key)
                if child is not None:
                    if child.ends:
                        longer.append(Longer(first, at + 1, child.ends, head or at + 1))
                    self.go_on(words, first, at + 1, child, head, longer)
        if node.gap is not None:
            for behind in range(at, min(at + LONGEST_GAP, len(words)) + 1):
                if behind > at and words[behind - 1] in CLOSED:
                    break
                self.go_on(words, first, behind, node.gap, at, longer)


def split_phrase(phrase: str) -> list[str]:
    """The words of a list entry as trie keys."""
    words: list[str] = []
    for part in phrase.split():
        if part == GAP:
            words.append(GAP)
        elif part.endswith("*"):
            words.extend([*(token.norm for token in tokenize(part[:-1])[:-1]), fold(part)])
        else:
            words.extend(token.norm for token in tokenize(part))
    return words
