"""WARC files as crawlers write them, byte by byte: what is asked, what comes, what is noted beside. Composed pages.

Run as a program it writes the two samples of the hostile tests anew.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import json
import random
import zipfile
from collections.abc import Iterable
from pathlib import Path
from string import ascii_lowercase

SAMPLES = Path(__file__).parents[1] / "hostile" / "samples"
MOMENT = "2031-05-02T08:15:30Z"
WORDS = (
    "The brigade left the mill at Dubove on Tuesday, its spokesman said. Nobody in the village saw it go. "
)
PAGE = "https://post.example/2031/05/01/mill"
OTHER = "https://post.example/bridge"


def page(title: str, words: str = WORDS) -> bytes:
    """An article long enough to be found in its page."""
    return (
        f"<!DOCTYPE html><html lang='en'><head><title>{title}</title></head><body><article><h1>{title}</h1>"
        f"<p>{words * 3}</p><p>{title}. {words}</p></article></body></html>"
    ).encode()


def answer(
    body: bytes, media: str = "text/html; charset=utf-8", status: str = "200 OK", more: str = ""
) -> bytes:
    """An HTTP answer as it came."""
    return f"HTTP/1.1 {status}\r\nServer: nginx\r\nContent-Type: {media}\r\n{more}\r\n".encode() + body


def chunked(body: bytes, size: int = 100) -> bytes:
    """A body in chunks."""
    pieces = [body[at : at + size] for at in range(0, len(body), size)]
    return b"".join(b"%x\r\n%b\r\n" % (len(one), one) for one in pieces) + b"0\r\n\r\n"


def record(
    kind: str,
    uri: str | None,
    block: bytes,
    number: int,
    media: str = "application/http;msgtype=response",
    **more: str,
) -> bytes:
    """One record with its digest as most crawlers write it (SHA-1, base 32)."""
    digest = base64.b32encode(hashlib.sha1(block).digest()).decode()
    lines = [
        "WARC/1.0",
        f"WARC-Type: {kind}",
        f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{number:012d}>",
        f"WARC-Date: {MOMENT}",
        *([f"WARC-Target-URI: {uri}"] if uri else []),
        f"WARC-Block-Digest: sha1:{digest}",
        *(f"WARC-{key.replace('_', '-')}: {value}" for key, value in more.items()),
        f"Content-Type: {media}",
        f"Content-Length: {len(block)}",
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


def crawl(words: str = WORDS) -> list[bytes]:
    """The records of a small crawl. Two pages and a text are reports; the rest is what crawls hold beside."""
    asked = b"GET /2031/05/01/mill HTTP/1.1\r\nHost: post.example\r\n\r\n"
    packed = gzip.compress(page("A bridge", words), mtime=0)
    coded = "Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n"
    request = {"media": "application/http;msgtype=request"}
    return [
        record("warcinfo", None, b"software: Composed/1.0\r\n", 1, "application/warc-fields"),
        record("response", "dns:post.example", b"20310502\npost.example. 60 IN A 192.0.2.7\n", 2, "text/dns"),
        record("response", "https://post.example/robots.txt", answer(b"User-agent: *\n", "text/plain"), 3),
        record("request", PAGE, asked, 4, **request),
        record(
            "response",
            f"<{PAGE}>",
            answer(page("The mill", words)),
            5,
            Concurrent_To=identity(4),
            IP_Address="192.0.2.7",
        ),
        record("response", OTHER, answer(chunked(packed), more=coded), 6),
        record(
            "request",
            OTHER,
            asked.replace(b"/2031/05/01/mill", b"/bridge"),
            7,
            Concurrent_To=identity(6),
            **request,
        ),
        record("metadata", OTHER, b"fetchTimeMs: 120\r\n", 8, "application/warc-fields"),
        record(
            "response",
            "https://post.example/old",
            answer(b"moved", status="301 Moved", more="Location: /\r\n"),
            9,
        ),
        record("response", "https://post.example/gone", answer(page("Not here"), status="404 Not Found"), 10),
        record("response", "https://post.example/a.png", answer(b"\x89PNG\r\n\x1a\n", "image/png"), 11),
        record("response", "https://post.example/a.js", answer(b"let a", "text/javascript"), 12),
        record("revisit", PAGE, answer(b""), 13, Refers_To=identity(5)),
        record("resource", "urn:text:https://post.example/bridge", b"A bridge.", 14, "text/plain"),
        record("resource", "file:///notes/field.txt", f"Field notes. {words}".encode(), 15, "text/plain"),
    ]


def identity(number: int) -> str:
    return f"<urn:uuid:00000000-0000-4000-8000-{number:012d}>"


def pack(records: Iterable[bytes]) -> bytes:
    """Each record a gzip member, as a `.warc.gz` has them."""
    return b"".join(gzip.compress(one, mtime=0) for one in records)


def make_wacz(records: Iterable[bytes], urls: Iterable[str], method: int = zipfile.ZIP_STORED) -> bytes:
    """A package of a crawl whose pages are these."""
    lines = [{"format": "json-pages-1.0", "id": "pages", "title": "All Pages"}]
    lines += [{"id": str(number), "url": url, "ts": MOMENT, "title": url} for number, url in enumerate(urls)]
    files = {
        "archive/data.warc.gz": pack(records),
        "pages/pages.jsonl": b"".join(json.dumps(line).encode() + b"\n" for line in lines),
        "indexes/index.cdx.gz": gzip.compress(b"", mtime=0),
    }
    resources = [
        {
            "name": Path(path).name,
            "path": path,
            "hash": f"sha256:{hashlib.sha256(raw).hexdigest()}",
            "bytes": len(raw),
        }
        for path, raw in files.items()
    ]
    package = {"profile": "data-package", "wacz_version": "1.1.1", "resources": resources}
    files["datapackage.json"] = json.dumps(package).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for path, raw in files.items():
            entry = zipfile.ZipInfo(path)
            entry.compress_type = method if path.startswith("archive/") else zipfile.ZIP_DEFLATED
            archive.writestr(entry, raw)
    return out.getvalue()


def long_words() -> str:
    """Words that do not shrink below 2 kB, as articles do not: of a stretch that is spoilt by writing it many times over,
    small reports would be many."""
    chance = random.Random(1)
    made = ["".join(chance.choices(ascii_lowercase, k=chance.randint(2, 9))) for _ in range(700)]
    return f"{WORDS}{' '.join(made)}. "


if __name__ == "__main__":
    for name in ("warc", "wacz"):
        (SAMPLES / name).mkdir(parents=True, exist_ok=True)
    (SAMPLES / "warc" / "crawl.warc.gz").write_bytes(pack(crawl(long_words())))
    (SAMPLES / "wacz" / "pages.wacz").write_bytes(make_wacz(crawl(long_words()), [PAGE, OTHER]))
