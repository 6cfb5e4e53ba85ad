"""The file field: a path that completes itself, several dropped files, or a pasted table."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult
from textual.message import Message
from textual.widget import Widget

from kamtui.domain.errors import KamError
from kamtui.i18n import _, ngettext
from kamtui.services.transfer.imports import Source
from kamtui.tui.panels.field import Field
from kamtui.tui.panels.fields import FieldLines, label_cells
from kamtui.tui.panels.form import Form
from kamtui.tui.screens.importing.folder_rows import FolderRows
from kamtui.tui.screens.importing.paths import (
    Candidate,
    candidates,
    common_start,
    is_table,
    paths_in,
    split_typed,
)
from kamtui.tui.screens.importing.plan import pasted
from kamtui.tui.widgets.keys import FooterKey
from kamtui.tui.widgets.prompt import Part

if TYPE_CHECKING:
    from kamtui.tui.screens.importing.screen import ImportScreen

__all__ = ["PathForm"]


class FolderRead(Message):
    """What the typed path may become was looked up."""

    def __init__(self, text: str, found: tuple[Candidate, ...]) -> None:
        """Carry the typed text and the names."""
        super().__init__()
        self.text, self.found = text, found


class TablePasted(Message):
    """A table was pasted into the field."""

    def __init__(self, text: str) -> None:
        """Carry it as it came."""
        super().__init__()
        self.text = text


class PathLines(FieldLines):
    """The field itself; a pasted table never becomes its text."""

    def on_paste(self, event: events.Paste) -> None:
        """Hand a table on; a path goes into the field, without what the terminal puts around it."""
        event.stop()
        event.prevent_default()
        if is_table(event.text):
            self.post_message(TablePasted(event.text))
            return
        self.current.insert(" ".join(event.text.split("\n")))
        self.redraw()
        self.post_message(self.Edited(self.current))


class PathForm(Form):
    """Asks where the file is; the list above shows the folder one is in."""

    def __init__(self, screen_: "ImportScreen", text: str = "") -> None:
        """Begin with a path that was typed before."""
        super().__init__(screen_)
        self.screen_ = screen_
        self.title = _("Import")
        field = Field("path", _("File"), text, hint=_("a path, or paste a table"), echo=self._echo)
        field.continued = True
        self.lines = PathLines(self.brush, [field], start=label_cells([field.label]))
        self._found: tuple[Candidate, ...] = ()
        self._looked_up = ""

    def hints(self) -> tuple[tuple[str, str], ...]:
        """Return the keys at the end of the title."""
        return (("Tab", _("complete")), (_("Enter"), _("read")), ("Esc", _("close")))

    def footer(self) -> tuple[FooterKey, ...]:
        """Return the hints of the keys row."""
        arrows = "↑↓" if not self.brush.ascii else "up/down"
        return (
            FooterKey("Tab", _("complete"), "panel.next"),
            FooterKey(arrows, _("choose"), "panel.next"),
            FooterKey(_("Enter"), _("read"), "panel.accept"),
            FooterKey(_("Esc"), _("close"), "panel.leave"),
        )

    def compose(self) -> ComposeResult:
        """Lay out."""
        yield from super().compose()
        yield self.lines

    def editors(self) -> Sequence[Widget]:
        """Return the field."""
        return (self.lines,)

    def on_mount(self) -> None:
        """Show the folder one is in."""
        self.look_up()

    @property
    def typed(self) -> str:
        """What stands in the field."""
        return self.lines.current.typed

    def put(self, text: str) -> None:
        """Set the field."""
        self.lines.current.put(text)
        self.lines.current.enter()
        self.lines.redraw()

    # -- the folder ----------------------------------------------------------------------------

    def look_up(self) -> None:
        """List what the typed path may become."""
        text = self._looked_up = self.typed
        self.owner.operations.read(
            self, lambda: candidates(text), lambda found: FolderRead(text, found), group="folder"
        )

    @on(FieldLines.Edited)
    def _edited(self) -> None:
        self.owner.status.say(())
        self.look_up()

    @on(FolderRead)
    def _read(self, event: FolderRead) -> None:
        if event.text == self._looked_up:
            self._found = event.found
            self.screen_.show_folder(FolderRows(event.found))

    def _echo(self, text: str) -> tuple[Part, ...]:
        many = len(paths_in(text)) if " " in text.strip() else 1
        if many > 1:
            words = ngettext("{count} file", "{count} files", many).format(count=many)
            return ((words, "muted", False),)
        return ()

    def on_key(self, event: events.Key) -> None:
        """Complete by Tab; the arrows walk through the folder."""
        if event.key in ("tab", "down", "up"):
            event.stop()
            event.prevent_default()
            if event.key == "tab":
                self._complete()
            else:
                self._walk(1 if event.key == "down" else -1)

    def _complete(self) -> None:
        """Type as far as all names agree; one folder is entered."""
        folder, begun = split_typed(self.typed)
        names = [one.name for one in self._found]
        if self._looked_up != self.typed:
            return
        start = common_start(names)
        if len(start) > len(begun) or (len(names) == 1 and names[0] != begun):
            self.put(folder + start)
            self.look_up()
        elif len(names) > 1:
            self._walk(1)
        else:
            self.owner.say(_("Nothing here begins like that"))

    def _walk(self, by: int) -> None:
        """Go to the next name of the folder and take it into the field."""
        listing = self.owner.line_list
        if not self._found:
            return
        begun = any(one.text == self.typed for one in self._found)
        if begun:
            listing.move(by)
        chosen = next((one for one in self._found if one.text == listing.key), None)
        if chosen is not None:
            self.put(chosen.text)

    # -- reading -------------------------------------------------------------------------------

    @on(TablePasted)
    def _pasted(self, event: TablePasted) -> None:
        if not self.saving:
            self.saving = True
            self.run_worker(self._saved(self.screen_.take((pasted(event.text),))), group="save")

    async def save(self) -> None:
        """Read what was typed; a folder is entered.

        Raises:
            KamError: Why it cannot be read.
        """
        paths = paths_in(self.typed)
        if not paths:
            raise KamError("import.nothing_typed")
        if len(paths) == 1 and await self.owner.operations.fetch(paths[0].is_dir):
            text = self.typed.strip()
            self.put(text if text.endswith("/") else text + "/")
            self.look_up()
            return
        await self.screen_.take(tuple(Source(path, _name(path)) for path in paths))

    def left_open(self) -> None:
        """Stop what is being read."""
        self.screen_.stop()

    def close(self) -> None:
        """Go back to the preview, or away where there is none."""
        super().close()
        self.screen_.path_closed()


def _name(path: Path) -> str:
    return str(path)
