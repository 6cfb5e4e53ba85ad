"""The change log as lines of text."""

from collections.abc import Mapping, Sequence

from kamtui.domain.views.changes import ChangeEntry
from kamtui.i18n import _
from kamtui.present.change_words import verb_text
from kamtui.present.columns import Column, table
from kamtui.present.fields import entity_label, field_label
from kamtui.present.safe_text import safe_text


def history_lines(entries: Sequence[ChangeEntry], *, ascii_only: bool) -> list[str]:
    """Return one line a change, the newest first."""
    rows = [
        (
            entry.at.astimezone().strftime("%Y-%m-%d %H:%M"),
            entry.actor or "-",
            _what(entry),
            entry.customer or "-",
            entity_label(entry.entity),
            fields_text(entry.fields, arrow="->" if ascii_only else "→"),
        )
        for entry in entries
    ]
    columns = [
        Column(_("When")),
        Column(_("Who"), max_width=12),
        Column(_("What"), max_width=32),
        Column(_("Customer"), max_width=24),
        Column(_("Record"), max_width=16),
        Column(_("Fields"), max_width=60),
    ]
    return table(rows, columns, ellipsis="~" if ascii_only else "…")


def _what(entry: ChangeEntry) -> str:
    outer, _colon, key = entry.what.partition(":")
    words = verb_text(entry.what)
    if outer == "setting" and key:
        words = f"{words}: {safe_text(key)}"
    return words + " (" + _("undone") + ")" if entry.undone else words


def fields_text(fields: Mapping[str, tuple[object, object]], *, arrow: str) -> str:
    """Return ``city 苏州→上海; owner -→Wang``."""
    parts = []
    for name, (old, new) in fields.items():
        if name == "deleted_at":
            continue
        parts.append(f"{field_label(name)} {_value(old)}{arrow}{_value(new)}")
    return "; ".join(parts)


def _value(value: object) -> str:
    if value is None or value == "" or value == []:
        return "-"
    if isinstance(value, list):
        return ",".join(safe_text(part) for part in value)
    return safe_text(value)
