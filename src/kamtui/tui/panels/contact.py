"""A person with every field, and the company's own numbers: forms that begin where one stands."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from kamtui.domain.birthdays import parse_birthday
from kamtui.domain.contact_texts import BETWEEN, POINTS, YES, texts_of
from kamtui.domain.enums import ContactRole, PointKind
from kamtui.domain.errors import KamError
from kamtui.domain.views.changes import ChangeSet
from kamtui.domain.views.customer import ContactView
from kamtui.i18n import _, pgettext
from kamtui.present.birthdays import birthday_words
from kamtui.present.fields import field_label
from kamtui.present.labels import choices, label
from kamtui.tui.panels.field import Field, Option, matching
from kamtui.tui.panels.field_form import FieldForm
from kamtui.tui.panels.form import show_form
from kamtui.tui.screens.base import KamScreen
from kamtui.tui.widgets.prompt import Part

__all__ = ["CompanyForm", "ContactForm", "Place", "open_contact"]

#: Fields of a person, in the order of Tab.
PERSON = (
    "name", "title", "role", "is_main", "mobile", "phone", "wechat", "wechat_remark", "email",
    "fax", "birthday", "remarks",
)  # fmt: skip
#: Kinds of the company's own numbers.
COMPANY = ("phone", "mobile", "wechat", "email", "fax")


class Place(NamedTuple):
    """Whose form to open, and where the keyboard begins.

    Attributes:
        customer_id: The customer.
        contact_id: The person, None for the company's own numbers.
        field: The field, empty for the first.
        value: The detail in it the cursor stands behind.
    """

    customer_id: str
    contact_id: str | None = None
    field: str = ""
    value: str = ""


async def open_contact(screen: KamScreen, item: object = None) -> None:
    """Open the form of a `Place` with what stands in the book now."""
    if not isinstance(item, Place):
        return
    from kamtui.services import contacts

    desk, contact_id, customer_id = screen.desk, item.contact_id, item.customer_id
    if contact_id is None:
        texts = await screen.operations.fetch(
            lambda: contacts.company(desk, customer_id=customer_id)
        )
        await show_form(screen, CompanyForm(screen, item, texts))
        return
    person = await screen.operations.fetch(lambda: contacts.person(desk, contact_id=contact_id))
    await show_form(screen, ContactForm(screen, item, person))


class _TextsForm(FieldForm):
    """Fields whose texts are compared with those it started from."""

    def begin(self, place: Place, texts: Mapping[str, str], fields: Sequence[Field]) -> None:
        """Take fields that show these texts."""
        self.spot = place
        self._base = dict(texts)
        self._shown = {one.name: one.text for one in fields}
        self.build(fields)

    def focus_first(self) -> None:
        """Begin in the field one came for, behind the value one came for."""
        super().focus_first()
        names = [one.name for one in self.lines.fields]
        if self.spot.field in names:
            field = self.lines.fields[names.index(self.spot.field)]
            at = field.typed.find(self.spot.value)
            if self.spot.value and at >= 0 and field.continued:
                field.at = at + len(self.spot.value)
            self.lines.enter(names.index(self.spot.field))

    def changed(self) -> dict[str, str]:
        """Return the texts of the fields that were changed."""
        return {
            one.name: self.text_of(one)
            for one in self.lines.fields
            if one.typed.strip() != self._shown[one.name].strip()
        }

    def text_of(self, one: Field) -> str:
        """Return what a field means as the book takes it."""
        return one.typed

    def write(self, texts: Mapping[str, str], base: Mapping[str, str]) -> ChangeSet:
        """Write; runs in the writing thread."""
        raise NotImplementedError

    @property
    def draft_name(self) -> str:
        """What is typed here is kept."""
        return "contact"

    @property
    def draft_record(self) -> str:
        """Whose."""
        return self.spot.contact_id or self.spot.customer_id

    async def save(self) -> None:
        """Write the fields whose text was changed."""
        texts, base = self.changed(), dict(self._base)
        if texts:
            changes = await self.owner.operations.perform(lambda: self.write(texts, base))
        self.close()
        if not texts or not changes.group_id:
            self.owner.say(_("Nothing was changed"))
            return
        self.tell(_("Changed:"), changes)

    def failed(self, error: KamError) -> None:
        """Say why and go to the field; after a conflict saving again keeps one's own value."""
        name = str(error.params.get("field", ""))
        names = [one.name for one in self.lines.fields]
        if name in names:
            self.lines.enter(names.index(name))
            self.lines.current.prompt.fresh = False
        if error.code == "record.conflict":
            params = {key: self.shown(name, str(error.params[key] or ""))
                      for key in ("mine", "theirs", "base")}  # fmt: skip
            self._base[name] = str(error.params.get("theirs") or "")
            self.conflict(KamError(error.code, dict(params)), _label(name))
            return
        super().failed(error)

    def shown(self, name: str, text: str) -> str:
        """Return a text of the book as the form shows it."""
        return text


