"""A text, in; the language it is most likely in, out: by its letters, which are data (`languages.toml`)."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType

import msgspec
from msgspec import Struct

ADDRESS = re.compile(r"https?://\S+|www\.\S+")


class Language(Struct, frozen=True, forbid_unknown_fields=True):
    """What reading a report takes to know of its language; `languages.toml` says what each key holds."""

    alphabet: str
    months: tuple[tuple[str, ...], ...]
    weekdays: tuple[str, ...]
    after_day: tuple[str, ...]
    after_year: tuple[str, ...]
    before_time: tuple[str, ...]
    published: tuple[str, ...]
    updated: tuple[str, ...]


@cache
def languages() -> Mapping[str, Language]:
    """The known languages by ISO 639-1 code, in the file's order."""
    table = resources.files("contested.ingest").joinpath("languages.toml").read_text("utf-8")
    return MappingProxyType(msgspec.convert(tomllib.loads(table), dict[str, Language]))


def guess_language(text: str, hint: str | None = None) -> str:
    """The known language whose alphabet holds most of the text's letters; the first of equals.

    A hint for a language that is not known here is believed, since its letters cannot be counted.
    Any text has an answer: one in unknown letters, or in another Latin language, is given the first
    language, `en`, unless its language is stated or hinted.
    """
    known = languages()
    if hint and hint not in known:
        return hint
    letters = Counter(ADDRESS.sub("", text).lower())
    return max(known, key=lambda code: sum(letters[letter] for letter in known[code].alphabet))
