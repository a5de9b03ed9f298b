"""The lines of a message, in; its own words, and the message that it hands on with its head, out.

Handed on, in the programs' own words and those of their translations (`mail.toml`):

    ---------- Forwarded message ---------      Begin forwarded message:      -----Original Message-----
    From: The Composed Post <news@post.example>
    Date: Thu, Nov 14, 2024 at 10:00 AM
    Subject: Village left

Outlook writes such a head with nothing before it, in answers too: what is answered is another's words, and is left out,
as are quoted lines ("> …") and what stands below the signature's dashes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

from msgspec import Struct

from contested.ingest.datelines import read_day, shapes
from contested.ingest.mail_words import LONGEST, mail_words, matches
from contested.ingest.mime import moment_of

DEEPEST = 20  # forwards of forwards that are followed
FOOT_LINES = 14  # at the end of a message, where small print stands
WIDEST, NARROWEST = 100, 60  # columns at which a program wraps lines; 72 to 78 are the rule
LEAST_ENDS = 3  # of lines that tell it
WRAPPED = 0.9  # share of line ends at which the next word found no room, in a text that was wrapped
HEAD_LINES = 12  # in which the head of a message is looked for, blank ones included
LEAST_LABELS = 3  # of a head without a line before it: whom from, when, and what about or to whom
FOOT_LINES = 14  # at the end of a message, where small print stands
QUOTED = re.compile(r"\A(?:> ?)+")
SIGNATURE = "-- "
# Addresses beside words of plain text, where HTML has them behind the words.
LINK = re.compile(
    r"\s?(?:<https?://[^<>\s]{1,2000}>|\(\s?https?://[^()\s]{1,2000}\s?\)|\[\s?https?://[^\[\]\s]{1,2000}\s?\])"
)
Kind = Literal["forward", "reply", "new"]


class Head(Struct, frozen=True):
    """Whom a message is from, its day and its subject, as its head states them."""

    sender: str = ""
    day: str | None = None
    subject: str = ""


class Parts(Struct, frozen=True):
    """A message's own lines, and of what it hands on the head and the lines."""

    own: list[str]
    head: Head | None = None
    handed: list[str] = []


def kind_of(subject: str) -> Kind:
    """What a message is by its subject."""
    if mail_words().forward.match(subject):
        return "forward"
    return "reply" if mail_words().reply.match(subject) else "new"


def bare_subject(subject: str) -> str:
    """A subject without "Fwd:" and "Re:"."""
    for _ in range(DEEPEST):
        match = mail_words().forward.match(subject) or mail_words().reply.match(subject)
        if match is None:
            break
        subject = subject[match.end() :]
    return subject.strip()


def part(lines: Sequence[str], kind: Kind) -> Parts:
    """The message parted. Of a forward of a forward the innermost is what was handed on; the notes of all are its own."""
    own, found = find_handed(list(lines), kind)
    for _ in range(DEEPEST):
        if found is None:
            return Parts(own)
        note, further = find_handed(found[1], kind_of(found[0].subject))
        if further is None:
            return Parts(own, found[0], note)
        own, found = own + note, further
    return Parts(own)


def find_handed(lines: list[str], kind: Kind) -> tuple[list[str], tuple[Head, list[str]] | None]:
    """The lines before a message that is handed on, and that with its head; null where none is, or it is answered."""
    own: list[str] = []
    signed, below = False, 0
    for number, line in enumerate(lines):
        if number < below:
            continue
        bare = unquote(line).strip()
        marked = matches(mail_words().forwarded, bare)
        if marked or starts_head(bare):
            head, end, labels = read_head(
                [unquote(one) for one in lines[number + marked : number + marked + HEAD_LINES]]
            )
            if labels >= (1 if marked else LEAST_LABELS):
                written = any(one.strip() for one in own)
                answered = kind == "reply" or (kind == "new" and not marked and written)
                rest = lines[number + marked + end :]
                return own, None if answered else (head, [*map(unquote, rest)] if line[:1] == ">" else rest)
        signed = signed or line == SIGNATURE
        answers = starts_answer(lines, number)
        if answers and kind == "reply" and not quoted_next(lines, number + answers):
            return own, None
        below = number + answers
        if line.startswith(">From "):  # a mailbox's own sign before a line that begins so
            own.append(line[1:])
        elif not signed and not answers and not line.startswith(">"):
            own.append(line)
    return own, None


