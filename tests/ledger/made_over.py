"""Records made over with all digests, entries and leaves made anew: what somebody can do who may write to the database."""

from __future__ import annotations

import sqlalchemy as sa

from contested.ledger import Ledger
from contested.ledger.entries import digest_parts, digest_row, leaf_of, write_key
from contested.ledger.places import table_of
from contested.ledger.records import digest_lines, write_record
from contested.ledger.schema import ENTERED, claims, entries, mentions
from contested.ledger.verify import TABLES


def make_over(ledger: Ledger, *statements: str) -> None:
    """Change rows, or take them out, and make everything anew that is there to find it."""
    with ledger.engine.begin() as connection:
        guards = connection.execute(
            sa.text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        ).all()
        for name, _ in guards:
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.exec_driver_sql(statement)
        for table in ENTERED:
            if "digest" in table.c:
                mend_digests(connection, table)
        mend_entries(connection)
        for _, made in guards:
            connection.exec_driver_sql(made)


def mend_digests(connection: sa.Connection, table: sa.Table) -> None:
    for row in connection.execute(sa.select(table)).mappings().all():
        if table.name == "gazetteers":
            lines = [write_record(table_of(dict(row)))]
        elif table.name == "readings":
            lines = [
                row["recorded_at"],
                *(one for kind in parts_of(connection, row["reading_id"]) for _, one in kind),
            ]
        elif table.name == "reports":
            lines = [row["recorded_at"], row["known_from"] or "", row["record"]]
        else:
            lines = [row["recorded_at"], row["record"]]
        key = [column == row[column.name] for column in table.primary_key]
        connection.execute(table.update().where(*key).values(digest=digest_lines(lines)))


def mend_entries(connection: sa.Connection) -> None:
    rows = {}
    for name, table in TABLES.items():
        for row in connection.execute(sa.select(table)).mappings().all():
            values = {str(column): value for column, value in row.items()}
            parts = digest_parts(*parts_of(connection, row["reading_id"])) if name == "readings" else ()
            rows[name, write_key(table, values)] = digest_row(table, values, parts), row["recorded_at"]
    held = connection.execute(sa.select(entries).order_by(entries.c.number)).all()
    connection.execute(entries.delete())
    stay = [(entry.kind, entry.key) for entry in held if (entry.kind, entry.key) in rows]
    for number, (kind, key) in enumerate(stay, 1):
        digest, moment = rows[kind, key]
        connection.execute(
            entries.insert().values(
                number=number,
                kind=kind,
                key=key,
                digest=digest,
                recorded_at=moment,
                leaf=leaf_of(number, kind, key, digest, moment).hex(),
            )
        )


def parts_of(connection: sa.Connection, reading_id: str) -> list[list[tuple[object, str]]]:
    return [
        sorted(
            map(
                tuple,
                connection.execute(
                    sa.select(table.c[key], table.c.record).where(table.c.reading_id == reading_id)
                ),
            )
        )
        for table, key in ((claims, "claim_id"), (mentions, "number"))
    ]
