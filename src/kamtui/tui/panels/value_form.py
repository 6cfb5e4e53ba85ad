"""A form over the values of one record: prefilled, read field by field, two windows respected."""

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Generic, TypeVar

from kamtui.domain.errors import KamError
from kamtui.domain.views.feedback import ComplaintValues, SurveyValues
from kamtui.domain.views.orders import LineValues, OrderValues, PaymentValues, ReceivableValues
from kamtui.present.fields import field_label
from kamtui.present.labels import choices, label
from kamtui.services.merging import with_field
from kamtui.tui.panels.field import Field, matching
from kamtui.tui.panels.field_form import FieldForm
from kamtui.tui.panels.money_fields import shown_value
from kamtui.tui.screens.base import KamScreen

__all__ = ["ValueForm", "capital", "choice_field"]

Values = TypeVar(
    "Values",
    OrderValues,
    LineValues,
    ReceivableValues,
    PaymentValues,
    ComplaintValues,
    SurveyValues,
)
Value = TypeVar("Value")


class ValueForm(FieldForm, Generic[Values]):
    """Fields named like the values' own; `wanted` reads them, `write` saves."""

    def __init__(
        self,
        screen_: KamScreen,
        base: Values,
        *,
        title: str,
        subject: str,
        fresh: bool = False,
    ) -> None:
        """Start with what stands in the book; a `fresh` form proposes what is to stand there."""
        super().__init__(screen_)
        self.title, self.subject = title, subject
        self.base: Values = base
        self._fresh = fresh
        self.today = screen_.book.today()
        self.desk = screen_.desk
        self._texts: dict[str, str] = {}

    def start(self, fields: Sequence[Field]) -> None:
        """Take the fields and remember what they begin with."""
        self._texts = {one.name: one.typed for one in fields}
        self.build(fields)

    def typed(self, name: str) -> str:
        """Return what stands in a field; empty where the form has none of the name."""
        return next((one.typed for one in self.lines.fields if one.name == name), "")

    def changed(self, name: str) -> bool:
        """Tell whether a field's text differs from what stands in the book."""
        return self._fresh or self.typed(name).strip() != self._texts.get(name, "").strip()

    def read(self, name: str, unchanged: Value, reader: Callable[[str], Value]) -> Value:
        """Return a field's value: the one started from where its text is as it was.

        Raises:
            KamError: What the reader raises; the keyboard goes to the field.
        """
        if not self.changed(name):
            return unchanged
        try:
            return reader(self.typed(name).strip())
        except KamError:
            self.go_to(name)
            raise

    def choice(self, name: str, unchanged: str | None, kind: type[StrEnum]) -> str | None:
        """Return the value of a closed list; None where the field is empty."""

        def reader(text: str) -> str | None:
            if not text:
                return None
            found = matching(text, choices(kind))
            if found is None:
                words = [word for _value, word in choices(kind)]
                params: dict[str, object] = {"field": name, "value": text, "choices": words}
                raise KamError("value.invalid", params)
            return found

        return self.read(name, unchanged, reader)

    def go_to(self, name: str) -> None:
        """Put the keyboard into a field."""
        names = [one.name for one in self.lines.fields]
        if name in names:
            self.lines.enter(names.index(name))

    def failed(self, error: KamError) -> None:
        """Say why and go to the field; after a conflict saving again keeps one's own value."""
        name = str(error.params.get("field", ""))
        self.go_to(name)
        if error.code != "record.conflict":
            super().failed(error)
            return
        self.base = with_field(self.base, name, error.params.get("theirs"))
        shown = {
            part: self._shown(name, error.params.get(part)) for part in ("mine", "theirs", "base")
        }
        self.conflict(KamError(error.code, {"field": name, **shown}), capital(field_label(name)))

    def _shown(self, name: str, value: object) -> str:
        field = next((one for one in self.lines.fields if one.name == name), None)
        if field is not None and field.options:
            return next((word for one, word in field.options if one == value), "")
        return shown_value(value, minor=name.endswith("_minor"))


def choice_field(name: str, value: str | None, kind: type[StrEnum], *, row: int, well: bool = True,
                 hint: str = "") -> Field:  # fmt: skip
    """Return a field over a closed list."""
    return Field(
        name, capital(field_label(name)), label(kind, value), row=row, well=well, hint=hint,
        options=choices(kind),
    )  # fmt: skip


def capital(word: str) -> str:
    """Return a word with a capital first letter."""
    return word[:1].upper() + word[1:]
