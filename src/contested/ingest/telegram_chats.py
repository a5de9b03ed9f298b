"""A message of a Telegram export and the chat around it, in; the record of it that is archived, out.

The record is the message's own keys that say who, when and what, and the chat's that say where, as canonical JSON. Two
exports of one chat write a message in other bytes: deeper or less deep in the file, with the exporter's own zone in `date`,
with pictures or "(File not included …)", with the reactions of the day. None of that is what was said; of an unedited
message the record stays the same.
"""

from __future__ import annotations

import re
from typing import Any

import msgspec
from msgspec import Struct

from contested.errors import RejectedReport

# `\\x0B` is no escape of JSON, but what Telegram Desktop writes for a control character.
CONTROL = re.compile(rb"(?<!\\)((?:\\\\)*)\\x([0-9A-Fa-f]{2})")
MOST_CONTROLS = 10_000  # in one message, which has 4,096 characters
KEPT = (
    *(
        "id",
        "type",
        "date",
        "date_unixtime",
        "edited",
        "edited_unixtime",
        "from",
        "from_id",
        "author",
        "text",
    ),
    *("forwarded_from", "forwarded_from_id", "forwarded_date", "forwarded_date_unixtime", "saved_from"),
    *("reply_to_message_id", "reply_to_peer_id", "via_bot"),
)
# What is a chat among others: letters between persons are read only where they are exported by themselves.
OPEN = ("public_channel", "private_channel", "public_supergroup", "private_supergroup", "private_group")
REMEDY = "export the chat again from Telegram Desktop, as machine-readable JSON"
# Seconds since 1970 of this century.
SECONDS = re.compile(r"[1-9]\d{8,9}")
Line = str | int | float | None


class Chat(Struct, frozen=True, kw_only=True):
    """What an export says of a chat. Telegram Desktop gives no `username`; other exporters do."""

    name: str | None = None
    type: str = ""
    id: int | None = None
    username: str | None = None


class Part(Struct, frozen=True, kw_only=True):
    """A stretch of a text that is a link, bold and so on."""

    text: str = ""


class Message(Struct, frozen=True, kw_only=True, rename={"from_": "from"}):
    """A message as it is archived. Moments are seconds since 1970 in UTC; `date` is in the exporter's zone, which
    nobody knows."""

    id: int
    type: str = "message"
    date: str | None = None
    date_unixtime: Line = None
    edited: str | None = None
    edited_unixtime: Line = None
    from_: str | None = None
    from_id: Line = None
    author: str | None = None
    forwarded_from: str | None = None
    forwarded_date: str | None = None
    forwarded_date_unixtime: Line = None
    text: str | list[str | Part] = ""


class Kept(Struct, frozen=True, kw_only=True):
    """What is archived."""

    chat: Chat
    message: Message


def read_chat(head: bytes, where: str) -> Chat:
    """The chat whose messages follow. Raises RejectedReport where it has no type, name or number."""
    try:
        chat = msgspec.json.decode(repair(head), type=Chat)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise RejectedReport(where, f"what stands before 'messages' is broken: {error}", REMEDY) from error
    if not chat.type or chat.id is None:
        raise RejectedReport(where, "a chat does not say its 'type' and 'id' before its 'messages'", REMEDY)
    return chat


def keep(chat: Chat, raw: bytes, where: str) -> bytes | None:
    """The record of a message; null where it has no words. Raises RejectedReport where it is no message."""
    try:
        written = msgspec.json.decode(repair(raw), type=dict[str, Any])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise RejectedReport(where, f"broken JSON: {error}", REMEDY) from error
    if written.get("type", "message") != "message" or not has_words(written.get("text")):
        return None
    kept = {key: written[key] for key in KEPT if written.get(key) is not None}
    for key in ("date", "edited", "forwarded_date"):
        if SECONDS.fullmatch(str(kept.get(f"{key}_unixtime"))):
            kept.pop(key, None)
    if isinstance(kept.get("text"), list):
        kept["text"] = [tidy_part(part) for part in kept["text"]]
    known = {key: value for key, value in msgspec.to_builtins(chat).items() if value is not None}
    return msgspec.json.encode({"chat": known, "message": kept}, order="sorted")


def has_words(text: object) -> bool:
    """Whether a text has a letter or a digit; what is no text is for `read_kept` to complain of."""
    if isinstance(text, list):
        return any(has_words(part.get("text") if isinstance(part, dict) else part) for part in text)
    return any(map(str.isalnum, text)) if isinstance(text, str) else text is not None


def tidy_part(part: object) -> object:
    """A stretch of a text without what depends on how the export was set (the file of a drawn emoji)."""
    if not isinstance(part, dict):
        return part
    return {key: value for key, value in part.items() if key in ("type", "text", "href")}


def read_kept(raw: bytes, where: str) -> Kept:
    """The record of a message. Raises RejectedReport where a key is of another type than Telegram's."""
    try:
        return msgspec.json.decode(raw, type=Kept)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise RejectedReport(where, f"is no message: {error}", REMEDY) from error


def text_of(message: Message) -> str:
    """Its words, with the line breaks that it has."""
    if isinstance(message.text, str):
        return message.text
    return "".join(part if isinstance(part, str) else part.text for part in message.text)


def repair(raw: bytes) -> bytes:
    """JSON with the control characters that Telegram Desktop escapes in its own way."""
    return CONTROL.sub(rb"\1\\u00\2", raw) if 0 < raw.count(b"\\x") <= MOST_CONTROLS else raw
