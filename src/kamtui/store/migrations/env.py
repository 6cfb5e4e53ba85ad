"""Alembic's entry: runs on the connection and inside the transaction it is handed."""

from alembic import context
from sqlmodel import SQLModel

from kamtui.store import tables as _tables  # noqa: F401  (declares the schema)

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
