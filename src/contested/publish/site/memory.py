"""A site that was built before, in; which of its files stand for the next one too, out.

The user's cache keeps, for each file of the site that was made from parts, the key of those parts, and what was worked
out of each place. It can be made again from the account: one that is missing or of another program costs time and changes
no byte of the site.
"""

from __future__ import annotations

import hashlib
import os
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from contested.cache import key_of, name_maker, program_files, read_cached, write_cached
from contested.days import days_between
from contested.lineage import Lineage
from contested.model import Account, Claim, Control, Day, Event
from contested.publish.disputes import Span, find_spans
from contested.publish.settled import Verdict, judge_places
from contested.publish.site.areas import Ground, Stretch
from contested.publish.site.changes import Touched, find_sources, find_touched
from contested.publish.site.courses import Course, count_moves, find_difference
from contested.publish.site.days import Turn, end_disputes, find_turns, list_turning_days
from contested.publish.site.settings import StatusOn
from contested.publish.site.symbols import find_spots_of
from contested.publish.sources import Sources, SourceStory, name_publishers
from contested.theatres import Source

# What reads reports and answers on the command line has no part in a site.
APART = ("ask", "cli", "extract", "ingest", "ledger")
# What a row of chances is long: two bytes a number.
BYTES = 2
# Records that are encoded at a time.
PIECE = 1_000


def memory_file(cache: Path, folder: Path) -> Path:
    """Where the user's cache keeps the memory of the site in a folder."""
    named = hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:16]
    return cache / "sites" / f"{named}.msgpack"


class Written(Struct, frozen=True, array_like=True):
    """A file as it was written: the key of its parts, its size and when it was last changed."""

    key: bytes
    size: int
    changed: int


class Known(Struct, frozen=True, array_like=True):
    """The turns of a place, its moves (`count_moves`) and its disputes up to the day `until`, and the keys of its control:
    of all of it, and of what turns hang on, its evidence and its rows up to the last turn. The rows behind that grow with
    every day."""

    whole: bytes
    key: bytes
    turns: tuple[Turn, ...]
    moves: int
    until: Day
    disputes: tuple[Span, ...]

    def course_of(self, control: Control) -> Course:
        return Course(control, self.turns, self.moves)

    def stands(self, until: Day) -> bool:
        """Whether its disputes are those up to another day too: none lasts, and silence starts none."""
        return self.until == until or (self.until < until and all(one.until for one in self.disputes))


class Frame(Struct, frozen=True, array_like=True):
    """What all parts of a site hang on: its first and its last day, the day to which it asks, the states of its ground, the
    ids of its places and the keys of its sources in the order of their numbers, over how many files the chunks of a kind
    are spread, the days on which the chunks of courses and of events begin, and what those of areas tell, and the ground before the
    last of these."""

    first: Day
    last: Day
    until: Day
    states: tuple[str, ...]
    places: tuple[str, ...]
    sources: tuple[str, ...]
    packs: dict[str, int]
    periods: tuple[int, ...]
    lists: tuple[int, ...]
    stretches: tuple[Stretch, ...]
    ground: Ground | None = None


class Index(Struct, frozen=True, array_like=True):
    """What the search of a site is kept by: how many claims and reports its older volume has, the first word of each
    shard of both volumes, the words that are too common, and the spellings of each place."""

    cuts: tuple[int, int]
    firsts: tuple[tuple[str, ...], tuple[str, ...]]
    common: tuple[str, ...]
    spellings: tuple[str, ...] = ()


class WorkedOut(Struct, array_like=True):
    """What was worked out of each place, of each source, and of each event that is on the map: the ids of its places."""

    places: dict[str, Known] = {}
    verdicts: dict[str, tuple[Verdict, ...]] = {}
    stories: tuple[SourceStory, ...] = ()
    spots: dict[str, tuple[str, ...]] = {}


NOTHING = msgspec.msgpack.encode(WorkedOut())


class Kept(Struct):
    """What is on the disk; `whole` is the key of all that the site was made from, `account` the name of its account. What
    is `known` of places and sources is most of it, and read only where a site is to be written."""

    files: dict[str, Written]
    known: msgspec.Raw = msgspec.Raw(NOTHING)
    frame: Frame | None = None
    index: Index | None = None
    whole: bytes = b""
    account: bytes = b""


