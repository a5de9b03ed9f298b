"""A name that a page's markup gives as its author's or its site's, in; the same tidy, or null where it names nobody, out.

Rather nobody than somebody else: "admin", an address, the site's own name are no authors, a theme's name is no site's.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib import resources
from typing import NamedTuple

from contested.ingest.clean import mend

LONGEST_AUTHOR, LONGEST_SITE = 80, 80  # characters
MOST_LETTERS = 400  # that are looked at at all
MOST_WORDS = 8  # of one author: what has more is a sentence about him
BLANK = re.compile(r"\s+")
# An address, a mail address, a handle, markup.
NO_NAME = re.compile(r"://|www\.|[<>{}\[\]\\=]|@|^/", re.IGNORECASE)
HOST_NAME = re.compile(r"[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
LETTERS = re.compile(r"[^\W\d_]+")
LABEL = re.compile(r"\s*[:–—-]\s*|\s+")


class Known(NamedTuple):
    """The words of `page_marks.toml`."""

    nobody: frozenset[str]
    before: tuple[str, ...]
    no_site: frozenset[str]
    platforms: frozenset[str]


@cache
def known() -> Known:
    """The words, read once."""
    table = tomllib.loads(resources.files("contested.ingest").joinpath("page_marks.toml").read_text("utf-8"))
    return Known(
        nobody=frozenset(table["nobody"]),
        before=tuple(sorted(table["before"], key=len, reverse=True)),
        no_site=frozenset(table["no_site"]),
        platforms=frozenset(table["platforms"]),
    )


def words_of(name: str) -> tuple[str, ...]:
    """The words of a name in small letters, figures left out."""
    return tuple(LETTERS.findall(name.casefold()))


def tidy_author(name: str, sites: Iterable[str] = (), titles: Iterable[str] = ()) -> str | None:
    """An author's name, or null where it names nobody: neither its titles are one nor `sites`, names of its site and
    its host."""
    if len(name) > MOST_LETTERS:
        return None
    name = cut_label(BLANK.sub(" ", mend(BLANK.sub(" ", name))).strip(" ,;|"))
    words = words_of(name)
    if not words or len(name) > LONGEST_AUTHOR or len(words) > MOST_WORDS or NO_NAME.search(name):
        return None
    if HOST_NAME.fullmatch(name) and name.islower():
        return None
    if words in map(words_of, titles):
        return None
    return None if is_nobody(words, [words_of(one) for one in sites]) else name


def is_nobody(words: tuple[str, ...], sites: Iterable[tuple[str, ...]]) -> bool:
    """Whether every word stands for nobody or for the site, whose name a host writes as one word: "composedpost"."""
    of_site = {word for one in sites for word in one}
    return "".join(words) in of_site or all(word in known().nobody or word in of_site for word in words)


def cut_label(name: str) -> str:
    """A name without the "By" or "Автор:" before it."""
    for label in known().before:
        if name.casefold().startswith(label):
            rest = name[len(label) :]
            if gap := LABEL.match(rest):
                return rest[gap.end() :]
    return name


def tidy_site(name: str, titles: Iterable[str] = ()) -> str | None:
    """A site's name, or null where it is a theme's, an address, or the title of the page."""
    if len(name) > MOST_LETTERS:
        return None
    name = BLANK.sub(" ", mend(BLANK.sub(" ", name))).strip(" ,;|")
    words = words_of(name)
    if not words or len(name) > LONGEST_SITE or NO_NAME.search(name):
        return None
    if " ".join(words) in known().no_site or words in map(words_of, titles):
        return None
    return name


def is_platform(name: str) -> bool:
    """Whether many publish there, so that the site's name is no publisher's."""
    return " ".join(words_of(name)) in known().platforms


def is_same_name(one: str, other: str) -> bool:
    """Whether of two names of a site one holds all words of the other: "ТСН" and "ТСН.ua", "Post" and "The Post"."""
    mine, yours = set(words_of(one)), set(words_of(other))
    return mine <= yours or yours <= mine
