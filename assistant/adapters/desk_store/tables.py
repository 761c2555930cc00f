"""The tables: tickets with messages and drafts, macros, imports with faults, the audit record, the word index."""

from __future__ import annotations

import sqlalchemy as sa

from assistant.adapters.database.metadata import metadata
from assistant.adapters.desk_store.ddl import AUDIT_GUARD, AUDIT_REPLACE, WORD_INDEX

tickets = sa.Table(
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
    sqlite_autoincrement=True,  # the number of a deleted ticket stands in the audit record and is never given again
)

messages = sa.Table(
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

drafts = sa.Table(
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

macros = sa.Table(
    "desk_macros",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("owner", sa.String(200), nullable=False),
    sa.Column("name", sa.String(100), nullable=False),
    sa.Column("ja", sa.Text, nullable=False),
    sa.Column("en", sa.Text, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("updated", sa.String(32), nullable=False),
    sa.UniqueConstraint("owner", "name", name="uq_desk_macros_name"),
)

imports = sa.Table(
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
    sa.Column("cursor", sa.Text),  # of a connected desk, whose import never ends
)

faults = sa.Table(
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

_UNSETTLED = sa.text("state IN ('sending', 'unknown')")
sendings = sa.Table(
    "ticket_sendings",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("ticket_id", sa.Integer, sa.ForeignKey("tickets.id", ondelete="CASCADE"), nullable=False, index=True),
    sa.Column("desk", sa.String(100), nullable=False),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("number", sa.String(200)),
    sa.Column("form", sa.String(16), nullable=False),
    sa.Column("via", sa.Text, nullable=False),
    sa.Column("recipient", sa.Text, nullable=False),
    sa.Column("sender", sa.Text, nullable=False),
    sa.Column("subject", sa.Text, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("mark", sa.String(300), nullable=False, index=True),
    sa.Column("answers", sa.Text, nullable=False),
    sa.Column("who", sa.String(200), nullable=False),
    sa.Column("at", sa.String(32), nullable=False),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("settled", sa.String(32)),
    sa.Column("reason", sa.String(64)),
    sa.Column("receipt", sa.String(300)),
    sa.Index(  # one message of a ticket may be under way, whoever sends it
        "uq_ticket_sendings_unsettled", "ticket_id", unique=True, sqlite_where=_UNSETTLED, postgresql_where=_UNSETTLED
    ),
)

audit = sa.Table(
    "audit",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("at", sa.String(32), nullable=False, index=True),
    sa.Column("who", sa.String(200), nullable=False),
    sa.Column("action", sa.String(32), nullable=False),
    sa.Column("ticket_id", sa.Integer, index=True),
    sa.Column("detail", sa.Text, nullable=False),
)

for _table, _statements in ((tickets, WORD_INDEX), (audit, AUDIT_GUARD), (audit, AUDIT_REPLACE)):
    for _dialect, _several in _statements.items():
        for _one in _several:
            sa.event.listen(_table, "after_create", sa.DDL(_one).execute_if(dialect=_dialect))  # type: ignore[no-untyped-call]
