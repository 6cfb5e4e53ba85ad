"""Build rows cell by cell: text put at a column in a role, always exactly as wide as asked."""

import functools
from typing import Literal, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from kamtui.domain.scoring.scale import DEFAULT_SCALE, Scale
from kamtui.present.columns import ASCII_ELLIPSIS, ELLIPSIS, fit
from kamtui.present.masking import hidden
from kamtui.present.safe_text import safe_text
from kamtui.tui.styles.palettes import DARK, Palette

__all__ = ["Brush", "Line", "Plane", "Role", "Run"]

Plane = Literal["background", "panel", "cursor"]
#: What a run of text is.  ``badge`` and ``grade`` take the letter: ``badge:A``; ``chip`` is the
#: reversed very late text, ``score`` a bar in the colour of a grade, ``well:text`` a field's text,
#: ``code`` the light ground of a QR code.
Role = str

_GLYPHS = {
    "cursor": ("▌", ">"),
    "rule": ("─", "-"),
    "full": ("━", "#"),
    "track": ("─", "-"),
    "tick_full": ("┿", "|"),
    "tick": ("┼", "|"),
    "half_left": ("╸", "#"),
    "half_right": ("╴", "-"),
    "ok": ("✓", "ok"),
    "up": ("↑", "^"),
    "down": ("↓", "v"),
}


#: A screen reader would read lines and bars out one by one: blanks stand for them.
_READ = {"up": ">", "down": ">", "ok": "ok"}


class Brush(NamedTuple):
    """How to draw: a palette, whether only ASCII glyphs may be used, the scale of scores.

    ``masked`` hides what looks like a phone number or an amount in any text, notes too;
    ``reader`` draws words and numbers only, for a screen reader (it implies ``ascii``).
    """

    palette: Palette = DARK
    ascii: bool = False
    scale: Scale = DEFAULT_SCALE
    masked: bool = False
    reader: bool = False

    @property
    def ellipsis(self) -> str:
        """What marks a cut text."""
        return ASCII_ELLIPSIS if self.ascii else ELLIPSIS

    def glyph(self, name: str) -> str:
        """Return a drawing character, or what stands for it in ASCII."""
        if self.reader:
            return _READ.get(name, " ")
        return _GLYPHS[name][self.ascii]

    def style(self, role: Role, plane: Plane, bold: bool = False) -> Style:
        """Return the style of a role on a plane."""
        return _style(self.palette, self.ascii, role, plane, bold)


@functools.lru_cache(maxsize=1024)
def _style(palette: Palette, ascii_only: bool, role: Role, plane: Plane, bold: bool) -> Style:
    """Work a style out once; the sixteen-colour rules of look.md are here and nowhere else."""
    kind, _, letter = role.partition(":")
    if kind == "well":  # a field: the page's background cut out of a panel
        return _style(palette, ascii_only, letter, "background", bold)
    background = getattr(palette, plane)
    if kind == "chip":
        paper = "black" if not palette.planes else palette.background
        return Style(color=paper, bgcolor=palette.very_late, bold=True)
    if kind == "caret":
        return Style(color=palette.text, bgcolor=background, reverse=True)
    if kind in ("code", "code_dark"):  # a QR code: dark on light in every theme, or no camera reads
        dark, light = ("black", "bright_white") if not palette.planes else ("#000000", "#ffffff")
        return Style(color=dark, bgcolor=light if kind == "code" else dark)
    if kind == "tab":
        return Style(color=palette.text, bgcolor=palette.background, bold=bold)
    if not palette.planes and plane == "cursor":
        return Style(reverse=True, bold=True)
    if kind == "badge" and not ascii_only:
        colour = palette.grade(letter)
        if colour == "default":
            return Style(reverse=True, bold=True)
        paper = "black" if not palette.planes else palette.background
        return Style(color=paper, bgcolor=colour, bold=True)
    if kind in ("badge", "grade", "score"):
        return Style(color=palette.grade(letter), bgcolor=background, bold=bold or kind != "score")
    if kind == "late":
        return Style(color=palette.late, bgcolor=background, bold=True)
    if kind == "late_plain":
        return Style(color=palette.late, bgcolor=background, bold=bold)
    colour = {
        "text": palette.text,
        "muted": palette.muted,
        "accent": palette.accent,
        "mark": palette.mark,
        "rule": palette.rule,
        "very_late": palette.very_late,
    }[kind]
    return Style(color=colour, bgcolor=background, bold=bold)


