"""The customer list by windows: the same rows in any windows, orders and filters; index plans."""

import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.conftest import TODAY, make_desk

from kamtui.domain.customer_filter import CustomerFilter, SortOrder, parse_filter
from kamtui.domain.enums import AgendaKind
from kamtui.domain.views.customer_list import CustomerRow
from kamtui.services import (
    agenda,
    bulk,
    communications,
    customer_list,
    customers,
    marks,
    records,
    settings,
)
from kamtui.services.communications import LogDraft
from kamtui.services.desk import Desk
from kamtui.services.sample import build
from kamtui.store.queries import customer_list as queries


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a sample book of 300 customers."""
    path = tmp_path_factory.mktemp("crowd") / "book.db"
    build(path, today=TODAY, customers=300)
    return path


@pytest.fixture
def crowded(crowd: Path) -> Iterator[Desk]:
    """Return a desk over the crowd, which no test here writes to."""
    opened = make_desk(crowd)
    yield opened
    opened.close()


def everybody(desk: Desk, order: SortOrder, wanted: CustomerFilter) -> list[CustomerRow]:
    return list(customer_list.window(desk, wanted=wanted, order=order, limit=10_000))


@pytest.mark.parametrize("order", list(SortOrder))
@pytest.mark.parametrize("words", ["", "B", "late", "noplan A B"])
def test_windows_from_either_end_are_the_list(crowded: Desk, order: SortOrder, words: str) -> None:
    wanted = parse_filter(words)
    whole = everybody(crowded, order, wanted)
    total = customer_list.count(crowded, wanted=wanted)
    assert len(whole) == total == len({row.customer_id for row in whole})
    assert customer_list.spine(crowded, wanted=wanted, order=order) == tuple(
        row.customer_id for row in whole
    )
    for known in (None, total):
        parts = [
            row
            for offset in range(0, total, 37)
            for row in customer_list.window(
                crowded, wanted=wanted, order=order, offset=offset, limit=37, total=known
            )
        ]
        assert parts == whole


def _next_key(row: CustomerRow) -> tuple[bool, date, str]:
    return row.next_due is None, row.next_due or date.max, row.grade or "~"


def test_orders_mean_what_they_say(crowded: Desk) -> None:
    plain = CustomerFilter()
    by_grade = everybody(crowded, SortOrder.GRADE, plain)
    assert [row.customer_id for row in by_grade] == [
        row.customer_id
        for row in sorted(
            by_grade,
            key=lambda row: (
                row.grade or "~",
                -(row.score if row.score is not None else -1),
                row.customer_id,
            ),
        )
    ]
    silent = [row.last_contact for row in everybody(crowded, SortOrder.SILENT, plain)]
    known = [day for day in silent if day is not None]
    assert known == sorted(known) and silent[: len(known)] == known
    following = everybody(crowded, SortOrder.NEXT, plain)
    assert following == sorted(following, key=_next_key)
    scores = [row.score for row in everybody(crowded, SortOrder.SCORE, plain)]
    given = [score for score in scores if score is not None]
    assert given == sorted(given, reverse=True) and scores[: len(given)] == given


def test_filters_leave_whom_they_name(crowded: Desk) -> None:
    def names(words: str) -> list[CustomerRow]:
        return everybody(crowded, SortOrder.GRADE, parse_filter(words))

    assert {row.grade for row in names("A C")} == {"A", "C"}
    assert all(row.next_due is not None and row.next_due < TODAY for row in names("late"))
    assert all(row.next_due is None for row in names("noplan"))
    town = customer_list.words(crowded, field="city")[0]
    assert names(f"city:{town}") and {row.city for row in names(f"city:{town}")} == {town}
    assert names("archived") == []


def ids(desk: Desk, words: str) -> set[str]:
    return set(customer_list.spine(desk, wanted=parse_filter(words), order=SortOrder.GRADE))


def test_values_are_compared_folded_and_may_hold_spaces(desk: Desk) -> None:
    made = {}
    for name, owner, city, tags in (
        ("One", "John Smith", "Ｓuzhou", "重点,key account"),
        ("Two", "JOHN  SMITH", "上海", "重點"),
        ("Three", "王磊", "", "Key Account"),
        ("Four", "", "suzhou", "重"),
    ):
        records.add(desk, draft=records.CustomerDraft(name=name))
        made[name] = customers.resolve_exactly(desk, customer=name)
        fields = {"owner": owner, "city": city, "tags": tags}
        records.edit(desk, customer_id=made[name], assignments=fields)

    def names(words: str) -> list[str]:
        found = ids(desk, words)
        assert customer_list.count(desk, wanted=parse_filter(words)) == len(found)
        return [name for name, one in made.items() if one in found]

    assert names('owner:"john smith"') == ["One", "Two"] == names("owner:“Ｊohn Smith”")
    assert names('owner:"john smith" owner:王磊') == ["One", "Two", "Three"]
    assert names('owner:""') == ["Four"] and names("owner:john") == []
    assert names("city:SUZHOU") == ["One", "Four"] and names('city:""') == ["Three"]
    assert names("#重点") == ["One", "Two"] == names("#重點")
    assert names('#"KEY account"') == ["One", "Three"]
    assert names('#重点 #"key account"') == ["One"] and names("#nothing") == []
    assert customer_list.words(desk, field="tag")[:1] == ("Key Account",)
    assert "' OR 1=1" not in names('owner:"\' OR 1=1"')


def test_archived_deleted_and_quiet(desk: Desk) -> None:
    for name in ("Here", "Archived", "Deleted", "Both"):
        records.add(desk, draft=records.CustomerDraft(name=name))
    one = {name: customers.resolve_exactly(desk, customer=name) for name in
           ("Here", "Archived", "Deleted", "Both")}  # fmt: skip
    bulk.archive(desk, customer_ids=[one["Archived"], one["Both"]])
    bulk.delete(desk, customer_ids=[one["Deleted"], one["Both"]])
    assert ids(desk, "") == {one["Here"]}
    assert ids(desk, "archived") == {one["Archived"]}
    assert ids(desk, "deleted") == {one["Deleted"], one["Both"]}
    assert ids(desk, "deleted 已归档") == {one["Both"]}
    for order in SortOrder:
        rows = everybody(desk, order, parse_filter("deleted"))
        assert {row.name for row in rows} == {"Deleted", "Both"}


def test_quiet_is_what_the_header_counts(crowded: Desk) -> None:
    head = customer_list.head(crowded)
    assert customer_list.count(crowded, wanted=parse_filter("quiet")) == head.out_of_touch > 0
    rows = everybody(crowded, SortOrder.SILENT, parse_filter("久未联系"))
    assert all(
        row.last_contact and (TODAY - row.last_contact).days >= head.silence.common for row in rows
    )


@pytest.mark.parametrize("own", [{}, {"A": 30}, {"A": 30, "B": 90, "C": 180}, {"C": 3650}])
def test_quiet_is_whoever_the_agenda_owes_a_contact(desk: Desk, own: dict[str, int]) -> None:
    """Of every grade one customer on each side of each limit: both lists name the same."""
    for grade, days in own.items():
        settings.change(desk, key=f"silence.{grade}", text=str(days))
    settings.change(desk, key="agenda.most", text="500")
    limits = {**dict.fromkeys("ABCD", 90), **own}
    edges = sorted({day + step for day in (*limits.values(), 90) for step in (-1, 0, 1)})
    limit_of: dict[str, int] = {}
    for grade in (*"ABCD", None):
        for days in edges:
            draft = records.CustomerDraft(f"{grade} {days}", grade=grade)
            (who,) = records.add(desk, draft=draft).customer_ids
            on = TODAY - timedelta(days=days)
            communications.log(desk, draft=LogDraft(who, "聊了", on=on))
            limit_of[f"{grade} {days}"] = limits.get(grade or "", 90)
    quiet = everybody(desk, SortOrder.GRADE, parse_filter("quiet"))
    assert {row.name for row in quiet} == {
        name for name, limit in limit_of.items() if int(name.split()[1]) >= limit
    }
    owed = {
        item.customer
        for item in agenda.read(desk).items
        if item.kind is AgendaKind.SILENCE and item.due is not None and item.due <= TODAY
    }
    assert owed == {row.name for row in quiet if row.grade is not None}
    (folded,) = [one for one in agenda.read(desk).folded if one.kind is AgendaKind.SILENCE]
    assert folded.count == len(quiet)  # without a grade there is no row: one line for all
    head = customer_list.head(desk)
    assert customer_list.count(desk, wanted=parse_filter("quiet no-plan")) == head.out_of_touch
    assert head.out_of_touch == len(quiet)
    for one in everybody(desk, SortOrder.GRADE, CustomerFilter()):
        days = int(one.name.split()[1])
        assert (days >= head.silence.days(one.grade)) == (one in quiet)


@pytest.mark.parametrize("many", [5, 1_000_000])
def test_marks_that_a_filter_leaves_out(
    crowded: Desk, many: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "_MANY", many)
    every = customer_list.spine(crowded, wanted=CustomerFilter(), order=SortOrder.NAME)
    wanted = parse_filter("B noplan")
    kept = customer_list.still_listed(crowded, wanted=wanted, customer_ids=(*every, "nobody"))
    fitting = ids(crowded, "B noplan")
    assert kept == tuple(one for one in every if one in fitting) and kept
    assert customer_list.still_listed(crowded, wanted=wanted, customer_ids=()) == ()


def test_names_stand_by_their_sound(desk: Desk) -> None:
    for name in ("张家港", "Acme", "北京电子", "Zeta", "安徽机械", "omega", "重庆长安"):
        records.add(desk, draft=records.CustomerDraft(name=name))
    rows = everybody(desk, SortOrder.NAME, CustomerFilter())
    assert [row.name for row in rows] == [
        "Acme", "安徽机械", "北京电子", "重庆长安", "omega", "Zeta", "张家港",
    ]  # fmt: skip


def test_the_head_adds_up(crowded: Desk) -> None:
    head = customer_list.head(crowded)
    assert head.total == 300 == sum(number for _grade, number in head.by_grade)
    for grade, number in head.by_grade:
        wanted = CustomerFilter(grades=(grade,))
        assert customer_list.count(crowded, wanted=wanted) == number
    quiet = [
        row
        for row in everybody(crowded, SortOrder.GRADE, CustomerFilter())
        if row.last_contact is not None and (TODAY - row.last_contact).days >= head.silence.common
    ]
    assert head.out_of_touch == len(quiet)


def test_a_book_without_customers(desk: Desk) -> None:
    assert customer_list.head(desk).total == 0
    assert customer_list.window(desk, wanted=CustomerFilter()) == ()
    assert customer_list.spine(desk, wanted=parse_filter("late"), order=SortOrder.NAME) == ()


def test_words_are_columns_of_a_list_and_nothing_else(crowded: Desk) -> None:
    with pytest.raises(ValueError, match="name"):
        customer_list.words(crowded, field="name")


def test_the_follow_up_waited_for_is_the_earliest(crowded: Desk) -> None:
    rows = [
        row
        for row in everybody(crowded, SortOrder.NEXT, CustomerFilter())
        if row.next_due is not None
    ][:20]
    found = marks.open_follow_ups(crowded, customer_ids=[row.customer_id for row in rows])
    for row in rows:
        brief = customers.brief(crowded, customer_id=row.customer_id)
        plan = next(one for one in brief.follow_ups if one.id == found[row.customer_id])
        assert plan.state == "open" and plan.due_on == row.next_due
    assert marks.open_follow_ups(crowded, customer_ids=["nobody"]) == {}


def _plans(path: Path, *, backwards: bool) -> list[str]:
    """Return the query plan of the ids of the plain list."""
    connection = sqlite3.connect(path)
    seen: list[str] = []

    class Spy:
        def rows(self, sql: str, /, **params: object) -> list[tuple[object, ...]]:
            seen.extend(row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}", params))
            return []

    queries.ids(
        Spy(),  # type: ignore[arg-type]
        CustomerFilter(),
        order=SortOrder.GRADE,
        today=TODAY,
        limit=100,
        backwards=backwards,
    )
    connection.close()
    return seen


@pytest.mark.parametrize("backwards", [False, True])
def test_the_list_opens_from_an_index_alone(crowd: Path, backwards: bool) -> None:
    """Reading rows that are skipped made the end of 100,000 customers cost 420 ms instead of 1."""
    (plan,) = _plans(crowd, backwards=backwards)
    assert "COVERING INDEX ix_customer_facts_list" in plan
