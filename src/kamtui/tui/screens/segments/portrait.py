"""One customer against the rules: every dimension, every trait met or not, its lifetime value."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.message import Message

from kamtui.domain.errors import KamError
from kamtui.i18n import _
from kamtui.tui.commands import Command
from kamtui.tui.screens.base import KamScreen
from kamtui.tui.screens.book_screen import BookScreen
from kamtui.tui.screens.segments.judged import think
from kamtui.tui.screens.segments.portrait_rows import portrait_rows, rules_of_row
from kamtui.tui.widgets.customer_list_empty import WordRows
from kamtui.tui.widgets.header import Group, Header, Tab
from kamtui.tui.widgets.prompt import Part

if TYPE_CHECKING:
    from kamtui.domain.views.segments import PortraitView

__all__ = ["PortraitScreen", "open_portrait"]

#: From this height rows breathe; look.md.
TALL = 32
#: What acts on rows of other lists.
_NOT_HERE = ("list.mark", "list.mark_group", "list.repeat", "list.delete", "list.sort")


class PortraitLoaded(Message):
    """A portrait was worked out, or could not be."""

    def __init__(self, customer_id: str, found: PortraitView | None, error: KamError | None):
        """Carry whose, and how it ended."""
        super().__init__()
        self.customer_id, self.found, self.error = customer_id, found, error


async def open_portrait(screen: KamScreen, item: object = None) -> None:
    """Show a customer's portrait over a screen; J and K walk the list one came from."""
    if not isinstance(item, str):
        return
    neighbours = getattr(screen, "neighbours", None)
    ids = tuple(neighbours()) if neighbours is not None else ()
    judged = getattr(screen, "judged", None)
    day = judged.day if judged is not None else None
    await screen.kam.push_screen(PortraitScreen(item, ids, day=day, tab=screen.TAB))


