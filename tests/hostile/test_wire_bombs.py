"""Answers that are made to take memory or time: each is refused for its reason, within 2 seconds and 64 MB of growth."""

from __future__ import annotations

import gzip
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from bombs import MB, repeat_in_gzip, squeeze, zeros_in_zstd

from contested.fetch import FetchError
from tests.fetch.scripted import Script, Scripted, Talk, answer, serving

SECONDS = 2.0
GROWTH = 64_000_000
PEAK = Path("/proc/self/clear_refs")
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n"
CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
ZEROS, GZIP = squeeze(bytes(MB), 1_000), repeat_in_gzip(bytes(MB), 1_000)


def packed(coding: str, body: bytes) -> bytes:
    return answer(body, Content_Encoding=coding)


def drip(head: bytes, piece: bytes, pause: float = 0.05) -> Callable[[Talk], None]:
    """An answer that never ends."""

    def talk(talk: Talk) -> None:
        talk.wfile.write(head)
        talk.go_on(piece, pause)

    return talk


def hold(talk: Talk) -> None:
    """No answer at all."""
    talk.server.ended.wait(5)


BOMBS: dict[str, tuple[Script, str]] = {
    "gzip, 1 GB of zeros": (packed("gzip", GZIP), "inflates to more"),
    "x-gzip, 1 GB of zeros": (packed("x-gzip", GZIP), "inflates to more"),
    "deflate, 1 GB of zeros": (packed("deflate", ZEROS), "inflates to more"),
    "deflate with zlib's head": (packed("deflate", b"\x78\xda" + ZEROS), "inflates to more"),
    "Deflate in capitals": (packed("DEFLATE", ZEROS), "inflates to more"),
    "br": (packed("br", b"\x5b\xff\xff\x00" * 300), "sent as br"),
    "zstd, 1 GB of zeros": (packed("zstd", zeros_in_zstd(0x58)), "sent as zstd"),
    "compress": (packed("compress", b"\x1f\x9d\x90" + bytes(100)), "sent as compress"),
    "gzip in gzip": (packed("gzip, gzip", gzip.compress(GZIP)), "more than once"),
    "br in gzip": (packed("br, gzip", gzip.compress(b"\x5b\xff")), "more than once"),
    "gzip told twice": (
        answer(GZIP, Content_Encoding="gzip", content_encoding="gzip"),
        "more than once",
    ),
    "a thousand and one gzip files": (packed("gzip", gzip.compress(b"a") * 1_001), "in a row"),
    "many gzip files of zeros": (packed("gzip", gzip.compress(bytes(10_000_000)) * 50), "inflates to more"),
    "gzip cut short": (packed("gzip", gzip.compress(bytes(1_000_000))[:-500]), "breaks off"),
    "gzip that is none": (packed("gzip", b"no such thing" * 100), "damaged"),
    "gzip in chunks without end": (
        drip(HEAD + b"Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\n\0\r\n"),
        "within",
    ),
    "1 GB of zeros, as said": (
        drip(HEAD + b"Content-Length: 1000000000\r\n\r\n", bytes(1_000_000), 0.0),
        "1,000,000,000 bytes",
    ),
    "1 GB of zeros, unsaid": (drip(HEAD + b"\r\n", bytes(1_000_000), 0.0), "goes on|sends more"),
    "chunks without end": (
        drip(CHUNKED, b"10000\r\n" + bytes(65_536) + b"\r\n", 0.0),
        "goes on|sends more",
    ),
    "chunks of a byte without end": (drip(CHUNKED, b"1\r\na\r\n" * 20_000, 0.0), "goes on|sends more|within"),
    "a chunk said to be of 16 exabytes": (drip(CHUNKED, b"ffffffffffffffff\r\n" + bytes(100)), "within"),
    "a chunk of less than nothing": (drip(CHUNKED, b"-5\r\nabc\r\n"), "within|no answer"),
    "a chunk's length of 60,000 digits": (
        CHUNKED + b"f" * 60_000 + b"\r\n" + bytes(10),
        "broke off|no answer",
    ),
    "notes to chunks without end": (drip(CHUNKED + b"1;", b"a" * 60_000, 0.0), "no answer"),
    "trailers without end": (
        drip(CHUNKED + b"0\r\n", b"X-Y: z\r\n" * 1_000, 0.0),
        "sends more|within",
    ),
    "headers without end": (drip(HEAD, b"X-Y: z\r\n" * 1_000, 0.0), "head is longer|100 headers"),
    "101 headers": (HEAD + b"X-Y: z\r\n" * 101 + b"\r\n", "100 headers"),
    "a header of 100 kB": (HEAD + b"X-Y: " + b"a" * 100_000 + b"\r\n\r\n", "head is longer|header line"),
    "headers of 90 kB together": (
        HEAD + (b"X-Y: " + b"a" * 9_000 + b"\r\n") * 10 + b"\r\n",
        "head is longer",
    ),
    "a status line without end": (drip(b"HTTP/1.1 200 ", b"O" * 60_000, 0.0), "no answer|head is longer"),
    "continues without end": (
        drip(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 100, 0.0),
        "head is longer|no answer",
    ),
    "no answer": (hold, "within"),
    "a head that drips": (drip(HEAD, b"a"), "within"),
    "a body that drips": (drip(HEAD + b"Content-Length: 5000\r\n\r\n", b"a"), "within"),
    "a body that drips without a length": (drip(HEAD + b"\r\n", b"a"), "within"),
    "less than was said": (HEAD + b"Content-Length: 5000\r\n\r\nshort", "broke off"),
    "a head that breaks off": (HEAD, "broke off in its head"),
    "a head that breaks off in a line": (HEAD + b"X-Y: z", "broke off in its head"),
    "two lengths": (HEAD + b"Content-Length: 5\r\nContent-Length: 4\r\n\r\nshort", "two lengths"),
    "a length below nothing": (drip(HEAD + b"Content-Length: -1\r\n\r\n", b"a"), "within"),
    "no HTTP": (b"SSH-2.0-OpenSSH_9.9\r\n", "no answer"),
    "nothing": (b"", "no answer"),
    "a status that is no number": (b"HTTP/1.1 two hundred\r\n\r\n", "no answer"),
    "redirects in a ring": (answer(b"", "302 Found", Location="/"), "more than 5 times"),
}


