"""The bytes of a message (RFC 5322, MIME), in; its parts, their characters and what its headers say, out.

Python's `email` parses, with the policy that never gives up on a header. What is broken is read as far as it goes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import parsedate_to_datetime

from contested.errors import RejectedReport
from contested.ingest.clean import mend
from contested.ingest.decode import decode

DEEPEST = 20  # messages and multiparts within one another: a chain of forwards has no more
MOST_PARTS = 500
LONGEST_HEAD = 500_000  # bytes; servers refuse a tenth of it
MOST_RULES = 20_000  # lines that begin as those between parts do
HEAD_END = re.compile(rb"\r?\n\r?\n")
LONGEST = 2_000  # characters of a header; longer ones are cut
# The encodings that mail comes in; python knows others that are none of a text's, and slow ones.
CHARSET = re.compile(
    r"utf-?8|utf-16(?:le|be)?|unicode|us-ascii|windows-\d{3,4}|cp-?\d{3,4}|x-cp\d{4}|iso-8859-\d{1,2}|koi8-[rtu]|gb2312|gbk|"
    r"gb18030|big5|euc-\w\w|iso-2022-\w\w|shift_jis|x-mac-cyrillic|mac-cyrillic",
    re.IGNORECASE,
)
NAMES = {"unicode": "utf-16", "utf8": "utf-8", "x-mac-cyrillic": "mac-cyrillic"}
BLANK = re.compile(r"\s+")
YEARS = range(1990, 2101)


def parse(raw: bytes, where: str) -> Message:
    """The message. Raises RejectedReport where the bytes are none, or parts lie too deep in one another."""
    head = HEAD_END.search(raw)
    if (head.start() if head else len(raw)) > LONGEST_HEAD or raw.count(b"\n--") > MOST_RULES:
        raise RejectedReport(where, "a message of nothing but heads and parts", "take the text out by hand")
    try:
        message = message_from_bytes(raw)
        list_parts(message)
    except (RecursionError, ValueError, LookupError) as error:
        raise RejectedReport(where, "parts within parts without end", "take the text out by hand") from error
    return message


def list_parts(message: Message) -> list[Message]:
    """The parts that are no multiparts, in order, at most MOST_PARTS of them; those of messages within the message are
    theirs, and such a message is one part. Raises ValueError where they lie too deep."""
    return list(walk(message, 0))[:MOST_PARTS]


def walk(message: Message, depth: int) -> Iterator[Message]:
    if depth > DEEPEST:
        raise ValueError("too deep")
    payload = message.get_payload()
    if message.get_content_maintype() == "multipart" and isinstance(payload, list):
        for part in payload[:MOST_PARTS]:
            if isinstance(part, Message):
                yield from walk(part, depth + 1)
    else:
        yield message


def bytes_of(part: Message) -> bytes:
    """The bytes of a part, with its transfer encoding undone as far as it holds."""
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def charset_of(part: Message) -> str | None:
    """The encoding that a part declares, where it is one of text."""
    declared = str(part.get_param("charset", "") or "").strip().strip("'\"").lower()
    if not CHARSET.fullmatch(declared):
        return None
    return NAMES.get(declared, declared.removeprefix("x-").replace("cp-", "cp"))


def text_of(part: Message, where: str) -> str:
    """The characters of a part, in the encoding that it declares if it decodes, else as any text. Raises RejectedReport
    where it is no text."""
    raw, charset = bytes_of(part), charset_of(part)
    try:
        return raw.decode(charset) if charset and charset != "us-ascii" else decode(raw, where)
    except (LookupError, UnicodeDecodeError):
        return decode(raw, where)


def header_of(message: Message, name: str) -> str:
    """A header's text on one line, its encoded words read; empty where it is not there."""
    return decode_words(raw_header(message, name))


def raw_header(message: Message, name: str) -> str:
    """A header as it stands, bytes outside of ASCII as surrogates: `get` would put question marks for them."""
    found = (value for key, value in message.raw_items() if key.lower() == name.lower())
    return str(next(found, ""))[:LONGEST]


def decode_words(value: str) -> str:
    """Text in which words may be encoded (RFC 2047); what cannot be decoded stays as it is. Bytes that stand in it plainly,
    against the rules, are read as any text."""
    try:
        pieces = decode_header(BLANK.sub(" ", value))
    except (HeaderParseError, ValueError):
        return mend(decode_piece(BLANK.sub(" ", value), None))
    return mend(BLANK.sub(" ", "".join(decode_piece(*piece) for piece in pieces)).strip())


def decode_piece(piece: str | bytes, charset: str | None) -> str:
    """One piece of a header."""
    raw = piece.encode("utf-8", "surrogateescape") if isinstance(piece, str) else piece
    charset = NAMES.get((charset or "").lower(), charset)
    try:
        if charset and CHARSET.fullmatch(charset):
            return raw.decode(charset)
        return decode(raw, "header")
    except (LookupError, UnicodeDecodeError, RejectedReport):
        return raw.decode("ascii", "replace")


def moment_of(value: str) -> datetime | None:
    """The moment of a date as mail has it ("Thu, 14 Nov 2024 10:00:00 +0200"), without a zone where it has none or one that
    is none of mail's ("MSK"); null where it is no date, or of no year that mail is of."""
    stated = BLANK.sub(" ", value).strip()
    try:
        moment = parsedate_to_datetime(stated)
        if stated.endswith("-0000"):  # UTC, from a machine that does not say where it stands
            moment = moment.replace(tzinfo=UTC)
        offset = moment.utcoffset()
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    if moment.year not in YEARS or (offset is not None and abs(offset) > timedelta(hours=14)):
        return None
    return moment
