"""A file of claims that were made elsewhere, in; reports with the bytes to archive and their claims, out.

The lines of one report name, publisher and day are one report: its bytes are those lines as they came, its text is
their sentences, each where its row says that it stands. What lay between them is blank, so that sentences keep
their distance and no word is there that was not told. Ids are hashes of what a row says: neither the order of lines
nor the file that they stand in changes one, and a row that is held adds nothing.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import IO, NamedTuple
from zoneinfo import ZoneInfo

from msgspec.structs import asdict, replace

from contested.errors import RejectedReport
from contested.ingest.clean import CLEANER
from contested.ingest.dates import read_stated_day, read_stated_moment
from contested.ingest.languages import guess_language
from contested.ingest.lines import find_lines, read_line_at
from contested.ingest.told_rows import Sentence, ToldRow, read_row, read_sentence
from contested.model import TOLD, Claim, Day, PlaceRef, Rejection, Report, Slot, content_id

READER = "claims"
# Sentences that stand farther out are put one after the other: a report of that length is a book.
LONGEST = 200_000
# A text that begins with so many lines has no headline (`trace.headlines`): its first sentence is none.
NO_HEADLINE = 4
Check = Callable[[ToldRow, str], None]


class Place(NamedTuple):
    """Where a row stands in its file, and the id of its claim."""

    claim_id: str
    at: int
    where: str


class Told(NamedTuple):
    """One report of a file of claims."""

    report: Report
    raw: bytes
    claims: tuple[Claim, ...]


class ToldFile:
    """A file of claims, read once to check it and once to take it in; only where its rows stand is kept in memory."""

    def __init__(self, file: Path, codes: Collection[str], zone: ZoneInfo) -> None:
        """`codes` are the theatre's sides, `zone` is where its days begin."""
        self.file, self.codes, self.zone = file, codes, zone
        self.rows = 0
        self.rejected: list[Rejection] = []
        self.reports: dict[tuple[str | None, ...], list[Place]] = defaultdict(list)

    def check(self, check: Check, progress: Callable[[int], None] = lambda _: None) -> None:
        """Read every row; set aside what is wrong, or what `check` raises RejectedReport for."""
        for line in find_lines(self.file):
            progress(1)
            if isinstance(line, Rejection):
                self.rejected.append(line)
                continue
            try:
                row = read_row(line.raw, line.where, self.codes)
                check(row, line.where)
            except RejectedReport as error:
                self.rejected.append(Rejection(error.where, error.reason, error.remedy))
                continue
            self.rows += 1
            key = (row.report_name, row.publisher, row.published, row.url, row.language)
            self.reports[key].append(Place(content_id("told", row), line.at, line.where))
        if not self.rows and not self.rejected:
            self.rejected.append(Rejection(str(self.file), "holds no claim", "write one JSON object a line"))

    def take_in(self, held: Collection[str]) -> Iterator[Told]:
        """The reports of the rows that are not `held` by their claim's id, by name, publisher and day."""
        with self.file.open("rb") as stream:
            for key in sorted(self.reports, key=lambda one: [part or "" for part in one]):
                new = [place for place in self.reports[key] if place.claim_id not in held]
                if new:
                    yield self.make(stream, new)

    def make(self, stream: IO[bytes], places: Sequence[Place]) -> Told:
        """The report of some rows. A row that is there twice, perhaps written in two ways, counts once."""
        lines: dict[str, tuple[bytes, str]] = {}
        for place in places:
            line = read_line_at(stream, place.at), place.where
            lines[place.claim_id] = min(lines.get(place.claim_id, line), line)
        rows = [
            (read_row(raw, where, self.codes), claim_id, raw)
            for claim_id, (raw, where) in sorted(lines.items())
        ]
        raw = b"\n".join(line for _, _, line in rows)
        text, starts = lay_out([Sentence(row.start, row.text) for row, _, _ in rows])
        report = make_report(rows[0][0], text, raw, self.zone)
        claims = [
            make_claim(row, claim_id, report, start)
            for (row, claim_id, _), start in zip(rows, starts, strict=True)
        ]
        return Told(report, raw, tuple(claims))


