"""Addresses that were asked and what came of it, in their order; guarded as the other tables are."""

import sqlalchemy as sa
from alembic import op

revision = "v6"
down_revision = "v5"

TABLE = "fetches"
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


def upgrade() -> None:
    """Make the table of version v6 and guard it."""
    op.create_table(
        TABLE,
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("outcome", sa.String(20), nullable=False),
        sa.Column("found_by", sa.Text),
        sa.Column("warc_sha256", sa.String(64)),
        sa.Column("record", sa.Text, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("recorded_at", sa.String(40), nullable=False),
    )
    op.create_index("fetches_by_url", TABLE, ["url", "number"])
    op.create_index("fetches_by_finder", TABLE, ["found_by", "number"])
    for statement in GUARDS[op.get_bind().dialect.name]:
        op.execute(sa.text(statement.format(table=TABLE)))
