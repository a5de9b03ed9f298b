"""Good bytes and a source of chance, in; bytes that were spoilt in one to three ways, out."""

from __future__ import annotations

import random
from collections.abc import Callable

# What parsers stumble over: ends of strings, marks of encodings, marks of direction, half characters, large numbers.
NASTY = (
    b"\0",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\xed\xa0\x80",
    b"\xf4\x90\x80\x80",
    b"\xc0\xaf",
    b"\xe2\x80\xae",
    b"\r",
    b"\n\n\n",
    b"\x1b[2J",
    b"\\u0000",
    b"\\ud800",
    b'"',
    b"'",
    b"<",
    b">",
    b"</",
    b"<!--",
    b"]]>",
    b"<![CDATA[",
    b"&#0;",
    b"&#xD800;",
    b"&#99999999999;",
    b"<!DOCTYPE x [<!ENTITY a 'b'>]>",
    b"%00%ff",
    b"{",
    b"}",
    b"[",
    b"null",
    b"NaN",
    b"-Infinity",
    b"1e999",
    b"-1",
    b"0",
    b"4294967296",
    b"99999999999999999999",
    b"9999-12-31T23:59:60+99:99",
    b"0000-00-00",
    b"\xd9\xa2\xd9\xa0\xd9\xa2\xd9\xa4",
    b"=?utf-8?B?/////w==?=",
    b"Content-Length: -1\r\n",
    b"PK\x03\x04",
    b"\x1f\x8b",
)
NESTS = ((b"[", b"]"), (b'{"a":', b"}"), (b"<div>", b"</div>"), (b"<b>", b""), (b"(", b")"), (b"> ", b""))
LARGEST = 1_000_000  # bytes of a spoilt file
# Of one piece over and over: more would be hundreds of good reports, which take their time.
REPEATED = 250_000


def flip(raw: bytearray, chance: random.Random) -> None:
    """Bits, up to one in a hundred bytes."""
    for _ in range(chance.randint(1, max(1, len(raw) // 100))):
        raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)


def cut(raw: bytearray, chance: random.Random) -> None:
    """A stretch, or the end."""
    start = chance.randrange(len(raw))
    del raw[start : len(raw) if chance.random() < 0.4 else start + chance.randint(1, len(raw))]


def swap(raw: bytearray, chance: random.Random) -> None:
    """Two stretches of one length."""
    length = chance.randint(1, max(1, len(raw) // 4))
    one, two = (chance.randrange(max(1, len(raw) - length)) for _ in range(2))
    raw[one : one + length], raw[two : two + length] = raw[two : two + length], raw[one : one + length]


def double(raw: bytearray, chance: random.Random) -> None:
    """A stretch, perhaps many times."""
    start = chance.randrange(len(raw))
    piece = bytes(raw[start : start + chance.randint(1, 2_000)])
    times = chance.choice((1, 1, 2, 10, 1_000))
    raw[start:start] = piece * min(times, REPEATED // len(piece))


def insert(raw: bytearray, chance: random.Random) -> None:
    """What parsers stumble over, in up to ten places."""
    for _ in range(chance.randint(1, 10)):
        at = chance.randrange(len(raw) + 1)
        raw[at:at] = chance.choice(NASTY) * chance.choice((1, 1, 1, 50))


def nest(raw: bytearray, chance: random.Random) -> None:
    """One thing within another, up to 100,000 deep."""
    before, after = chance.choice(NESTS)
    depth = min(chance.choice((10, 500, 5_000, 100_000)), LARGEST // 2 // (len(before) + len(after)))
    start = chance.randrange(len(raw))
    end = chance.randrange(start, len(raw) + 1)
    raw[start:end] = before * depth + bytes(raw[start:end]) + after * depth


def number(raw: bytearray, chance: random.Random) -> None:
    """Digits in the place of others: too many of them, or too large a number."""
    digits = [at for at, byte in enumerate(raw) if 48 <= byte <= 57]
    at = chance.choice(digits) if digits else chance.randrange(len(raw))
    raw[at : at + 1] = chance.choice(
        (b"9" * 20, b"9" * 400, b"9" * 5_000, b"-0", b"1e309", b"0x1F", b"255" * 9)
    )


def lengthen(raw: bytearray, chance: random.Random) -> None:
    """One byte, or one that begins a character, many times."""
    at = chance.randrange(len(raw))
    raw[at:at] = chance.choice((b"a", b" ", b"\n", b"\0", b"<", b"&", b"\xcc\x81", b"\xd0")) * chance.choice(
        (300, 100_000)
    )


WAYS: tuple[Callable[[bytearray, random.Random], None], ...] = (
    flip,
    cut,
    swap,
    double,
    insert,
    nest,
    number,
    lengthen,
)


def spoil(good: bytes, chance: random.Random) -> bytes:
    """The bytes, spoilt."""
    raw = bytearray(good)
    for way in chance.sample(WAYS, chance.randint(1, 3)):
        if not raw:
            break
        way(raw, chance)
    return bytes(raw[:LARGEST])
