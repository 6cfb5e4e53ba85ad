"""What changed about a grade as rows: the scores, the criteria with their points, the records."""

from kamtui.domain.views.grade_changes import GradeChanges
from kamtui.i18n import _
from kamtui.present.grade_changes import ChangeLine, change_lines, gained_text, since_words
from kamtui.tui.keymap import key_text
from kamtui.tui.widgets.drawn_rows import Draw
from kamtui.tui.widgets.line_list import RowState
from kamtui.tui.widgets.paint import Brush, Line
from kamtui.tui.widgets.words import head

__all__ = ["change_rows", "put_change", "put_since", "since_row"]

#: Where a record begins below its criterion.
_RECORD = 3


def put_since(line: Line, changes: GradeChanges, brush: Brush, *, key: str = "") -> None:
    """Put since when, and the score then and now, as a section head; a key that tells why."""
    end = line.width - 1
    if key:
        end = line.put_right(end, _("why"), "muted") - 1
        end = line.put_right(end, key, "accent") - 2
    head(line, since_words(changes, arrow=_arrow(brush)), brush, end=end)


def put_change(line: Line, one: ChangeLine, brush: Brush) -> None:
    """Put a criterion with the points it gained or lost, or a record below it."""
    end, ellipsis = line.width - 1, brush.ellipsis
    if one.gained is None:
        x = _RECORD if one.is_record else 1
        line.put(x, one.text, "muted", limit=max(0, end - x), ellipsis=ellipsis)
        return
    points = gained_text(one.gained, ascii_only=brush.ascii)
    role = "accent" if one.gained > 0 else "late_plain" if one.gained < 0 else "muted"
    x = line.put(1, one.text, "text", limit=max(0, end - 3 - len(points)), ellipsis=ellipsis)
    line.put(x + 2, points, role, bold=bool(one.gained))


def since_row(changes: GradeChanges, *, opened: bool) -> Draw:
    """Return the head as a row of a list, which says how it is opened."""

    def draw(line: Line, state: RowState, brush: Brush) -> None:
        put_since(line, changes, brush, key="" if opened else key_text("enter"))

    return draw


def change_rows(changes: GradeChanges, *, masked: bool) -> list[Draw]:
    """Return the lines as rows of a list."""
    rows: list[Draw] = []
    # The arrow is the brush's, so that lines are worded where they are drawn.
    for place in range(len(change_lines(changes, arrow="", masked=masked))):

        def draw(line: Line, state: RowState, brush: Brush, place: int = place) -> None:
            lines = change_lines(changes, arrow=_arrow(brush), masked=masked)
            put_change(line, lines[place], brush)

        rows.append(draw)
    return rows


def _arrow(brush: Brush) -> str:
    return " -> " if brush.ascii else " → "
