"""The macros of the desk's agents."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    metadata = sa.MetaData()
    sa.Table(
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
    metadata.create_all(op.get_bind(), checkfirst=True)
