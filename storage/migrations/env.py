"""Run by alembic: on the connection that ``storage.migrations.run`` hands over."""

from importlib import import_module

from alembic import context

connection = context.config.attributes["connection"]
metadata = import_module("storage.tables").metadata

context.configure(
    connection=connection,
    target_metadata=metadata,
    compare_type=True,
    compare_server_default=True,
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
