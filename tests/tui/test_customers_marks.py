"""Marks of the customer list: whole groups, what survives, and changing all of them at once."""

from pathlib import Path

import pytest
from rich.cells import cell_len
from tests.tui.conftest import screen_text, until
from tests.tui.sample_desk import app_of, listing, said, sample_desk, shown
from tests.tui.test_customers_screen import opened

from kamtui.domain.customer_filter import CustomerFilter, SortOrder, parse_filter
from kamtui.i18n import set_language
from kamtui.services import customer_list, customers, history, records
from kamtui.services.desk import Desk


@pytest.fixture
def sample(tmp_path: Path, unsynced: None) -> Desk:
    return sample_desk(tmp_path)


def fields(desk: Desk, ids: tuple[str, ...], name: str) -> set[object]:
    return {customers.brief(desk, customer_id=one).customer.fields.get(name) for one in ids}


async def test_star_marks_the_grade_then_everybody_then_nobody(
    tmp_path: Path, unsynced: None
) -> None:
    """All of the group, also what no window has read."""
    crowd = sample_desk(tmp_path, 1500)
    app = app_of(crowd)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await pilot.press("G")
        await until(pilot, lambda: listing(app).key is not None)
        last = customer_list.head(crowd).by_grade[-1][1]
        assert last > 120
        await pilot.press("*")
        await until(pilot, lambda: f"{last} rows marked" in said(app))
        await pilot.press("*")
        await until(pilot, lambda: "1500 rows marked" in said(app))
        await pilot.press("*")
        await until(pilot, lambda: "Nothing is marked" in said(app))
        await pilot.press("f", "A", "enter")
        count = customer_list.count(crowd, wanted=parse_filter("A"))
        await until(pilot, lambda: f"1 of {count}" in said(app))
        await pilot.press("*")
        await until(pilot, lambda: f"{count} rows marked" in said(app))
    crowd.close()


async def test_marks_survive_orders_filters_and_find_where_the_customer_is_listed(
    sample: Desk,
) -> None:
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await pilot.press("space", "G", "space")  # an A and a C
        marks = listing(app).marks
        assert len(marks) == 2
        await pilot.press("S")
        await shown(pilot, "sorted by name")
        await until(pilot, lambda: "1 of 24" in said(app))
        assert listing(app).marks == marks
        await pilot.press("/", *"acme", "escape")
        await until(pilot, lambda: "1 of 24" in said(app))
        assert listing(app).marks == marks
        await pilot.press("f", "A", "enter")
        await until(pilot, lambda: "1 of 6" in said(app))
        assert listing(app).marks == marks[:1]
        await pilot.press("escape", "escape")
        await shown(pilot, "Customers 24")
        assert listing(app).marks == ()


async def test_a_mark_goes_with_a_customer_another_window_archives(sample: Desk) -> None:
    from tests.conftest import make_desk

    app = app_of(sample)
    assert sample.path is not None
    other = make_desk(sample.path, device="two")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await pilot.press("space", "space")
        first, second = listing(app).marks
        records.edit(other, customer_id=first, assignments={"archived_on": "2026-11-22"})
        await until(pilot, lambda: listing(app).marks == (second,))
    other.close()


#: Keys after the digit of the field, what the line says, and the field that changed.
CHANGES = [
    (("1", *"vip +重点 -x", "enter"), "Tag +vip +重点 -x", "tags"),
    (("2", *"王磊", "enter"), "Owner 王磊", "owner"),
    (("3", "4"), "Grade D", "grade"),
    (("3", "d"), "Grade D", "grade"),
    (("3", "0"), "Grade -", "grade"),
    (("4", *"2w call", "enter"), "Cadence 2w call", "cadence"),
    (("4", *"3m", "tab", "enter"), "Cadence 3m call", "cadence"),
    (("6",), "Archived:", "archived_on"),
]


@pytest.mark.parametrize(("keys", "words", "name"), CHANGES)
@pytest.mark.parametrize("edit", ["e", "5", "５"])
async def test_marked_customers_are_changed_as_one_step(
    sample: Desk, edit: str, keys: tuple[str, ...], words: str, name: str
) -> None:
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await pilot.press("space", "space", "space")
        marks = listing(app).marks
        before = fields(sample, marks, name)
        await pilot.press(edit)
        await shown(pilot, "3 customers  1 Tag  2 Owner  3 Grade  4 Cadence  5 Plan  6 Archive")
        await pilot.press(*keys)
        await until(pilot, lambda: words in said(app) and "3 customers" in said(app))
        assert listing(app).marks == () and "u undo" in said(app)
        assert fields(sample, marks, name) != before
        assert len({one.group for one in history.entries(sample, limit=3)}) == 1
        await pilot.press("u")
        await until(pilot, lambda: fields(sample, marks, name) == before)
        await until(pilot, lambda: listing(app).marks == marks)  # undo brings them back too
        assert "Undone: 3 customers" in said(app)
    sample.close()


