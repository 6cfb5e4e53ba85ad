"""The people of a customer as rows: each way to reach one is a row of its own under the person."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

from kamtui.domain.contact_texts import NUMBERS
from kamtui.domain.enums import ContactRole, PointKind
from kamtui.domain.views.customer import ContactPointView, ContactView
from kamtui.i18n import _, ngettext, pgettext
from kamtui.present.birthdays import birthday_words
from kamtui.present.fields import field_label
from kamtui.present.labels import label
from kamtui.present.safe_text import safe_text
from kamtui.present.spoken import clauses
from kamtui.tui.widgets.drawn_rows import Draw, DrawnRows, blank_row, empty_rows, title_row
from kamtui.tui.widgets.line_list import RowState
from kamtui.tui.widgets.paint import Brush, Line
from kamtui.tui.widgets.preview import Facts

__all__ = ["ContactRows", "Spot", "many"]

#: Kinds in the order people use them.
_ORDER = ("mobile", "phone", "wechat", "wechat_remark", "email", "fax", "other")
#: From so many people on, those who are not the main contact are shown in one row each at first.
_MANY = 5
#: Columns: a name, the name of a detail, its value; the value in a narrow list.
_NAME, _DETAIL, _VALUE, _NEAR = 3, 5, 26, 19


@dataclass(frozen=True, slots=True)
class Spot:
    """What stands on a row.

    Attributes:
        person: Whose; None for the company's own.
        field: Its field, empty for the person itself.
        value: The detail, as stored.
        point_id: The detail's record, empty where it has none of its own.
    """

    person: ContactView | None
    field: str = ""
    value: str = ""
    point_id: str = ""

    @property
    def key(self) -> str:
        """What tells the row apart."""
        if self.point_id:
            return f"point-{self.point_id}"
        if self.person is None:
            return f"company-{self.field}"
        return f"{self.field}-{self.person.id}" if self.field else self.person.id


def many(people: Sequence[ContactView]) -> bool:
    """Tell whether people are so many that their details are folded away."""
    return len(people) >= _MANY


@dataclass(slots=True)
class ContactRows(DrawnRows):
    """People, the main contact first, then the company's own numbers.

    `spots` has what stands on each row the cursor reaches, by key.
    """

    spots: dict[str, Spot] = field(default_factory=dict)

    def fill(self, facts: Facts, *, toggled: frozenset[str], spaced: bool, add: str) -> None:
        """Lay the rows out.

        Args:
            facts: The customer.
            toggled: Ids of people shown other than at first: whole, or in one row.
            spaced: A blank row before every person after the first.
            add: The key that adds a person.
        """
        people = facts.brief.contacts
        if not people:
            for draw in empty_rows(
                _("No contacts yet"), ((add, pgettext("hint", "adds the first one")),)
            ).rows:
                self.add(draw[1])
            self.add(blank_row)
        before = True
        for place, person in enumerate(people):
            folded = many(people) and not person.is_main
            folded ^= person.id in toggled
            if place and spaced and not (folded and before):
                self.add(blank_row)
            before = folded
            details = _details(person)
            said = partial(_person_words, person, facts, folded=folded)
            self._put(Spot(person), _person_row(person, facts, folded=folded), said)
            for spot in () if folded else details:
                first = spot.field in ("mobile", "phone") and spot.value == person.phone
                said = partial(_detail_words, spot, facts)
                self._put(spot, _detail_row(spot, facts, first=first), said)
        if spaced and people:
            self.add(blank_row)
        self.add(title_row(_("The company")))
        own = _company(facts)
        for spot in own:
            self._put(spot, _detail_row(spot, facts), partial(_detail_words, spot, facts))
        if not own:
            self._put(Spot(None), _no_numbers)

    def _put(self, spot: Spot, draw: Draw, words: Callable[[], str] | None = None) -> None:
        self.spots[spot.key] = spot
        self.add(draw, key=spot.key, words=words)


def _details(person: ContactView) -> list[Spot]:
    points = sorted(person.points, key=_place)
    found = [Spot(person, point.kind, point.value, point.id) for point in points]
    birthday = birthday_words(person.birthday)
    if birthday:
        found.append(Spot(person, "birthday", birthday))
    if person.remarks:
        found.append(Spot(person, "remarks", person.remarks))
    return found


def _company(facts: Facts) -> list[Spot]:
    customer = facts.brief.customer
    columns = {"phone": customer.phone, "email": customer.fields.get("email")}
    found = [Spot(None, kind, str(value)) for kind, value in columns.items() if value]
    found += [Spot(None, one.kind, one.value, one.id) for one in facts.brief.points]
    return sorted(found, key=lambda spot: _ORDER.index(spot.field))


def _place(point: ContactPointView) -> int:
    """Return the place of a kind; within one the main detail stays first."""
    return _ORDER.index(point.kind) if point.kind in _ORDER else len(_ORDER)


def _value_at(line: Line) -> int:
    return _VALUE if line.width >= 70 else _NEAR


def _person_row(person: ContactView, facts: Facts, *, folded: bool) -> Draw:
    words = [safe_text(person.title or ""), label(ContactRole, person.role)]
    about = "  ".join(word for word in words if word)

    def draw(line: Line, state: RowState, brush: Brush) -> None:
        end, at = line.width - 1, _value_at(line)
        if person.is_main:
            end = line.put_right(end, _("main contact"), "muted") - 2
        elif folded:
            end = line.put_right(end, _folded_words(person, facts), "muted", limit=22,
                                 ellipsis=brush.ellipsis) - 2  # fmt: skip
        x = line.put(_NAME, person.name, "text", bold=True, ellipsis=brush.ellipsis,
                     limit=max(0, (at if about else end) - _NAME - 1))  # fmt: skip
        x = max(x + 2, at)
        line.put(x, about, "muted", limit=max(0, end - x), ellipsis=brush.ellipsis)

    return draw


def _person_words(person: ContactView, facts: Facts, *, folded: bool) -> str:
    main = _("main contact") if person.is_main else ""
    how = _folded_words(person, facts) if folded else ""
    return clauses((person.name, person.title, label(ContactRole, person.role), main, how))


def _detail_words(spot: Spot, facts: Facts) -> str:
    """Return a detail with whose it is: rows of several people look alike."""
    value = _("{label}: {value}").format(label=_name(spot), value=_shown(spot, facts))
    return clauses((value, spot.person.name if spot.person is not None else _("The company")))


def _folded_words(person: ContactView, facts: Facts) -> str:
    """Return how a person in one row is reached first."""
    if person.phone:
        return facts.phone(person.phone)
    count = len(_details(person))
    return ngettext("{count} detail", "{count} details", count).format(count=count) if count else ""


def _name(spot: Spot) -> str:
    return label(PointKind, spot.field) if spot.field in _ORDER else field_label(spot.field)


def _detail_row(spot: Spot, facts: Facts, *, first: bool = False) -> Draw:
    name = _name(spot)

    def draw(line: Line, state: RowState, brush: Brush) -> None:
        at = _value_at(line)
        line.put(_DETAIL, name, "muted", limit=at - _DETAIL - 1, ellipsis=brush.ellipsis)
        role = "muted" if spot.field == "remarks" else "text"
        line.put(at, _shown(spot, facts), role, bold=first,
                 limit=max(0, line.width - 1 - at), ellipsis=brush.ellipsis)  # fmt: skip

    return draw


def _shown(spot: Spot, facts: Facts) -> str:
    if spot.field in NUMBERS:
        return facts.phone(spot.value)
    return "***" if facts.masked and spot.field in _ORDER else safe_text(spot.value)


def _no_numbers(line: Line, state: RowState, brush: Brush) -> None:
    x = line.put(_DETAIL, _("no number of its own"), "muted")
    if state.cursor:
        x = line.put(x + 3, "e", "accent")
        line.put(x + 1, pgettext("hint", "enters one"), "muted",
                 limit=max(0, line.width - x - 2), ellipsis=brush.ellipsis)  # fmt: skip
