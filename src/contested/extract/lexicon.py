"""Word lists as one trie over tokens: phrases with their classes, in; all their occurrences, out.

A trailing `*` on a word matches any ending ("захопи*"); a `~` alone matches up to six words ("drive ~ out of").
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from contested.extract.tokens import fold, tokenize

GAP = "~"
LONGEST_GAP = 6  # words between a verb and its particle; longer gaps were other clauses in trials
SHORTEST_STEM = 2
MOST_KEPT = 200_000  # words whose way into the trie is kept; more would fill memory with misspellings
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


class Found(NamedTuple):
    """A sentence's hits by class, in order of the first word; and by class, for every word where phrases of it
    start, where the longest of them ends."""

    hits: dict[str, list[Hit]]
    ends: dict[str, dict[int, int]]


class Node:
    """A state of the trie: the next words, what may follow after a gap, and what ends here."""

    __slots__ = ("ends", "gap", "next")

    def __init__(self) -> None:
        self.next: dict[str, Node] = {}
        self.gap: Node | None = None
        self.ends: list[tuple[str, Any]] = []


class Lexicon:
    """Phrases of several classes, found in one pass over a sentence's tokens."""

    def __init__(self) -> None:
        self.root = Node()
        self.stems: set[str] = set()
        self.keys: dict[str, tuple[str, ...]] = {}
        self.openings: dict[str, tuple[Node, ...]] = {}

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

    def opened(self, word: str) -> tuple[Node, ...]:
        """The states that a first word leads to: none for most words, which is why they are kept by word."""
        nodes = self.openings.get(word)
        if nodes is None:
            if len(self.openings) >= MOST_KEPT:
                self.openings.clear()
            keys = self.keys_of(word)
            nodes = tuple(self.root.next[key] for key in keys if key in self.root.next)
            self.openings[word] = nodes
        return nodes

    def find(self, words: Sequence[str]) -> list[Hit]:
        """Every occurrence of every phrase, in order of the first word."""
        hits: list[Hit] = []
        openings = self.openings
        for first, word in enumerate(words):
            nodes = openings.get(word)
            for node in self.opened(word) if nodes is None else nodes:
                self.walk(words, first, first + 1, node, None, hits)
        return hits

    def sort_out(self, words: Sequence[str]) -> Found:
        """Every occurrence of every phrase, by class."""
        hits: dict[str, list[Hit]] = {}
        ends: dict[str, dict[int, int]] = {}
        for hit in self.find(words):
            first, last, kind = hit[:3]
            known = hits.get(kind)
            if known is None:
                hits[kind] = [hit]
                ends[kind] = {first: last}
                continue
            known.append(hit)
            table = ends[kind]
            if last > table.get(first, 0):
                table[first] = last
        return Found(hits, ends)

    def walk(
        self, words: Sequence[str], first: int, at: int, node: Node, head: int | None, hits: list[Hit]
    ) -> None:
        """Add what ends in `node`, reached by the words `first` to `at`, and what longer phrases go on to."""
        for kind, value in node.ends:
            hits.append(Hit(first, at, kind, value, head or at))
        if node.next and at < len(words):
            for key in self.keys_of(words[at]):
                child = node.next.get(key)
                if child is not None:
                    self.walk(words, first, at + 1, child, head, hits)
        if node.gap is not None:
            self.leap(words, first, at, node.gap, hits)

    def leap(self, words: Sequence[str], first: int, head: int, node: Node, hits: list[Hit]) -> None:
        """Go on behind a gap of every length that no mark closes."""
        for at in range(head, min(head + LONGEST_GAP, len(words)) + 1):
            if at > head and words[at - 1] in CLOSED:
                break
            self.walk(words, first, at, node, head, hits)


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
