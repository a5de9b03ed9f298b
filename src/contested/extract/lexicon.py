"""Word lists as one trie over tokens: phrases with their classes, in; all their occurrences, out.

A trailing `*` on a word matches any ending ("захопи*"); a `~` alone matches up to six words ("drive ~ out of").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from contested.extract.tokens import fold, tokenize

GAP = "~"
LONGEST_GAP = 6  # words between a verb and its particle; longer gaps were other clauses in trials
SHORTEST_STEM = 2
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


class Node:
    """A state of the trie: the next words, and what ends here."""

    __slots__ = ("ends", "next")

    def __init__(self) -> None:
        self.next: dict[str, Node] = {}
        self.ends: list[tuple[str, Any]] = []


class Lexicon:
    """Phrases of several classes, found in one pass over a sentence's tokens."""

    def __init__(self) -> None:
        self.root = Node()
        self.stems: set[str] = set()
        self.keys: dict[str, tuple[str, ...]] = {}

    def add(self, phrase: str, kind: str, value: Any = None) -> None:
        """Enter one phrase under the class `kind`."""
        node = self.root
        for word in split_phrase(phrase):
            if word.endswith("*"):
                self.stems.add(word)
            node = node.next.setdefault(word, Node())
        if (kind, value) not in node.ends:
            node.ends.append((kind, value))

    def keys_of(self, word: str) -> tuple[str, ...]:
        """The trie keys that a word answers to: itself, and the stems that it begins with."""
        keys = self.keys.get(word)
        if keys is None:
            stems = (word[:n] + "*" for n in range(SHORTEST_STEM, len(word) + 1))
            keys = self.keys[word] = (word, *(stem for stem in stems if stem in self.stems))
        return keys

    def find(self, words: Sequence[str]) -> list[Hit]:
        """Every occurrence of every phrase, in order of the first word."""
        hits: list[Hit] = []
        for first in range(len(words)):
            hits.extend(self.walk(words, first, first, self.root, None))
        return hits

    def walk(self, words: Sequence[str], first: int, at: int, node: Node, head: int | None) -> Iterator[Hit]:
        if node.ends and at > first:
            for kind, value in node.ends:
                yield Hit(first, at, kind, value, head or at)
        if at < len(words):
            for key in self.keys_of(words[at]):
                child = node.next.get(key)
                if child is not None:
                    yield from self.walk(words, first, at + 1, child, head)
        gap = node.next.get(GAP)
        if gap is not None:
            for skip in range(LONGEST_GAP + 1):
                if at + skip > len(words) or any(word in CLOSED for word in words[at : at + skip]):
                    break
                yield from self.walk(words, first, at + skip, gap, at)


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
