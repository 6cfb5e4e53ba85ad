"""Segments as of a past day are those of the day: held against the book as it was then.

Two oracles that know nothing of how the past is read: a copy of the file made at the end of the
day, and the finished book from which everything after the day was cut away.
"""

import json
import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from tests.conftest import NOW, TODAY

from kamtui.domain.segments.model import ARCHIVED, BUILT_IN, NO_DATA, NOT_THERE
from kamtui.domain.views.orders import OrderValues
from kamtui.services import bulk, grading, history, orders, records, segments
from kamtui.services.clock import FixedClock
from kamtui.services.communications import LogDraft, log
from kamtui.services.desk import Desk
from kamtui.services.records import CustomerDraft

from .segment_book import SegmentBook

DeskOn = Callable[..., Desk]
OWN = {
    "打法": ["a: grade = A or owner = 张工", "b: custom.渠道 = 直销 or tag = vip", "c: otherwise"],
    "town": ["each city"],
    "worth": ["dear: strategic_value >= 4", "known: satisfaction >= 4", "rest: otherwise"],
}


def on_day(day: date) -> FixedClock:
    """Return a clock that stands at nine in the morning of a day."""
    return FixedClock(datetime.combine(day, time(9), tzinfo=NOW.tzinfo))


def everything(desk: Desk, day: date) -> dict[object, object]:
    """Return all that segments say of a day: who is where and shown how, and who moved."""
    said: dict[object, object] = {}
    for by in segments.names(desk):
        found = segments.judge(desk, by=by, as_of=day)
        view = segments.overview(desk, membership=found)
        said[by] = (
            {row.key: (row.customers, row.amount_minor, row.came, row.left) for row in view.rows},
            {
                (moved, row.customer_no): (
                    row.segment, row.was, row.grade, row.owner, row.city, row.amount_minor,
                    row.score,
                )
                for moved in (None, "came", "left")
                for row in segments.members(
                    desk, segment="all", membership=found, moved=moved
                ).rows
            },
            view.thresholds,
            view.lacking,
            view.before_on,
        )  # fmt: skip
        said[by, "value"] = segments.values(desk, membership=found)
        for ids in found.ids.values():
            for one in ids:
                portrait = segments.portrait(desk, customer_id=one, as_of=day)
                said[by, one] = (portrait.portraits, portrait.placed, portrait.clv)
    return said


def step(desk: Desk, chance: random.Random, ids: list[str]) -> None:
    """Do one thing on the desk's day."""
    today = desk.today()
    one = chance.choice(ids) if ids else ""
    kind = chance.randrange(10) if len(ids) > 2 else 0
    match kind:
        case 0:
            grade = chance.choice((None, "A", "B"))
            draft = CustomerDraft(f"客户{len(ids)}", grade=grade)
            ids += records.add(desk, draft=draft).customer_ids
        case 1 | 2:
            amount = chance.choice((-5_000, 0, 10**6, 10**7, 6 * 10**7))
            values = OrderValues(order_no=None, ordered_on=today, amount_minor=amount)
            orders.add(desk, customer_id=one, values=values)
        case 3:
            log(desk, draft=LogDraft(one, "谈过"))
        case 4:
            name, values_of = chance.choice(
                (
                    ("region", ("华东", "華東", "华北", "")),
                    ("city", ("苏州", "Leeds")),
                    ("owner", ("张工", "李工", "")),
                    ("lifecycle", ("prospect", "mature", "")),
                    ("need_type", ("price", "quality", "")),
                    ("strategic_value", ("5", "1")),
                    ("customer_since", (today.isoformat(),)),
                )
            )
            wanted = {name: chance.choice(values_of)}
            if name == "strategic_value":
                wanted["strategic_reason"] = "大"
            records.edit(desk, customer_id=one, assignments=wanted)
        case 5:
            grading.override(desk, customer_id=one, grade=chance.choice("ABC"), reason="看过")
        case 6:
            some = chance.sample(ids, 2)
            bulk.edit(desk, customer_ids=some, assignments={"grade": chance.choice(("A", "C", ""))})
        case 7:
            bulk.archive(desk, customer_ids=[one], archived=chance.random() < 0.6)
        case 8:
            bulk.tag(desk, customer_ids=[one], add=["vip"])
        case _:
            records.edit(desk, customer_id=one, assignments={"region": "华南", "grade": "B"})
            history.undo(desk)
            if chance.random() < 0.5:
                history.redo(desk)


