"""A name and a value, in; a classic script that hands the value to the page, out.

Data comes as scripts because a page opened from `file://` may load a script but not fetch a file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, NamedTuple

import msgspec

from contested.cache import key_of

# In a script element these end or comment out the script, or (U+2028 and U+2029) its line: a report
# may hold any of them. As JSON escapes they mean the same and do nothing.
ESCAPES = {"<": r"\u003c", ">": r"\u003e", "&": r"\u0026", "\u2028": r"\u2028", "\u2029": r"\u2029"}


class Part(NamedTuple):
    """A chunk that is described only where something changed: `of` gives everything that the description reads and that
    may change between two builds, `describe` makes it. One that `stands` is known to be as it was."""

    of: Callable[[], Any]
    describe: Callable[[], Any]
    stands: bool = False


def describe_once(describe: Callable[[], Any], stands: bool = False) -> Part:
    """A chunk that is described to see whether it is as it was, unless it is known to be."""
    give = cache(describe)
    return Part(give, give, stands)


def return_it(value: Any) -> Any:
    """What a part is made of, or holds, that is at hand."""
    return value


def join_keys(chunks: Mapping[str, Part]) -> bytes:
    """The same key where all is equal that the chunks are made of, under their names."""
    return key_of([(name, key_of(part.of())) for name, part in chunks.items()])


def script(name: str, value: Any) -> bytes:
    """`contested.data("name", …)` with keys sorted, so that equal values make equal bytes."""
    return f"contested.data({literal(name)}, {literal(value)});\n".encode()


def literal(value: Any) -> str:
    """`value` as a JSON literal that is safe inside HTML and JavaScript."""
    text = msgspec.json.encode(value, order="sorted").decode()
    for character, escape in ESCAPES.items():
        text = text.replace(character, escape)
    return text
