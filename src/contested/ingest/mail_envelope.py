"""The headers of a message, or the head above one that was handed on, in; who sent it, when and about what, out."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.message import Message
from email.utils import parseaddr

from msgspec import Struct

from contested.ingest.mail_body import Head
from contested.ingest.mail_words import mail_words
from contested.ingest.mime import decode_words, header_of, moment_of, raw_header
from contested.ingest.page_names import tidy_author, tidy_site

# What programs that send to many put into a message, and none that sends a letter.
LISTS = (
    "List-Id",
    "List-Unsubscribe",
    "List-Post",
    "Feedback-ID",
    "X-Campaign",
    "X-CampaignID",
    "X-Mailgun-Sid",
    "X-MC-User",
)
BULK = re.compile(r"\s*(?:bulk|list)\s*", re.IGNORECASE)
# The receiving server found that the sender's name is forged.
FORGED = re.compile(r"\bdmarc\s*=\s*fail\b", re.IGNORECASE)
SLOW = timedelta(days=1)  # a message is sent before it is received, give or take a wrong clock
BRACKETS = re.compile(
    r"\[(?:mailto:)?([^\]\s]+@[^\]\s]+)\]"
)  # "The Composed Post [mailto:news@post.example]"


class Envelope(Struct, frozen=True, kw_only=True):
    """Who sent a message, by the name that it shows; `publishes` where that is a list or an office. `published` is a day,
    or a moment with its offset."""

    name: str | None = None
    publishes: bool = False
    published: str | None = None
    subject: str = ""
    message_id: str | None = None
    found_in: dict[str, str] = {}


def read_envelope(message: Message) -> Envelope:
    """What the headers of a message say."""
    name, office = read_sender(raw_header(message, "From"))
    forged = any(FORGED.search(str(one)) for one in message.get_all("Authentication-Results", []))
    listed = any(message.get(one) for one in LISTS) or BULK.fullmatch(header_of(message, "Precedence"))
    return Envelope(
        name=None if forged else name,
        publishes=bool(listed) or office,
        published=read_published(message),
        subject=header_of(message, "Subject"),
        message_id=header_of(message, "Message-ID").strip("<> ") or None,
        found_in={
            "publisher": "From",
            "author": "From",
            "published": "Date",
            "title": "Subject",
            "id": "Message-ID",
        },
    )


def read_head_envelope(head: Head, outer: Envelope) -> Envelope:
    """What the head above a message that was handed on says; the bytes are those of `outer`."""
    name, office = read_sender(head.sender)
    handed = "of the message handed on"
    return Envelope(
        name=name,
        publishes=office,
        published=head.day,
        subject=head.subject or outer.subject,
        message_id=outer.message_id,
        found_in={
            "publisher": f"From {handed}",
            "author": f"From {handed}",
            "published": f"Date {handed}",
            "title": f"Subject {handed}" if head.subject else "Subject",
            "id": "Message-ID",
        },
    )


def read_sender(stated: str) -> tuple[str | None, bool]:
    """The name that a sender shows, or the host of an office that shows none; and whether it is an office by the name
    before its "@". Persons without a name are nobody: their address is theirs."""
    try:
        shown, address = parseaddr(BRACKETS.sub(r"<\1>", stated)[:1000].replace("\n", " "))
    except RecursionError:  # hundreds of brackets within one another
        return None, False
    local, _, host = address.casefold().rpartition("@")
    office = bool(local) and any(
        word in mail_words().offices for word in (local, *re.split(r"[.+_-]", local))
    )
    name = decode_words(shown or ("" if "@" in stated else stated)).strip("\"' ")
    tidied = (tidy_site if office else tidy_author)(name) if name else None
    return tidied or (host if office and "." in host else None), office


def read_published(message: Message) -> str | None:
    """The moment, or the day where no zone is stated, at which a message was sent; null where that is after it was
    received, by the last server on its way."""
    sent = moment_of(header_of(message, "Date"))
    if sent is None:
        return None
    received = moment_of(raw_header(message, "Received").rpartition(";")[2])
    if received and in_utc(sent) > in_utc(received) + SLOW:
        return None
    return sent.isoformat() if sent.tzinfo else sent.date().isoformat()


def in_utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