def read_text(raw: bytes, where: str) -> str:
    """The text of a report's lines, as `ToldFile` makes it."""
    return lay_out([read_sentence(line, where) for line in raw.split(b"\n")])[0]


def lay_out(sentences: Sequence[Sentence]) -> tuple[str, list[int]]:
    """A text that holds all sentences, and where each begins: where it says, or if they do not fit one another there, one
    after the other."""
    placed = [Sentence(start, text) for start, text in sentences if start is not None]
    if len(placed) == len(sentences) and (text := place_all(placed)) is not None:
        return text, [start for start, _ in placed if start is not None]
    at: dict[Sentence, int] = {}
    end, parts = 0, []
    for one in sorted(set(sentences), key=lambda one: (one.start or 0, one.text)):
        at[one] = end
        parts.append(one.text)
        end += len(one.text) + 1
    return "\n".join(parts), [at[one] for one in sentences]


def place_all(sentences: Iterable[Sentence]) -> str | None:
    """The sentences where they stand, blanks between; null where two contradict one another or one is too far out."""
    text = ""
    for start, words in sorted(set(sentences), key=lambda one: (one.start or 0, one.text)):
        at = start or 0
        if at + len(words) > LONGEST:
            return None
        if at > len(text):
            breaks = 1 if text else min(NO_HEADLINE, at)
            text += " " * (at - len(text) - breaks) + "\n" * breaks
        over = len(text) - at
        if text[at:] != words[:over] and not text[at:].startswith(words):
            return None
        text += words[over:]
    return text


def make_report(row: ToldRow, text: str, raw: bytes, zone: ZoneInfo) -> Report:
    """The report that a row's claim stands in."""
    raw_sha256 = hashlib.sha256(raw).hexdigest()
    address = row.report_name if row.report_name.startswith(("https://", "http://")) else None
    return Report(
        report_id=content_id("report of claims", raw_sha256),
        name=row.report_name,
        raw_sha256=raw_sha256,
        text=text,
        cleaner=CLEANER,
        reader=READER,
        url=row.url or address,
        publisher=row.publisher,
        published=day_of(row.published, zone),
        published_at=read_stated_moment(row.published or ""),
        published_basis="stated" if row.published else "none",
        language=row.language or guess_language(text),
    )


def day_of(published: str | None, zone: ZoneInfo) -> Day | None:
    """The day of a publication, where the theatre's days begin if its moment is known."""
    moment = read_stated_moment(published or "")
    if published is None or moment is None:
        return published and read_stated_day(published, "")
    return datetime.fromisoformat(moment).astimezone(zone).date().isoformat()


def make_claim(row: ToldRow, claim_id: str, report: Report, start: int) -> Claim:
    """A row as a claim of its report, where its sentence begins at `start`."""
    moved = None if row.start is None else start - row.start
    end = start + len(row.text)
    slots = [] if moved is None else [Slot(one.slot, one.start + moved, one.end + moved) for one in row.slots]
    dating = row.dating
    if dating is not None and (moved != 0 or not 0 <= dating.span[0] < dating.span[1] <= len(report.text)):
        dating = replace(dating, span=(start, end))
    fields = {key: value for key, value in asdict(row).items() if key in Claim.__struct_fields__}
    return Claim(
        **fields
        | {
            "claim_id": claim_id,
            "report_id": report.report_id,
            "published": report.published,
            "start": start,
            "end": end,
            "places": tuple(move_place(place, moved, (start, end)) for place in row.places),
            "slots": tuple(one for one in slots if start <= one.start <= one.end <= end),
            "rule": row.rule if row.rule.startswith(TOLD) else TOLD + row.rule,
            "dating": dating,
        }
    )


def move_place(place: PlaceRef, moved: int | None, sentence: tuple[int, int]) -> PlaceRef:
    """A place with the span of its name where that stands in the sentence; other spans count in a text that is not at
    hand."""
    anchor = None
    if place.anchor is not None and moved is not None:
        start, end = place.anchor[0] + moved, place.anchor[1] + moved
        anchor = (start, end) if sentence[0] <= start <= end <= sentence[1] else None
    relation = place.relation and replace(place.relation, others=())
    return replace(place, anchor=anchor, relation=relation)
