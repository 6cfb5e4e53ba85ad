"""Compare what is stored about customers with a recomputation, without writing to the book."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from kamtui.domain.search_marks import marks_of_columns
from kamtui.store.reader import SQLITE_TROUBLE, connect_live, read_failure

_SHADOWS = """
CREATE TEMP TABLE receivable AS SELECT * FROM main.receivable;
CREATE INDEX temp.shadow_receivable_customer ON receivable (customer_id);
CREATE INDEX temp.shadow_receivable_id ON receivable (id);
CREATE TEMP TABLE customer_facts AS SELECT * FROM main.customer_facts;
CREATE INDEX temp.shadow_facts ON customer_facts (customer_id);
"""
_DIFFERENT = """
SELECT count(*) FROM (SELECT {columns} FROM temp.{table} EXCEPT SELECT {columns} FROM main.{table})
"""
_NO_SEARCH = """
SELECT count(*) FROM customer c WHERE c.deleted_at IS NULL
AND NOT EXISTS (SELECT 1 FROM customer_search s WHERE s.customer_id = c.id)
"""


@dataclass(frozen=True, slots=True)
class DerivedCheck:
    """Customers whose stored facts, receivables whose stored payments differ, and so on.

    Attributes:
        facts: Customers whose facts differ from a recomputation, missing ones included.
        receivables: Receivables whose paid amount or settled day differ.
        unsearchable: Living customers that a look-up cannot find.
    """

    facts: int
    receivables: int
    unsearchable: int


def check_derived(path: Path) -> DerivedCheck:
    """Recompute in temporary tables, which shadow the book's own, and count the differences.

    Raises:
        KamError: What makes the book unreadable.
    """
    from sqlalchemy import create_engine
    from sqlalchemy.exc import DBAPIError
    from sqlalchemy.pool import StaticPool

    from kamtui.store.facts import refresh_facts

    try:
        with closing(connect_live(path)) as raw:
            raw.execute("PRAGMA temp_store=MEMORY")
            raw.executescript(_SHADOWS)
            engine = create_engine("sqlite://", creator=lambda: raw, poolclass=StaticPool)
            with engine.connect() as connection:
                refresh_facts(connection, None)
                connection.commit()
            return DerivedCheck(
                facts=_differing(raw, "customer_facts"),
                receivables=_differing(raw, "receivable"),
                unsearchable=int(raw.execute(_NO_SEARCH).fetchone()[0]) + _mismarked(raw),
            )
    except (*SQLITE_TROUBLE, DBAPIError) as problem:
        raise read_failure(problem, path) from problem


def _mismarked(connection: sqlite3.Connection) -> int:
    """Count the search rows that a scan would skip by bits that are not theirs."""
    rows = connection.execute(
        "SELECT names, pinyin, contacts, digits, hanzi, pairs, starts FROM customer_search"
    )
    return sum(marks_of_columns(*row[:4]) != row[4:] for row in rows)


def _differing(connection: sqlite3.Connection, table: str) -> int:
    columns = ", ".join(
        f'"{row[1]}"' for row in connection.execute(f'PRAGMA main.table_info("{table}")').fetchall()
    )
    sql = _DIFFERENT.format(columns=columns, table=table)
    return int(connection.execute(sql).fetchone()[0])