async def test_a_plan_for_all_marked_and_again_for_one_more(sample: Desk) -> None:
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await pilot.press("space", "space")
        marks = listing(app).marks
        await pilot.press("e", "5", *"2w 寄样册", "enter")
        await until(pilot, lambda: "Planned: Sun 6 Dec 寄样册   2 customers" in said(app))
        next_one = listing(app).key
        await pilot.press(".")
        await until(pilot, lambda: "2 customers" not in said(app) and "寄样册" in said(app))
        for one in (*marks, next_one or ""):
            plans = customers.brief(sample, customer_id=one).follow_ups
            assert "寄样册" in [plan.what for plan in plans]


async def test_who_is_so_already_is_counted(sample: Desk) -> None:
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await pilot.press("*")  # the six A
        await until(pilot, lambda: "6 rows marked" in said(app))
        await pilot.press("G", "space", "e", "3", "1")  # and a C become A
        await until(pilot, lambda: "Grade A   7 customers, 6 unchanged" in said(app))
        await pilot.press("home", "space", "e", "3", "1")
        await until(pilot, lambda: "Nothing was changed" in said(app))
        assert len(listing(app).marks) == 1  # they may still be wanted for something else


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        (("1", "enter"), "tags to add, -tag takes one away"),
        (("1", *"a -A", "enter"), "one tag is added and taken away"),
        (("2", "enter"), "a name; - for nobody"),
        (("4", *"often", "enter"), "1m visit, 3m call, none"),
        (("5", *"2w", "enter"), "And what is to be done then?"),
        (("5", *"1-1-2020 x", "enter"), "past"),
    ],
)
async def test_what_is_wrong_is_said_where_one_types(
    sample: Desk, keys: tuple[str, ...], words: str
) -> None:
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        before = history.latest_seq(sample)
        await pilot.press("space", "space", "e", *keys)
        await shown(pilot, words)
        await pilot.press("escape")
        await until(pilot, lambda: "2 rows marked" in said(app))  # nothing is lost
        assert history.latest_seq(sample) == before


async def test_known_words_are_offered_and_taken_by_initials(sample: Desk) -> None:
    hdj = customers.find(sample, text="hdj")[0].customer_id
    records.edit(sample, customer_id=hdj, assignments={"tags": "重点,key account", "owner": "王磊"})
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await pilot.press("space", "e", "2", *"wl")
        await shown(pilot, "Tab 王磊")
        await pilot.press("tab")
        await shown(pilot, "Owner 王磊")
        await pilot.press("escape", "e", "1", *"+ke", "tab", *"-zd", "tab")
        await shown(pilot, "+key account -重点")
        await pilot.press("escape", "e", "2", *"Newman")
        await shown(pilot, "a name not used before")


async def test_delete_acts_on_all_marked_and_asks(sample: Desk) -> None:
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await pilot.press("space", "space", "delete")
        await shown(pilot, "2 customers  n No  1 Archive  2 Delete")
        await pilot.press("enter")
        await until(pilot, lambda: "Nothing was deleted" in said(app))
        await pilot.press("delete", "2")
        await until(pilot, lambda: "Deleted: 2 customers" in said(app))
        await shown(pilot, "Customers 22")
        assert "Deleted: 2 customers" in said(app)  # said until the cursor is moved
        await pilot.press("u")
        await shown(pilot, "Customers 24")


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
async def test_the_strips_fit(sample: Desk, language: str, size: tuple[int, int]) -> None:
    set_language("zh" if language == "zh" else "en")
    app = app_of(sample)
    async with app.run_test(size=size) as pilot:
        await opened(pilot, app)
        await pilot.press("space", "space", "e")
        for digit in "12345":
            await until(pilot, lambda: app.screen.query_one("#status").asking)  # type: ignore[attr-defined]
            rows = screen_text(pilot)
            if size[0] >= 80:
                assert any("6 " in row for row in rows[-2:-1])
            await pilot.press(digit)
            await pilot.press(*"x[r]\u202e")
            assert [cell_len(row) for row in screen_text(pilot)] == [size[0]] * size[1]
            await pilot.press("escape", "e")


async def test_every_order_keeps_its_rows_and_ends_in_a_definite_one(sample: Desk) -> None:
    for order in SortOrder:
        first = customer_list.spine(sample, wanted=CustomerFilter(), order=order)
        assert first == customer_list.spine(sample, wanted=CustomerFilter(), order=order)
        assert len(set(first)) == 24
