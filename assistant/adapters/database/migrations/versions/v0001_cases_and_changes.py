"""Cases, their pastes and feedback, changes of permissions: the tables as they were before there were migrations."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make those of the first tables that are missing: an older database may have been used by the chat alone."""
    metadata = sa.MetaData()
    _cases(metadata)
    _changes(metadata)
    metadata.create_all(op.get_bind(), checkfirst=True)


def _cases(metadata: sa.MetaData) -> None:
    sa.Table(
        "cases",
        metadata,
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("practice", sa.Boolean, nullable=False),
        sa.Column("owner", sa.String(200), index=True),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("created", sa.String(32), nullable=False),
        sa.Column("updated", sa.String(32), nullable=False, index=True),
        sa.Column("state", sa.Text, nullable=False),
    )
    sa.Table(
        "pastes",
        metadata,
        sa.Column("case_id", sa.String(32), sa.ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("text", sa.Text, nullable=False),
    )
    sa.Table(
        "feedback",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("case_id", sa.String(32), sa.ForeignKey("cases.id", ondelete="CASCADE"), index=True),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("category", sa.String(64), nullable=False),
        sa.Column("cause", sa.String(64)),
        sa.Column("said", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
    )


def _changes(metadata: sa.MetaData) -> None:
    sa.Table(
        "policy_changes",
        metadata,
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("at", sa.String(32), nullable=False, index=True),
        sa.Column("who", sa.String(200), nullable=False),
        sa.Column("base_url", sa.String(300), nullable=False),
        sa.Column("project_id", sa.String(256), nullable=False, index=True),
        sa.Column("action", sa.String(16), nullable=False),
        sa.Column("before", sa.Text, nullable=False),
        sa.Column("after", sa.Text, nullable=False),
        sa.Column("planned_hash", sa.String(64), nullable=False),
        sa.Column("result", sa.String(16), nullable=False),
        sa.Column("reason", sa.String(32)),
        sa.Column("found", sa.Text),
        sa.Column("request_ids", sa.Text, nullable=False),
        sa.Column("finished", sa.String(32)),
        sa.Column("undoes", sa.String(32)),
    )
    sa.Table(
        "policy_grants",
        metadata,
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("record_id", sa.String(32)),
        sa.Column("base_url", sa.String(300), nullable=False),
        sa.Column("project_id", sa.String(256), nullable=False, index=True),
        sa.Column("mode", sa.String(16), nullable=False),
        sa.Column("wanted", sa.Text, nullable=False),
        sa.Column("ids", sa.Text, nullable=False),
        sa.Column("former", sa.Text, nullable=False),
        sa.Column("until", sa.String(32), nullable=False, index=True),
        sa.Column("ended", sa.String(32)),
    )
    sa.Table(
        "policy_locks",
        metadata,
        sa.Column("base_url", sa.String(300), primary_key=True),
        sa.Column("project_id", sa.String(256), primary_key=True),
        sa.Column("holder", sa.String(32)),
        sa.Column("until", sa.Float, nullable=False),
    )