class ContactForm(_TextsForm):
    """Every field of a person; several details of one kind are separated by semicolons."""

    def __init__(self, screen_: KamScreen, place: Place, person: ContactView) -> None:
        """Start with what stands in the book."""
        super().__init__(screen_)
        self.title = _("Edit")
        self.subject = person.name
        texts = texts_of(person)
        names = [*PERSON[:-2], *(("other",) if texts["other"] else ()), *PERSON[-2:]]
        self.begin(place, texts, [self._field(name, texts[name], at)
                                  for at, name in enumerate(names)])  # fmt: skip

    def _field(self, name: str, text: str, row: int) -> Field:
        return Field(
            name,
            _label(name),
            self.shown(name, text),
            row=row,
            options=_options(name),
            hint=_hint(name),
            echo=birthday_echo if name == "birthday" else lambda _text: (),
            continued=name in POINTS and BETWEEN in text,
        )

    def shown(self, name: str, text: str) -> str:
        """Return a role's and the main contact's words."""
        if name == "role" and text:
            return label(ContactRole, text)
        if name == "is_main":
            return pgettext("value", "yes") if text else pgettext("value", "no")
        return text

    def text_of(self, one: Field) -> str:
        """Return the value of what was chosen."""
        if not one.options or not one.typed.strip():
            return one.typed
        value = matching(one.typed, one.options)
        if value is None:
            known = [word for _value, word in one.options]
            raise KamError(
                "value.invalid", {"field": one.name, "value": one.typed, "choices": known}
            )
        return "" if value == "no" else value

    def write(self, texts: Mapping[str, str], base: Mapping[str, str]) -> ChangeSet:
        """Change the person."""
        from kamtui.services import contacts

        return contacts.change(
            self.owner.desk, contact_id=self.spot.contact_id or "", assignments=texts, base=base
        )


class CompanyForm(_TextsForm):
    """The numbers that belong to nobody in the company."""

    def __init__(self, screen_: KamScreen, place: Place, texts: Mapping[str, str]) -> None:
        """Start with what stands in the book."""
        super().__init__(screen_)
        self.title = _("The company")
        names = [*COMPANY, *(name for name in POINTS if name not in COMPANY and texts.get(name))]
        fields = [
            Field(
                name,
                _label(name),
                texts.get(name, ""),
                row=row,
                hint=_hint(name),
                continued=BETWEEN in texts.get(name, ""),
            )
            for row, name in enumerate(names)
        ]
        self.begin(place, texts, fields)

    def write(self, texts: Mapping[str, str], base: Mapping[str, str]) -> ChangeSet:
        """Change the company's own numbers."""
        from kamtui.services import contacts

        return contacts.change_company(
            self.owner.desk, customer_id=self.spot.customer_id, assignments=texts, base=base
        )


def birthday_echo(text: str) -> tuple[Part, ...]:
    """Return how a typed birthday is understood."""
    try:
        found = parse_birthday(text)
    except ValueError:
        return ((_("1980-05-02, 05-02, 1980 or 农历八月十五"), "late", False),)
    words = birthday_words(found)
    if not words or words == text.strip():
        return ()
    return (("= ", "muted", False), (words, "text", True))


def _options(name: str) -> Sequence[Option]:
    if name == "role":
        return choices(ContactRole)
    if name == "is_main":
        return ((YES, pgettext("value", "yes")), ("no", pgettext("value", "no")))
    return ()


def _hint(name: str) -> str:
    if name in ("role", "is_main"):
        return _("Space chooses")
    if name == "birthday":
        return "1980-05-02, 05-02, 农历八月十五"
    if name == "wechat_remark":
        return _("what the person is called in your WeChat")
    return _("several are separated by ;") if name in POINTS else ""


def _label(name: str) -> str:
    """Return a field's word, short enough for a form."""
    if name in POINTS and name != "wechat_remark":
        word = label(PointKind, name)
    elif name == "wechat_remark":
        word = pgettext("form", "WeChat remark")
    elif name == "name":
        word = pgettext("form", "name")
    elif name == "role":
        word = pgettext("form", "role")
    else:
        word = field_label(name)
    return word[:1].upper() + word[1:]
