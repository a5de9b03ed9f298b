"""The ledger and its archive, in; everything that is not as it was written, in words and in the order of the entries, out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from msgspec import Struct
from sqlalchemy import Connection, Table, func, select

from contested.ledger.check_rows import CHANGED, CHECKS, MADE, CleanAgain, Desk, Parts, check_reading
from contested.ledger.connect import LedgerError, at_one_moment, check_database
from contested.ledger.entries import Row, digest_parts, digest_row, leaf_of, write_key
from contested.ledger.find_rows import AT_ONCE, find_parts, find_records, find_rows
from contested.ledger.heads import Head, HeadError, head_of, read_beginning
from contested.ledger.records import TAKEDOWN
from contested.ledger.schema import ENTERED, claims, entries, mentions, readings, takedowns
from contested.ledger.store import Store
from contested.ledger.tree import Hash

TABLES: dict[str, Table] = {table.name: table for table in ENTERED}
# What one row of a table is called; that of another is called as its table.
ONE = {
    "beginnings": "beginning",
    "reports": "report",
    "readings": "reading",
    "rejections": "rejection",
    "settlements": "settlement",
    "vouches": "vouch",
    "gazetteers": "table",
    "settled_names": "settled name",
    "takedowns": "takedown",
    "anchors": "anchor",
    "fetches": "fetch",
}


class Problem(Struct, frozen=True):
    """What is wrong with the ledger or its archive. `entry` is the number of the entry that it is about, null where it is
    about none."""

    entry: int | None
    kind: str
    key: str
    what: str


class Verified(Struct, frozen=True):
    """What a check found: the head of the tree, null where it has none to speak of, and the problems, those of entries
    first and in their order."""

    head: Head | None
    problems: tuple[Problem, ...]
    leaves: tuple[Hash, ...]


class Entry(Struct, frozen=True):
    """One entry as it stands in the database."""

    number: int
    kind: str
    key: str
    digest: str
    recorded_at: str
    leaf: str

    @property
    def name(self) -> str:
        return f"{ONE.get(self.kind, self.kind)} {self.key}"

    @property
    def own_leaf(self) -> Hash:
        """The leaf that it gives."""
        return leaf_of(self.number, self.kind, self.key, self.digest, self.recorded_at)

    def problem(self, what: str) -> Problem:
        return Problem(self.number, self.kind, self.key, what)


class Verifies(Store):
    """Checking that the ledger is whole and untampered."""

    def verify(self, clean_again: CleanAgain | None = None) -> list[str]:
        """Every problem found, in words; an empty list where the ledger is whole. See `check`."""
        return [problem.what for problem in self.check(clean_again).problems]

    def check(self, clean_again: CleanAgain | None = None) -> Verified:
        """Everything that is not as it was written.

        Checked: entries against their leaves, rows against the digests of their entries, archived bytes against their
        names, the words of claims and mentions against their report's text, that what is destroyed was taken down, that
        every row has an entry, and with `clean_again` (the archived bytes and the report, in; its clean text, out) that
        the text can be made from the bytes again.
        """
        with at_one_moment(self.engine) as connection, connection.begin():
            problems = [Problem(None, "database", "", found) for found in check_database(connection)]
            leaves: list[Hash] = []
            head = None
            try:
                desk = Desk(
                    connection, self.archive, clean_again, read_taken_down(connection), read_gone(connection)
                )
                found = [*walk(desk, leaves), *find_without_entry(connection)]
                problems = [*found, *problems]
                head = head_of(read_beginning(connection).ledger, leaves)
            except HeadError as error:
                problems.append(Problem(None, "beginnings", "1", str(error)))
            except LedgerError as error:
                problems.append(Problem(None, "database", "", str(error)))
        return Verified(head, tuple(problems), tuple(leaves))


def read_taken_down(connection: Connection) -> dict[str, list[int]]:
    """The numbers of the takedowns of each report that was taken down."""
    numbers: dict[str, list[int]] = defaultdict(list)
    for report_id, number in connection.execute(select(takedowns.c.report_id, takedowns.c.number)):
        numbers[report_id].append(number)
    return dict(numbers)


def read_gone(connection: Connection) -> frozenset[str]:
    """The exchanges that were destroyed with a report."""
    records = connection.execute(select(takedowns.c.record)).scalars()
    return frozenset(one for record in records for one in TAKEDOWN.decode(record).exchanges)


def walk(desk: Desk, leaves: list[Hash]) -> Iterator[Problem]:
    """The problems of all entries and their rows, in their order; `leaves` takes up the leaves."""
    last = desk.connection.execute(select(func.max(entries.c.number))).scalar() or 0
    for start in range(1, last + 1, AT_ONCE):
        found = list(read_entries(desk.connection, start, min(start + AT_ONCE, last + 1)))
        some = [entry for _, entry in found if isinstance(entry, Entry)]
        leaves += (entry.own_leaf for entry in some)
        lacking = [
            Problem(number, "entries", str(number), f"entry {number}: {why}")
            for number, why in found
            if isinstance(why, str)
        ]
        yield from sorted([*lacking, *check_entries(desk, some)], key=lambda one: one.entry or 0)


def read_entries(connection: Connection, start: int, end: int) -> Iterator[tuple[int, Entry | str]]:
    """The entries from `start` to before `end`, or what is wrong with one."""
    query = select(entries).where(entries.c.number >= start, entries.c.number < end)
    try:
        held = {row.number: Entry(*row) for row in connection.execute(query)}
    except LedgerError as error:
        if end - start == 1:
            yield start, f"cannot be read: {error}"
            return
        half = (start + end) // 2
        yield from read_entries(connection, start, half)
        yield from read_entries(connection, half, end)
        return
    for number in range(start, end):
        yield number, held.get(number, "is missing")


def check_entries(desk: Desk, some: Sequence[Entry]) -> Iterator[Problem]:
    """The problems of some entries and their rows."""
    by_kind: dict[str, list[Entry]] = defaultdict(list)
    for entry in some:
        if entry.own_leaf.hex() != entry.leaf:
            yield entry.problem(
                f"{entry.name}: its entry {entry.number} was changed: it does not give its leaf"
            )
        by_kind[entry.kind].append(entry)
    for kind, of_kind in by_kind.items():
        table = TABLES.get(kind)
        if table is None:
            for entry in of_kind:
                yield entry.problem(f"entry {entry.number}: there is no table {kind!r}")
            continue
        yield from check_rows(desk, table, of_kind)


def check_rows(desk: Desk, table: Table, some: Sequence[Entry]) -> Iterator[Problem]:
    """The problems of the rows of some entries of one table."""
    rows = find_rows(desk.connection, table, [entry.key for entry in some])
    of_readings = table is readings
    parts = read_parts(desk.connection, rows) if of_readings else {}
    for entry in some:
        row = rows.get(entry.key)
        if row is None or isinstance(row, str):
            yield entry.problem(f"{entry.name}: {row or 'its row is missing'}")
            continue
        found: list[str] = []
        if of_readings:
            of_row = parts[row["reading_id"]]
            if isinstance(of_row, str):
                yield entry.problem(f"reading of {row['report_id']} by {row['extractor']}: {of_row}")
                continue
            digest = digest_row(table, row, digest_parts(of_row.claims, of_row.mentions))
            found += check_reading(desk, row, of_row)
            name, what = f"reading of {row['report_id']} by {row['extractor']}", MADE
        else:
            digest = digest_row(table, row)
            found += CHECKS[entry.kind](desk, row) if entry.kind in CHECKS else ()
            name, what = entry.name, CHANGED
        if (digest, row["recorded_at"]) != (entry.digest, entry.recorded_at) and not any(
            one.endswith(what) for one in found
        ):
            found.insert(0, f"{name}: {what}")
        yield from map(entry.problem, found)


def read_parts(connection: Connection, rows: dict[str, Row | str]) -> dict[str, Parts | str]:
    """The claims, mentions and report of each reading, or why they cannot be read."""
    whole = {key: row for key, row in rows.items() if not isinstance(row, str)}
    of_claims = find_parts(connection, claims, "claim_id", list(whole))
    of_mentions = find_parts(connection, mentions, "number", list(whole))
    records = find_records(connection, [row["report_id"] for row in whole.values()])
    parts: dict[str, Parts | str] = {}
    for key, row in whole.items():
        told, named = of_claims[key], of_mentions[key]
        if isinstance(told, str) or isinstance(named, str):
            parts[key] = told if isinstance(told, str) else str(named)
        else:
            parts[key] = Parts(told, named, records.get(row["report_id"], ""))
    return parts


def find_without_entry(connection: Connection) -> Iterator[Problem]:
    """Rows that came in past the tree, and rows that have two entries."""
    counts = select(entries.c.kind, func.count(), func.count(entries.c.key.distinct())).group_by(
        entries.c.kind
    )
    entered = {kind: (number, distinct) for kind, number, distinct in connection.execute(counts)}
    for name, table in TABLES.items():
        number, distinct = entered.get(name, (0, 0))
        held = connection.execute(select(func.count()).select_from(table)).scalar()
        if held == number == distinct:
            continue
        of_kind = select(entries.c.key).where(entries.c.kind == name)
        keys = Counter(connection.execute(of_kind).scalars())
        for row in connection.execute(select(*table.primary_key)).mappings():
            key = write_key(table, dict(row))
            if key not in keys:
                what = f"{ONE.get(name, name)} {key}: its row has no entry: it was added past the tree"
                yield Problem(None, name, key, what)
        for key in sorted(key for key, times in keys.items() if times > 1):
            yield Problem(None, name, key, f"{ONE.get(name, name)} {key}: has {keys[key]} entries")
