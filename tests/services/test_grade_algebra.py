"""Whatever is sold, paid, said, imported, undone: stored facts and scores equal a recomputation."""

import shutil
import sqlite3
import tempfile
from collections import defaultdict
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conftest import TODAY, make_desk

from kamtui.domain.metrics import Fact, Lateness, MetricKey, MetricRequest
from kamtui.domain.scoring.defaults import default_grade_model
from kamtui.domain.views.feedback import SurveyValues
from kamtui.domain.views.orders import OrderValues
from kamtui.exchange.kinds import Kind
from kamtui.i18n import set_language
from kamtui.services import (
    communications,
    feedback,
    grade_changes,
    grade_review,
    grading,
    history,
    orders,
    receivables,
    records,
    scores,
)
from kamtui.services.communications import LogDraft
from kamtui.services.desk import Desk
from kamtui.services.records import CustomerDraft
from kamtui.services.sample import build
from kamtui.services.transfer import imports
from kamtui.store.derived_check import check_derived
from kamtui.store.queries.grade_facts import grade_facts

MODEL = default_grade_model()
YEAR_AGO, QUARTER_AGO = date(2025, 11, 22), date(2026, 8, 22)
_STATUSES = ("completed", "open", "shipped", "confirmed", "returned", "cancelled")
_AMOUNTS = (-50_000, 0, 100_000, 10_000_000, 49_999_999, 50_000_000)
#: Days around the edges of the windows, and one to come.
_DAYS = (0, 1, 7, 8, 91, 92, 93, 364, 365, 366, 700)

_step = st.tuples(
    st.sampled_from(
        ("order", "order", "status", "pay", "survey", "talk", "strategic", "since",
         "import", "delete", "undo", "undo", "redo")
    ),
    st.integers(0, 1),
    st.sampled_from(_AMOUNTS),
    st.sampled_from(_DAYS),
    st.sampled_from(_STATUSES),
)  # fmt: skip
Step = tuple[str, int, int, int, str]


