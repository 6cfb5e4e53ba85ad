"""What a write did, in a few words: for the status line and the command line."""

from kamtui.domain.views.changes import ChangeSet
from kamtui.i18n import N_, _
from kamtui.present.safe_text import safe_text

_VERBS = {
    "add": N_("Added"),
    "edit": N_("Changed"),
    "contact": N_("Contact saved"),
    "delete": N_("Deleted"),
    "restore": N_("Brought back"),
    "revert": N_("Reverted"),
    "log": N_("Logged"),
    "note": N_("Noted"),
    "plan": N_("Planned"),
    "done": N_("Done"),
    "snooze": N_("Moved"),
    "order": N_("Order added"),
    "order_line": N_("Line added"),
    "receivable": N_("Receivable added"),
    "payment": N_("Payment received"),
    "promised": N_("Payment promised"),
    "import": N_("Imported"),
    "accept": N_("Grade accepted"),
    "override": N_("Grade set"),
    "setting": N_("Setting changed"),
    "filter": N_("Filter saved"),
    "filter-delete": N_("Filter deleted"),
}


def verb_text(what: str) -> str:
    """Return the words of a verb; ``undo:log`` reads "Taken back: Logged"."""
    outer, _colon, inner = what.partition(":")
    if outer == "undo":
        return _("Taken back: {what}").format(what=verb_text(inner)) if inner else _("Taken back")
    if outer == "redo":
        return _("Put back: {what}").format(what=verb_text(inner)) if inner else _("Put back")
    words = _VERBS.get(outer)
    return _(words) if words else safe_text(outer)


def change_sentence(changes: ChangeSet) -> str:
    """Return ``Done: 华东机械``; "Nothing changed" where the write found nothing to do."""
    if not changes.group_id:
        return _("Nothing changed")
    verb = verb_text(changes.what)
    subject = safe_text(changes.subject)
    return f"{verb}: {subject}" if subject else verb
