"""The staff desk: tickets, messages, drafts, imports, the audit record and the word index."""

import sqlalchemy as sa
from alembic import op

from assistant.adapters.desk_store.ddl import AUDIT_GUARD, WORD_INDEX

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the desk's tables; the case's table is there already."""
    metadata = sa.MetaData()
    sa.Table("cases", metadata, sa.Column("id", sa.String(32), primary_key=True))
    _tickets(metadata)
    _imports_and_audit(metadata)
    metadata.create_all(op.get_bind(), checkfirst=True)
    for statements in (WORD_INDEX, AUDIT_GUARD):
        for statement in statements[op.get_bind().dialect.name]:
            op.get_bind().exec_driver_sql(statement)


def _tickets(metadata: sa.MetaData) -> None:
    sa.Table(
        "tickets",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("identity", sa.String(64), nullable=False, unique=True),
        sa.Column("desk", sa.String(100), nullable=False),
        sa.Column("own_number", sa.String(200)),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("customer", sa.String(300)),
        sa.Column("address", sa.String(300), index=True),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("received", sa.String(32), nullable=False),
        sa.Column("updated", sa.String(32), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("holder", sa.String(200)),
        sa.Column("claimed", sa.String(32)),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("messages", sa.Integer, nullable=False),
        sa.Column("case_id", sa.String(32), sa.ForeignKey("cases.id", ondelete="SET NULL"), index=True),
        sa.Column("case_version", sa.Integer),
        sa.Column("category", sa.String(64), nullable=False),
        sa.Column("cause_id", sa.String(64)),
        sa.Column("grade", sa.String(16), nullable=False),
        sa.Column("project_id", sa.String(256)),
        sa.Column("model", sa.String(256)),
        sa.Column("settled", sa.String(32)),
        sa.Index("ix_tickets_updated", "updated", "id"),
        sa.Index("ix_tickets_state", "state", "updated"),
        sa.Index("ix_tickets_verdict", "category", "cause_id", "project_id", "model"),
        sqlite_autoincrement=True,
    )
    sa.Table(
        "ticket_messages",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("ticket_id", sa.Integer, sa.ForeignKey("tickets.id", ondelete="CASCADE"), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("at", sa.String(32)),
        sa.Column("sender", sa.String(16), nullable=False),
        sa.Column("message_id", sa.String(300), index=True),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.UniqueConstraint("ticket_id", "position", name="uq_ticket_messages_position"),
        sa.UniqueConstraint("ticket_id", "digest", name="uq_ticket_messages_digest"),
    )
    sa.Table(
        "ticket_drafts",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("ticket_id", sa.Integer, sa.ForeignKey("tickets.id", ondelete="CASCADE"), nullable=False, index=True),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("who", sa.String(200), nullable=False),
        sa.Column("register", sa.String(16), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("seen", sa.Integer, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("approved", sa.String(32)),
        sa.Column("approver", sa.String(200)),
    )


def _imports_and_audit(metadata: sa.MetaData) -> None:
    sa.Table(
        "ticket_imports",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("digest", sa.String(64), nullable=False, unique=True),
        sa.Column("name", sa.String(300), nullable=False),
        sa.Column("began", sa.String(32), nullable=False),
        sa.Column("finished", sa.String(32)),
        sa.Column("done", sa.Integer, nullable=False),
        sa.Column("added", sa.Integer, nullable=False),
        sa.Column("joined", sa.Integer, nullable=False),
        sa.Column("known", sa.Integer, nullable=False),
    )
    sa.Table(
        "ticket_import_faults",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column(
            "import_id", sa.Integer, sa.ForeignKey("ticket_imports.id", ondelete="CASCADE"), nullable=False, index=True
        ),
        sa.Column("line", sa.Integer, nullable=False),
        sa.Column("reason", sa.String(64), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
    )
    sa.Table(
        "audit",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("at", sa.String(32), nullable=False, index=True),
        sa.Column("who", sa.String(200), nullable=False),
        sa.Column("action", sa.String(32), nullable=False),
        sa.Column("ticket_id", sa.Integer, index=True),
        sa.Column("detail", sa.Text, nullable=False),
    )
