"""A book filled row by row for the tests of segments, beside the write path."""

import sqlite3
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

from kamtui.services import segments
from kamtui.services.desk import Desk

#: Real data beside the project; absent where only the project is.
SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
_STAMP = "2026-01-01T00:00:00.000Z"


class SegmentBook:
    """Rows as they are stored, and what the services make of them."""

    def __init__(self, desk: Desk) -> None:
        assert desk.path is not None
        self.desk = desk
        self._path: Path = desk.path
        self._ids = count(1)

    def insert(self, table: str, **values: Any) -> str:
        return self.insert_many(table, [values])

    def insert_many(self, table: str, many: Sequence[Mapping[str, Any]]) -> str:
        """Insert rows that have the same columns; return the id of the last."""
        rows = [
            {"id": f"{next(self._ids):032x}", "created_at": _STAMP, "updated_at": _STAMP,
             "version": 1, **values}
            for values in many
        ]  # fmt: skip
        names, places = ", ".join(rows[0]), ", ".join("?" * len(rows[0]))
        with sqlite3.connect(self._path) as database:
            database.executemany(
                f"INSERT INTO {table} ({names}) VALUES ({places})",
                [tuple(row.values()) for row in rows],
            )
            # As every write ends with a line of the log, which says that the book is another one.
            database.execute(
                "INSERT INTO change_log (group_id, what, entity, op, fields, at)"
                " VALUES (?, 'import', 'import_batch', 'create', '{}', ?)",
                (rows[-1]["id"], _STAMP),
            )
        database.close()
        return str(rows[-1]["id"])

    def customer(self, name: str = "c1", **values: Any) -> str:
        return self.insert(
            "customer",
            **{"id": name, "customer_no": name, "name": name, "name_key": name, "tags": "[]",
               "custom": "{}", **values},
        )  # fmt: skip

    def order(self, on: str, amount: float = 100, customer: str = "c1", **values: Any) -> str:
        return self.insert(
            "sales_order", customer_id=customer, ordered_on=on, amount_minor=round(amount * 100),
            **{"status": "completed", **values},
        )  # fmt: skip

    def talk(self, on: str, customer: str = "c1", **values: Any) -> str:
        return self.insert(
            "communication",
            **{"customer_id": customer, "on_date": on, "at": f"{on}T08:00:00.000Z",
               "channel": "call", "noted": True, **values},
        )  # fmt: skip

    def survey(self, on: str, score: str | None, customer: str = "c1", **values: Any) -> str:
        return self.insert("survey", customer_id=customer, on_date=on, score=score, **values)

    def complaint(self, at: str, customer: str = "c1", **values: Any) -> str:
        return self.insert(
            "complaint", **{"customer_id": customer, "opened_at": at, "kind": "complaint", **values}
        )

    def segment(self, by: str, *, customer: str = "c1", as_of: date | None = None) -> str:
        """Where a customer is; the list of everybody and the look at one must agree."""
        found = segments.judge(self.desk, by=by, as_of=as_of)
        (listed,) = (key for key, ids in found.ids.items() if customer in ids)
        places = segments.of_customer(self.desk, customer_id=customer, as_of=as_of)
        (alone,) = (one.key for one in places if one.by == found.dimension.name)
        assert alone == listed
        return listed

    def places(self, by: str, *, as_of: date | None = None) -> Mapping[str, str]:
        """Where everybody is."""
        found = segments.judge(self.desk, by=by, as_of=as_of)
        return {one: key for key, ids in found.ids.items() for one in ids}
