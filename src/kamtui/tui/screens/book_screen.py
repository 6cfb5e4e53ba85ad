"""What every screen over the book shares: taking steps back, finding a customer."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import on
from textual.message import Message

from kamtui.domain.errors import KamError
from kamtui.i18n import _
from kamtui.present.change_words import step_text
from kamtui.tui.messages import Found, Written
from kamtui.tui.screens.base import KamScreen

if TYPE_CHECKING:
    from kamtui.domain.views.changes import ChangeSet
    from kamtui.domain.views.search import CustomerMatch, NoteMatch
    from kamtui.tui.screens.find import FindFlow

__all__ = ["BookScreen", "TakenBack"]


class TakenBack(Message):
    """A step was taken back or done again, or could not be."""

    def __init__(self, changes: ChangeSet | None, error: KamError | None, *, undo: bool) -> None:
        """Carry which and how it ended."""
        super().__init__()
        self.changes = changes
        self.error = error
        self.undo = undo


class BookScreen(KamScreen):
    """A screen that writes: `u` takes any step back, `/` finds any customer."""

    def __init__(self, *, id: str | None = None) -> None:
        """Begin without a search."""
        super().__init__(id=id)
        self._find: FindFlow | None = None

    # -- undo ----------------------------------------------------------------------------------

    def do_app_undo(self) -> None:
        """Take the last step back."""
        self._take_back(self.book.undo, undo=True)

    def do_app_redo(self) -> None:
        """Do it again."""
        self._take_back(self.book.redo, undo=False)

    def _take_back(self, do: Callable[[], ChangeSet], *, undo: bool) -> None:
        self.operations.write(
            self,
            do,
            lambda changes: TakenBack(changes, None, undo=undo),
            failed=lambda error: TakenBack(None, error, undo=undo),
        )

    @on(TakenBack)
    def _taken_back(self, event: TakenBack) -> None:
        if event.changes is None:
            self.say_error(event.error or KamError("unexpected"))
            return
        subject = self.step_taken_back(event.changes, undo=event.undo)
        verb = _("Undone:") if event.undo else _("Done again:")
        self.say(self.told(verb, subject, undo=not event.undo))
        self.kam.broadcast(event.changes)

    def step_taken_back(self, changes: ChangeSet, *, undo: bool) -> str:
        """Go back to where the step was made, and return what it was about."""
        verb = step_text(changes.what.partition(":")[2]) if ":" in changes.what else ""
        subject = changes.subject or ("" if verb else _("the last step"))
        return f"{verb} {subject}".strip()

    @on(Written)
    def _written(self, event: Written) -> None:
        self.note_written(event.changes)
        self.kam.broadcast(event.changes)

    def note_written(self, changes: ChangeSet) -> None:
        """Remember a step that a form of this screen made."""

    # -- find ----------------------------------------------------------------------------------

    async def do_app_find(self) -> None:
        """Find a customer as one types; Enter opens, Esc returns to the rows."""
        from kamtui.tui.screens.find import target

        match, text = await self.find_customer()
        if match is not None:
            await self.kam.open_panel("customer", self, target(match))
        elif text:
            await self.kam.open_panel("add_customer", self, text)

    async def find_customer(self) -> tuple[CustomerMatch | NoteMatch | None, str]:
        """Return the customer found, or the text where nobody has such a name."""
        from kamtui.tui.screens.find import FindFlow

        before, marks = self.line_list.ordinal, self.line_list.marks
        self._find = FindFlow(self)
        try:
            match, text = await self._find.run()
        finally:
            self._find = None
            if self.is_attached and self.is_running:  # else the program is closing
                self.find_ended()
                self.line_list.move_to_ordinal(before)
                self.line_list.set_marks(marks)
        return match, text

    def spoken_place(self) -> str:
        """Return the name of the screen, or that one is looking for somebody."""
        return _("Find") if self._find is not None else super().spoken_place()

    def find_ended(self) -> None:
        """Show one's own rows again."""

    @on(Found)
    def _found(self, event: Found) -> None:
        if self._find is not None:
            self._find.take(event)
