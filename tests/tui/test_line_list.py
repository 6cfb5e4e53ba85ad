"""The virtual list alone: cost, cursor, scrolling."""

from collections.abc import Sequence

from textual.app import App, ComposeResult

from kamtui.tui.widgets.line_list import LineList, RowState
from kamtui.tui.widgets.paint import Brush, Line


class Numbers:
    """So many rows; `heads` take no cursor; counts how often it drew."""

    def __init__(self, count: int, heads: Sequence[int] = (), shift: int = 0) -> None:
        self.count, self.heads, self.shift, self.drawn = count, heads, shift, 0

    def __len__(self) -> int:
        return self.count

    def key(self, index: int) -> str | None:
        return None if index in self.heads else str(index + self.shift)

    def draw(self, index: int, width: int, state: RowState, brush: Brush) -> Line:
        self.drawn += 1
        line = Line(width, state.plane)
        line.put(0, f"row {index}")
        return line


class Host(App[None]):
    """A list and nothing else."""

    def compose(self) -> ComposeResult:
        yield LineList(Brush(), id="list")


async def test_a_hundred_thousand_rows_draw_one_screenful() -> None:
    app, source = Host(), Numbers(100_000)
    async with app.run_test(size=(40, 10)) as pilot:
        listing = app.query_one(LineList)
        listing.focus()
        listing.show(source)
        await pilot.pause()
        assert source.drawn <= 12
        listing.end()
        await pilot.pause()
        assert listing.key == "99999" and source.drawn <= 24
        assert listing.window == range(99_990, 100_000)
        listing.home()
        assert listing.window.start == 0


async def test_heads_take_no_cursor_and_the_first_head_stays_in_sight() -> None:
    app = Host()
    async with app.run_test(size=(40, 5)) as pilot:
        listing = app.query_one(LineList)
        listing.show(Numbers(20, heads=(0, 5, 6)))
        await pilot.pause()
        assert listing.cursor == 1 and listing.ordinal == 0 and listing.selectable == 17
        listing.move(3)
        assert listing.cursor == 4
        listing.move(1)
        assert listing.cursor == 7 and listing.ordinal == 4
        listing.end()
        assert listing.cursor == 19
        assert not listing.move(1)
        listing.home()
        assert listing.cursor == 1 and listing.window.start == 0
        listing.move_to_key("12")
        assert listing.cursor == 12


async def test_reload_keeps_position_or_follows_the_row() -> None:
    app = Host()
    async with app.run_test(size=(40, 8)) as pilot:
        listing = app.query_one(LineList)
        listing.show(Numbers(30))
        listing.move(10)
        await pilot.pause()
        listing.show(Numbers(29, shift=1))
        assert listing.cursor == 10 and listing.key == "11"
        listing.show(Numbers(27, shift=3), follow=True)
        assert listing.key == "11" and listing.cursor == 8
        listing.show(Numbers(3))
        assert listing.cursor == 2
        listing.show(Numbers(0))
        assert listing.cursor == -1 and listing.key is None
        listing.show(Numbers(5))
        assert listing.cursor == 0


async def test_only_heads_and_a_tail_leave_no_cursor_and_break_nothing() -> None:
    app = Host()
    async with app.run_test(size=(40, 6)) as pilot:
        listing = app.query_one(LineList)
        listing.show(Numbers(2, heads=(0, 1)))
        listing.show_tail(lambda width: [Line(width) for _row in range(20)], rows=20)
        await pilot.pause()
        assert not listing.move(1) and not listing.page(1) and not listing.home()
        assert listing.key is None
