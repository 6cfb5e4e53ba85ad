"""The sample book: what it promises, and that nobody's work in it is lost."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from kamtui.config.preferences import Preferences
from kamtui.domain.enums import AgendaKind, DueState
from kamtui.domain.errors import KamError
from kamtui.domain.search_keys import search_keys
from kamtui.present.safe_text import safe_text
from kamtui.services import agenda, grading, sample
from kamtui.services.bootstrap import open_desk
from kamtui.services.clock import FixedClock
from kamtui.services.desk import Desk
from kamtui.services.sample import Opened, Sizes
from kamtui.services.sample.almanac import Almanac
from kamtui.services.sample.crowd_days import due_count
from kamtui.services.sample.crowd_names import company, keys_of, person
from kamtui.services.sample.shares import dealt, newest
from kamtui.services.sample.uscc import made_up_code
from kamtui.store.schema import APPLICATION_ID

TODAY = date(2026, 11, 22)
#: A leap day, a month with long windows behind it, a working week's middle, a year's first day.
OTHER_DAYS = [date(2028, 2, 29), date(2027, 5, 31), date(2026, 12, 2), date(2027, 1, 1)]
TABLES = (
    "customer",
    "contact",
    "contact_point",
    "communication",
    "communication_contact",
    "promise",
    "follow_up",
    "product",
    "sales_order",
    "order_line",
    "receivable",
    "payment",
    "survey",
    "complaint",
    "grade_change",
    "customer_search",
    "customer_facts",
    "app_meta",
    "change_log",
)


def desk_of(path: Path, today: date = TODAY) -> Desk:
    now = datetime(today.year, today.month, today.day, 9, 30, tzinfo=UTC)
    return open_desk(book=path, clock=FixedClock(now), preferences=Preferences())


def content(path: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(path)) as book:
        return {
            table: book.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall()
            for table in TABLES
        }


def counts(path: Path) -> tuple[int, int, int]:
    with closing(sqlite3.connect(path)) as book:
        one, two, three = (
            int(book.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
            for table in ("customer", "communication", "sales_order")
        )
    return one, two, three


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "sample.db"
    sample.build(path, today=TODAY)
    return path


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "large.db"
    sample.build(path, today=TODAY, customers=500, communications=3000, orders=700)
    return path


@pytest.fixture
def desk(small: Path) -> Iterator[Desk]:
    desk = desk_of(small)
    yield desk
    desk.close()


def test_the_day_is_as_promised(desk: Desk) -> None:
    day = agenda.read(desk)
    assert (day.counts.overdue, day.counts.today, day.counts.upcoming) == (9, 3, 7)
    assert day.counts.done_today == 0
    first, second = day.items[0], day.items[1]
    assert (first.customer, first.what, str(first.at)) == ("广州百汇", "拜访", "10:00:00")
    assert (second.customer, second.days_overdue, second.contact) == (
        "华东机械有限公司",
        41,
        "李总",
    )
    late = [item for item in day.items if item.days_overdue]
    assert {item.kind for item in late} == {
        AgendaKind.FOLLOW_UP,
        AgendaKind.PROMISE,
        AgendaKind.COLLECTION,
        AgendaKind.COMPLAINT,
        AgendaKind.SILENCE,
    }
    assert sorted(item.days_overdue for item in late) == [1, 2, 5, 6, 8, 9, 12, 30, 41]
    folded = {fold.kind: fold for fold in day.folded}
    plans = {one.grade: one.customers for one in folded[AgendaKind.NO_PLAN].by_grade}
    assert plans == {"B": 2, "C": 2}
    assert folded[AgendaKind.STALE].count == 9


def test_the_outlook_has_plans_and_receivables(desk: Desk) -> None:
    ahead = agenda.outlook(desk)
    assert sum(day.items for day in ahead.days) == 6
    bands = {band.band: band for band in ahead.receivables}
    assert {name: band.amount_minor for name, band in bands.items()} == {
        "not_due": 34_000_000,
        "late_1_7": 12_000_000,
        "late_8_30": 8_000_000,
    }
    assert bands["not_due"].customer == "重庆长安配件"


def test_grades_are_as_promised(desk: Desk) -> None:
    review = grading.review(desk)
    assert len(review.proposals) == 10
    assert review.not_enough == 1
    scores = {one.name: one.evaluation.shown_score for one in review.proposals}
    assert scores["南京宁科电气有限公司"] == 81
    assert scores["Acme Industrial"] == 62
    everybody = grading.review(desk, everybody=True)
    by_name = {one.name: one.evaluation for one in everybody.proposals}
    assert by_name["华东机械有限公司"].shown_score == 81
    assert by_name["Kappa Labs"].score is None


@pytest.mark.parametrize("today", OTHER_DAYS, ids=str)
def test_the_promise_holds_on_any_day(tmp_path: Path, today: date) -> None:
    path = tmp_path / "sample.db"
    sample.build(path, today=today)
    desk = desk_of(path, today)
    day = agenda.read(desk)
    # On and before a festival every A and B customer is to be greeted as well.
    greeted = [one.state for one in day.items if one.kind == "care" and one.what != "birthday"]
    counts = (day.counts.overdue, day.counts.today, day.counts.upcoming)
    seasonal = tuple(greeted.count(state) for state in DueState)
    assert tuple(a - b for a, b in zip(counts, seasonal, strict=True)) == (9, 3, 7)
    review = grading.review(desk)
    assert (len(review.proposals), review.not_enough) == (10, 1)
    desk.close()


def test_stored_scores_are_those_of_the_review(desk: Desk, small: Path) -> None:
    review = grading.review(desk, everybody=True)
    wanted = {
        one.customer_id: None
        if one.evaluation.shown_score is None
        else int(one.evaluation.shown_score)
        for one in review.proposals
    }
    with closing(sqlite3.connect(small)) as book:
        stored = dict(book.execute("SELECT customer_id, last_score FROM customer_facts"))
    assert stored == wanted


def test_the_same_day_makes_the_same_book(tmp_path: Path, small: Path) -> None:
    again, other = tmp_path / "again.db", tmp_path / "other.db"
    sample.build(again, today=TODAY)
    sample.build(other, today=TODAY, seed=1)
    assert content(again) == content(small)
    assert content(other)["customer"] != content(small)["customer"]


def test_generated_customers_are_the_same_too(tmp_path: Path, large: Path) -> None:
    again = tmp_path / "again.db"
    sample.build(again, today=TODAY, customers=500, communications=3000, orders=700)
    assert content(again) == content(large)


@pytest.mark.parametrize(
    ("customers", "communications", "orders"),
    [
        (0, None, None),
        (0, 0, 0),
        (1, 5, 2),
        (1, 60, 60),
        (7, 0, 0),
        (24, 3000, 700),
        (24, 100, 50),
        (25, 0, 0),
        (25, 500, 300),
        (40, 210, 200),
    ],
)
def test_sizes_are_exact(
    tmp_path: Path, customers: int, communications: int | None, orders: int | None
) -> None:
    path = tmp_path / "book.db"
    sample.build(
        path, today=TODAY, customers=customers, communications=communications, orders=orders
    )
    found = counts(path)
    assert found[0] == customers
    assert communications is None or found[1] == communications
    assert orders is None or found[2] == orders


def test_the_sizes_of_the_large_book_are_exact(large: Path) -> None:
    assert counts(large) == (500, 3000, 700)


@pytest.mark.parametrize(
    "sizes", [(-1, None, None), (24, -1, None), (24, None, 10**9), (0, 1, None), (0, None, 1)]
)
def test_impossible_sizes_are_refused(sizes: tuple[int, int | None, int | None]) -> None:
    with pytest.raises(KamError) as refused:
        Sizes(*sizes)
    assert (refused.value.code, refused.value.exit_code) == ("value.out_of_range", 2)


@pytest.mark.parametrize("book", ["small", "large"])
def test_the_book_is_sound(request: pytest.FixtureRequest, book: str) -> None:
    path: Path = request.getfixturevalue(book)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        assert connection.execute("SELECT count(*) FROM change_log").fetchone() == (0,)
        mismatched = connection.execute(
            "SELECT count(*) FROM sales_order o WHERE o.amount_minor <>"
            " (SELECT sum(amount_minor) FROM order_line l WHERE l.order_id = o.id)"
        ).fetchone()
        assert mismatched == (0,)
        numbers = connection.execute(
            "SELECT count(*), count(DISTINCT order_no) FROM sales_order"
        ).fetchone()
        assert numbers[0] == numbers[1]
        ahead = connection.execute(
            "SELECT (SELECT count(*) FROM communication WHERE on_date > :day)"
            " + (SELECT count(*) FROM sales_order WHERE ordered_on > :day)"
            " + (SELECT count(*) FROM payment WHERE received_on >= :day)",
            {"day": TODAY.isoformat()},
        ).fetchone()
        assert ahead == (0,)
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(path.parent.glob(".*")) == []


@pytest.mark.parametrize("book", ["small", "large"])
def test_all_text_can_be_shown_as_it_is(request: pytest.FixtureRequest, book: str) -> None:
    for table, rows in content(request.getfixturevalue(book)).items():
        for row in rows:
            for value in row:
                if isinstance(value, str):
                    assert safe_text(value) == value, (table, value)
                    assert value.startswith(("{", "[{")) or "{" not in value, (table, value)


@pytest.mark.parametrize("book", ["small", "large"])
def test_facts_and_search_equal_a_recomputation(
    request: pytest.FixtureRequest, tmp_path: Path, book: str
) -> None:
    from kamtui.store.engine import open_engine
    from kamtui.store.facts import refresh_facts
    from kamtui.store.location import Location
    from kamtui.store.search_index import refresh_search

    path: Path = request.getfixturevalue(book)
    copy = tmp_path / "copy.db"
    copy.write_bytes(path.read_bytes())
    engine = open_engine(Location(path=copy))
    with engine.begin() as connection:
        refresh_facts(connection, None)
        refresh_search(connection, None)
    engine.dispose()
    before, after = content(path), content(copy)
    assert after["customer_facts"] == before["customer_facts"]
    assert after["receivable"] == before["receivable"]
    for old, new in zip(before["customer_search"], after["customer_search"], strict=True):
        # Pinyin is put together from parts; names, people and numbers are exactly the same.
        assert (old[0], old[1], old[3]) == (new[0], new[1], new[3])
        assert set(str(old[4]).split("|")) == set(str(new[4]).split("|"))


def test_a_large_book_has_a_day_one_can_clear(large: Path) -> None:
    desk = desk_of(large)
    due = agenda.read(desk, days=0)
    desk.close()
    assert 40 < len(due.items) < 130
    assert due_count(1_000) < due_count(10_000) < due_count(100_000) < 200


def test_generated_names_are_many_and_found_by_initials() -> None:
    made = [company(number) for number in range(20_000)]
    assert len({one.name for one in made}) == len(made)
    for one in made[:200]:
        who = person(1, chinese=one.country == "CN")
        keys = keys_of(one, customer_no="C0001", contact=who, numbers=["13800138000"])
        whole = search_keys(names=[one.name, "C0001"], contacts=[who], numbers=["13800138000"])
        assert keys.names == whole.names
        assert keys.digits == whole.digits
        assert not one.parts or (keys.pinyin.startswith("|") and len(keys.pinyin) > 8)


def test_credit_codes_check() -> None:
    assert made_up_code(1, 320571) == made_up_code(1, 320571)
    signs = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    for number in range(50):
        code = made_up_code(number, 320571)
        weights = [pow(3, place, 31) for place in range(17)]
        total = sum(signs.index(sign) * weight for sign, weight in zip(code, weights, strict=False))
        assert (total + signs.index(code[17])) % 31 == 0


def test_shares_add_up_and_differ() -> None:
    for total, count in [(0, 5), (3, 7), (3000, 476), (1_000, 1), (7, 12)]:
        shares = list(dealt(total, count))
        assert (sum(shares), len(shares)) == (total, count)
        assert min(shares) >= 0
    assert list(dealt(10, 0)) == []
    assert newest([[1, 5, 9], [2, 3]], 3) == [1, 2]


def test_notes_speak_of_their_own_days() -> None:
    almanac = Almanac(TODAY)
    assert almanac.told("要求 {m1} 月前给新报价", 44) == "要求 11 月前给新报价"
    assert almanac.told("Q{q} 对账单", 130) == "Q3 对账单"
    assert almanac.told("{greeting}", 291) == "春节问候"
    assert almanac.working_ahead(6) == 8
    assert almanac.working(0) == 2


# Upkeep


def edit(path: Path, today: date = TODAY) -> None:
    from kamtui.store.tables import Customer

    desk = desk_of(path, today)
    with desk.read() as reader:
        customer = str(reader.value("SELECT id FROM customer LIMIT 1"))
    with desk.write("customer.edit") as work:
        work.get(Customer, customer).remarks = "mine"
        work.commit()
    desk.close()


def made_for(path: Path) -> str:
    with closing(sqlite3.connect(path)) as book:
        return str(
            book.execute("SELECT value FROM app_meta WHERE key = 'sample.made_for'").fetchone()[0]
        )


def test_a_missing_book_is_built_and_then_kept(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "sample.db"
    assert sample.ensure_sample(path, today=TODAY) is True
    before = path.stat().st_mtime_ns
    assert sample.ensure_sample(path, today=TODAY) is False
    assert path.stat().st_mtime_ns == before
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_a_stale_book_is_rebuilt_in_place(tmp_path: Path) -> None:
    path = tmp_path / "sample.db"
    sample.ensure_sample(path, today=TODAY - timedelta(days=3))
    number = path.stat().st_ino
    window = desk_of(path)
    agenda.read(window)
    prepared = sample.ensure(today=TODAY, path=path)
    assert prepared.opened is Opened.REBUILT
    assert (path.stat().st_ino, made_for(path)) == (number, TODAY.isoformat())
    # A window that was open sees the new day.
    day = agenda.read(window)
    window.close()
    assert (day.counts.overdue, day.counts.today) == (9, 3)


def test_a_book_of_an_older_generator_is_rebuilt(tmp_path: Path) -> None:
    path = tmp_path / "sample.db"
    sample.ensure_sample(path, today=TODAY)
    with closing(sqlite3.connect(path)) as book, book:
        book.execute("UPDATE app_meta SET value = '0' WHERE key = 'sample.generator'")
    assert sample.ensure_sample(path, today=TODAY) is True


def test_an_edited_book_is_kept_and_said(tmp_path: Path) -> None:
    path = tmp_path / "sample.db"
    sample.ensure_sample(path, today=TODAY - timedelta(days=3))
    edit(path, TODAY - timedelta(days=3))
    prepared = sample.ensure(today=TODAY, path=path)
    assert prepared.kept_edited
    assert prepared.made_for == TODAY - timedelta(days=3)
    with closing(sqlite3.connect(path)) as book:
        assert book.execute("SELECT count(*) FROM customer WHERE remarks = 'mine'").fetchone() == (
            1,
        )


def test_an_edit_of_today_is_nothing_to_announce(tmp_path: Path) -> None:
    path = tmp_path / "sample.db"
    sample.ensure_sample(path, today=TODAY)
    edit(path)
    assert not sample.ensure(today=TODAY, path=path).kept_edited


def test_other_sizes_live_in_a_file_of_their_own(tmp_path: Path) -> None:
    path = tmp_path / "sample.db"
    sample.ensure_sample(path, today=TODAY)
    before = path.read_bytes()
    prepared = sample.ensure(today=TODAY, path=path, sizes=Sizes(30, 300, 200))
    assert prepared.path != path
    assert path.read_bytes() == before
    assert counts(prepared.path) == (30, 300, 200)


def test_a_book_that_is_no_sample_is_left_alone(tmp_path: Path) -> None:
    from kamtui.store.migrate import create_book

    path = tmp_path / "sample.db"
    create_book(path)
    before = path.read_bytes()
    with pytest.raises(KamError) as refused:
        sample.ensure_sample(path, today=TODAY)
    assert refused.value.code == "file.exists"
    assert path.read_bytes() == before


@pytest.mark.parametrize("text", [b"", b"not a database at all"])
def test_foreign_files_are_left_alone(tmp_path: Path, text: bytes) -> None:
    path = tmp_path / "sample.db"
    path.write_bytes(text)
    with pytest.raises(KamError):
        sample.ensure_sample(path, today=TODAY)
    with pytest.raises(KamError):
        sample.build(path, today=TODAY)
    assert path.read_bytes() == text


def test_nothing_is_left_of_a_build_that_fails(tmp_path: Path) -> None:
    def stop(_done: int, _all: int) -> None:
        raise KeyboardInterrupt

    path = tmp_path / "book.db"
    with pytest.raises(KeyboardInterrupt):
        sample.build(path, today=TODAY, customers=600, progress=stop)
    assert list(tmp_path.iterdir()) == []


def test_the_sample_opens_with_nothing_to_undo(tmp_path: Path) -> None:
    now = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
    desk, prepared = sample.open_sample(path=tmp_path / "sample.db", clock=FixedClock(now))
    with desk.read() as reader:
        assert reader.value("SELECT count(*) FROM change_log") == 0
    assert desk.sample
    assert prepared.opened is Opened.BUILT
    desk.close()
