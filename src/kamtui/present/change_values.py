"""Lines of the change log in words: which record, which field, and its values for people."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from kamtui.domain.change_fields import shown
from kamtui.domain.enums import (
    Channel,
    ComplaintKind,
    ContactRole,
    Decision,
    Direction,
    FollowUpChannel,
    FollowUpState,
    InvoicedState,
    Lifecycle,
    NeedType,
    OrderStatus,
    Origin,
    PointKind,
    RelationState,
    ServiceKind,
)
from kamtui.domain.views.changes import ChangeEntry
from kamtui.i18n import NP_, language, pgettext
from kamtui.present.dates import clock_text, short_date
from kamtui.present.fields import entity_label, field_label, field_place
from kamtui.present.labels import channel_label, label
from kamtui.present.money import full_amount
from kamtui.present.phones import phone_text
from kamtui.present.safe_text import safe_text

__all__ = ["FieldWords", "ValueWords", "fields_text", "what_happened"]

_MASK = "***"
#: Codes of closed lists by kind of record and field; of every kind where none is named.
_CODES: Mapping[tuple[str, str], type[StrEnum]] = {
    ("customer", "lifecycle"): Lifecycle,
    ("customer", "need_type"): NeedType,
    ("customer", "relation_state"): RelationState,
    ("contact", "role"): ContactRole,
    ("contact_point", "kind"): PointKind,
    ("communication", "channel"): Channel,
    ("communication", "direction"): Direction,
    ("communication", "service_kind"): ServiceKind,
    ("follow_up", "channel"): FollowUpChannel,
    ("follow_up", "state"): FollowUpState,
    ("follow_up", "origin"): Origin,
    ("sales_order", "status"): OrderStatus,
    ("sales_order", "invoiced_state"): InvoicedState,
    ("complaint", "kind"): ComplaintKind,
    ("grade_change", "decision"): Decision,
}
_DAYS = frozenset({"on_date", "customer_since", "retain_until"})
_INSTANTS = frozenset({"at", "respond_by", "settle_by"})
_PHONES = frozenset({("customer", "phone"), ("contact_point", "value")})
#: What happened to the record, where the verb of the step does not say it.
_OPS = {
    "create": NP_("record", "new"),
    "delete": NP_("record", "deleted"),
    "restore": NP_("record", "brought back"),
    "bulk_delete": NP_("record", "deleted"),
    "bulk_restore": NP_("record", "brought back"),
}
_SAID = {"create": ("add",), "delete": ("delete",), "restore": ("restore",)}


class FieldWords(NamedTuple):
    """One changed field: its name, what people call it, the values before and after."""

    name: str
    label: str
    old: str
    new: str


class ValueWords(NamedTuple):
    """How values are written: on which day, hidden or not, with which arrow.

    Attributes:
        today: Dates of this year need no year.
        masked: Somebody is looking: no numbers of people, no amounts.
        arrow: Stands between a grade before and after.
    """

    today: date
    masked: bool = False
    arrow: str = "→"

    def fields(self, entry: ChangeEntry) -> list[FieldWords]:
        """Return the fields of a line that say something to a person, the main ones first."""
        pairs = sorted(
            shown(entry.fields).items(), key=lambda pair: (field_place(pair[0]), pair[0])
        )
        return [
            FieldWords(
                name,
                _label(entry.entity, name),
                self.value(entry, name, old),
                self.value(entry, name, new),
            )
            for name, (old, new) in pairs
        ]

    def value(self, entry: ChangeEntry, name: str, value: object) -> str:
        """Return one value; ``-`` for none."""
        if value is None or value == "" or value == [] or value == {}:
            return "-"
        if isinstance(value, list):
            return ("、" if language() == "zh" else ", ").join(map(safe_text, value))
        if isinstance(value, bool) or name in ("is_main", "birth_lunar", "noted"):
            return pgettext("value", "yes") if value else pgettext("value", "no")
        kind = _CODES.get((entry.entity, name))
        if kind is not None:
            return label(kind, str(value))
        if (entry.entity, name) in _PHONES:
            return _MASK if self.masked else self._point(entry, str(value))
        if name.endswith("_minor"):
            return self.amount(value)
        if isinstance(value, str):
            return self._dated(name, value) or safe_text(entry.names.get(value, value))
        return safe_text(value)

    def record(self, entry: ChangeEntry) -> tuple[str, str]:
        """Return the kind of a line's record and which one it is; the second may be empty."""
        about, kind = entry.about, entity_label(entry.entity)
        text = safe_text(about.text or "")
        if entry.entity == "contact_point":
            kind = label(PointKind, about.code) or kind
            owner = f"({safe_text(about.owner)})" if about.owner else ""
            if "value" in entry.fields:  # it stands there before and after
                return kind, owner
            return kind, _joined(_MASK if self.masked and text else self._point(entry, text), owner)
        if entry.entity == "customer":
            return kind, ""
        if about.grades is not None:
            before, after = (grade or "-" for grade in about.grades)
            return kind, _joined(f"{before}{self.arrow}{after}", label(Decision, about.code))
        day = short_date(about.on, self.today) if about.on is not None else ""
        amount = "" if about.minor is None else self.amount(about.minor)
        if entry.entity in ("communication", "communication_contact"):
            return kind, _joined(day, channel_label(about.code), text)
        if entry.entity in ("promise", "follow_up", "complaint"):
            return kind, text or _joined(day, channel_label(about.code))
        return kind, _joined(safe_text(about.owner or ""), text, day if not text else "", amount)

    def amount(self, minor: object) -> str:
        """Return an amount whole, or the mask."""
        if self.masked:
            return _MASK
        return full_amount(minor) if isinstance(minor, int) else safe_text(minor)

    def _point(self, entry: ChangeEntry, value: str) -> str:
        dialled = entry.about.code in (None, "phone", "mobile", "fax")
        return phone_text(value) if dialled else safe_text(value)

    def _dated(self, name: str, value: str) -> str:
        """Return a date or an instant in words, nothing for another text."""
        try:
            if name.endswith("_on") or name in _DAYS:
                return short_date(date.fromisoformat(value), self.today)
            if name.endswith("_at") or name in _INSTANTS:
                moment = datetime.fromisoformat(value.replace("Z", "+00:00")).astimezone()
                return f"{short_date(moment.date(), self.today)} {clock_text(moment.time())}"
        except ValueError:
            pass
        return ""


def _label(entity: str, name: str) -> str:
    if entity == "contact_point" and name == "is_main":
        return pgettext("contact detail", "first choice")
    if entity == "contact" and name == "role":
        return pgettext("form", "role")
    return field_label(name)


def what_happened(entry: ChangeEntry) -> str:
    """Return what happened to a record where neither fields nor the step's verb say it."""
    verb = entry.what.partition(":")[0]
    if entry.op not in _OPS or verb in _SAID.get(entry.op, ()) or entry.entity == "grade_change":
        return ""
    return pgettext(*_OPS[entry.op])


def fields_text(fields: Sequence[FieldWords], arrow: str) -> str:
    """Return changed fields in one line: ``city 苏州→上海; owner -→Wang``."""
    # A contact detail's value is said by its kind already, which stands before it.
    labels = ["" if one.name == "value" else f"{one.label} " for one in fields]
    pairs = zip(labels, fields, strict=True)
    return "; ".join(f"{label_}{one.old}{arrow}{one.new}" for label_, one in pairs)


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)