@pytest.mark.parametrize("seed", range(4))
def test_a_day_is_what_a_copy_made_that_evening_says(
    desk: Desk, desk_on: DeskOn, tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    assert desk.path is not None
    days = sorted(TODAY - timedelta(days=one) for one in chance.sample(range(400), 14))
    desk.clock = on_day(days[0])
    for by, lines in OWN.items():
        segments.set_rules(desk, by=by, lines=lines)
    ids: list[str] = []
    copies: dict[date, Path] = {}
    for day in days:
        desk.clock = on_day(day)
        for _ in range(6):
            step(desk, chance, ids)
        desk.close()
        if chance.random() < 0.35:
            copies[day] = Path(shutil.copy(desk.path, tmp_path / f"{day}.db"))
    desk.clock = on_day(TODAY)
    for day, path in copies.items():
        assert everything(desk, day) == everything(desk_on(path, clock=on_day(day)), day)


def cut(path: Path, day: date, there: set[str]) -> None:
    """Take away everything that came after a day, and who was not there."""
    later = (day + timedelta(days=1)).isoformat()
    with closing(sqlite3.connect(path)) as book, book:
        book.execute("DELETE FROM sales_order WHERE ordered_on > ?", (day.isoformat(),))
        book.execute("DELETE FROM communication WHERE on_date > ?", (day.isoformat(),))
        book.execute("DELETE FROM survey WHERE on_date > ?", (day.isoformat(),))
        book.execute("DELETE FROM complaint WHERE opened_at >= ?", (later,))
        book.execute("DELETE FROM receivable WHERE due_on > ?", (day.isoformat(),))
        book.execute(
            "UPDATE receivable SET settled_on = NULL WHERE settled_on > ?", (day.isoformat(),)
        )
        book.execute(
            "UPDATE customer SET archived_on = NULL WHERE archived_on > ?", (day.isoformat(),)
        )
        marks = ", ".join("?" * len(there))
        book.execute(f"DELETE FROM customer WHERE id NOT IN ({marks})", tuple(there))


@pytest.mark.parametrize("seed", range(4))
def test_a_day_is_the_book_without_what_came_after(
    desk: Desk, desk_on: DeskOn, tmp_path: Path, seed: int
) -> None:
    """Also of a book that was imported at once and is older than its rows."""
    chance = random.Random(seed)
    book = SegmentBook(desk)
    for by, lines in OWN.items():
        segments.set_rules(desk, by=by, lines=lines)
    began: dict[str, list[date]] = {}

    def some_day(least: int = 0) -> date:
        return TODAY - timedelta(days=chance.randrange(least, 900))

    for at in range(15):
        name = f"c{at:02}"
        entered = chance.choice((TODAY, some_day()))
        since = chance.choice((None, some_day()))
        began[name] = [entered, *([since] if since else [])]
        book.customer(
            name,
            created_at=f"{entered}T01:00:00.000Z",
            customer_since=since and since.isoformat(),
            region=chance.choice((None, "华东", "華東", "华北")),
            industry=chance.choice((None, "化工", "机械")),
            preferences=chance.choice((None, "定制")),
            archived_on=chance.choice((None, None, some_day().isoformat())),
            strategic_value=chance.choice((None, 2, 5)),
        )
        for _ in range(chance.randrange(6)):
            day = some_day()
            began[name].append(day)
            what = chance.randrange(5)
            if what < 2:
                amount = chance.choice((-500, 0, 1_000, 100_000, 500_000))
                book.order(day.isoformat(), amount, name, cost_minor=chance.choice((None, 70_000)),
                           currency=chance.choice((None, None, "USD")))  # fmt: skip
            elif what == 2:
                book.talk(day.isoformat(), name)
            elif what == 3:
                book.survey(day.isoformat(), chance.choice(("2", "4.5")), name, suggestion="太贵")
            else:
                book.complaint(f"{day}T02:00:00.000Z", name, cause="price")
        if chance.random() < 0.5:  # a due day says nothing about who was there
            due = some_day()
            paid = due + timedelta(days=chance.randrange(-5, 60))
            book.insert(
                "receivable", customer_id=name, due_on=due.isoformat(), amount_minor=100,
                paid_minor=100, settled_on=chance.choice((None, paid.isoformat())),
            )  # fmt: skip
    assert desk.path is not None
    for day in (TODAY - timedelta(days=one) for one in chance.sample(range(1, 500), 3)):
        there = {name for name, days in began.items() if min(days) <= day}
        desk.close()
        path = Path(shutil.copy(desk.path, tmp_path / f"{day}.db"))
        cut(path, day, there)
        # The movement before it rests on the whole book in both.
        found, wanted = (
            {
                by: segments.judge(one, by=by, as_of=day, movement=False)
                for by in segments.names(one)
            }
            for one in (desk, desk_on(path, clock=on_day(day)))
        )
        assert {by: one.ids for by, one in found.items()} == {
            by: one.ids for by, one in wanted.items()
        }
        for by, one in found.items():
            assert one.thresholds == wanted[by].thresholds and one.lacking == wanted[by].lacking
            assert one.left_out == wanted[by].left_out
            who = {each for ids in one.ids.values() for each in ids}
            assert {each: one.amounts.get(each) for each in who} == {
                each: wanted[by].amounts.get(each) for each in who
            }
            for each in who:
                assert one.scores.get(each) == wanted[by].scores.get(each)


def test_who_was_there_by_each_kind_of_record(desk: Desk) -> None:
    """Entered today, a customer is there from its first record; without any, from today."""
    book = SegmentBook(desk)
    day = date(2026, 5, 1)
    stamp = "2026-11-20T00:00:00.000Z"
    for name in ("order", "talk", "survey", "complaint", "grade", "none", "late", "gone"):
        book.customer(name, created_at=stamp)
    book.customer("since", created_at=stamp, customer_since="2026-05-01")
    book.customer("entered", created_at="2026-05-01T15:59:59.000Z")  # 23:59:59 in Shanghai
    book.customer("entered later", created_at="2026-05-01T16:00:00.000Z")
    book.order("2026-05-01", 10, "order", status="cancelled")  # it came to nothing: it was there
    book.talk("2026-05-01", "talk")
    book.talk("2026-05-02", "late")
    book.talk("2026-05-01", "gone", deleted_at=stamp)
    book.survey("2026-05-01", None, "survey")
    book.complaint("2026-05-01T15:00:00.000Z", "complaint", kind="grumble")
    book.insert(
        "grade_change", customer_id="grade", at="2026-05-01T01:00:00.000Z", decision="manual",
        parts="[]", from_grade=None, to_grade="B",
    )  # fmt: skip
    found = segments.judge(desk, as_of=day, movement=False)
    there = {one for ids in found.ids.values() for one in ids}
    assert there == {"order", "talk", "survey", "complaint", "grade", "since", "entered"}
    view = segments.overview(desk, as_of=day)
    assert view.customers == 7
    today = segments.overview(desk)
    assert today.customers == 11
    (nothing,) = (row for row in today.rows if row.key == NO_DATA)
    assert nothing.came == 2  # since 22 August: the one without a record, and the deleted talk's


def test_the_grade_of_a_day_from_its_history(desk: Desk) -> None:
    book = SegmentBook(desk)
    book.customer(grade="A", created_at="2020-01-01T00:00:00.000Z")
    for at, before, after in (
        ("2026-03-01T01:00:00.000Z", None, "C"),
        ("2026-06-01T01:00:00.000Z", "C", "B"),
        ("2026-09-01T01:00:00.000Z", "B", "A"),
    ):
        book.insert("grade_change", customer_id="c1", at=at, decision="overridden", parts="[]",
                    from_grade=before, to_grade=after)  # fmt: skip
    segments.set_rules(desk, by="own", lines=["top: grade = A", "graded: grade is known"])
    for day, grade in (
        ("2026-02-28", None), ("2026-03-01", "C"), ("2026-05-31", "C"), ("2026-06-01", "B"),
        ("2026-08-31", "B"), ("2026-09-01", "A"), ("2026-11-22", "A"),
    ):  # fmt: skip
        (row,) = segments.members(desk, as_of=date.fromisoformat(day)).rows
        assert row.grade == grade
        place = {"A": "top", None: NO_DATA}.get(grade, "graded")
        assert book.segment("own", as_of=date.fromisoformat(day)) == place
    moved = segments.judge(desk, by="own")
    assert moved.was == {"c1": "graded"}


def test_who_came_and_left_with_the_book(desk: Desk) -> None:
    book = SegmentBook(desk)
    old = "2020-01-01T00:00:00.000Z"
    book.customer("new", created_at="2026-10-01T00:00:00.000Z", region="华东")
    book.customer("gone", created_at=old, region="华东", archived_on="2026-10-01")
    book.customer("moved", created_at=old, region="华东")
    records.edit(desk, customer_id="moved", assignments={"region": "华北"})
    view = segments.overview(desk, by="region")
    assert {row.key: (row.customers, row.came, row.left) for row in view.rows} == {
        "华北": (1, 1, 0), "华东": (1, 1, 2),
    }  # fmt: skip
    left = segments.members(desk, by="region", segment="华东", moved="left").rows
    assert [(row.customer_no, row.segment, row.was) for row in left] == [
        ("moved", "华北", "华东"), ("gone", ARCHIVED, "华东"),
    ]  # fmt: skip
    came = segments.members(desk, by="region", segment="华东", moved="came").rows
    assert [(row.customer_no, row.was) for row in came] == [("new", NOT_THERE)]
    everybody = segments.members(desk, by="region", segment="all", moved="left").rows
    assert [row.customer_no for row in everybody] == ["moved", "gone"]
    # Archived today is not archived yesterday.
    assert segments.overview(desk, by="region", as_of=date(2026, 9, 30)).customers == 2
    assert segments.overview(desk, by="region", as_of=date(2026, 10, 1)).customers == 2


def test_a_log_nobody_can_read_is_no_past(desk: Desk) -> None:
    book = SegmentBook(desk)
    book.customer(region="华东")
    records.edit(desk, customer_id="c1", assignments={"region": "华北"})
    assert desk.path is not None
    with closing(sqlite3.connect(desk.path)) as database, database:
        for fields in (json.dumps(["x"]), json.dumps({"region": "x"}), json.dumps({"region": []})):
            database.execute(
                "INSERT INTO change_log (group_id, what, entity, entity_id, op, fields, at)"
                " VALUES ('g', 'edit', 'customer', 'c1', 'update', ?, '2026-11-22T09:00:00.000Z')",
                (fields,),
            )
    assert book.segment("region", as_of=date(2026, 11, 1)) == "华东"
    assert set(BUILT_IN) <= set(segments.names(desk))