class Run(NamedTuple):
    """A piece of a row: safe text at a column, in a role."""

    x: int
    text: str
    cells: int
    role: Role
    bold: bool
    #: Somebody types it now: it is not hidden from them.
    typed: bool = False


class Line:
    """One row being built: runs are put left to right or anywhere; later runs win over earlier.

    Text is made safe here, so no widget can forget it.
    """

    __slots__ = ("plane", "runs", "width")

    def __init__(self, width: int, plane: Plane = "background") -> None:
        """Start an empty row of `width` cells on a plane."""
        self.width = max(0, width)
        self.plane: Plane = plane
        self.runs: list[Run] = []

    def put(
        self,
        x: int,
        text: object,
        role: Role = "text",
        *,
        bold: bool = False,
        limit: int | None = None,
        ellipsis: str = ELLIPSIS,
        typed: bool = False,
    ) -> int:
        """Put text with its left edge at column `x`; return the column after it.

        Args:
            x: Column, may lie outside: then nothing is drawn.
            text: Anything; made safe.
            role: What it is.
            bold: Heavier.
            limit: Cells at most; longer text is cut with the ellipsis.
            ellipsis: Marks the cut.
            typed: Somebody types it now: it is not hidden from them.
        """
        safe = safe_text(text)
        cells = cell_len(safe)
        most = self.width - x if limit is None else min(limit, self.width - x)
        if x < 0 or most <= 0 or not safe:
            return x
        if cells > most:
            safe = fit(safe, most, ellipsis=ellipsis)
            cells = most
        self.runs.append(Run(x, safe, cells, role, bold, typed))
        return x + cells

    def put_right(
        self,
        end: int,
        text: object,
        role: Role = "text",
        *,
        bold: bool = False,
        limit: int | None = None,
        ellipsis: str = ELLIPSIS,
    ) -> int:
        """Put text so that it ends before column `end`; return the column it starts at."""
        safe = safe_text(text)
        most = end if limit is None else min(limit, end)
        if cell_len(safe) > most:
            safe = fit(safe, max(0, most), ellipsis=ellipsis)
        start = end - cell_len(safe)
        self.put(start, safe, role, bold=bold)
        return start

    def fill(self, start: int, end: int, glyph: str, role: Role = "rule") -> None:
        """Repeat a one-cell glyph from column `start` up to but not including `end`."""
        end = min(end, self.width)
        if start >= 0 and end > start:
            self.runs.append(Run(start, glyph * (end - start), end - start, role, False))

    def strip(self, brush: Brush) -> Strip:
        """Return the row as segments of exactly its width."""
        pieces: list[tuple[str, Style]] = []

        def add(text: str, style: Style) -> None:
            if pieces and pieces[-1][1] == style:  # fewer style changes are fewer bytes
                pieces[-1] = (pieces[-1][0] + text, style)
            else:
                pieces.append((text, style))

        blank = brush.style("text", self.plane)

        def gap(cells: int) -> None:
            """Leave cells empty in the style that is on already, where it looks the same."""
            last = pieces[-1][1] if pieces else blank
            same = last.bgcolor == blank.bgcolor and bool(last.reverse) == bool(blank.reverse)
            add(" " * cells, last if same else blank)

        at = 0
        for run in _without_overlap(self.runs):
            if run.x > at:
                gap(run.x - at)
            text = hidden(run.text) if brush.masked and not run.typed else run.text
            add(text, brush.style(run.role, self.plane, run.bold))
            at = run.x + run.cells
        if at < self.width:
            gap(self.width - at)
        return Strip([Segment(text, style) for text, style in pieces], self.width)


def _without_overlap(runs: list[Run]) -> list[Run]:
    """Return runs by column; one that reaches into the next is cut there."""
    ordered = sorted(runs, key=lambda run: run.x)
    result: list[Run] = []
    for run in ordered:
        while result and result[-1].x >= run.x:
            result.pop()
        if result and result[-1].x + result[-1].cells > run.x:
            last = result.pop()
            room = run.x - last.x
            result.append(Run(last.x, fit(last.text, room, ellipsis=""), room, *last[3:]))
        result.append(run)
    return result
