"""Rows on their way into a new book: plain tuples per table, written in large lots."""

import random
import sqlite3
from collections.abc import Mapping
from datetime import date, datetime

#: Rows of a table kept in memory before they are written.
_LOT = 20_000
_CREATED = "created_at, updated_at, version"

#: Columns of each table in the order of the tuples; what is not named stays empty.
COLUMNS: Mapping[str, str] = {
    "customer": "id, customer_no, name, short_name, name_key, uscc, industry, region, city,"
    " country, address, phone, email, website, employees, revenue_band, customer_since, grade,"
    " lifecycle, need_type, intent, relation_state, strategic_value, strategic_reason,"
    " credit_days, credit_limit_minor, preferences, special_attention, verified_on, owner,"
    " tags, custom, remarks",
    "contact": "id, customer_id, name, title, role, birth_month, birth_day, birth_lunar, is_main,"
    " remarks",
    "contact_point": "id, contact_id, customer_id, kind, value, digits, is_main",
    "communication": "id, customer_id, at, on_date, zone, channel, direction, content, noted,"
    " by, who, follow_up_id",
    "communication_contact": "communication_id, contact_id",
    "promise": "id, customer_id, communication_id, what, due_on, delivered_on",
    "follow_up": "id, customer_id, contact_id, due_on, due_time, place, channel, purpose, goal,"
    " expected_result, assignee, state, completed_at, communication_id, origin",
    "product": "id, code, name, name_key, product_class, unit",
    "sales_order": "id, customer_id, order_no, ordered_on, status, amount_minor, invoiced_state",
    "order_line": "id, order_id, product_id, quantity, price_minor, amount_minor",
    "receivable": "id, customer_id, order_id, due_on, amount_minor, paid_minor, settled_on,"
    " invoice_no",
    "payment": "id, customer_id, order_id, receivable_id, received_on, amount_minor, method",
    "survey": "id, customer_id, on_date, score, recommend, suggestion, source",
    "complaint": "id, customer_id, kind, cause, description, opened_at, respond_by, settle_by,"
    " responded_at, settled_at, resolution, handled_by",
    "grade_change": "id, customer_id, at, model, model_revision, score, parts, proposed,"
    " from_grade, to_grade, decision, reason, by",
    "setting": "id, key, value",
    "customer_search": "customer_id, names, pinyin, contacts, digits, hanzi, pairs, starts",
}
_NOT_RECORDS = frozenset({"communication_contact", "customer_search"})


class Ledger:
    """Collects rows and writes them; ids come from the seed, so the same build makes the same."""

    def __init__(self, connection: sqlite3.Connection, *, today: date, seed: int) -> None:
        """Write through ``connection``, which is inside a transaction."""
        self._connection = connection
        # One random stream a book: stable for a seed whatever the machine.
        self.random = random.Random(f"{seed}/{today.isoformat()}")
        noon = datetime.fromisoformat(f"{today.isoformat()}T00:00:00+00:00")
        self._stamp = int(noon.timestamp() * 1000) - 30 * 86_400_000
        created = f"'{today.isoformat()}T00:00:00.000Z'"
        self._sql: dict[str, str] = {}
        self._rows: dict[str, list[tuple[object, ...]]] = {}
        for table, columns in COLUMNS.items():
            marks = ", ".join("?" for _ in columns.split(","))
            if table not in _NOT_RECORDS:
                columns, marks = f"{_CREATED}, {columns}", f"{created}, {created}, 1, {marks}"
            # Names of our own tables and columns only, never data.
            self._sql[table] = f"INSERT INTO {table} ({columns}) VALUES ({marks})"
            self._rows[table] = []

    def new_id(self) -> str:
        """Return the next id: a UUIDv7 whose time only counts up."""
        self._stamp += 1
        bits = self.random.getrandbits(74)
        low = 1 << 63 | bits & (1 << 62) - 1
        return f"{self._stamp:012x}7{bits >> 62:03x}{low:016x}"

    def add(self, table: str, *row: object) -> None:
        """Keep a row for writing."""
        rows = self._rows[table]
        rows.append(row)
        if len(rows) >= _LOT:
            self._write(table)

    def flush(self) -> None:
        """Write what is kept."""
        for table in self._rows:
            self._write(table)

    def _write(self, table: str) -> None:
        rows = self._rows[table]
        if rows:
            self._connection.executemany(self._sql[table], rows)
            rows.clear()