class PortraitScreen(BookScreen):
    """A list of what is known and what of it fits."""

    KIND: ClassVar[str] = "portrait"
    TAB: ClassVar[str] = "portrait"
    FOOTER: ClassVar[Sequence[str]] = (
        "list.open", "portrait.edit", "portrait.next", "portrait.previous", "app.find",
        "app.undo", "app.help",
    )  # fmt: skip

    def __init__(
        self, customer_id: str, neighbours: Sequence[str], *, day: date | None, tab: str
    ) -> None:
        """Show a customer.

        Args:
            customer_id: Whose.
            neighbours: Customers of the list one came from, in its order.
            day: As of; None for today.
            tab: The header's screen one came from.
        """
        super().__init__()
        self.customer_id, self._neighbours = customer_id, tuple(neighbours)
        self._day, self._from = day, tab
        self._portrait: PortraitView | None = None

    def on_mount(self) -> None:
        """Work it out."""
        self.lay_out()
        self.line_list.show(WordRows(((), ((_("Working out the portrait…"), "text", True),))))
        self.reload()

    def lay_out(self) -> None:
        """Leave a row free where there is room."""
        super().lay_out()
        self.line_list.set_lead(1 if self.app.size.height >= TALL else 0)

    def on_resize(self) -> None:
        """Wrap anew."""
        super().on_resize()
        self.lay_out()
        self.show_rows()
        self.refresh_words()

    def repaint(self) -> None:
        """Draw everything with the current brush and words."""
        super().repaint()
        if self.is_mounted:
            self.show_rows()

    # -- values --------------------------------------------------------------------------------

    def reload(self) -> None:
        """Work the portrait out anew."""
        desk, customer_id, day = self.desk, self.customer_id, self._day

        def ask() -> Message:
            from kamtui.services import segments

            found = segments.portrait(desk, customer_id=customer_id, as_of=day)
            return PortraitLoaded(customer_id, found, None)

        think(
            self,
            ask,
            group="portrait",
            failed=lambda error: PortraitLoaded(customer_id, None, error),
        )

    @on(PortraitLoaded)
    def _loaded(self, event: PortraitLoaded) -> None:
        if event.customer_id != self.customer_id:
            return
        if event.found is None:
            error = event.error or KamError("unexpected")
            self._portrait = None
            self.line_list.show(WordRows(((), ((self.error_words(error), "text", True),))))
            self.show_header()
            return
        self._portrait = event.found
        self.show_rows()
        if not self.status.asking and not self.status.text:
            self.say(_legend(self))

    # -- showing -------------------------------------------------------------------------------

    def show_rows(self) -> None:
        """Draw what there is; the cursor keeps its row."""
        found = self._portrait
        if not self.is_mounted or self._find is not None:
            return
        self.show_header()
        if found is None:
            return
        width = self.app.size.width
        rows = portrait_rows(
            found, width=width, ascii_only=self.brush.ascii, masked=self.kam.masked
        )
        self.line_list.show(rows, follow=True)

    def refresh_words(self) -> None:
        """Show header and footer in the current language."""
        super().refresh_words()
        if self.is_mounted:
            self.show_header()

    def tabs(self) -> tuple[Tab, ...]:
        """Return the screens of the header and the customer behind them, lit."""
        name = self._portrait.name if self._portrait is not None else _("Portrait")
        return (*super().tabs(), Tab(self.TAB, name, None, True))

    def show_header(self) -> None:
        """Draw the screens, the customer, the day, the place in the list."""
        if not self.is_mounted or not self.query(Header):
            return
        groups = []
        if self._day is not None:
            words = _("as of {day}").format(day=self._day.isoformat())
            groups.append(Group(((words, "late", True),)))
        ids = self._neighbours
        if len(ids) > 1 and self.customer_id in ids:
            place = _("{place} of {total}").format(
                place=ids.index(self.customer_id) + 1, total=len(ids)
            )
            groups.append(Group(((place, "muted", False),), drop=2))
        self.query_one(Header).show(self.tabs(), groups)

    # -- acting --------------------------------------------------------------------------------

    def why_not(self, one: Command) -> str | None:
        """Say what a portrait is not for."""
        if self._find is None:
            if one.id in _NOT_HERE:
                return _("A portrait is only to look at; Enter opens the customer")
            if one.id == "portrait.edit" and self._portrait is None:
                return _("There is no portrait yet")
        if one.id in ("portrait.next", "portrait.previous") and len(self._neighbours) < 2:
            return _("There is no list around this customer")
        return super().why_not(one)

    async def do_list_open(self) -> None:
        """Open the customer; where one came from there, go back."""
        from kamtui.tui.screens.customer import CustomerScreen

        below = self.app.screen_stack[-2] if len(self.app.screen_stack) > 1 else None
        if isinstance(below, CustomerScreen):
            self.kam.do_app_back()
            if below.customer_id != self.customer_id:
                below.show_customer(self.customer_id)
            return
        await self.kam.open_panel("customer", self, self.customer_id)

    def neighbours(self) -> tuple[str, ...]:
        """Return the customers of the list one came from."""
        return self._neighbours

    async def do_portrait_edit(self) -> None:
        """Change the rules that the row rests on; a lifetime value rests on settings."""
        found = rules_of_row(self.line_list.key)
        if found is None:
            await self.kam.open_panel("settings", self, "segments")
        else:
            await self.kam.open_panel("segment_rules", self, found)

    def do_portrait_next(self) -> None:
        """Go to the next customer of the list."""
        self._neighbour(1)

    def do_portrait_previous(self) -> None:
        """Go to the customer before."""
        self._neighbour(-1)

    def _neighbour(self, by: int) -> None:
        ids = self._neighbours
        at = ids.index(self.customer_id) + by if self.customer_id in ids else 0
        if not 0 <= at < len(ids):
            self.say(_("This is the last customer") if by > 0 else _("This is the first customer"))
            return
        self.customer_id = ids[at]
        self.say("")
        self.reload()

    def do_app_next_screen(self) -> None:
        """Say how to walk: Tab has no meaning here."""
        self.say(_("{key} goes to the next customer").format(key=self.letter("portrait.next")))

    def do_app_previous_screen(self) -> None:
        """Say how to walk: Tab has no meaning here."""
        self.say(
            _("{key} goes to the customer before").format(key=self.letter("portrait.previous"))
        )

    def find_ended(self) -> None:
        """Show the portrait again."""
        self.show_rows()


def _legend(screen: KamScreen) -> tuple[Part, ...]:
    """Return what the marks mean."""
    ok = screen.brush.glyph("ok")
    return (
        (f"{ok} ", "accent", False), (_("met") + "   ", "muted", False),
        ("x ", "late_plain", False), (_("not met") + "   ", "muted", False),
        ("? ", "text", False), (_("no data"), "muted", False),
    )  # fmt: skip