class Memory:
    """What is known of the site that lies in a folder; without a `file` nothing is, and nothing is kept."""

    def __init__(self, file: Path | None, folder: Path, settings: Any) -> None:
        self.file, self.folder = file, folder
        self.made_by = name_maker(program_files(APART), settings) if file else b""
        self.before = (read_cached(file, Kept, self.made_by) if file else None) or Kept({})
        self.files: dict[str, Written] = {}
        self.places: dict[str, Known] = {}
        self.verdicts: Mapping[str, Sequence[Verdict]] = {}
        self.stories: Sequence[SourceStory] = ()
        self.spots: dict[str, tuple[str, ...]] = {}
        self.frame: Frame | None = None
        self.index: Index | None = None
        self.page: Mapping[str, bytes] = {}

    @cached_property
    def known(self) -> WorkedOut:
        """What was worked out of places and sources for the site before; nothing where that is damaged."""
        with suppress(msgspec.DecodeError):
            return msgspec.msgpack.decode(self.before.known, type=WorkedOut)
        return WorkedOut()

    def find_touched(self, account: Account, lineage: Lineage | None) -> Touched | None:
        """Of what something else is to be told than the site tells that lies there; null where all has to be looked at."""
        before = lineage.before if lineage and lineage.before_name == self.before.account else None
        return find_touched(before, account) if before and self.before.frame else None

    def judge(self, account: Account, touched: Touched | None) -> Mapping[str, Sequence[Verdict]]:
        """The verdicts on what is said of each place; of those of which nothing else is told they are what they were."""
        known = self.known.verdicts if touched else {}
        self.verdicts = judge_places(
            account, {one: some for one, some in known.items() if touched and one not in touched.places}
        )
        return self.verdicts

    def tell_sources(
        self, account: Account, speakers: Iterable[Source], touched: Touched | None, before: Account | None
    ) -> Sources:
        """The sources of an account; those of which nothing else is told than in the account before are what they were."""
        verdicts, publisher_of = self.judge(account, touched), name_publishers(speakers)
        sources = Sources(account, publisher_of, verdicts)
        if touched and before:
            was = {one.key: one for one in self.known.stories}
            judged = self.known.verdicts, verdicts
            others = find_sources(before, account, touched, judged, publisher_of)
            known = {key: one for key, one in was.items() if key not in others}
            going_on = Sources(account, publisher_of, verdicts, known)
            # Who is called otherwise is so wherever others are said to repeat him.
            if all(one.key not in was or was[one.key].name == one.name for one in going_on.stories):
                sources = going_on
        self.stories = sources.stories
        return sources

    def find_spots(
        self, event: Event, claims: Mapping[str, Claim], moved: Set[str] | None
    ) -> tuple[str, ...]:
        """Where an event is drawn on the map: where it was, unless it is one of those that have `moved`."""
        same = moved is not None and event.event_id not in moved
        known = self.known.spots.get(event.event_id) if same else None
        spots = self.spots[event.event_id] = find_spots_of(event, claims) if known is None else known
        return spots

    def keeps(self, *parts: str) -> bool:
        """Whether these parts of the site's frame are as they were."""
        was, now = self.before.frame, self.frame
        return was is not None and all(getattr(was, one) == getattr(now, one) for one in parts)

    def known_stretches(self, first: Day) -> tuple[Sequence[Stretch], Ground | None]:
        """What the chunks of areas of the site before tell, but the last, to which more may come, and the ground before that
        one; days count from its first."""
        before = self.before.frame
        return (before.stretches[:-1], before.ground) if before and before.first == first else ((), None)

    def goes_on(self) -> bool:
        """Whether there are only more places than in the site before, so that what had a number still has it."""
        if not (self.keeps("first", "packs") and self.before.frame and self.frame):
            return False
        before = self.before.frame.places
        return self.frame.places[: len(before)] == before

    def count_periods(self, touched: Touched, before: Account, after: Account) -> int:
        """How many of the chunks of courses, from the first, have nothing new in them."""
        frame = self.before.frame
        if not (self.keeps("places", "periods", "states") and frame and self.frame):
            return 0
        courses = [find_courses(before, touched.turned, self.known.places)]
        courses.append(find_courses(after, touched.turned, self.places))
        if courses[0].keys() != courses[1].keys():
            return 0
        found = (find_difference(courses[0][one], courses[1][one]) for one in courses[0])
        days = [days_between(frame.first, day) for day in found if day]
        if self.frame.last != frame.last:
            days.append(days_between(frame.first, min(frame.last, self.frame.last)))
        return bisect_right(frame.periods, min(days)) - 1 if days else len(frame.periods)

    def whole_key(
        self, day: Day, page: Mapping[str, bytes], lineage: Lineage | None, *records: Struct
    ) -> bytes:
        """The key of all that a site is made from beside the settings: its last day, the files of its page, its
        records, or the name that nothing else has."""
        if self.file is None:
            return b""
        self.page = page
        digest = hashlib.blake2b(msgspec.msgpack.encode((day, page)), digest_size=16)
        if lineage:
            digest.update(lineage.name)
            return digest.digest()
        for one in records:
            for name in one.__struct_fields__:
                digest.update(name.encode() + b"\0")
                for piece in cut_pieces(getattr(one, name)):
                    digest.update(msgspec.msgpack.encode(piece))
        return digest.digest()

    def stands(self, whole: bytes) -> bool:
        """Whether the site that lies there was made from all of this, and nobody touched it."""
        if self.file is None or self.before.whole != whole:
            return False
        site = self.folder.parent
        try:
            if any((site / name).read_bytes() != content for name, content in self.page.items()):
                return False
            if len(os.listdir(self.folder)) != len(self.before.files):
                return False
            return all(
                is_untouched(f"{self.folder}/{name}.js", known) for name, known in self.before.files.items()
            )
        except OSError:
            return False

    def save(self, whole: bytes, account: bytes) -> None:
        """Keeps what was noted."""
        if self.file is not None:
            verdicts = {place_id: tuple(some) for place_id, some in self.verdicts.items()}
            worked_out = WorkedOut(self.places, verdicts, tuple(self.stories), self.spots)
            kept = Kept(
                files=self.files,
                known=msgspec.Raw(msgspec.msgpack.encode(worked_out)),
                frame=self.frame,
                index=self.index,
                whole=whole,
                account=account,
            )
            write_cached(self.file, kept, self.made_by)

    def look_at(
        self, control: Control, until: Day, state_at: float, status_on: StatusOn, same: bool = False
    ) -> Known:
        """The turns and disputes of a place, worked out anew where its evidence or its rows up to the last of them are
        others; `same` is a control of which it is known that it is as it was."""
        place_id = control.place.place_id
        known = self.known.places.get(place_id)
        if not (same and known and known.stands(until)):
            whole = key_of((control.states, control.first, control.evidence, control.chances))
            if known is None or known.whole != whole or not known.stands(until):
                known = self.work_out(control, until, state_at, status_on, whole, known)
        if self.file is not None:
            self.places[place_id] = known
        return known

    def work_out(
        self,
        control: Control,
        until: Day,
        state_at: float,
        status_on: StatusOn,
        whole: bytes,
        known: Known | None,
    ) -> Known:
        days = list_turning_days(control)
        rows = days_between(control.first, days[-1]) + 1
        chances = control.chances[: BYTES * len(control.states) * rows]
        key = key_of((control.states, control.first, control.evidence, days, chances))
        moves = count_moves(control)
        if known and known.key == key:
            if known.stands(until):
                return replace(known, whole=whole, moves=moves)
            own = set(days)
            turns = tuple(one for one in known.turns if one.on in own)
        else:
            turns = find_turns(control, days, status_on)
        spans = find_spans(control, turns, until, state_at)
        turns = end_disputes(control, turns, (one.until for one in spans), status_on)
        return Known(whole, key, turns, moves, until, spans)

    def link(self, name: str, key: bytes | None, target: Path) -> bool:
        """Puts the file of that name into the folder `target` where nobody touched it and it was made from the same: it has
        that key, or none is asked for."""
        known = self.before.files.get(name)
        if known is None or key not in (None, known.key):
            return False
        source = f"{self.folder}/{name}.js"
        try:
            if not is_untouched(source, known):
                return False
            os.link(source, f"{target}/{name}.js")
        except OSError:
            return False
        self.files[name] = known
        return True

    def note(self, name: str, key: bytes, file: Path) -> None:
        """Remembers a file that was just written."""
        if self.file is not None:
            found = file.stat()
            self.files[name] = Written(key, found.st_size, found.st_mtime_ns)


def find_courses(account: Account, wanted: Set[str], places: Mapping[str, Known]) -> dict[str, Course]:
    """The courses of some places by their ids."""
    return {
        one.place.place_id: places[one.place.place_id].course_of(one)
        for one in account.controls
        if one.place.place_id in wanted and one.place.place_id in places
    }


def is_untouched(file: str, known: Written) -> bool:
    """Whether a file is as it was written."""
    found = os.stat(file, follow_symlinks=False)
    return (found.st_size, found.st_mtime_ns) == (known.size, known.changed)


def cut_pieces(value: Any) -> Iterator[Any]:
    """A value, or of many records so many at a time, lest all of them be encoded at once."""
    if not isinstance(value, tuple):
        yield dict(value) if isinstance(value, Mapping) else value
        return
    for start in range(0, len(value), PIECE):
        yield value[start : start + PIECE]
