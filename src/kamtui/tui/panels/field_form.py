"""A form that is nothing but fields: how it is laid out, and what it says about a conflict."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.widget import Widget

from kamtui.domain.errors import KamError
from kamtui.domain.views.changes import ChangeSet
from kamtui.i18n import _
from kamtui.present.columns import fit
from kamtui.present.safe_text import safe_text
from kamtui.tui.panels.field import Field
from kamtui.tui.panels.fields import FieldLines, label_cells
from kamtui.tui.panels.form import Form
from kamtui.tui.widgets.prompt import Part

__all__ = ["FieldForm", "as_text"]

#: Cells of a value in the sentence about a conflict.
_CLIPPED = 14


class FieldForm(Form):
    """A form that is nothing but fields."""

    lines: FieldLines
    #: The field in question after a conflict: its name, its words, their value.
    _theirs: tuple[str, str, str] | None = None

    def compose(self) -> ComposeResult:
        """Lay out."""
        yield from super().compose()
        yield self.lines

    def editors(self) -> Sequence[Widget]:
        """Return the fields."""
        return (self.lines,)

    def build(self, fields: Sequence[Field], heads: Mapping[int, str] | None = None) -> None:
        """Take these fields, and the titles of groups of them by row."""
        start = label_cells([one.label for one in fields])
        self.lines = FieldLines(self.brush, fields, start=start, heads=heads)

    def left_open(self) -> None:
        """Say that what was typed is kept, or that nothing was changed."""
        if self.draft_name and self.typed_texts():
            self.owner.say(_("Nothing was changed; the form brings back what you typed"))
        elif any(one.touched for one in self.lines.fields):
            self.owner.say(_("Nothing was changed"))

    async def written(self, write: Callable[[], ChangeSet], verb: str, *more: Part) -> None:
        """Write in the background, close and tell; raises `KamError`, and the form stays."""
        changes = await self.owner.operations.perform(write)
        self.close()
        if changes.group_id:
            self.tell(verb, changes, *more)
        else:
            self.owner.say(_("Nothing was changed"))

    def conflict(
        self, error: KamError, shown: str, *, name: str = "", theirs: str | None = None
    ) -> None:
        """Say what is mine, theirs and what it was; saving again keeps mine.

        Args:
            error: The refusal.
            shown: What the field is called.
            name: The field that may take theirs, empty where that is not possible.
            theirs: Their value as it would be typed; taken from the error otherwise.
        """
        params = error.params
        if theirs is None:
            theirs = as_text(params.get("theirs"))
        self._theirs = (name, shown, theirs) if name else None
        parts: list[Part] = [
            (f"{shown}: ", "late", True),
            (_("yours") + " ", "muted", False),
            (_clip(self.lines.named(name).typed if name else params.get("mine")), "text", False),
            ("  " + _("theirs") + " ", "muted", False),
            (_clip(theirs), "text", True),
            ("  " + _("before") + " ", "muted", False),
            (_clip(params.get("base")), "text", False),
            ("   ctrl+s", "accent", False),
            (" " + _("keeps yours"), "muted", False),
        ]
        if name:
            parts += [("  ctrl+t", "accent", False), (" " + _("theirs"), "muted", False)]
        self.owner.say(tuple(parts))

    def do_panel_theirs(self) -> None:
        """Take the other window's value of the field that is in question."""
        if self._theirs is None:
            self.owner.say(_("Nobody else has changed anything here"))
            return
        (name, shown, theirs), self._theirs = self._theirs, None
        self.lines.named(name).put(theirs, touched=False)
        self.took(name, theirs)
        self.lines.redraw()
        self.owner.say(
            (
                (shown + " ", "text", False),
                (_("stays as the other window wrote it"), "muted", False),
            )
        )

    def took(self, name: str, theirs: str) -> None:
        """Their value stands in a field now: it is no change any more."""


def as_text(value: object) -> str:
    """Return a stored value as it would be typed."""
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return ", ".join(safe_text(part) for part in value)
    return safe_text(value)


def _clip(value: object) -> str:
    text = as_text(value) or "-"
    return text if cell_len(text) <= _CLIPPED else fit(text, _CLIPPED).rstrip()
