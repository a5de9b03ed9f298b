"""What was fetched, in; its reports and what was set aside of it, out: read by ingest's readers as a file is.

Whose report it is tells the address that it came from, never the page: a page may call itself whatever it likes, and carry
links to anybody. What it says of itself stays with the report as what it says (`canonical`, `site`, `author`).
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from msgspec import structs

from contested.desk import TableSettings
from contested.errors import RejectedReport
from contested.fetch import Fetched
from contested.ingest import Found, Kept, Reader, read_source, readers
from contested.ingest.reading import Outcome
from contested.ingest.registry import read_head, reader_of, reader_of_media
from contested.ingest.stated import Stated
from contested.model import Rejection, Report
from contested.theatres import Source

# Media types that say nothing: how servers send what they do not know.
VAGUE = ("", "text/plain", "application/octet-stream", "binary/octet-stream", "application/x-unknown")
MARKUP = re.compile(rb"\s*(?:\xef\xbb\xbf)?<(?:\?xml|rss|feed|rdf:RDF)\b")
# Hosts on which everybody has an address of his own below the first slash, so that the host alone is nobody.
SHARED = (
    "t.me",
    "telegram.me",
    "x.com",
    "twitter.com",
    "facebook.com",
    "youtube.com",
    "vk.com",
    "instagram.com",
    "medium.com",
    "bsky.app",
)
KINDS = {"page": "a page", "feed": "a feed", "channel": "a channel's messages"}


def read_fetched(
    fetched: Fetched,
    sources: Iterable[Source],
    kind: str | None = None,
    tables: Mapping[str, TableSettings] | None = None,
) -> Iterator[Outcome]:
    """The reports in what was fetched. `tables` says what the columns of tables mean that are of no known shape. `kind` is what the desk says that it is: `page`, `feed` or `channel`."""
    known = list(sources)
    with tempfile.TemporaryDirectory(prefix="contested-") as folder:
        file = Path(folder) / name_file(fetched.final_url)
        file.write_bytes(fetched.body)
        try:
            reader = choose_reader(fetched, file, kind)
        except RejectedReport as error:
            yield Rejection(error.where, error.reason, error.remedy)
            return
        stated = Stated(
            publisher=find_publisher(fetched.final_url, known),
            url=None if holds_several(reader) else fetched.final_url,
        )
        found = Found(
            file=file, reader=reader, size=len(fetched.body), stated=stated, tables=dict(tables or {})
        )
        for one in read_source(found):
            if isinstance(one, Rejection):
                yield structs.replace(one, where=one.where.replace(str(file), fetched.url))
            elif isinstance(one, Kept):
                yield one
            else:
                yield own_address(one[0], fetched.final_url, known), one[1]


def choose_reader(fetched: Fetched, file: Path, kind: str | None) -> Reader:
    """The reader by media type and beginning, then by the name in the address. Raises RejectedReport where there is none, or
    what came is not of the kind that is expected."""
    media, head = fetched.media_type, read_head(file)
    reader = None
    if kind != "page" and MARKUP.match(head):
        reader = next((one for one in readers().values() if one.recognises and one.recognises(head)), None)
    if reader is None and media in VAGUE:
        reader = reader_of(file)
    reader = reader or reader_of_media(media, file)
    if reader is None:
        what = (
            f"is of the kind {media!r}"
            if media
            else "says not of what kind it is, and its name has no ending"
        )
        raise RejectedReport(
            fetched.url, f"{what}, which no reader takes", "save it, and give the file a known ending"
        )
    if kind is not None and holds_several(reader) == (kind == "page"):
        found = f"is read as {reader.name}, which is not {KINDS[kind]}"
        raise RejectedReport(fetched.url, found, "look what it serves now, or mend its kind in desk.toml")
    return reader


def holds_several(reader: Reader) -> bool:
    """Whether what a reader reads are several reports in one file."""
    return reader.splits


def name_file(url: str) -> str:
    """A name for a file of what stands at an address: the last part of it, in letters that every system takes."""
    last = PurePosixPath(unquote(urlsplit(url).path)).name
    return re.sub(r"[^\w.-]+", "-", last, flags=re.ASCII).strip(".-")[-100:] or "page"


def own_address(report: Report, final_url: str, sources: list[Source]) -> Report:
    """The report with the address that an entry gives of itself only where that is of the same site: a feed may link to
    anybody, and another's address would make its words look like his. Elsewhere it is kept as what it says."""
    if report.url is None or report.url == final_url:
        return report
    if same_site(report.url, final_url, sources):
        return report
    name = f"{final_url}: {report.name}" if report.name == report.url else report.name
    return structs.replace(report, name=name, url=None, canonical=report.canonical or report.url)


def same_site(url: str, other: str, sources: list[Source]) -> bool:
    """Whether two addresses are of one host, of a host and one below it, or of one source that the desk knows."""
    try:
        first, second = bare_host(url), bare_host(other)
    except ValueError:
        return False
    if not first or not second:
        return False
    known = find_source(url, sources)
    return (
        first == second
        or first.endswith(f".{second}")
        or second.endswith(f".{first}")
        or (known is not None and known == find_source(other, sources))
    )


def find_publisher(url: str, sources: Iterable[Source]) -> str:
    """Who publishes at an address: the known source, else the host, on shared hosts with the account's name."""
    source = find_source(url, sources)
    if source is not None:
        return source.name
    host, *account = split_address(url)
    return "/".join([host, *account[:1]]) if host in SHARED else host


def find_source(url: str, sources: Iterable[Source]) -> Source | None:
    """The source whose address is this one or one above it, the nearest of several; null where there is none."""
    address = split_address(url)
    best: tuple[int, Source] | None = None
    for source in sources:
        own = split_address(source.url) if source.url else []
        if own and address[: len(own)] == own and (best is None or len(own) > best[0]):
            best = len(own), source
    return best[1] if best else None


def split_address(url: str) -> list[str]:
    """Host and path of an address, part by part, without `www.` and the `/s/` of a channel's preview."""
    parts = urlsplit(url if "://" in url else f"//{url}")
    host = (parts.hostname or "").removeprefix("www.")
    path = [part for part in parts.path.split("/") if part]
    if host in ("t.me", "telegram.me"):
        return [host, *(part.lower() for part in (path[1:] if path[:1] == ["s"] else path))]
    return [host, *path]


def bare_host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")
