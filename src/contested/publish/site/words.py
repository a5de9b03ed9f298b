"""Texts, in; the words that a search finds them by, and the reverse, which texts hold a word, out.

Words are folded: lower case, no accents, no apostrophes. `fold` in `page/src/find.js` does the same to what a reader
types.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from importlib import resources
from itertools import pairwise

from contested.locate.fold import fold_name

# Longer ones are addresses and codes, and listed in pieces; a reader finds them by how they begin.
LONGEST = 24
WORD = re.compile(rf"[^\W_]{{2,{LONGEST}}}")
# Of so many texts or more, a word that every second one holds parts none from another, and is not listed.
MANY = 2_000
# Bytes of a shard as it is written, give or take its last word: a phone reads one in a few milliseconds.
SHARD = 60_000
Rows = dict[str, list[int]]  # the numbers of the texts that hold a word, in order


def find_words(text: str) -> set[str]:
    """The folded words of a text, each once."""
    return set(WORD.findall(fold_name(text).replace("'", "")))


def list_rows(texts: Iterable[str], first: int = 0) -> Rows:
    """Which texts hold each word, by their numbers from the `first` on."""
    rows: Rows = {}
    for number, text in enumerate(texts, first):
        for word in find_words(text):
            if word in rows:
                rows[word].append(number)
            else:
                rows[word] = [number]
    return rows


def find_common(rows: Rows, texts: int) -> list[str]:
    """The words that more than every second of many texts holds."""
    return sorted(word for word, held in rows.items() if 2 * len(held) > texts) if texts >= MANY else []


def pack(held: list[int]) -> list[int]:
    """Numbers in order as the first one and the steps from each to the next: small, so that few digits are written."""
    return [after - before for before, after in pairwise((0, *held))]


def cut_shards(
    claims: Rows, reports: Rows, common: Iterable[str] = ()
) -> Iterator[list[tuple[str, list[int], list[int]]]]:
    """All words but the `common` ones in order, with the claims and reports that hold them, in shards of like size."""
    shard: list[tuple[str, list[int], list[int]]] = []
    size = 0
    for word in sorted((claims.keys() | reports.keys()).difference(common)):
        row = word, pack(claims.get(word, [])), pack(reports.get(word, []))
        shard.append(row)
        size += len(word) + 8 + 2 * (len(row[1]) + len(row[2]))
        if size >= SHARD:
            yield shard
            shard, size = [], 0
    if shard:
        yield shard


def read_endings() -> list[str]:
    """Endings of all languages, the longest first."""
    text = resources.files(__package__).joinpath("endings.toml").read_text("utf-8")
    found = {ending for line in tomllib.loads(text).values() for ending in line.split()}
    return sorted(found, key=lambda one: (-len(one), one))
