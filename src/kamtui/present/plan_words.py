"""What cadence planned on the way of a write, in a few words for the status and command line."""

from kamtui.domain.views.changes import ChangeSet
from kamtui.i18n import _, ngettext
from kamtui.present.dates import day_month, long_date
from kamtui.present.labels import channel_label
from kamtui.present.safe_text import safe_text

__all__ = ["many_planned_words", "planned_words"]


def planned_words(changes: ChangeSet) -> str:
    """Return ``next: Tue 22 Dec 2026 visit``, ``12 re-planned``; nothing where nothing was.

    Planning itself (the verb ``plan``) says what it planned in its own words.
    """
    if changes.what == "plan":
        return ""
    moved = [one for one in changes.planned if one.moved]
    fresh = [one for one in changes.planned if not one.moved]
    said = []
    for steps in (moved, fresh):
        if len(steps) == 1:
            text = (
                _("re-planned: {date} {channel}") if steps is moved else _("next: {date} {channel}")
            )
            channel = channel_label(steps[0].channel) if steps[0].channel else ""
            said.append(text.format(date=long_date(steps[0].on), channel=channel).strip())
        elif steps:
            count = len(steps)
            said.append(
                ngettext("{count} re-planned", "{count} re-planned", count).format(count=count)
                if steps is moved
                else ngettext("{count} planned next", "{count} planned next", count).format(
                    count=count
                )
            )
    return ", ".join(said)


def many_planned_words(changes: ChangeSet, without_cadence: int, *, ascii_only: bool) -> str:
    """Return ``Planned: 12 customers  23 Nov – Tue 24 Nov 2026  3 without cadence``."""
    return _("Planned:") + " " + "  ".join(many_planned(changes, without_cadence, ascii_only))


def many_planned(changes: ChangeSet, without_cadence: int, ascii_only: bool) -> tuple[str, ...]:
    """Return who was planned, for which days, and how many could not be."""
    days = [one.on for one in changes.planned]
    who = ngettext("{count} customer", "{count} customers", len(days)).format(count=len(days))
    first, last = min(days), max(days)
    dash = "-" if ascii_only else "–"
    span = long_date(last) if first == last else f"{day_month(first)} {dash} {long_date(last)}"
    left = ngettext("{count} without cadence", "{count} without cadence", without_cadence)
    more = (left.format(count=without_cadence),) if without_cadence else ()
    return (safe_text(changes.subject) or who, span, *more)
