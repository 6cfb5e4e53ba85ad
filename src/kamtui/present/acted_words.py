"""What was done to each row of the agenda, a line each."""

from kamtui.domain.views.acted import Acted
from kamtui.i18n import N_, _, language
from kamtui.present.agenda_words import review_title
from kamtui.present.labels import channel_label
from kamtui.present.money import full_amount
from kamtui.present.safe_text import safe_text

__all__ = ["acted_line"]

_DONE = {
    "done": N_("Done: {what}"),
    "not_noted": N_("Done: {what} (contact not noted)"),
    "delivered": N_("Promise delivered: {what}"),
    "received": N_("Received: {what}"),
    "answered": N_("Complaint answered: {what}"),
    "settled": N_("Complaint settled: {what}"),
    "contact": N_("In touch again: {what} (contact not noted)"),
    "greeted": N_("Greeted: {what}"),
    "verified": N_("Verified today: {what}"),
    "moved": N_("Moved: {what}"),
    "promised": N_("Payment promised: {what}"),
    "planned": N_("Planned: {what}"),
    "looked_over": N_("Looked over: {what}"),
    "put_off": N_("Put off: {what}"),
}


def acted_line(one: Acted, *, called: str = "", day: str = "") -> str:
    """Return ``Received: 云栖软件, INV-2036, 80,000``.

    Args:
        one: What was acted on.
        called: What a row without a record is called.
        day: The day it was put off to, as it was understood.
    """
    title = review_title(one.id) if one.step == "put_off" else ""
    if one.step == "looked_over":
        title = _("the scoring model")
    words = title or called or one.what or (channel_label(one.channel) if one.channel else "")
    parts = [safe_text(one.customer), safe_text(words).split("\n")[0]]
    if one.amount_minor is not None:
        parts.append(full_amount(one.amount_minor))
    what = ("，" if language() == "zh" else ", ").join(part for part in parts if part)
    said = _(_DONE[one.step]).format(what=what)
    return f"{said} = {day}" if day else said
