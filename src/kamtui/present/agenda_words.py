"""Why a row is on the agenda, in the 13 cells of its column (cli.md, look.md)."""

from datetime import datetime
from typing import TYPE_CHECKING

from kamtui.domain.enums import AgendaKind
from kamtui.i18n import N_, _
from kamtui.present.labels import label
from kamtui.present.money import short_amount

if TYPE_CHECKING:
    from kamtui.domain.views.agenda import AgendaItem

__all__ = ["why_text"]

_WORDS = {
    "plan": N_("plan"),
    "timed": N_("timed"),
    "promised": N_("promised"),
    "silent": N_("out of touch"),
    "care": N_("care"),
    "review": N_("review due"),
}


def why_text(item: "AgendaItem", now: datetime) -> str:
    """Return the reason of a row: ``plan``, ``promised``, ``80k owed``, ``settle in 1d``.

    Args:
        item: The row.
        now: The current instant, for clocks that run; as aware as the row's deadline.
    """
    if item.why == "owed":
        if item.amount_minor is None:
            return label(AgendaKind, AgendaKind.COLLECTION)
        return _("{amount} owed").format(amount=short_amount(item.amount_minor))
    if item.why in ("respond", "settle"):
        return _clock(item.why, item.deadline, now)
    words = _WORDS.get(item.why)
    return _(words) if words else label(AgendaKind, item.kind)


def _clock(step: str, deadline: datetime | None, now: datetime) -> str:
    """Return how long the running clock of a complaint still has."""
    respond = step == "respond"
    if deadline is None:
        return _("to answer") if respond else _("to settle")
    hours = (deadline - now).total_seconds() / 3600
    if hours < 0:
        return _("answer late") if respond else _("settling late")
    if hours < 48 and respond:
        left = max(1, int(hours))
        return _("answer in {hours}h").format(hours=left)
    if hours < 24:
        left = max(1, int(hours))
        return _("settle in {hours}h").format(hours=left)
    left = int(hours // 24)
    if respond:
        return _("answer in {days}d").format(days=left)
    return _("settle in {days}d").format(days=left)
