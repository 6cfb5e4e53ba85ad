"""The members of a segment: windows, who moved, acting on rows, the way back, portraits."""

from pathlib import Path

import pytest
from rich.cells import cell_len
from tests.conftest import make_desk
from tests.services.segment_book import SegmentBook
from tests.tui.conftest import screen_text, until
from tests.tui.sample_desk import app_of, listing, said, sample_desk, shown
from tests.tui.segment_desks import beside, dimension, members, mixed, opened

from kamtui.services import records, segments
from kamtui.services.desk import Desk
from kamtui.tui.screens.customer import CustomerScreen
from kamtui.tui.screens.segments import SegmentsScreen
from kamtui.tui.screens.segments.member_rows import MemberRows
from kamtui.tui.screens.segments.members import MembersScreen
from kamtui.tui.screens.segments.portrait import PortraitScreen


@pytest.fixture
def sample(tmp_path: Path) -> Desk:
    return sample_desk(tmp_path)


async def test_members_are_those_of_the_service_and_esc_goes_back_to_the_segment(
    sample: Desk,
) -> None:
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app)
        await dimension(pilot, screen, "rfm")
        await members(pilot, app, "hibernating")
        expected = segments.members(sample, by="rfm", segment="hibernating").rows
        source = listing(app).source
        assert isinstance(source, MemberRows)
        assert [source.key(at) for at in range(len(source))] == [
            one.customer_id for one in expected
        ]
        first, score = expected[0], expected[0].score
        assert score is not None
        scores = f"{score.r} {score.f} {score.m}"
        [row] = [row for row in screen_text(pilot)[3:] if scores in row][:1]
        assert first.name[:4] in row
        assert said(app) == f"the most money first   1 of {len(expected)}"
        await pilot.press("S")
        assert said(app) == "Members always stand by money, the most first"
        await pilot.press("h")
        await until(pilot, lambda: isinstance(app.screen, SegmentsScreen))
        assert listing(app).key == "hibernating"


async def test_came_left_and_all(desk: Desk) -> None:
    mixed(desk)
    app = app_of(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await members(pilot, app, "low")
        assert " Low value 1    came 1    left 0" in screen_text(pilot)[1]
        await pilot.press("f")
        await until(pilot, lambda: listing(app).key == "Fallen")
        assert any("Fallen" in row and "Core" in row for row in screen_text(pilot))
        await pilot.press("tab")
        await shown(pilot, "Nobody left since the period before")
        await pilot.press("l")
        assert said(app) == "There is no customer here"
        await pilot.press("]")
        await until(pilot, lambda: listing(app).key == "Fallen")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, SegmentsScreen))
        await members(pilot, app, "core")
        await shown(pilot, "Nobody belongs to this segment")
        await pilot.press("[")
        await until(pilot, lambda: listing(app).key == "Fallen")
        assert "Now in" in "\n".join(screen_text(pilot))
        assert any("Fallen" in row and "Low value" in row for row in screen_text(pilot))


async def test_who_moved_by_a_field_and_who_was_not_there(desk: Desk) -> None:
    book = mixed(desk)
    book.customer("Fresh", region="华东", created_at="2026-11-01T00:00:00.000Z")
    records.edit(desk, customer_id="Fallen", assignments={"region": "华东"})
    app = app_of(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app)
        await dimension(pilot, screen, "region")
        await members(pilot, app, "华东")
        await pilot.press("f")
        await shown(pilot, "not in the book")
        assert any("Fallen" in row and "华南" in row for row in screen_text(pilot))


async def test_enter_opens_and_j_walks_the_members(sample: Desk) -> None:
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        screen = await members(pilot, app, "core")
        ids = screen.neighbours()
        assert len(ids) == 6
        await pilot.press("j", "enter")
        await until(pilot, lambda: isinstance(app.screen, CustomerScreen))
        customer = app.screen
        assert isinstance(customer, CustomerScreen) and customer.customer_id == ids[1]
        await pilot.press("J")
        assert customer.customer_id == ids[2]
        await pilot.press("p")
        await until(pilot, lambda: isinstance(app.screen, PortraitScreen))
        await shown(pilot, "Behaviour")
        await pilot.press("K")
        await until(pilot, lambda: isinstance(app.screen, PortraitScreen) and bool(said(app)))
        await pilot.press("enter")
        await until(pilot, lambda: app.screen is customer)
        assert customer.customer_id == ids[1]
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is screen)


