"""Sources as somebody writes them down, in; acts of vouching in the ledger, and what was set aside and why, out."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import BinaryIO, NamedTuple, get_args

import msgspec
from msgspec import Struct
from msgspec.structs import asdict

from contested.ask.registering import Register
from contested.errors import RejectedReport, UsageError
from contested.model import Rejection, VoiceKind, Vouch
from contested.pipeline import Workshop
from contested.theatres import Source

# A voice that is nobody in particular, and footage, which is its publisher's, are no sources.
KINDS = tuple(kind for kind in get_args(VoiceKind) if kind not in ("unnamed", "footage"))
LONGEST_LINE = 100_000  # bytes; a source with forty aliases has 2,000
LONGEST_NAME = 100
LONGEST_URL = 500
ID = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,98}[a-z0-9])?")
URL = re.compile(r"(?:https?://)?[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:/\S*)?")
# Unseen characters could make two names look alike; these two join letters in scripts that need it.
JOINERS = "\u200c\u200d"
UNSEEN = ("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp")
# What a list of words takes for more than itself (`extract/lexicon.py`).
PATTERN = ("*", "~")


class SourceLine(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One line of a file, or the options of one source. To take a source back, its name or its id is enough."""

    name: str | None = None
    kind: str | None = None
    side: str | None = None
    aliases: tuple[str, ...] = ()
    url: str | None = None
    maps: bool = False
    licence: str | None = None
    source_id: str | None = None


class Vouchings(NamedTuple):
    """What one `vouch` did: how many sources are new, changed, were held just so, and what was set aside."""

    new: int
    changed: int
    held: int
    rejected: tuple[Rejection, ...]


Line = tuple[str, SourceLine] | Rejection  # where it stands, and what it says


def read_file(stream: BinaryIO, name: str) -> Iterator[Line]:
    """The sources of a file of JSON lines. Raises UsageError where there is not one line in it."""
    number = found = 0
    while raw := stream.readline(LONGEST_LINE + 1):
        number += 1
        where, rest = f"{name}:{number}", raw
        while len(rest) > LONGEST_LINE and not rest.endswith(b"\n"):
            rest = stream.readline(LONGEST_LINE + 1)
        if rest is not raw:
            found += 1
            yield Rejection(where, f"a line of over {LONGEST_LINE:,} bytes", "write one source a line")
        elif raw := raw.removeprefix(b"\xef\xbb\xbf").strip():
            found += 1
            try:
                yield where, read_line(raw, where)
            except RejectedReport as error:
                yield Rejection(error.where, error.reason, error.remedy)
    if not found:
        raise UsageError(f"{name}: holds no source; write one JSON object a line: {example()}")


def read_line(raw: bytes, where: str) -> SourceLine:
    """One JSON object. Raises RejectedReport where it is none, or has a key that is not known."""
    known = SourceLine.__struct_fields__
    try:
        for key in msgspec.json.decode(raw, type=dict[str, msgspec.Raw]):
            if key not in known:
                near = difflib.get_close_matches(key.lower(), known, n=1)
                remedy = f"did you mean {near[0]!r}?" if near else f"keys are {', '.join(known)}"
                raise RejectedReport(where, f"unknown key {key[:LONGEST_NAME]!r}", remedy)
        return msgspec.json.decode(raw, type=SourceLine)
    except msgspec.ValidationError as error:
        found, _, path = str(error).partition(" - at `$.")
        key = f"{path.rstrip('`').partition('[')[0]!r}: " if path else ""
        raise RejectedReport(where, f"{key}{found}", f"write it as in {example()}") from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise RejectedReport(where, f"broken JSON: {error}", "write one whole JSON object a line") from error


def example() -> str:
    return '{"name": "Valley Gazette", "kind": "outlet", "side": null, "aliases": ["VG"], "url": null}'


