"""Pieces of text several widgets show alike: names with a muted suffix, how late, cadences."""

import re
from datetime import date

from rich.cells import cell_len

from kamtui.domain.suffixes import split_suffix
from kamtui.domain.views.changes import ChangeSet
from kamtui.i18n import _, pgettext
from kamtui.present.columns import fit
from kamtui.present.dates import VERY_LATE_DAYS, due_text, late_text
from kamtui.present.labels import channel_label
from kamtui.present.plan_words import planned_words
from kamtui.present.safe_text import safe_text
from kamtui.present.workday_words import unknown_years
from kamtui.tui.widgets.paint import Brush, Line
from kamtui.tui.widgets.prompt import Part

__all__ = [
    "cadence_text", "chip", "head", "name_cells", "planned_parts", "put_badge", "put_name",
]  # fmt: skip

_CADENCE = re.compile(r"(\d+)\s*([dwm])(?:\s+(\w+))?", re.ASCII)


def put_name(
    line: Line, x: int, cells: int, name: str, brush: Brush, *, bold: bool = False
) -> None:
    """Put a customer's name; its company suffix is muted and the first thing to be cut."""
    safe = safe_text(name)
    own, suffix = split_suffix(safe)
    own = own if suffix else safe
    room = cells - cell_len(own)
    if room < 0:
        own = fit(own, cells, ellipsis=brush.ellipsis).rstrip(" ")
    after = line.put(x, own, "text", bold=bold, limit=cells)
    if suffix and cell_len(suffix) <= room:
        # 有限公司 says nothing about who it is; "Ltd" is short and part of how people say it.
        line.put(
            after, suffix, "text" if suffix.isascii() else "muted", bold=bold and suffix.isascii()
        )


def planned_parts(changes: ChangeSet) -> tuple[Part, ...]:
    """Return what cadence planned on the way, for the status line; mostly nothing."""
    words = planned_words(changes)
    if not words:
        return ()
    from kamtui.tui.panels.dates import calendar  # the first frame plans nothing

    unknown = unknown_years((one.on for one in changes.planned), calendar())
    more: tuple[Part, ...] = (("  " + unknown, "muted", False),) if unknown else ()
    return (("  " + words, "accent", False), *more)


def name_cells(name: str) -> int:
    """Return the cells a whole name takes."""
    return cell_len(safe_text(name))


def put_badge(line: Line, x: int, grade: str | None, brush: Brush, *, filled: bool = True) -> None:
    """Put a grade in three cells: ` A ` filled, its letter where not, ``[A]`` in ASCII."""
    if not grade:
        return
    letter = safe_text(grade)[:1]
    if brush.ascii and not brush.reader:
        line.put(x, f"[{letter}]", f"grade:{letter}", bold=True, limit=3)
    elif filled and not brush.reader:
        line.put(x, f" {letter} ", f"badge:{letter}", bold=True, limit=3)
    else:
        line.put(x + 1, letter, f"grade:{letter}", bold=True, limit=1)


def chip(due: date, today: date) -> tuple[str, str]:
    """Return how late or soon a date is and the role to draw it in."""
    days = (today - due).days
    if days > VERY_LATE_DAYS:
        return late_text(days), "chip"
    if days > 0:
        return late_text(days), "late"
    return due_text(due, today), "text" if days == 0 else "muted"


def head(
    line: Line,
    title: str,
    brush: Brush,
    *,
    start: int = 1,
    end: int,
    count: object = None,
    late: bool = False,
    remark: str = "",
) -> Line:
    """Draw a section head: title, count, a rule to the margin, a remark that ends the rule."""
    x = line.put(start, title, "late" if late else "text", bold=True, ellipsis=brush.ellipsis)
    if count is not None:
        x = line.put(x + 1, str(count), "late" if late else "muted", bold=late)
    rule_end = end
    if remark and x + 4 + cell_len(safe_text(remark)) < end:
        rule_end = line.put_right(end, remark, "muted") - 1
    line.fill(x + 1, rule_end, brush.glyph("rule"))
    return line


def cadence_text(cadence: str | None) -> str:
    """Return a cadence in words: ``monthly visit``, ``每月拜访``; one not understood as it is.

    Args:
        cadence: As stored: ``1m visit``, ``3m call``, ``2w``, ``none``.
    """
    if not cadence or cadence == "none":
        return ""
    match = _CADENCE.fullmatch(cadence.strip())
    if match is None:
        return safe_text(cadence)
    number, unit, channel = int(match[1]), match[2], match[3]
    fixed = {
        (1, "w"): pgettext("cadence", "weekly"),
        (1, "m"): pgettext("cadence", "monthly"),
        (3, "m"): pgettext("cadence", "quarterly"),
        (6, "m"): pgettext("cadence", "half-yearly"),
        (12, "m"): pgettext("cadence", "yearly"),
    }
    several = {
        "d": _("every {number} days"),
        "w": _("every {number} weeks"),
        "m": _("every {number} months"),
    }
    often = fixed.get((number, unit)) or several[unit].format(number=number)
    if not channel:
        return often
    return _("{often} {channel}").format(often=often, channel=channel_label(channel))
