"""A message (`.eml`), in; its words with who sent it, when and about what, out.

A newsletter's sender is its publisher. Of a letter, which is to nobody's list and from nobody's office, the sender is the
author: a private person, whom no public site names. What is handed on with no more than a note is the report of whom it is
from; below more words of one's own, these are credited. What is answered, signatures and small print are left out, and
attachments are passed over by name.
"""

from __future__ import annotations

from collections.abc import Iterator
from email.message import Message
from importlib.metadata import version
from pathlib import Path

from msgspec import structs

from contested.errors import RejectedReport
from contested.ingest.lines import read_whole
from contested.ingest.mail_body import bare_subject, cut_frame, kind_of, part, unwrap
from contested.ingest.mail_envelope import Envelope, read_envelope, read_head_envelope
from contested.ingest.mime import bytes_of, decode_words, header_of, list_parts, parse, text_of
from contested.ingest.registry import Document, Piece, Reader
from contested.ingest.stated import Marked, Stated, tidy
from contested.model import Rejection

VERSION = "mail/1"  # of `mail.toml` and of what is made of it: they decide what the words are
NOTE = 60  # words; who writes more above what he hands on tells something himself
DEEPEST = 20  # messages attached to messages that are followed
FULLER = 2  # the plain words of a message are read where they are so many times as many as those of its HTML
MOST_LETTERS = 3_000_000  # of a part: letters with all their markup have a tenth of it
TEXTS = ("text/plain", "text/html")
# What stands beside the words and is no document: pictures, signatures, invitations.
NO_DOCUMENTS = (
    "image/",
    "message/",
    "multipart/",
    "text/calendar",
    "application/pgp-",
    "application/pkcs7-",
    "application/x-pkcs7-",
)


def read(raw: bytes, where: str) -> Document:
    """The words of a message. Raises RejectedReport where there are none."""
    message = parse(raw, where)
    if not header_of(message, "From") and not header_of(message, "Date"):
        raise RejectedReport(where, "no message: it has neither From nor Date", "save it with its headers")
    return read_message(message, where, 0)


def read_message(message: Message, where: str, depth: int) -> Document:
    """The document of a message, or of the one that it hands on."""
    envelope = read_envelope(message)
    lines, plain = read_body(message, where)
    parts = part(lines, kind_of(envelope.subject))
    noted = sum(len(line.split()) for line in parts.own) <= NOTE
    inner = find_inner(message)
    if inner is not None and parts.head is None and noted and depth < DEEPEST:
        return read_message(inner, where, depth + 1)
    if parts.head is None:
        return make_document(parts.own, plain, envelope)
    handed = read_head_envelope(parts.head, envelope)
    if noted:
        return make_document(parts.handed, plain, handed)
    document = make_document([*parts.own, "", *parts.handed], plain, envelope)
    return credit(document, handed)


def make_document(lines: list[str], plain: bool, envelope: Envelope) -> Document:
    """A document of some lines; who sent them published them, or is their author."""
    words = cut_frame(lines)
    publisher = envelope.name if envelope.publishes else None
    author = None if envelope.publishes else envelope.name
    stated = Stated(
        id=envelope.message_id,
        publisher=publisher,
        published=envelope.published,
        title=bare_subject(envelope.subject) or None,
    )
    values = {"author": author, **structs.asdict(stated)}
    return Document(
        text="\n".join(unwrap(words) if plain else words),
        stated=tidy(stated, "message"),
        marked=Marked(
            author=author, found_in={key: how for key, how in envelope.found_in.items() if values.get(key)}
        ),
    )


def credit(document: Document, handed: Envelope) -> Document:
    """The document of who tells something himself, with whose message he hands on and of which day."""
    name = handed.name if handed.publishes else None
    day = handed.published and handed.published[:10]
    found = {**document.marked.found_in, **({"written": handed.found_in["published"]} if day else {})}
    marked = structs.replace(document.marked, written=day, found_in=found)
    return structs.replace(document, credits=(name,) if name else (), marked=marked)


def read_body(message: Message, where: str) -> tuple[list[str], bool]:
    """The lines of a message, and whether they are of plain text. Of two forms of one text that of the HTML, which is
    mostly the fuller one."""
    from contested.ingest.mail_html import read_lines  # lxml is slow to load

    both: dict[str, list[str]] = {"text/plain": [], "text/html": []}
    texts = [one for one in list_parts(message) if one.get_content_type() in TEXTS and not is_attached(one)]
    for one in texts:
        try:
            text = text_of(one, where)
        except RejectedReport:
            continue  # bytes that are no text, whatever they are called
        if len(text) > MOST_LETTERS:
            found = f"{len(text) / 1e6:.0f} million characters in one message"
            raise RejectedReport(where, found, "save its text, and split it into reports")
        is_html = one.get_content_type() == "text/html"
        both[one.get_content_type()] += read_lines(text) if is_html else flow(one, text)
    html, plain = both["text/html"], both["text/plain"]
    more = sum(len(line.split()) for line in plain) >= FULLER * sum(len(line.split()) for line in html)
    return (plain, True) if more else (html, False)


def flow(text_part: Message, text: str) -> list[str]:
    """The lines of plain text; those that flow (RFC 3676: a blank at a line's end) are joined."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if str(text_part.get_param("format", "")).lower() != "flowed":
        return lines
    gap = "" if str(text_part.get_param("delsp", "")).lower() == "yes" else " "
    joined: list[str] = []
    flows = False
    for line in lines:
        line = line[1:] if line.startswith(" ") else line
        if flows:
            joined[-1] += line
        else:
            joined.append(line)
        flows = line.endswith(" ") and line != "-- " and not line.startswith(">")
        if flows:
            joined[-1] = joined[-1][:-1] + gap
    return joined


def find_inner(message: Message) -> Message | None:
    """The message that is attached to a message, where it is the only one."""
    inner = [one for one in list_parts(message) if one.get_content_type() == "message/rfc822"]
    payload = inner[0].get_payload() if len(inner) == 1 else None
    return payload[0] if isinstance(payload, list) and isinstance(payload[0], Message) else None


def is_attached(one: Message) -> bool:
    """Whether a part is a file beside the message's words."""
    return one.get_content_disposition() == "attachment" or one.get_filename() is not None


def list_attachments(raw: bytes, where: str) -> Iterator[Rejection]:
    """The documents beside a message's words, which are not read with it."""
    try:
        message = parse(raw, where)
    except RejectedReport:
        return  # said by whoever reads the message
    for one in list_parts(message):
        if is_attached(one) and not one.get_content_type().startswith(NO_DOCUMENTS):
            name = decode_words(str(one.get_filename() or one.get_content_type()))[:100]
            size = max(1, len(bytes_of(one)) // 1000)
            yield Rejection(
                f"{where}:{name}",
                f"an attachment of {size} kB, not read with its message",
                "save it and add it by itself",
            )


def split(file: Path) -> Iterator[Piece | Rejection]:
    """The message, and its attachments as passed over."""
    for whole in read_whole(file):
        if isinstance(whole, Rejection):
            yield whole
        else:
            yield Piece(where=whole[0], raw=whole[1])
            yield from list_attachments(whole[1], whole[0])


READER = Reader(
    name="mail",
    extensions=(".eml",),
    media_types=("message/rfc822",),
    read=read,
    split=split,
    needs=("contested.ingest.mail_html",),
    parser=f"{VERSION} lxml/{version('lxml')}",
)
