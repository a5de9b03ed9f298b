"""The first tables, and the guard that lets rows be added and never changed or removed.

A migration is never edited once released: it stands alone and imports nothing of the package.
"""

import sqlalchemy as sa
from alembic import op

revision = "v1"
down_revision = None

TABLES = ("reports", "readings", "claims", "mentions", "rejections", "settlements", "vouches")
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
    """Make the tables of version v1 and guard each of them."""
    op.create_table(
        "reports",
        sa.Column("report_id", sa.String(64), primary_key=True),
        sa.Column("raw_sha256", sa.String(64), nullable=False),
        sa.Column("known_from", sa.String(10)),
        sa.Column("record", sa.Text, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("recorded_at", sa.String(40), nullable=False),
    )
    op.create_table(
        "readings",
        sa.Column("reading_id", sa.String(64), primary_key=True),
        sa.Column("report_id", sa.String(64), sa.ForeignKey("reports.report_id"), nullable=False),
        sa.Column("extractor", sa.String(200), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("recorded_at", sa.String(40), nullable=False),
    )
    op.create_index("readings_by_report", "readings", ["report_id", "extractor"])
    op.create_table(
        "claims",
        sa.Column("reading_id", sa.String(64), sa.ForeignKey("readings.reading_id"), primary_key=True),
        sa.Column("claim_id", sa.String(64), primary_key=True),
        sa.Column("record", sa.Text, nullable=False),
    )
    op.create_table(
        "mentions",
        sa.Column("reading_id", sa.String(64), sa.ForeignKey("readings.reading_id"), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("record", sa.Text, nullable=False),
    )
    op.create_table(
        "rejections",
        sa.Column("rejection_id", sa.String(64), primary_key=True),
        sa.Column("where", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("remedy", sa.Text, nullable=False),
        sa.Column("recorded_at", sa.String(40), nullable=False),
    )
    op.create_table(
        "settlements",
        sa.Column("where", sa.Text, primary_key=True),
        sa.Column("recorded_at", sa.String(40), primary_key=True),
    )
    op.create_table(
        "vouches",
        sa.Column("vouch_id", sa.String(64), primary_key=True),
        sa.Column("record", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("on_day", sa.String(10), nullable=False),
        sa.Column("recorded_at", sa.String(40), nullable=False),
    )
    for table in TABLES:
        for statement in GUARDS[op.get_bind().dialect.name]:
            op.execute(sa.text(statement.format(table=table)))
