"""The change log as lines of text."""

from collections.abc import Sequence
from datetime import date

from kamtui.domain.views.changes import ChangeEntry
from kamtui.i18n import _, pgettext
from kamtui.present.change_values import ValueWords, fields_text, what_happened
from kamtui.present.change_words import verb_text
from kamtui.present.columns import Column, table
from kamtui.present.safe_text import safe_text


def history_lines(entries: Sequence[ChangeEntry], *, today: date, ascii_only: bool) -> list[str]:
    """Return one line a change, the newest first."""
    arrow = "->" if ascii_only else "→"
    words = ValueWords(today, arrow=arrow)
    rows = []
    for entry in entries:
        fields = fields_text(words.fields(entry), arrow)
        rows.append(
            (
                entry.at.astimezone().strftime("%Y-%m-%d %H:%M"),
                entry.actor or "-",
                _what(entry),
                entry.customer or "-",
                " ".join(part for part in words.record(entry) if part),
                fields or what_happened(entry),
                str(entry.seq),
            )
        )
    columns = [
        Column(_("When")),
        Column(pgettext("history", "By"), max_width=12),
        Column(_("What"), max_width=32),
        Column(_("Customer"), max_width=24),
        Column(_("Record"), max_width=32),
        Column(_("Fields"), max_width=60),
        Column(pgettext("history", "Line"), align="right"),
    ]
    return table(rows, columns, ellipsis="~" if ascii_only else "…")


def _what(entry: ChangeEntry) -> str:
    outer, _colon, key = entry.what.partition(":")
    words = verb_text(entry.what)
    if outer == "setting" and key:
        words = f"{words}: {safe_text(key)}"
    return words + " (" + _("undone") + ")" if entry.undone else words
