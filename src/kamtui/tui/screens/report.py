"""The daily report as it goes into a chat: copied at once, shown to be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.containers import Container

from kamtui.i18n import _
from kamtui.tui.commands import Command
from kamtui.tui.screens.base import KamScreen
from kamtui.tui.screens.book_screen import BookScreen
from kamtui.tui.widgets.drawn_rows import DrawnRows, words_row
from kamtui.tui.widgets.header import Header
from kamtui.tui.widgets.keys import Keys
from kamtui.tui.widgets.line_list import LineList
from kamtui.tui.widgets.status import Status

if TYPE_CHECKING:
    from kamtui.domain.views.daily_report import DailyReport

__all__ = ["ReportScreen", "open_report"]


async def open_report(screen: KamScreen, item: object = None) -> None:
    """Copy the day's report and show it; on its own screen, copy it again."""
    from kamtui.services import daily_report

    desk = screen.desk
    report = await screen.operations.fetch(lambda: daily_report.read(desk))
    if isinstance(screen, ReportScreen):
        screen.take(report)
        return
    await screen.kam.push_screen(ReportScreen(report))


class ReportScreen(BookScreen):
    """The lines of the report."""

    KIND: ClassVar[str] = "report"
    TAB: ClassVar[str] = "agenda"

    def __init__(self, report: DailyReport) -> None:
        """Show this."""
        super().__init__()
        self._report = report

    def compose(self) -> ComposeResult:
        """Lay the widgets out."""
        brush = self.brush
        yield Header(brush, id="header")
        with Container(id="body"), Container(id="left"):
            yield LineList(brush, id="list")
        yield Status(brush, id="status")
        yield Keys(brush, id="keys")

    def on_mount(self) -> None:
        """Copy and show."""
        self.take(self._report)

    def spoken_place(self) -> str:
        """Return what is shown."""
        return super().spoken_place() if self._find is not None else _("Daily report")

    def take(self, report: DailyReport) -> None:
        """Copy a report to the terminal's clipboard (OSC 52), and show it."""
        self._report = report
        self.app.copy_to_clipboard(self.text)
        self.show_rows()
        self.say(
            (
                (_("Copied for the chat"), "text", False),
                ("   " + _("Esc"), "accent", False),
                (" " + _("back"), "muted", False),
            )
        )

    @property
    def text(self) -> str:
        """The report as it is copied: what is hidden on the screen is hidden there too."""
        from kamtui.present.daily_report import report_text

        return report_text(self._report, masked=self.kam.masked)

    def show_rows(self) -> None:
        """Draw the lines, wrapped."""
        from kamtui.present.columns import wrap_cells

        rows = DrawnRows()
        width = max(10, self.app.size.width - 3)
        for place, line in enumerate(self.text.split("\n")):
            for part, piece in enumerate(wrap_cells(line, width) or [""]):
                rows.add(words_row(piece, "text", bold=place == 0), key=f"{place}.{part}")
        self.line_list.show(rows)
        self.query_one(Header).show(self.tabs(), [])

    def on_resize(self) -> None:
        """Wrap anew."""
        super().on_resize()
        if self.is_mounted:
            self.show_rows()

    def find_ended(self) -> None:
        """Show the report again."""
        self.show_rows()

    def repaint(self) -> None:
        """Draw in other words and colours."""
        super().repaint()
        if self.is_mounted:
            self.show_rows()

    def reload(self) -> None:
        """Stay: what was copied is what is shown."""

    def why_not(self, one: Command) -> str | None:
        """Say that this is a text to read."""
        if one.id in ("list.open", "list.mark", "list.mark_group", "list.repeat", "list.delete"):
            return _("This is a text to read; Esc goes back")
        return super().why_not(one)