@pytest.fixture(scope="module")
def server() -> Iterator[Scripted]:
    with serving() as found:
        yield found


def read_peak() -> int:
    """The most memory that this process has held since the peak was set back, in bytes."""
    status = Path("/proc/self/status").read_text()
    return 1024 * int(status.split("VmHWM:")[1].split()[0])


@pytest.mark.parametrize("name", BOMBS)
def test_bomb(server: Scripted, name: str) -> None:
    script, because = BOMBS[name]
    server.scripts["/"] = script
    fetcher = server.fetcher()
    fetcher.find_rules(
        fetcher.read(server.url())
    )  # robots.txt is had before, so that the time is the bomb's own
    if PEAK.exists():
        PEAK.write_text("5")
    before, begun = read_peak() if PEAK.exists() else 0, time.monotonic()
    with pytest.raises(FetchError) as caught:
        fetcher.fetch(server.url())
    took, grown = time.monotonic() - begun, (read_peak() - before) if PEAK.exists() else 0
    assert any(one in caught.value.reason for one in because.split("|")), caught.value.reason
    assert took < SECONDS
    assert grown < GROWTH


ROBOTS = {
    # A parser that keeps all of them takes half a minute over 61 kB.
    "agents times rules": "\n".join(
        [f"user-agent: a{number}" for number in range(12_000)]
        + [f"disallow: /{number}" for number in range(12_000)]
    ),
    "blanks": "user-agent" + " " * 480_000,
    "blanks before": " " * 480_000 + "user-agent:",
    "one agent over and over": "user-agent: a\n" * 34_000,
    "wildcards in a row": "user-agent: *\ndisallow: /x" + "*a" * 240_000,
    "wildcards in every rule": "user-agent: *\n" + ("disallow: /x" + "*a" * 900 + "b\n") * 250,
    "rules": "user-agent: *\n" + "\n".join(f"disallow: /x{number}" for number in range(25_000)),
}


@pytest.mark.parametrize("name", ROBOTS)
def test_robots_bomb(name: str) -> None:
    with serving() as other:
        other.scripts["/robots.txt"] = answer(f"{ROBOTS[name]}\nuser-agent: *\ndisallow: /secret\n")
        path = "/open" + "a" * 2_000
        other.scripts[path] = answer("seen")
        fetcher, begun = other.fetcher(), time.monotonic()
        assert fetcher.fetch(other.url(path)).body == b"seen"
        with pytest.raises(FetchError, match="keeps this program out"):
            fetcher.fetch(other.url("/secret"))
        assert time.monotonic() - begun < SECONDS


def test_what_is_good_comes_through(server: Scripted) -> None:
    """The control: each coding that is asked for, in chunks and without, is read."""
    words = b"Velian troops entered Kessa. " * 1_000
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    raw = packer.compress(words) + packer.flush()
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (words[:9_000], words[9_000:]))
    for script in (
        packed("gzip", gzip.compress(words)),
        packed("gzip", gzip.compress(words[:500]) + gzip.compress(words[500:]) + b"rubbish"),
        packed("deflate", zlib.compress(words)),
        packed("deflate", raw),
        packed("identity", words),
        CHUNKED + chunks + b"0\r\n\r\n",
        HEAD + b"\r\n" + words,
    ):
        server.scripts["/"] = script
        assert server.fetcher().fetch(server.url()).body == words
    print(f"\n{len(BOMBS) + len(ROBOTS)} bombs of the wire refused")
