"""Figures of cases for the lead's page, and an index that finds the cases which have moved on."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table, empty: its rows are derived from the cases when the page is opened."""
    metadata = sa.MetaData()
    sa.Table("cases", metadata, sa.Column("id", sa.String(32), primary_key=True))
    sa.Table(
        "case_figures",
        metadata,
        sa.Column("case_id", sa.String(32), sa.ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("of_ticket", sa.Boolean, nullable=False),
        sa.Column("at", sa.String(32), nullable=False, index=True),
        sa.Column("moved", sa.String(32), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("category", sa.String(64), nullable=False),
        sa.Column("cause_id", sa.String(64)),
        sa.Column("project_id", sa.String(256)),
        sa.Column("model", sa.String(256)),
        sa.Column("proof", sa.String(8)),
        sa.Column("proved", sa.String(32)),
        sa.Column("ending", sa.String(16)),
        sa.Column("guide_id", sa.String(64)),
        sa.Column("way", sa.Text, nullable=False),
        sa.Column("stopped", sa.Boolean, nullable=False),
        sa.Column("presses", sa.Text, nullable=False),
        sa.Column("line", sa.Text, nullable=False),
        sa.Column("status", sa.String(8)),
        sa.Column("code", sa.String(200)),
    )
    metadata.create_all(op.get_bind(), checkfirst=True)
    op.create_index("ix_cases_version", "cases", ["id", "version", "practice"])