async def test_marks_are_edited_as_one_step_and_undone(sample: Desk) -> None:
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        screen = await members(pilot, app, "core")
        ids = screen.neighbours()
        await pilot.press("*")
        await until(pilot, lambda: len(listing(app).marks) == 6)
        await pilot.press("5", "2", *"Zhou", "enter")
        await until(pilot, lambda: said(app).startswith("Owner Zhou   6 customers"))
        with sample.read() as reader:
            owners = reader.rows("SELECT id FROM customer WHERE owner = 'Zhou'")
        assert {str(row[0]) for row in owners} == set(ids)
        await pilot.press("u")
        await until(pilot, lambda: said(app).startswith("Undone"))
        await pilot.press("escape")  # the marks that undo brought back
        await pilot.press("space", "e", "6")  # archived: no longer a member
        await until(pilot, lambda: len(screen.neighbours()) == 5, seconds=8)
        assert said(app).startswith("Archived:")


async def test_a_log_and_a_plan_where_one_stands(sample: Desk) -> None:
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await members(pilot, app, "high")
        await pilot.press("9", *"2w", "space", *"visit", "enter")
        await until(pilot, lambda: said(app).startswith("Planned: "))
        await pilot.press("l", *"done well", "ctrl+s")
        await until(pilot, lambda: said(app).startswith("Logged"))
        await pilot.press("c")
        await until(pilot, lambda: "Copied" in said(app) or "copied" in said(app))


async def test_many_members_are_read_by_windows(book_path: Path) -> None:
    desk = make_desk(book_path)
    book = SegmentBook(desk)
    book.insert_many(
        "customer",
        [
            {"id": f"c{at:05}", "customer_no": f"C{at:05}", "name": f"Customer {at:05}",
             "name_key": f"customer {at:05}", "tags": "[]", "custom": "{}", "grade": "C"}
            for at in range(6_000)
        ],
    )  # fmt: skip
    app = app_of(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app)
        await shown(pilot, "6,000")
        assert screen.view is not None
        found = await members(pilot, app, "no_data")
        source = found.line_list.source
        assert isinstance(source, MemberRows) and len(source) == 6_000
        assert len(source._pages) <= 4
        await pilot.press("G")
        await until(pilot, lambda: listing(app).key == "c05999")
        await shown(pilot, "Customer 05999")
        await pilot.press("g", "g")
        await until(pilot, lambda: listing(app).key == "c00000")
        assert len(source._pages) <= 6
        await pilot.press("*")
        await until(pilot, lambda: len(listing(app).marks) == 6_000, seconds=10)
    desk.close()


async def test_a_change_moves_a_member_out(desk: Desk) -> None:
    book = mixed(desk)
    app = app_of(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await members(pilot, app, "high")
        await until(pilot, lambda: app._sequence is not None)
        other = beside(desk)
        lines = ["high: amount.12 >= 7000000", "rest: otherwise"]
        segments.set_rules(other, by="value", lines=lines)
        await shown(pilot, "Nobody belongs to this segment")
        segments.set_rules(other, by="value", lines=["rest: otherwise"])
        await shown(pilot, "This segment is gone: its rules were changed")
        await pilot.press("escape")
        await until(pilot, lambda: listing(app).key == "rest", seconds=8)
        other.close()
    assert book.desk is desk


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 20), (40, 12)])
async def test_rows_are_as_wide_as_the_screen_and_masked_ones_hide_money(
    sample: Desk, size: tuple[int, int]
) -> None:
    app = app_of(sample)
    async with app.run_test(size=size) as pilot:
        screen = await opened(pilot, app)
        await dimension(pilot, screen, "rfm")
        await members(pilot, app, "champions")
        assert "630k" in "\n".join(screen_text(pilot))
        await pilot.press("8")
        await until(pilot, lambda: "630k" not in "\n".join(screen_text(pilot)))
        assert {cell_len(row) for row in screen_text(pilot)} == {size[0]}


async def test_find_from_members_opens_anybody(sample: Desk) -> None:
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        screen = await members(pilot, app, "core")
        await pilot.press("slash", *"hdj")
        await shown(pilot, "华东机械")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(listing(app).source, MemberRows))
        assert app.screen is screen and isinstance(screen, MembersScreen)
