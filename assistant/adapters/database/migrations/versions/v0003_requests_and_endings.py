"""Requests to an administrator to allow a model, and what became of temporary permissions."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make both tables; the case's table is there already."""
    metadata = sa.MetaData()
    sa.Table("cases", metadata, sa.Column("id", sa.String(32), primary_key=True))
    sa.Table(
        "approvals",
        metadata,
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("case_id", sa.String(32), sa.ForeignKey("cases.id", ondelete="CASCADE"), nullable=False, index=True),
        sa.Column("created", sa.String(32), nullable=False),
        sa.Column("expires", sa.String(32), nullable=False),
        sa.Column("base_url", sa.String(300), nullable=False),
        sa.Column("project_id", sa.String(256), nullable=False),
        sa.Column("models", sa.Text, nullable=False),
        sa.Column("wants_check", sa.Boolean, nullable=False),
        sa.Column("decision", sa.String(16)),
        sa.Column("decided", sa.String(32)),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("how", sa.String(16)),
        sa.Column("record", sa.String(32)),
        sa.Column("taken", sa.String(32)),
    )
    sa.Table(
        "policy_endings",
        metadata,
        sa.Column("grant_id", sa.String(32), primary_key=True),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("left", sa.Boolean, nullable=False),
        sa.Column("result", sa.String(16), nullable=False),
        sa.Column("reason", sa.String(32)),
        sa.Column("undone", sa.Text, nullable=False),
        sa.Column("needed", sa.Text, nullable=False),
        sa.Column("changed", sa.Text, nullable=False),
        sa.Column("record_id", sa.String(32)),
    )
    metadata.create_all(op.get_bind(), checkfirst=True)
