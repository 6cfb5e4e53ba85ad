"""Bits of every search row, by which a scan skips what cannot match; an index of who is quiet."""

from itertools import pairwise

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_BITS, _LOT = 61, 5_000
_COLUMNS = ("hanzi", "pairs", "starts")


def upgrade() -> None:
    """Add the index and the bits; fill these from the columns that are there."""
    for name in _COLUMNS:
        op.add_column(
            "customer_search",
            sa.Column(name, sa.BigInteger(), server_default="0", nullable=False),
        )
    op.create_index(
        "ix_customer_facts_quiet",
        "customer_facts",
        ["active", "grade", "last_contact_on", "next_due_on"],
        unique=False,
    )
    connection = op.get_bind()
    rows = connection.execute(
        sa.text("SELECT customer_id, names, pinyin, contacts, digits FROM customer_search")
    ).all()
    update = sa.text(
        "UPDATE customer_search SET hanzi = :hanzi, pairs = :pairs, starts = :starts"
        " WHERE customer_id = :customer_id"
    )
    for start in range(0, len(rows), _LOT):
        connection.execute(update, [_marked(*row) for row in rows[start : start + _LOT]])


def _marked(
    customer_id: str, names: str, pinyin: str, contacts: str, digits: str
) -> dict[str, object]:
    """Return the bits as they were defined when this version came out."""
    texts = (names, contacts, digits)
    hanzi = pairs = starts = 0
    for character in names + contacts:
        if character > "\x7f":
            hanzi |= 1 << ord(character) % _BITS
    for text in texts:
        for first, second in pairwise(text):
            if first < "\x80" and second < "\x80" and "|" not in (first, second):
                pairs |= _pair(first, second)
    for item in pinyin.split("|"):
        if len(item) > 1:
            starts |= _pair(item[0], item[1])
    return {"customer_id": customer_id, "hanzi": hanzi, "pairs": pairs, "starts": starts}


def _pair(first: str, second: str) -> int:
    return 1 << (ord(first.lower()[0]) * 31 + ord(second.lower()[0])) % _BITS
