"""A line of the audit record cannot be replaced either."""

from alembic import op

from assistant.adapters.desk_store.ddl import AUDIT_REPLACE

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make SQLite's third trigger."""
    for statement in AUDIT_REPLACE[op.get_bind().dialect.name]:
        op.get_bind().exec_driver_sql(statement)
