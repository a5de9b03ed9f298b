"""A `result.json` of Telegram Desktop, of one chat or of an account, in; its messages, out.

Messages of the service, polls, and those without words are passed over. What the archive keeps of a message, and why that
is not its bytes as they stand in the file, tells `telegram_chats.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from contested.errors import RejectedReport
from contested.ingest.dates import PUBLISHED, find_moment, tell_moment
from contested.ingest.json_slices import Slice, slice_lists
from contested.ingest.registry import Document, Piece, Reader
from contested.ingest.stated import Marked, Stated, one_line
from contested.ingest.telegram_chats import OPEN, Chat, Line, Message, keep, read_chat, read_kept, text_of
from contested.model import Rejection

ONE = ("messages",)
MANY = (("chats", "list", "*", "messages"), ("left_chats", "list", "*", "messages"))
CHAT = re.compile(rb'"messages"\s*:\s*\[')
TYPE = re.compile(rb'"type"\s*:\s*"(?:\w+_(?:channel|supergroup|group|chat)|saved_messages|replies)"')
ACCOUNT = re.compile(rb'"(?:personal_information|frequent_contacts|chats|left_chats)"\s*:\s*\{')
LINKED = ("public_channel", "private_channel", "public_supergroup", "private_supergroup")


def recognises(head: bytes) -> bool:
    """Whether a JSON file begins as an export of a chat or of an account does."""
    begins = head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{")
    return begins and bool((CHAT.search(head) and TYPE.search(head)) or ACCOUNT.search(head))


def split(file: Path) -> Iterator[Piece | Rejection]:
    """Each message that has words, one in memory at a time."""
    found = False
    for one in split_chats(file):
        found = True
        yield one
    if not found:
        yield Rejection(str(file), "no message with words in this export", "export a chat that has some")


def split_chats(file: Path) -> Iterator[Piece | Rejection]:
    """The messages of all chats. Of a chat that cannot be told is said so once."""
    chats: dict[bytes, Chat | None] = {}
    letters = 0
    for part in slice_lists(file, lambda keys: keys == ONE or keys in MANY):
        if isinstance(part, Rejection):
            yield part
            continue
        try:
            if part.head not in chats:
                chats[part.head] = None
                chat = read_chat(part.head, str(file))
                if part.keys in MANY and chat.type not in OPEN:
                    letters += 1
                else:
                    chats[part.head] = chat
            known = chats[part.head]
            piece = take(part, known, file) if known else None
        except RejectedReport as error:
            yield Rejection(error.where, error.reason, error.remedy)
            continue
        if piece is not None:
            yield piece
    if letters:
        found = f"{letters:,} chats between persons, in an export of a whole account, are not read"
        yield Rejection(str(file), found, "where one is to be read, export it by itself")


def take(part: Slice, chat: Chat, file: Path) -> Piece | None:
    """A message as it is archived; null where it has no words. Raises RejectedReport where it is none."""
    where = f"{file}: {chat.name or chat.id}: message {part.number:,}"
    kept = keep(chat, part.raw, where)
    return None if kept is None else Piece(where=where, raw=kept)


def read(raw: bytes, where: str) -> Document:
    """One message. Raises RejectedReport where the bytes are none."""
    kept = read_kept(raw, where)
    chat, message = kept.chat, kept.message
    published, published_at = tell_moment(moment_of(message.date_unixtime, message.date))
    edited = moment_of(message.edited_unixtime, message.edited)
    written, _ = tell_moment(moment_of(message.forwarded_date_unixtime, message.forwarded_date))
    address = address_of(chat, message)
    handle = handle_of(chat)
    author = message.author or (message.from_ if message.from_ != chat.name else None)
    found_in = {"published": "date" + (f"; edited {edited:%Y-%m-%d}" if edited else "")}
    found_in |= {"author": "author" if message.author else "from"} if author else {}
    found_in |= {"site": "username"} if handle else {}
    found_in |= {"written": "forwarded_date"} if written else {}
    return Document(
        text=text_of(message),
        stated=Stated(
            id=None if address else f"telegram:{chat.type}/{chat.id}/{message.id}",
            url=address,
            publisher=one_line(chat.name) or (f"t.me/{handle}" if handle else None),
            published=published,
            published_at=published_at,
        ),
        marked=Marked(
            author=one_line(author),
            site=f"t.me/{handle}" if handle else None,
            written=written,
            found_in=found_in,
        ),
        credits=tuple(filter(None, (one_line(find_credit(chat, message)),))),
    )


def find_credit(chat: Chat, message: Message) -> str | None:
    """Whose message it was first: whom it is forwarded from, or another channel that speaks in the chat."""
    if message.forwarded_from:
        return message.forwarded_from
    sender = str(message.from_id or "")
    is_other = sender.startswith("channel") and sender != f"channel{chat.id}" and message.from_ != chat.name
    return message.from_ if is_other else None


def address_of(chat: Chat, message: Message) -> str | None:
    """The address of a message of a channel or of a large group; others have none."""
    handle = handle_of(chat)
    if handle:
        return f"https://t.me/{handle}/{message.id}"
    return f"https://t.me/c/{chat.id}/{message.id}" if chat.type in LINKED else None


def handle_of(chat: Chat) -> str | None:
    """The chat's own name in addresses, where the export has it."""
    handle = (chat.username or "").strip().removeprefix("@")
    return handle if re.fullmatch(r"\w{3,64}", handle, re.ASCII) else None


def moment_of(seconds: Line, local: str | None) -> datetime | None:
    """A moment by its seconds, else by its clock, whose zone nobody knows; null where it has neither."""
    try:
        moment = datetime.fromtimestamp(int(str(seconds)), UTC) if seconds is not None else None
    except (ValueError, OverflowError, OSError):
        moment = None
    if moment is not None and moment.year in PUBLISHED:
        return moment
    return find_moment(local or "")


READER = Reader(
    name="telegram-export",
    extensions=(".json",),
    media_types=("application/json",),
    recognises=recognises,
    split=split,
    read=read,
)
