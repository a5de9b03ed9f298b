"""Every row as a leaf of a Merkle tree; takedowns, anchors; and the one change that the guards now let through.

Rows that a ledger holds already get their entries here, in the order of recording; the row of `beginnings` says how many
these were. What became of them before is not what the tree proves.
"""

import hashlib
import uuid
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime

import msgspec
import sqlalchemy as sa
from alembic import op

revision = "v5"
down_revision = "v4"

TABLES = ("takedowns", "anchors", "beginnings", "entries")
GUARDS = {
    "sqlite": (
        "CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table}"
        " BEGIN SELECT RAISE(ABORT, 'the ledger only grows: {table} is never changed'); END",
        "CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table}"
        " BEGIN SELECT RAISE(ABORT, 'the ledger only grows: {table} is never deleted from'); END",
    ),
    "postgresql": (
        "CREATE FUNCTION {table}_only_grows() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RAISE EXCEPTION 'the ledger only grows: {table} is never changed'; END $$",
        "CREATE TRIGGER {table}_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
        " FOR EACH STATEMENT EXECUTE FUNCTION {table}_only_grows()",
    ),
}
# A record may be destroyed, once: what is left is its SHA-256 and the number of a takedown of its report; nothing else of
# its row changes. SQLite cannot hash: there the row's entry holds the SHA-256 to what it was.
HASHES = {
    "sqlite": "substr(NEW.record, 12, 64)",
    "postgresql": "encode(sha256(convert_to(OLD.record, 'UTF8')), 'hex')",
}
HEX = {"sqlite": "substr(NEW.record, 12, 64) NOT GLOB '*[^0-9a-f]*'", "postgresql": "true"}
SAME = {"sqlite": "IS", "postgresql": "IS NOT DISTINCT FROM"}
BY_READING = "takedowns JOIN readings ON readings.report_id = takedowns.report_id"
# What stays of a row, and the takedowns of its report.
HOLES = {
    "reports": (
        "report_id raw_sha256 known_from digest recorded_at",
        "takedowns WHERE takedowns.report_id = OLD.report_id",
    ),
    "claims": ("reading_id claim_id", f"{BY_READING} WHERE readings.reading_id = OLD.reading_id"),
    "mentions": ("reading_id number", f"{BY_READING} WHERE readings.reading_id = OLD.reading_id"),
}
# The rows that there are by now, by table: the columns of the key, and all others that the digest covers.
ROWS = {
    "reports": ("report_id", "raw_sha256 known_from record digest recorded_at"),
    "readings": ("reading_id", "report_id extractor digest recorded_at"),
    "rejections": ("rejection_id", "where reason remedy recorded_at"),
    "settlements": ("where recorded_at", ""),
    "vouches": ("number", "record digest recorded_at"),
    "gazetteers": ("number", "sha256 name format columns places digest recorded_at"),
    "settled_names": ("number", "record digest recorded_at"),
    "habits": ("number", "record digest recorded_at"),
}
PARTS = (("claims", "claim_id"), ("mentions", "number"))


def upgrade() -> None:
    """Make the tables of version v5, enter the rows that there are, and guard all."""
    act = (
        ("record", sa.Text, False),
        ("digest", sa.String(64), False),
        ("recorded_at", sa.String(40), False),
    )
    for table in ("anchors", "beginnings"):
        op.create_table(
            table,
            sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
            *(sa.Column(name, kind, nullable=null) for name, kind, null in act),
        )
    op.create_table(
        "takedowns",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("report_id", sa.String(64), sa.ForeignKey("reports.report_id"), nullable=False),
        sa.Column("raw_sha256", sa.String(64), nullable=False),
        *(sa.Column(name, kind, nullable=null) for name, kind, null in act),
    )
    op.create_index("ix_takedowns_report_id", "takedowns", ["report_id"])
    op.create_table(
        "entries",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("recorded_at", sa.String(40), nullable=False),
        sa.Column("leaf", sa.String(64), nullable=False),
    )
    enter_rows(op.get_bind())
    dialect = op.get_bind().dialect.name
    for table in TABLES:
        for statement in GUARDS[dialect]:
            op.execute(sa.text(statement.format(table=table)))
    for table in HOLES:
        let_takedowns_through(table, dialect)


