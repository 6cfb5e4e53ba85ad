"""Choosing one of a closed list: what a column is read as, the kind, the sheet, the encoding."""

from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.widget import Widget

from kamtui.domain.errors import KamError
from kamtui.i18n import _
from kamtui.present.safe_text import safe_text
from kamtui.tui.panels.field import Field, Option, matching
from kamtui.tui.panels.fields import FieldLines, label_cells
from kamtui.tui.panels.form import Form
from kamtui.tui.widgets.prompt import Part

if TYPE_CHECKING:
    from kamtui.tui.screens.importing.screen import ImportScreen

__all__ = ["ChoiceForm"]

#: Words offered behind what is typed.
_OFFERED = 6


class ChoiceForm(Form):
    """One field over a closed list: Space and the arrows step, typing narrows."""

    def __init__(
        self,
        screen_: "ImportScreen",
        *,
        title: str,
        subject: str = "",
        label: str,
        options: Sequence[Option],
        now: str | None,
        chosen: Callable[[str], Awaitable[None]],
        refused: Callable[[str], KamError],
        free: bool = False,
    ) -> None:
        """Prepare.

        Args:
            screen_: The import.
            title: What is chosen.
            subject: For what: a column's title.
            label: Before the field.
            options: Values and their words.
            now: The value that holds.
            chosen: Told the value; raises `KamError` to keep the form open.
            refused: Makes the error for a text that is none of the values.
            free: Any text will do, not only a value of the list.
        """
        super().__init__(screen_)
        self.screen_ = screen_
        self.title, self.subject = title, subject
        self._chosen, self._no_value, self._free = chosen, refused, free
        self._options = tuple(options)
        word = dict(self._options).get(now or "", now if free and now else "")
        field = Field(
            "choice", label, word, options=self._options, echo=self._echo,
            hint=_("type the first letters; Space shows one after the other"),
        )  # fmt: skip
        self.lines = FieldLines(self.brush, [field], start=label_cells([label]))

    def hints(self) -> tuple[tuple[str, str], ...]:
        """Return the keys at the end of the title."""
        return ((_("spc"), _("next")), (_("Enter"), _("take")), ("Esc", _("close")))

    def compose(self) -> ComposeResult:
        """Lay out."""
        yield from super().compose()
        yield self.lines

    def editors(self) -> Sequence[Widget]:
        """Return the field."""
        return (self.lines,)

    def _echo(self, text: str) -> tuple[Part, ...]:
        """Show what typing would reach, the one that Enter takes first."""
        wanted = text.strip().casefold()
        value = matching(text, self._options)
        if not wanted or wanted == dict(self._options).get(value or "", "").casefold():
            return ()
        if value is None:
            return () if self._free else ((_("nothing of that name"), "late", True),)
        words = [word for one, word in self._options if matching(text, ((one, word),))]
        first = dict(self._options)[value]
        rest = [word for word in words if word != first][: _OFFERED - 1]
        parts: list[Part] = [("= ", "muted", False), (safe_text(first), "text", True)]
        parts += [("  " + safe_text(word), "muted", False) for word in rest]
        return tuple(parts)

    async def save(self) -> None:
        """Take what is meant.

        Raises:
            KamError: It is nothing of the list, or cannot be carried out.
        """
        text = self.lines.current.typed.strip()
        value = matching(text, self._options)
        if value is None and self._free and text:
            value = text
        if value is None:
            raise self._no_value(text)
        await self._chosen(value)
        self.close()

    def left_open(self) -> None:
        """Stop what is being tried."""
        self.screen_.stop()