def vouch(
    shop: Workshop, lines: Iterable[Line], by: str, recorded_at: str, withdrawn: bool = False
) -> Vouchings:
    """Enter in the ledger that somebody stands for sources, or does no more. What cannot be is set aside, the rest is
    entered at once. Raises UsageError where `by` is no name, or there is no line."""
    who, day = check_person(by), recorded_at[:10]
    register = Register(shop)
    acts: list[Vouch] = []
    rejected: list[Rejection] = []
    for line in lines:
        if isinstance(line, Rejection):
            rejected.append(line)
            continue
        where, said = line
        try:
            source = (
                register.take_out(said.source_id, said.name, where)
                if withdrawn
                else register.take_in(check_source(said, where, shop), where)
            )
            acts.append(Vouch(**asdict(source), by=who, on_day=day, withdrawn=withdrawn))
        except RejectedReport as error:
            rejected.append(Rejection(error.where, error.reason, error.remedy))
    with shop.ledger() as ledger:
        outcomes = ledger.add_vouches(acts, recorded_at)
    return Vouchings(
        new=outcomes.count("new"),
        changed=outcomes.count("changed"),
        held=outcomes.count("held"),
        rejected=tuple(rejected),
    )


def check_person(by: str) -> str:
    """Who vouches, on one line. Raises UsageError where that is no name."""
    try:
        return check_name(by, "--by", "by", least=1)
    except RejectedReport as error:
        raise UsageError(f"--by: {error.reason}; write who stands for them") from error


def check_source(said: SourceLine, where: str, shop: Workshop) -> Source:
    """A line's source by itself, with an empty id where none is written. Raises RejectedReport where a key is wrong."""
    if not said.name:
        raise RejectedReport(where, "'name' is missing", "write what the source is called")
    name = check_name(said.name, where, "name")
    aliases = {check_name(alias, where, "aliases") for alias in said.aliases} - {name}
    if said.kind not in KINDS:
        found = f"'kind' is {said.kind[:LONGEST_NAME]!r}" if said.kind else "'kind' is missing"
        raise RejectedReport(where, found, f"kinds are {', '.join(KINDS)}")
    sides = [side.code for side in shop.theatre.sides]
    if said.side is not None and said.side not in sides:
        found = f"'side' is {said.side[:LONGEST_NAME]!r}"
        raise RejectedReport(where, found, f"sides are {', '.join(sides)}, or null for a third party")
    url = said.url and said.url.strip()
    if url and (len(url) > LONGEST_URL or not URL.fullmatch(url) or has_unseen(url)):
        raise RejectedReport(where, f"'url' is {url[:LONGEST_NAME]!r}", "write it as https://site.example")
    if said.source_id is not None and not ID.fullmatch(said.source_id):
        found = f"'source_id' is {said.source_id[:LONGEST_NAME]!r}"
        raise RejectedReport(where, found, "write small letters, digits and hyphens, or leave it out")
    licence = said.licence and said.licence.strip()
    if licence and (len(licence) > LONGEST_NAME or has_unseen(licence)):
        found = f"'licence' is {licence[:LONGEST_NAME]!r}"
        raise RejectedReport(where, found, "write its name or address: CC BY 4.0")
    return Source(
        source_id=said.source_id or "",
        name=name,
        kind=msgspec.convert(said.kind, VoiceKind),
        side=said.side,
        aliases=tuple(sorted(aliases)),
        url=url or None,
        maps=said.maps,
        licence=licence or None,
    )


def check_name(written: str, where: str, key: str, least: int = 2) -> str:
    """A name on one line. Raises RejectedReport for one that nobody could tell from another, or no text could bear."""
    name = " ".join(unicodedata.normalize("NFC", written).split())
    if unseen := has_unseen(name):
        found = f"{key!r} holds a character that is not seen (U+{ord(unseen):04X})"
        raise RejectedReport(where, found, "take it out")
    if len(name) > LONGEST_NAME:
        raise RejectedReport(where, f"{key!r} has {len(name):,} characters", f"write {LONGEST_NAME} at most")
    sound = any(map(str.isalpha, name)) and sum(map(str.isalnum, name)) >= least
    if not sound or any(sign in name for sign in PATTERN):
        raise RejectedReport(where, f"{key!r} is {name!r}, which is no name", "write the words as reports do")
    return name


def has_unseen(text: str) -> str:
    """The first character that would not be seen, or nothing."""
    return next((one for one in text if unicodedata.category(one) in UNSEEN and one not in JOINERS), "")
