"""What the status line says about a log: its draft, what it completes, what was promised."""

from collections.abc import Sequence
from datetime import date

from rich.cells import cell_len

from kamtui.domain.dates import TypedDate
from kamtui.i18n import _
from kamtui.present.dates import day_month, weekday_date
from kamtui.present.safe_text import safe_text
from kamtui.services.communications import PlanDraft
from kamtui.services.drafts import Draft
from kamtui.tui.panels.dates import echo_parts
from kamtui.tui.panels.log_start import Start
from kamtui.tui.panels.log_values import promise_in
from kamtui.tui.widgets.paint import Brush
from kamtui.tui.widgets.prompt import Part

__all__ = [
    "answers_words",
    "draft_words",
    "kept_words",
    "numbered",
    "planned_words",
    "promise_words",
]


def draft_words(draft: Draft) -> tuple[Part, ...]:
    """Say that a draft stands in the panel, and the key that begins anew."""
    when = day_month(draft.kept_at.astimezone().date()) if draft.kept_at else ""
    return (
        (_("Draft of {when}").format(when=when).strip(), "text", False),
        ("   ctrl+n", "accent", False),
        (" " + _("begins anew"), "muted", False),
    )


def answers_words(start: Start) -> tuple[Part, ...]:
    """Say which follow-up saving completes; nothing where there is none."""
    if not start.answers:
        return ()
    return (
        (_("Saving completes") + " ", "muted", False),
        (safe_text(start.answers), "text", False),
    )


def kept_words(start: Start) -> tuple[Part, ...]:
    """Say that a draft was kept, and the key that continues it."""
    return (
        (_("Draft kept:") + " ", "muted", False),
        (safe_text(start.customer), "text", False),
        ("   l", "accent", False),
        (" " + _("continues"), "muted", False),
    )


def planned_words(step: PlanDraft, brush: Brush) -> tuple[Part, ...]:
    """Say the next step that was written."""
    return (
        (" > " if brush.ascii else " → ", "muted", False),
        (weekday_date(step.on), "text", False),
        (f" {safe_text(step.what)}" if step.what else "", "muted", False),
    )


def promise_words(typed: str, today: date) -> tuple[Part, ...]:
    """Say for which day a promise is, or how that is typed."""
    found = promise_in(typed, today)
    if not found or found[0][1] is None:
        return ((_("what is promised; >fri says for when"), "muted", False),)
    what, day = found[0]
    echo = echo_parts(TypedDate(typed, on=day), today)
    return ((safe_text(what) + "   ", "text", False), *echo)


def numbered(options: Sequence[tuple[str, str]], room: int = 78) -> tuple[Part, ...]:
    """Return the choices of a closed list with the number that takes each."""
    cells = sum(cell_len(f"{n} {word}") for n, (_value, word) in enumerate(options, 1))
    gap = "  " if cells + 2 * (len(options) - 1) <= room else " "
    parts: list[Part] = []
    for number, (_value, word) in enumerate(options, 1):
        parts += [(f"{gap if parts else ''}{number} ", "accent", False), (word, "muted", False)]
    return tuple(parts)