class Clerk:
    """Takes steps by the verbs of the screens; what cannot be done is left out."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.who = [records.add(desk, draft=CustomerDraft(name)).records[0] for name in "甲乙"]

    def take(self, step: Step) -> None:
        verb, who, amount, days, status = step
        desk, customer_id, day = self.desk, self.who[who], TODAY - timedelta(days=days)
        match verb:
            case "order":
                due = day + timedelta(days=7) if amount > 0 and days % 2 else None
                product = f"P{days % 4}" if days % 3 else None
                values = OrderValues(
                    None, day, amount, status=status, due_on=due, product=product,
                    currency="USD" if days == 8 else None,
                )  # fmt: skip
                orders.add(desk, customer_id=customer_id, values=values)
            case "status":
                if order_id := self._any("sales_order", days):
                    base = orders.values(desk, order_id=order_id)
                    wanted = replace(base, status=status)
                    orders.change(desk, order_id=order_id, wanted=wanted, base=base)
            case "pay":
                if owed := self._any("receivable", days):
                    part = amount or 1
                    receivables.receive(desk, receivable_id=owed, amount_minor=part, on=day)
            case "survey":
                score = None if days == 8 else str(1 + days % 5)
                feedback.add_survey(
                    desk, customer_id=customer_id, values=SurveyValues(day, score, 8)
                )
            case "talk":
                communications.log(desk, draft=LogDraft(customer_id, "聊", on=day))
            case "strategic":
                text = str(1 + days % 5) if days % 2 else ""
                assignments = {"strategic_value": text, "strategic_reason": "重点"}
                records.edit(desk, customer_id=customer_id, assignments=assignments)
            case "since":
                text = day.isoformat() if days % 2 else ""
                records.edit(desk, customer_id=customer_id, assignments={"customer_since": text})
            case "import":
                lines = ["order_no,customer,ordered_on,amount,status,due_on,paid_on"]
                for at in range(3):
                    on = (day - timedelta(days=at)).isoformat()
                    paid = TODAY.isoformat() if at else ""
                    lines.append(f"N{days}-{at},甲,{on},{amount / 100},{status},{on},{paid}")
                source = imports.Source("\n".join(lines).encode(), "orders.csv")
                imports.import_files(desk, sources=[source], kind=Kind.ORDERS)
            case "delete":
                table = ("sales_order", "receivable", "payment", "survey")[days % 4]
                if record_id := self._any(table, days):
                    records.delete(desk, entity=table, record_id=record_id)
            case "undo":
                if self._any("sales_order", 0):  # the customers themselves stay
                    history.undo(desk)
            case _:
                if history.latest_seq(desk):
                    _redo(desk)

    def _any(self, table: str, place: int) -> str | None:
        with self.desk.read() as reader:
            rows = reader.rows(f"SELECT id FROM {table} WHERE deleted_at IS NULL ORDER BY id")
        return str(rows[place % len(rows)][0]) if rows else None


def _redo(desk: Desk) -> None:
    from kamtui.domain.errors import KamError

    try:
        history.redo(desk)
    except KamError as refused:
        assert refused.code in ("redo.nothing", "undo.conflict"), refused


def plain_facts(path: Path, customer_id: str) -> dict[MetricKey, Fact]:
    """Work the facts of the default model out row by row, from nothing but what was written."""
    with closing(sqlite3.connect(path)) as book:
        book.row_factory = sqlite3.Row

        def rows(table: str, where: str = "customer_id = ?") -> list[Any]:
            sql = f"SELECT * FROM {table} WHERE deleted_at IS NULL AND {where}"
            return book.execute(sql, (customer_id,)).fetchall()

        sold = [
            one
            for one in rows("sales_order")
            if one["status"] not in ("cancelled", "returned")
            and date.fromisoformat(one["ordered_on"]) <= TODAY
        ]
        counted = [one for one in sold if one["amount_minor"] >= 0]
        own = [one for one in sold if one["currency"] in (None, "CNY")]
        last_year = [one for one in sold if date.fromisoformat(one["ordered_on"]) > YEAR_AGO]
        products = set()
        for one in counted:
            for line in book.execute(
                "SELECT product_id FROM order_line WHERE order_id = ? AND deleted_at IS NULL",
                (one["id"],),
            ):
                products.add(line[0])
        products.discard(None)
        standing = {one["id"] for one in rows("sales_order")
                    if one["status"] not in ("cancelled", "returned")}  # fmt: skip
        paid: dict[str, list[tuple[date, int]]] = defaultdict(list)
        for one in rows("payment"):
            if one["receivable_id"]:
                day = date.fromisoformat(one["received_on"])
                paid[one["receivable_id"]].append((day, one["amount_minor"]))
        counts, late, worst = [0, 0, 0], 0, 0
        for one in rows("receivable"):
            due = date.fromisoformat(one["due_on"])
            if not YEAR_AGO < due <= TODAY or one["amount_minor"] <= 0:
                continue
            if one["order_id"] is not None and one["order_id"] not in standing:
                continue
            settled = _settled(one["amount_minor"], paid[one["id"]])
            if settled is None and due == TODAY:
                continue
            days = max(0, (min(settled or TODAY, TODAY) - due).days)
            counts[0 if days == 0 else 1 if days <= 7 else 2] += 1
            late, worst = late + (days > 0), max(worst, days)
        surveys = sorted(
            (one["on_date"], one["id"], one["score"])
            for one in rows("survey")
            if one["score"] is not None and one["on_date"] <= TODAY.isoformat()
        )
        talks = [date.fromisoformat(one["on_date"]) for one in rows("communication")]
        talks = [one for one in talks if one <= TODAY]
        (account,) = rows("customer", "id = ?")
        since = account["customer_since"] or min(
            (one["ordered_on"] for one in counted), default=None
        )
        own_last = [one for one in last_year if one in own]
        return {
            MetricKey.AMOUNT: sum(one["amount_minor"] for one in own_last)
            if any(one["amount_minor"] >= 0 for one in own)
            else None,
            MetricKey.ORDERS: sum(one["amount_minor"] >= 0 for one in last_year)
            if counted
            else None,
            MetricKey.PRODUCTS: len(products) or None,
            MetricKey.YEARS_TOGETHER: date.fromisoformat(since) if since else None,
            MetricKey.STRATEGIC_VALUE: account["strategic_value"],
            MetricKey.PAYMENT_TIMELINESS: Lateness(tuple(counts), late, worst)
            if any(counts)
            else None,
            MetricKey.SATISFACTION: Decimal(surveys[-1][2]) if surveys else None,
            MetricKey.CONTACTS_PER_MONTH: sum(one > QUARTER_AGO for one in talks)
            if talks
            else None,
        }


def _settled(amount: int, paid: list[tuple[date, int]]) -> date | None:
    if sum(part for _day, part in paid) < amount:
        return None
    days = sorted({day for day, _part in paid})
    short = [day for day in days if sum(p for d, p in paid if d <= day) < amount]
    return next(day for day in days if not short or day > short[-1])


@given(steps=st.lists(_step, min_size=6, max_size=14))
@settings(max_examples=20)
def test_facts_and_scores_equal_a_recomputation(template_book: Path, steps: list[Step]) -> None:
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "book.db"
        shutil.copyfile(template_book, path)
        path.chmod(0o600)
        desk = make_desk(path)
        try:
            clerk = Clerk(desk)
            for step in steps:
                clerk.take(step)
            judge(desk, path, clerk.who)
        finally:
            desk.close()


def judge(desk: Desk, path: Path, who: list[str]) -> None:
    with desk.read() as reader:
        found = grade_facts(reader, MODEL.requests, as_of=TODAY, currency="CNY", customer_ids=who)
    assert len(found) == len(who)
    for facts in found:
        expected = plain_facts(path, facts.customer_id)
        for request, value in zip(MODEL.requests, facts.values, strict=True):
            assert value == expected[request.metric], request
    scores.refresh(desk, customer_ids=scores.due(desk))
    with closing(sqlite3.connect(path)) as book:
        kept = {
            row[0]: row[1:]
            for row in book.execute(
                "SELECT customer_id, last_score, last_with_data FROM customer_facts"
            )
        }
    for one in grading.review(desk, everybody=True).proposals:
        score = one.evaluation.shown_score
        exact = (None if score is None else int(score), int(one.evaluation.with_data))
        assert kept[one.customer_id] == exact
    check = check_derived(path)
    assert (check.facts, check.receivables, check.unsearchable) == (0, 0, 0)


# -- neither the order of rows nor the language ---------------------------------------------------


@pytest.fixture(scope="module")
def sample_file(tmp_path_factory: pytest.TempPathFactory, unsynced: None) -> Path:
    path = tmp_path_factory.mktemp("sample") / "sample.db"
    build(path, today=TODAY)
    return path


def turned(path: Path) -> None:
    """Write every row anew in the opposite order, so that no statement meets them as before."""
    with closing(sqlite3.connect(path, isolation_level=None)) as book:
        book.execute("PRAGMA foreign_keys = OFF")
        for table in ("customer", "sales_order", "order_line", "receivable", "payment", "survey",
                      "communication", "grade_change", "customer_facts"):  # fmt: skip
            book.execute(f"CREATE TEMP TABLE kept AS SELECT * FROM {table} ORDER BY rowid DESC")
            book.execute(f"DELETE FROM {table}")
            book.execute(f"INSERT INTO {table} SELECT * FROM kept")
            book.execute("DROP TABLE kept")


def test_a_review_depends_neither_on_row_order_nor_on_language(
    sample_file: Path, tmp_path: Path, desk_on: Callable[..., Desk]
) -> None:
    other = tmp_path / "turned.db"
    shutil.copyfile(sample_file, other)
    turned(other)
    first, second = desk_on(sample_file), desk_on(other)
    review = grade_review.read(first)
    assert len(review.rows) > 10
    assert grade_review.read(second) == review
    assert grade_review.listed(second, everybody=True) == grade_review.listed(first, everybody=True)
    changes = {}
    for row in review.rows:
        one = row.customer_id
        changes[one] = grade_changes.changes_since(first, customer_id=one)
        assert grade_changes.changes_since(second, customer_id=one) == changes[one]
        assert grading.records_of_all(first, customer_id=one) == grading.records_of_all(
            second, customer_id=one
        )
    try:
        set_language("zh")
        assert grade_review.read(first) == review
        for one, found in changes.items():
            assert grade_changes.changes_since(first, customer_id=one) == found
    finally:
        set_language("en")


# -- the way up, followed in the book -------------------------------------------------------------


def test_a_request_of_every_metric_is_recomputed() -> None:
    assert {one.metric for one in MODEL.requests} == {one.metric for one in MODEL.criteria}
    assert all(isinstance(one, MetricRequest) for one in MODEL.requests)
