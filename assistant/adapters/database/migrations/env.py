"""Run by Alembic: the scripts, on the connection that the program has opened."""

from alembic import context

from assistant.adapters.database.schema import every_table

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=every_table(), render_as_batch=True)
context.run_migrations()
