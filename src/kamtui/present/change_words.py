"""What a write did, in a few words: for the status line and the command line."""

from kamtui.domain.views.changes import ChangeSet
from kamtui.i18n import N_, NP_, _, pgettext
from kamtui.present.plan_words import planned_words
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
    "complaint": N_("Complaint written down"),
    "respond": N_("Answered"),
    "settle": N_("Settled"),
    "hand-over": N_("Handed over"),
    "survey": N_("Survey written down"),
    "verified": N_("Verified"),
    "import": N_("Imported"),
    "accept": N_("Grade accepted"),
    "override": N_("Grade set"),
    "setting": N_("Setting changed"),
    "model-review": N_("Scoring model looked over"),
    "filter": N_("Filter saved"),
    "filter-delete": N_("Filter deleted"),
    "segments": N_("Segments changed"),
    "model": N_("Model saved"),
    "model-copy": N_("Model copied"),
    "model-rename": N_("Model renamed"),
    "model-use": N_("Model in force"),
    "model-delete": N_("Model deleted"),
}

#: The same as what somebody did, for a sentence that says it was taken back.
_STEPS = {
    "add": NP_("step", "add"),
    "edit": NP_("step", "change"),
    "contact": NP_("step", "contact"),
    "delete": NP_("step", "delete"),
    "restore": NP_("step", "bring back"),
    "revert": NP_("step", "revert"),
    "log": NP_("step", "log"),
    "plan": NP_("step", "plan"),
    "done": NP_("step", "done"),
    "snooze": NP_("step", "new date"),
    "order": NP_("step", "order"),
    "order_line": NP_("step", "order line"),
    "receivable": NP_("step", "receivable"),
    "payment": NP_("step", "payment"),
    "promised": NP_("step", "promised payment"),
    "verified": NP_("step", "verify"),
    "import": NP_("step", "import"),
    "accept": NP_("step", "accept grade"),
    "override": NP_("step", "set grade"),
    "setting": NP_("step", "setting"),
    "model-review": NP_("step", "look over the model"),
    "filter": NP_("step", "save filter"),
    "filter-delete": NP_("step", "delete filter"),
    "segments": NP_("step", "segments"),
    "model": NP_("step", "save model"),
    "model-copy": NP_("step", "copy model"),
    "model-rename": NP_("step", "rename model"),
    "model-use": NP_("step", "model in force"),
    "model-delete": NP_("step", "delete model"),
}


def step_text(verb: str) -> str:
    """Return a verb as the step it was: "Undone: delete 华东机械", not "Undone: Deleted"."""
    words = _STEPS.get(verb)
    return pgettext(*words) if words else verb_text(verb)


def verb_text(what: str) -> str:
    """Return the words of a verb; ``undo:log`` reads "Taken back: log"."""
    outer, _colon, inner = what.partition(":")
    if outer == "undo":
        return _("Taken back: {what}").format(what=step_text(inner)) if inner else _("Taken back")
    if outer == "redo":
        return _("Put back: {what}").format(what=step_text(inner)) if inner else _("Put back")
    words = _VERBS.get(outer)
    return _(words) if words else safe_text(outer)


def change_sentence(changes: ChangeSet) -> str:
    """Return ``Done: 华东机械; next: Tue 22 Dec 2026 visit``, or that nothing changed."""
    if not changes.group_id:
        return _("Nothing changed")
    verb = verb_text(changes.what)
    subject = safe_text(changes.subject)
    said = f"{verb}: {subject}" if subject else verb
    planned = planned_words(changes)
    return f"{said}; {planned}" if planned else said
