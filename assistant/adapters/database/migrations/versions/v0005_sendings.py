"""Connected help desks: how far each was read, and every message on its way out."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the cursor to the imports and make the table of sendings; the tickets' table is there already."""
    op.add_column("ticket_imports", sa.Column("cursor", sa.Text))
    unsettled = sa.text("state IN ('sending', 'unknown')")
    op.create_table(
        "ticket_sendings",
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
        sa.Index(
            "uq_ticket_sendings_unsettled",
            "ticket_id",
            unique=True,
            sqlite_where=unsettled,
            postgresql_where=unsettled,
        ),
    )
