"""Habits of sources as they were learned, in their order; guarded as the other tables are."""

import sqlalchemy as sa
from alembic import op

revision = "v4"
down_revision = "v3"

TABLE = "habits"
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
    """Make the table of version v4 and guard it."""
    op.create_table(
        TABLE,
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("record", sa.Text, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("recorded_at", sa.String(40), nullable=False),
    )
    for statement in GUARDS[op.get_bind().dialect.name]:
        op.execute(sa.text(statement.format(table=TABLE)))