def let_takedowns_through(table: str, dialect: str) -> None:
    """Replace the guard of a table by one that a takedown may pass."""
    columns, of_report = HOLES[table]
    left = f"""'{{"sha256":"' || {HASHES[dialect]} || '","taken_down":' || takedowns.number || '}}'"""
    stays = [f"NEW.{name} {SAME[dialect]} OLD.{name}" for name in columns.split()]
    destroyed = [
        """substr(OLD.record, 1, 11) <> '{"sha256":"'""",
        HEX[dialect],
        f"EXISTS (SELECT 1 FROM {of_report} AND NEW.record = {left})",
    ]
    hole = " AND ".join([*stays, *destroyed])
    refused = f"'the ledger only grows: {table} is never changed'"
    statements = {
        "sqlite": [
            f"DROP TRIGGER {table}_no_update",
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} WHEN NOT ({hole})"
            f" BEGIN SELECT RAISE(ABORT, {refused}); END",
        ],
        "postgresql": [
            f"DROP TRIGGER {table}_only_grows ON {table}",
            f"CREATE TRIGGER {table}_only_grows BEFORE DELETE OR TRUNCATE ON {table}"
            f" FOR EACH STATEMENT EXECUTE FUNCTION {table}_only_grows()",
            f"CREATE FUNCTION {table}_only_destroyed() RETURNS trigger LANGUAGE plpgsql AS"
            f" $$ BEGIN IF {hole} THEN RETURN NEW; END IF; RAISE EXCEPTION {refused}; END $$",
            f"CREATE TRIGGER {table}_only_destroyed BEFORE UPDATE ON {table}"
            f" FOR EACH ROW EXECUTE FUNCTION {table}_only_destroyed()",
        ],
    }
    for statement in statements[dialect]:
        op.get_bind().exec_driver_sql(statement)


def enter_rows(connection: sa.Connection) -> None:
    """An entry for each row, in the order of recording; first the row that says that they begin here."""
    found = sorted(read_rows(connection))
    moment = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    record = write_json({"ledger": uuid.uuid4().hex, "rows": len(found)}).decode()
    begun = {"number": 1, "record": record, "digest": hash_lines([moment, record]), "recorded_at": moment}
    connection.execute(
        sa.text("INSERT INTO beginnings VALUES (:number, :record, :digest, :recorded_at)"), begun
    )
    tables = list(ROWS)
    rows = [("beginnings", "1", digest_row("beginnings", begun, []), moment)]
    rows += [(tables[table], key, digest, at) for at, table, _, key, digest in found]
    insert = sa.text("INSERT INTO entries VALUES (:number, :kind, :key, :digest, :recorded_at, :leaf)")
    connection.execute(insert, [entry_of(number, *row) for number, row in enumerate(rows, 1)])


def read_rows(connection: sa.Connection) -> Iterator[tuple[str, int, int, str, str]]:
    """Of each row its moment, the place of its table, its number where it has one, its key and its digest."""
    parts = read_parts(connection)
    for place, (table, (key, others)) in enumerate(ROWS.items()):
        names = [*key.split(), *others.split()]
        shown = ", ".join(f'"{name}"' for name in names)
        for row in connection.exec_driver_sql(f"SELECT {shown} FROM {table}"):
            values = dict(zip(names, row, strict=True))
            keys = [values[name] for name in key.split()]
            of_row = [one[keys[0]] for one in parts] if table == "readings" else []
            written = str(keys[0]) if len(keys) == 1 else write_json(keys).decode()
            number = keys[0] if isinstance(keys[0], int) else 0
            yield values["recorded_at"], place, number, written, digest_row(table, values, of_row)


def read_parts(connection: sa.Connection) -> list[dict[str, list[tuple[object, str]]]]:
    """The claims and mentions of each reading, by key and SHA-256, sorted."""
    parts = []
    for table, key in PARTS:
        by_reading: dict[str, list[tuple[object, str]]] = defaultdict(list)
        for reading, part, record in connection.exec_driver_sql(
            f"SELECT reading_id, {key}, record FROM {table}"
        ):
            by_reading[reading].append((part, hash_text(record)))
        for found in by_reading.values():
            found.sort()
        parts.append(by_reading)
    return parts


def entry_of(number: int, kind: str, key: str, digest: str, recorded_at: str) -> dict[str, object]:
    leaf = hashlib.sha256(b"\x00" + write_json([number, kind, key, digest, recorded_at])).hexdigest()
    return {
        "number": number,
        "kind": kind,
        "key": key,
        "digest": digest,
        "recorded_at": recorded_at,
        "leaf": leaf,
    }


def digest_row(table: str, row: dict[str, object], parts: list[list[tuple[object, str]]]) -> str:
    shown = {
        name: hash_text(str(value)) if name == "record" else value
        for name, value in row.items()
        if value is not None
    }
    return hashlib.sha256(write_json([table, shown, parts])).hexdigest()


def write_json(value: object) -> bytes:
    return msgspec.json.encode(value, order="sorted")


def hash_text(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def hash_lines(lines: list[str]) -> str:
    return hashlib.sha256("".join(f"{line}\n" for line in lines).encode()).hexdigest()
