"""A saved preview page of a Telegram channel (`t.me/s/NAME`), in; its messages, out.

Of a message only what is read is archived, as the page has it: who, text, whom it is forwarded from, date. Views,
reactions and the addresses of pictures are other ones each time that the page is fetched, and would make a new report of
every message every time. Messages of pictures alone, polls and what the service says are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree  # type: ignore[import-untyped]

from contested.errors import RejectedReport
from contested.ingest.dates import find_moment, tell_moment
from contested.ingest.decode import decode
from contested.ingest.lines import read_whole
from contested.ingest.markup import Element, parse_markup, read_element
from contested.ingest.registry import Document, Piece
from contested.ingest.stated import Marked, Stated
from contested.model import Rejection

MESSAGE = "tgme_widget_message"
ADDRESS = re.compile(r"(\w{3,64})/(\d{1,12})")
HANDLE = re.compile(r"https?://(?:t|telegram)\.me/(?:s/)?(\w{3,64})(?:/.*)?")
# What is kept of a message, in this order.
KEPT = (f"{MESSAGE}_owner_name", f"{MESSAGE}_forwarded_from", f"{MESSAGE}_text", f"{MESSAGE}_meta")
# The others say how it is drawn.
ATTRIBUTES = ("class", "data-post", "datetime", "href")
SERVICE = "service_message"
Classed = tuple[Element, list[str]]  # an element with its classes
REPLY = f"{MESSAGE}_reply"  # quotes the message that is answered


def split(file: Path) -> Iterator[Piece | Rejection]:
    """Each message that has a text."""
    for whole in read_whole(file):
        if isinstance(whole, Rejection):
            yield whole
            return
        try:
            yield from split_page(*whole)
        except RejectedReport as error:
            yield Rejection(error.where, error.reason, error.remedy)


def split_page(where: str, raw: bytes) -> Iterator[Piece | Rejection]:
    """The messages of a page. Raises RejectedReport where it is none."""
    page = parse_markup(decode(raw, where), where)
    channel = next(find_class(page, "tgme_channel_info_header_title"), None) if page is not None else None
    found = 0
    for message in find_messages(page) if page is not None else ():
        own = list(find_own(message))
        if SERVICE in classes_of(message) or not has_text(own):
            continue
        found += 1
        name = message.get("data-post") or f"number {found}"
        yield Piece(where=f"{where}: message {name[:80]}", raw=keep(message, own, channel))
    if not found:
        raise RejectedReport(
            where, "no message with a text in this page", "save the page of a public channel"
        )


def keep(message: Element, own: list[Classed], channel: Element | None) -> bytes:
    """What is archived of a message, of its `own` elements; the name on the page's head where it has none of its own."""
    kept = etree.Element("div", {"class": f"{MESSAGE} js-widget_message"})
    if message.get("data-post"):
        kept.set("data-post", printable(message.get("data-post")))
    for name in KEPT:
        parts = [one for one, classes in own if name in classes]
        if name == KEPT[0] and not parts and channel is not None:
            parts = [etree.Element("span", {"class": name})]
            parts[0].text = printable(" ".join(read_element(channel).split()))
        for part in parts[:1]:
            part.tail = None
            kept.append(part)
    for one in kept.iter(etree.Element):
        known = {name: value for name in ATTRIBUTES if (value := one.get(name))}
        one.attrib.clear()  # others may have names that lxml does not take
        for name, value in known.items():
            one.set(name, printable(value))
    whole: bytes = etree.tostring(kept, method="html", encoding="utf-8")
    return whole


def read(raw: bytes, where: str) -> Document:
    """One message. Raises RejectedReport where the bytes are none."""
    tree = parse_markup(raw.decode("utf-8", "replace"), where)
    message = next(find_class(tree, "js-widget_message"), None) if tree is not None else None
    if message is None:
        raise RejectedReport(where, "is no message of a channel's page", "fetch the page again")
    address = ADDRESS.fullmatch(message.get("data-post") or "")
    if address is None:
        found = f"data-post is {(message.get('data-post') or '')[:60]!r}"
        raise RejectedReport(where, found, "save the page https://t.me/s/NAME of the channel")
    owner, forwarded, text, meta = (next(find_class(message, name), None) for name in KEPT)
    published, published_at = tell_moment(find_moment(next(iter(message.xpath(".//time/@datetime")), "")))
    if meta is None:
        raise RejectedReport(where, "has no date: the page is cut off here", "fetch the page again")
    edited = "edited" in read_element(meta).split()
    author = next(find_class(message, f"{MESSAGE}_from_author"), None)
    return Document(
        text="" if text is None else read_element(text),
        stated=Stated(
            url=f"https://t.me/{address[0]}",
            publisher=line_of(owner) or f"t.me/{address[1]}",
            published=published,
            published_at=published_at,
        ),
        marked=Marked(
            author=line_of(author),
            site=f"t.me/{address[1]}",
            found_in={
                "published": "date of the message; edited since" if edited else "date of the message",
                **({"author": "signature of the message"} if author is not None else {}),
                "site": "data-post",
            },
        ),
        credits=find_forwarded(forwarded),
    )


def find_forwarded(element: Element | None) -> tuple[str, ...]:
    """Whose message it was first: the address, which nobody else can have, before the name."""
    if element is None:
        return ()
    name = next(find_class(element, f"{MESSAGE}_forwarded_from_name"), None)
    handle = HANDLE.fullmatch(name.get("href") or "") if name is not None else None
    return tuple(filter(None, (f"t.me/{handle[1]}" if handle else None, line_of(name))))


def has_text(own: list[Classed]) -> bool:
    """Whether a message has a letter or a digit of its own."""
    texts = [one for one, classes in own if f"{MESSAGE}_text" in classes]
    return any(char.isalnum() for one in texts for char in read_element(one))


def printable(text: str) -> str:
    """A text without the characters that no XML may hold."""
    return "".join(filter(str.isprintable, text))


def find_messages(page: Element) -> list[Element]:
    """The messages of a page, none of which stands within another. One walk, however deep they are made to lie."""
    found, inside = [], 0
    for event, one in etree.iterwalk(page, events=("start", "end")):
        if "js-widget_message" in classes_of(one):
            if event == "start" and not inside:
                found.append(one)
            inside += 1 if event == "start" else -1
    return found


def find_own(message: Element) -> Iterator[Classed]:
    """The elements of a message with their classes, but for those of the message that it answers, in one walk."""
    quoted = 0
    for event, one in etree.iterwalk(message, events=("start", "end")):
        classes = classes_of(one)
        if event == "start" and not quoted:
            yield one, classes
        if REPLY in classes:
            quoted += 1 if event == "start" else -1


def find_class(element: Element, name: str) -> Iterator[Element]:
    """The elements of a class at or below an element, in order."""
    return (one for one in element.iter(etree.Element) if name in classes_of(one))


def classes_of(element: Element) -> list[str]:
    return (element.get("class") or "").split()


def line_of(element: Element | None) -> str | None:
    """An element's words on one line; null where there are none."""
    return " ".join(read_element(element).split()) or None if element is not None else None
