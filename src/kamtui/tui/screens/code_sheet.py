"""A QR code in the place of the list: a phone's camera dials the number or saves the contact."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events, on

from kamtui.i18n import _
from kamtui.present.columns import wrap_cells
from kamtui.present.phones import phone_text
from kamtui.present.safe_text import safe_text
from kamtui.services import phone_codes
from kamtui.tui.screens.cover import covered
from kamtui.tui.widgets.keys import FooterKey
from kamtui.tui.widgets.lines import LineWidget
from kamtui.tui.widgets.paint import Line
from kamtui.tui.widgets.prompt import ChoicePrompt, Option

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.widget import Widget

    from kamtui.services.phone_codes import PhoneCode, PhoneCodes
    from kamtui.tui.screens.base import KamScreen

__all__ = ["CodeSheet", "show_code"]

#: Light modules around a code, as the standard wants them, and the fewest cameras still read.
QUIET, LEAST_QUIET = 4, 2
#: Where a module takes a whole row, as in ASCII, one light row is better than no code.
ASCII_QUIET = 1
#: The status row, which stays under every code.
_AROUND = 1
#: Cells the words beside a code need; narrower, they stay in the status line.
WORDS = 14


async def show_code(screen: KamScreen, *, customer_id: str, contact_id: str | None = None) -> None:
    """Show the codes of a person until Esc: 1 dials, 2 saves the contact."""
    if screen.kam.masked:
        key = screen.kam.key_map.letter("app.mask")
        screen.say(
            _("Phones are hidden, and a code would show one; {key} shows them").format(key=key)
        )
        return
    desk = screen.desk
    codes = await screen.operations.fetch(
        lambda: phone_codes.read(desk, customer_id=customer_id, contact_id=contact_id)
    )
    if codes.call is None:
        screen.say(_("There is no phone number to make a code of"))
        return
    sheet = CodeSheet(screen, codes)
    options = (Option("1", _("call"), "call"), Option("2", _("save the contact"), "contact"))
    shown: str | None = "call"
    async with covered(screen, sheet, (FooterKey(_("Esc"), _("back"), "app.back"),)):
        while shown is not None:
            sheet.show(shown)
            shown = await screen.ask(ChoicePrompt(_("QR code"), options))


class CodeSheet(LineWidget):
    """The code at the left, drawn by half rows, and beside it whose it is and what it does."""

    DEFAULT_CSS = "CodeSheet { height: 1fr; width: 1fr; }"

    def __init__(self, screen: KamScreen, codes: PhoneCodes) -> None:
        """Show the code that dials, in the place of a screen's list."""
        super().__init__(screen.brush, id="code")
        self._screen = screen
        self._codes = codes
        self._kind = "call"
        #: Rows of the screen that make room for a code which does not fit between them.
        self._lent: dict[Widget, int] = {}

    def show(self, kind: str) -> None:
        """Show the code of a kind: ``call`` or ``contact``."""
        self._kind = kind
        self._make_room()
        self.redraw()

    @on(events.Resize)
    def _resized(self) -> None:
        self._make_room()

    def _make_room(self) -> None:
        """Borrow the rows over and under the list where the code needs them, and give them back.

        In ASCII a module takes a row: the smallest code and its light border are 23 of 24 rows.
        """
        width, height = self.size
        # A window of another size lays its rows out anew.
        self._lent = {row: tall for row, tall in self._lent.items() if not row.display}
        own = height - sum(self._lent.values())
        if self._lent and self._fitting(self._kind, width, own):
            self._lent.clear()
            self._screen.lay_out()
        if self._lent or not height or self._fitting(self._kind, width, height):
            return
        selectors = dict.fromkeys([*(row for row, _least in self._screen.ROOM), "#titles"])
        rows = {
            row: row.size.height
            for selector in selectors
            for row in self._screen.query(selector)
            if row.display and selector != "#status"
        }
        more = height + sum(rows.values())
        kinds = ("call",) if self._fitting("call", width, height) is None else ()
        if any(self._fitting(kind, width, more) for kind in (self._kind, *kinds)):
            self._lent = rows
            for row in rows:
                row.display = False

    def draw(self, width: int, height: int) -> list[Line]:
        """Return the rows: the fullest code that fits well, else how much room it needs."""
        # A number on the phone is better than no code: there it can be saved by hand.
        for kind in (self._kind, "call"):
            if rows := self._fitting(kind, width, height):
                return self._with_words(rows, width, kind)
        return self._too_small(width)

    def _fitting(self, kind: str, width: int, height: int) -> list[list[Run]] | None:
        for quiet in self._quiets():  # easily read comes before complete
            for code in self._candidates(kind):
                rows = drawn(code.modules, quiet, ascii_only=self.brush.ascii)
                if len(rows) <= height and sum(cells for _text, cells, _dark in rows[0]) <= width:
                    return rows
        return None

    def _candidates(self, kind: str) -> Sequence[PhoneCode]:
        if kind == "call":
            found = (self._codes.call, self._codes.small if self.brush.ascii else None)
            return tuple(one for one in found if one is not None)
        return self._codes.contact

    def _quiets(self) -> tuple[int, ...]:
        return (QUIET, LEAST_QUIET, *((ASCII_QUIET,) if self.brush.ascii else ()))

    def _with_words(self, rows: Sequence[Sequence[Run]], width: int, kind: str) -> list[Line]:
        lines = []
        for row in rows:
            line, x = Line(width), 0
            for text, cells, dark in row:
                line.put(x, text, "code_dark" if dark else "code")
                x += cells
            lines.append(line)
        start = sum(cells for _text, cells, _dark in rows[0]) + 2
        if width - start >= WORDS:
            self._put_words(lines, start, width - start - 1, kind)
        return lines

    def _put_words(self, lines: list[Line], x: int, cells: int, kind: str) -> None:
        y = 1
        for text, role, bold in self._words(kind):
            for part in wrap_cells(text, cells):
                if y < len(lines):
                    lines[y].put(x, part, role, bold=bold, limit=cells)
                y += 1

    def _words(self, kind: str) -> tuple[tuple[str, str, bool], ...]:
        codes = self._codes
        number = phone_text(codes.number)
        does = _("Point the phone's camera at the code: it dials") if kind == "call" else _(
            "Point the phone's camera at the code: it saves the contact"
        )  # fmt: skip
        written = safe_text(codes.written)
        extension = "".join(filter(str.isdigit, written))[-3:] != codes.number[-3:]
        return (
            (safe_text(codes.person or codes.customer), "text", True),
            (safe_text(codes.customer) if codes.person else "", "muted", False),
            (number, "accent", True),
            (_("written as {number}").format(number=written) if extension else "", "muted", False),
            (" ", "muted", False),
            (does, "muted", False),
            *self._spared(kind),
        )

    def _spared(self, kind: str) -> tuple[tuple[str, str, bool], ...]:
        """Return what a code that does not fit, and rows lent to this one, leave to be said."""
        found = []
        if kind != self._kind:
            least = min((len(one.modules) for one in self._codes.contact), default=0)
            height = least + 2 * self._quiets()[-1]
            height = height if self.brush.ascii else (height + 1) // 2
            words = _("The contact needs a window of {rows} rows; the number fits this one")
            found.append((words.format(rows=height + _AROUND), "late", False))
        if self._lent:
            found += [(" ", "muted", False), (f"{_('Esc')} {_('back')}", "muted", False)]
        return tuple(found)

    def _too_small(self, width: int) -> list[Line]:
        smallest = min(self._candidates("call"), key=lambda one: len(one.modules), default=None)
        line = Line(width)
        if smallest is None:
            line.put(1, _("This is too long for a code"), "late", limit=width - 2)
            return [Line(width), line]
        rows = drawn(smallest.modules, self._quiets()[-1], ascii_only=self.brush.ascii)
        window = self.app.size
        words = _(
            "The code needs a window of {rows} rows and {columns} columns; this one has {has}"
        ).format(
            rows=max(window.height, len(rows) + _AROUND),
            columns=max(window.width, sum(cells for _text, cells, _dark in rows[0])),
            has=f"{window.height} x {window.width}",
        )
        other = _(
            "kamtui export contacts contacts.vcf writes a file that a phone reads without one"
        )
        lines = [Line(width)]
        for text, role in ((words, "late"), (other, "muted")):
            for part in wrap_cells(text, max(1, width - 2)):
                lines.append(Line(width))
                lines[-1].put(1, part, role)
        return lines


#: A run of a row: its text, its cells, and whether it is drawn dark on dark.
Run = tuple[str, int, bool]


def drawn(
    modules: Sequence[Sequence[bool]], quiet: int, *, ascii_only: bool = False
) -> list[list[Run]]:
    """Return the rows of a code: two modules a cell, or in ASCII two cells a module.

    In ASCII the dark ones are ``##`` in the colour of their ground, so that a camera sees a
    square; without colours the characters remain.
    """
    size = len(modules)

    def dark(x: int, y: int) -> bool:
        return 0 <= x < size and 0 <= y < size and modules[y][x]

    across = range(-QUIET, size + QUIET)
    if ascii_only:
        rows = []
        for y in range(-quiet, size + quiet):
            row: list[Run] = []
            for x in across:
                black = dark(x, y)
                text = "##" if black else "  "
                if row and row[-1][2] == black:
                    row[-1] = (row[-1][0] + text, row[-1][1] + 2, black)
                else:
                    row.append((text, 2, black))
            rows.append(row)
        return rows
    halves = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}
    rows = []
    for y in range(-quiet, size + quiet, 2):
        text = "".join(halves[dark(x, y), dark(x, y + 1)] for x in across)
        rows.append([(text, len(text), False)])
    return rows
