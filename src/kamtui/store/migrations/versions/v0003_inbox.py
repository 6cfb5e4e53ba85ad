"""Notes without a customer."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the inbox; nothing that is there is touched."""
    op.create_table(
        "inbox_note",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("created_at", sa.String(24), nullable=False),
        sa.Column("updated_at", sa.String(24), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.String(24), nullable=True),
        sa.Column("import_batch_id", sa.String(32), nullable=True),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("at", sa.String(24), nullable=False),
        sa.Column("on_date", sa.String(10), nullable=False),
        sa.Column("zone", sa.String(), nullable=True),
        sa.Column("by", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbox_note")),
    )
    op.create_index("ix_inbox_note_at", "inbox_note", ["at"], unique=False)
    op.create_index(
        op.f("ix_inbox_note_import_batch_id"), "inbox_note", ["import_batch_id"], unique=False
    )
