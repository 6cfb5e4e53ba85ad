"""Indexes for what the agenda asks every morning: who is out of touch, whose birthday is near."""

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Order those without a plan by their last contact, and find birthdays by their day."""
    op.drop_index("ix_customer_facts_plan", "customer_facts")
    op.create_index(
        "ix_customer_facts_plan",
        "customer_facts",
        ["active", "next_due_on", "grade", "last_contact_on"],
        unique=False,
    )
    op.create_index(
        "ix_contact_birth", "contact", ["birth_lunar", "birth_month", "birth_day"], unique=False
    )
