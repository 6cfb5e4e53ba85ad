"""What the tests of the screens of segments share: the way there, and books with odd money."""

from tests.conftest import make_desk
from tests.services.segment_book import SegmentBook
from tests.tui.conftest import until
from tests.tui.sample_desk import listing
from textual.pilot import Pilot

from kamtui.services.desk import Desk
from kamtui.tui.screens.segments import SegmentsScreen
from kamtui.tui.screens.segments.members import MembersScreen
from kamtui.tui.screens.segments.rows import SegmentRows
from kamtui.tui.session import DeskApp


async def opened(pilot: Pilot[None], app: DeskApp, *keys: str) -> SegmentsScreen:
    """Go to the segments; wait until they are worked out."""
    await until(pilot, lambda: listing(app).filled)
    await pilot.press(*(keys or ("f6",)))
    await until(pilot, lambda: isinstance(app.screen, SegmentsScreen))
    screen = app.screen
    assert isinstance(screen, SegmentsScreen)
    await until(pilot, lambda: screen.view is not None and screen.view.by == screen.by)
    return screen


async def dimension(pilot: Pilot[None], screen: SegmentsScreen, name: str) -> None:
    """Step to a dimension by Tab and wait for its rows."""
    while screen.by != name:
        await pilot.press("tab")
    await until(
        pilot,
        lambda: (
            isinstance(screen.line_list.source, SegmentRows)
            and screen.line_list.source.view.by == name
        ),
    )


async def members(pilot: Pilot[None], app: DeskApp, key: str) -> MembersScreen:
    """Open the members of a segment of the dimension in front; wait for the first window."""
    assert isinstance(app.screen, SegmentsScreen)
    listing(app).move_to_key(key)
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(app.screen, MembersScreen) and listing(app).filled)
    screen = app.screen
    assert isinstance(screen, MembersScreen)
    return screen


def mixed(desk: Desk) -> SegmentBook:
    """Fill a book: a large customer, one that fell from core, one in dollars, one without data."""
    book = SegmentBook(desk)
    book.customer("大客户", grade="A", city="苏州", region="华东")
    book.customer("Fallen", grade="B", city="Leeds", region="华南")
    book.customer("Dollars", grade="C")
    book.customer("[red]\x1b[31mNobody\u202e", grade="C")
    book.order("2026-11-01", 600_000, customer="大客户")
    book.order("2026-02-01", 600_000, customer="大客户")
    book.order("2025-09-20", 200_000, customer="Fallen")  # within the year on 22 Aug, not today
    book.order("2026-11-02", 900, customer="Fallen")
    book.order("2026-10-01", 5_000, customer="Dollars", currency="USD")
    return book


def beside(desk: Desk) -> Desk:
    """Open the same book in another window."""
    assert desk.path is not None
    return make_desk(desk.path, device="device-two")
