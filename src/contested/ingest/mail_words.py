"""The words of `mail.toml`, in; the patterns that find what stands around a message's words, out."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib import resources
from typing import NamedTuple

LONGEST = 300  # characters; a longer line is prose and is not looked at, so that no pattern can be slow


class MailWords(NamedTuple):
    """Compiled; each pattern is for a whole line. `label` has a group for each kind of head line, and `value`."""

    offices: frozenset[str]
    forward: re.Pattern[str]
    reply: re.Pattern[str]
    forwarded: tuple[re.Pattern[str], ...]
    answered: tuple[re.Pattern[str], ...]
    label: re.Pattern[str]
    cut: tuple[re.Pattern[str], ...]
    foot: tuple[re.Pattern[str], ...]


@cache
def mail_words() -> MailWords:
    """The patterns of every language together: a forward need not speak the language of what it forwards."""
    table = tomllib.loads(resources.files("contested.ingest").joinpath("mail.toml").read_text("utf-8"))
    labels = "|".join(f"(?P<{kind}>{any_of(words)})" for kind, words in table["labels"].items())
    return MailWords(
        offices=frozenset(table["offices"]),
        forward=re.compile(rf"\s*(?:{any_of(table['forward'])})\s*:\s*", re.IGNORECASE),
        reply=re.compile(rf"\s*(?:{any_of(table['reply'])})(?:\[\d+\])?\s*:\s*", re.IGNORECASE),
        forwarded=tuple(compile_all(table["forwarded"])),
        answered=tuple(compile_all(table["answered"])),
        label=re.compile(rf"\*?(?:{labels})\s*:\*?\s*(?P<value>.*)", re.IGNORECASE),
        cut=tuple(compile_all(table["lines"]["cut"])),
        foot=tuple(compile_all(table["lines"]["foot"])),
    )


def any_of(words: Iterable[str]) -> str:
    """The words as one alternation, longest first, so that none hides a longer one."""
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word)))


def compile_all(patterns: Iterable[str]) -> Iterable[re.Pattern[str]]:
    return (re.compile(one, re.IGNORECASE) for one in patterns)


def matches(patterns: Iterable[re.Pattern[str]], line: str) -> bool:
    """Whether one of the patterns matches the whole line."""
    return len(line) <= LONGEST and any(one.fullmatch(line) for one in patterns)
