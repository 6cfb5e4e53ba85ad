"""The rows of the first start: what this is, three ways to begin, where the book will be."""

from functools import partial
from pathlib import Path

from kamtui.i18n import _
from kamtui.present.columns import wrap_cells
from kamtui.present.file_paths import shown_path
from kamtui.present.spoken import clauses
from kamtui.tui.widgets.drawn_rows import Draw, DrawnRows, blank_row, title_row, words_row
from kamtui.tui.widgets.line_list import RowState
from kamtui.tui.widgets.paint import Brush, Line

__all__ = ["CHOICES", "first_run_rows"]

#: The command each choice runs, in the order of their digits.
CHOICES = ("first_run.sample", "first_run.import", "first_run.empty")

_TEXT, _NAME = 3, 6
#: Cells of a line of running text: longer ones are tiring to read.
_MOST = 74


def first_run_rows(width: int, height: int, book: Path | None) -> DrawnRows:
    """Return the rows for a list of some size.

    Args:
        width: Cells.
        height: Rows; where they are few the blank rows go first, then what is said about choices.
        book: Where the book will be.
    """
    for spaced, about in ((True, True), (False, True), (False, False)):
        rows = _rows(max(2, min(width - _TEXT - 2, _MOST)), book, spaced=spaced, about=about)
        if len(rows) <= height:
            break
    return rows


def _rows(room: int, book: Path | None, *, spaced: bool, about: bool) -> DrawnRows:
    rows = DrawnRows()
    if spaced:
        rows.add(blank_row)
    said = _("Your key customers, what was said to them and what you owe them today:"
             " one file on this computer, every action a key.")  # fmt: skip
    for line in wrap_cells(said, room):
        rows.add(words_row(line, "text", x=_TEXT))
    if spaced:
        rows.add(blank_row)
    rows.add(title_row(_("How do you want to begin?")))
    for number, (command_id, (name, more)) in enumerate(zip(CHOICES, _words(), strict=True), 1):
        spoken = partial(_choice_words, str(number), name, more)
        rows.add(_choice(str(number), name), key=command_id, words=spoken)
        for line in wrap_cells(more, max(2, room - _NAME + _TEXT)) if about else ():
            rows.add(words_row(line, x=_NAME))
    if book is not None:
        if spaced:
            rows.add(blank_row)
        rows.add(title_row(_("Your book")))
        for line in wrap_cells(shown_path(book), room):
            rows.add(words_row(line, "text", x=_TEXT))
        for line in wrap_cells(_("It is not there yet; nothing has been written."), room):
            rows.add(words_row(line, x=_TEXT))
    return rows


def _words() -> tuple[tuple[str, str], ...]:
    return (
        (
            _("Try it with sample data"),
            _("24 customers in Chinese and English, in a file of its own that says SAMPLE;"
              " `kamtui demo --remove` deletes it."),
        ),
        (
            _("Import your customer list"),
            _("CSV, Excel or a pasted table; you see how it is read before anything is written."),
        ),
        (
            _("Start empty"),
            _("The first customer is one line: name, phone, person."),
        ),
    )  # fmt: skip


def _choice_words(number: str, name: str, more: str) -> str:
    return clauses((name, _("key {keys}").format(keys=number), more))


def _choice(number: str, name: str) -> Draw:
    def draw(line: Line, state: RowState, brush: Brush) -> None:
        line.put(_TEXT, number, "accent", bold=True)
        line.put(_NAME, name, "text", bold=state.cursor, limit=max(0, line.width - _NAME - 1),
                 ellipsis=brush.ellipsis)  # fmt: skip

    return draw
