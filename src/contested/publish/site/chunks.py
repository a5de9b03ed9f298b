"""A name and a value, in; a classic script that hands the value to the page, out.

Data comes as scripts because a page opened from `file://` may load a script but not fetch a file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

import msgspec

from contested.cache import key_of

# In a script element these end or comment out the script, or (U+2028 and U+2029) its line: a report
# may hold any of them. As JSON escapes they mean the same and do nothing.
ESCAPES = {"<": r"\u003c", ">": r"\u003e", "&": r"\u0026", "\u2028": r"\u2028", "\u2029": r"\u2029"}


class Part(NamedTuple):
    """A chunk that is described only where something changed: `of` is everything that the description reads and that
    may change between two builds, `describe` makes it."""

    of: Any
    describe: Callable[[], Any]

    def key(self) -> bytes:
        """Equal where all is equal that the chunk is made of."""
        return key_of(self.of)


class Keyed(NamedTuple):
    """A chunk by name, with the key of its parts."""

    name: str
    key: bytes
    describe: Callable[[], Any]


def join_keys(chunks: Iterable[Keyed]) -> bytes:
    """The key of all together, under their names."""
    return key_of([(one.name, one.key) for one in chunks])


def script(name: str, value: Any) -> bytes:
    """`contested.data("name", …)` with keys sorted, so that equal values make equal bytes."""
    return f"contested.data({literal(name)}, {literal(value)});\n".encode()


def literal(value: Any) -> str:
    """`value` as a JSON literal that is safe inside HTML and JavaScript."""
    text = msgspec.json.encode(value, order="sorted").decode()
    for character, escape in ESCAPES.items():
        text = text.replace(character, escape)
    return text
