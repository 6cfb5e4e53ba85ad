"""A note without a customer yet: written at once, filed later."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.widget import Widget

from kamtui.i18n import _
from kamtui.services import inbox
from kamtui.tui.panels.fields import label_cells
from kamtui.tui.panels.form import Form, show_form
from kamtui.tui.panels.note import NoteArea
from kamtui.tui.panels.note_row import NoteRow
from kamtui.tui.screens.base import KamScreen

__all__ = ["NoteForm", "open_note"]


async def open_note(screen: KamScreen, item: object = None) -> None:
    """Open the note."""
    for form in screen.query(NoteForm):
        form.come_back()
        return
    await show_form(screen, NoteForm(screen))


class NoteForm(Form):
    """One note over several lines; ctrl+s keeps it in the inbox."""

    def __init__(self, screen_: KamScreen) -> None:
        """Start empty."""
        super().__init__(screen_)
        self.title = _("Note without a customer")
        self.note = NoteArea("")
        self.note_row = NoteRow(self.brush, self.note, label_cells((_("Note"),)) + 1)

    def compose(self) -> ComposeResult:
        """Lay out."""
        yield from super().compose()
        yield self.note_row

    def editors(self) -> Sequence[Widget]:
        """Return the note."""
        return (self.note,)

    @property
    def draft_name(self) -> str:
        """What is typed here is kept."""
        return "note"

    def take_room(self, room: int) -> None:
        """Give the note the rows there are."""
        self.title_row.display = room > 2
        self.note_row.grow(max(1, room - 3))
        self.refresh_title()

    def hides(self, command_id: str) -> bool:
        """One field: Enter is a new line, and there is nothing to step to."""
        hidden = ("panel.next", "panel.previous", "panel.accept")
        return command_id in hidden or super().hides(command_id)

    def on_descendant_focus(self) -> None:
        """Light the note's label."""
        super().on_descendant_focus()
        self.note_row.light(True)

    def left_open(self) -> None:
        """Say that the words are kept."""
        if self.note.text.strip():
            self.owner.say(_("Kept as a draft: writing a note goes on with it"))

    async def save(self) -> None:
        """Keep the note."""
        desk, words = self.owner.desk, self.note.text
        changes = await self.owner.operations.perform(lambda: inbox.add(desk, content=words))
        self.close()
        self.tell(_("In the inbox:"), changes)