def unquote(line: str) -> str:
    return QUOTED.sub("", line, count=1)


def starts_head(line: str) -> bool:
    """Whether a line is "From: …"."""
    match = mail_words().label.fullmatch(line) if len(line) <= LONGEST else None
    return match is not None and match["from"] is not None


def read_head(lines: Sequence[str]) -> tuple[Head, int, int]:
    """The head at the beginning of some lines, at which line it ends, and how many lines of it were known."""
    stated: dict[str, str] = {}
    end = 0
    for number, line in enumerate(lines[:HEAD_LINES]):
        match = mail_words().label.fullmatch(line.strip()) if len(line) <= LONGEST else None
        if match is None and line.strip():
            break
        if match:
            kind = next(key for key, value in match.groupdict().items() if value and key != "value")
            stated.setdefault(kind, match["value"].strip().strip("*"))
            end = number + 1
        elif stated:  # a blank line ends it
            break
    head = Head(stated.get("from", ""), find_stated_day(stated.get("date", "")), stated.get("subject", ""))
    return head, end, len(stated)


def find_stated_day(value: str) -> str | None:
    """The day in the date line of a head: as mail's own headers have it, or in the words of a program's language."""
    moment = moment_of(value)
    if moment:
        return moment.date().isoformat()
    found = (shape.search(value) for shape in shapes().dates)
    return next((day for match in found if match and (day := read_day(match[0]))), None)


def starts_answer(lines: Sequence[str], number: int) -> int:
    """How many lines from here on say who wrote what is quoted below: none, one, or two where a program broke the line."""
    line, after = (one.strip() for one in [*lines[number : number + 2], ""][:2])
    if not line or line.startswith(">"):
        return 0
    if matches(mail_words().answered, line):
        return 1
    broken = after and not after.startswith(">") and not matches(mail_words().answered, after)
    return 2 if broken and matches(mail_words().answered, f"{line} {after}") else 0


def quoted_next(lines: Sequence[str], number: int) -> bool:
    """Whether the next line with something in it is quoted."""
    return next((line.startswith(">") for line in lines[number : number + 3] if line.strip()), False)


def cut_frame(lines: Sequence[str]) -> list[str]:
    """The lines without a newsletter's own furniture, and without the small print at its end."""
    kept = [LINK.sub("", line) if "://" in line else line for line in lines]
    kept = [line for line in kept if not matches(mail_words().cut, line.strip())]
    first = max(0, len(kept) - FOOT_LINES)
    for number in range(first, len(kept)):
        if matches(mail_words().foot, kept[number].strip()) and any(one.strip() for one in kept[:number]):
            return kept[:number]
    return kept


def unwrap(lines: Sequence[str]) -> list[str]:
    """The paragraphs of plain text, a line each: lines that a program wrapped at a column are joined.

    They were wrapped there if at nearly every line end within a paragraph the next word found no room.
    """
    groups: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            groups[-1].append(line.strip())
        elif groups[-1]:
            groups.append([])
    width = max((len(line) for group in groups for line in group), default=0)
    ends = [
        len(line) + 1 + len(after.split(" ", 1)[0]) > width
        for group in groups
        for line, after in pairwise(group)
    ]
    if NARROWEST <= width <= WIDEST and len(ends) >= LEAST_ENDS and sum(ends) >= WRAPPED * len(ends):
        return [" ".join(group) for group in groups if group]
    return [line for group in groups for line in group]
