"""The people of a customer with every way to reach them."""

from typing import ClassVar

from kamtui.domain.enums import ContactRole, PointKind
from kamtui.domain.views.customer import ContactView
from kamtui.i18n import N_, _
from kamtui.present.labels import label
from kamtui.present.safe_text import safe_text
from kamtui.tui.screens.customer.tab import CustomerTab
from kamtui.tui.widgets.drawn_rows import DrawnRows, blank_row, pair_row, title_row, words_row
from kamtui.tui.widgets.line_list import RowSource, RowState
from kamtui.tui.widgets.paint import Brush, Line
from kamtui.tui.widgets.preview import Facts

__all__ = ["ContactsTab"]


class ContactsTab(CustomerTab):
    """Contacts, the main one first, then the company's own numbers."""

    NAME: ClassVar[str] = "contacts"
    LABEL: ClassVar[str] = N_("Contacts")

    def count(self, facts: Facts) -> int | None:
        """How many people."""
        return len(facts.brief.contacts)

    def rows(self, facts: Facts) -> RowSource:
        """Return the people."""
        return contact_rows(facts)


def contact_rows(facts: Facts) -> DrawnRows:
    """Return the people with every way to reach them."""
    rows = DrawnRows()
    people = sorted(facts.brief.contacts, key=lambda one: not one.is_main)
    for place, person in enumerate(people):
        if place:
            rows.add(blank_row)

        def draw(line: Line, state: RowState, brush: Brush, who: ContactView = person) -> None:
            x = line.put(3, who.name, "text", bold=True, limit=24, ellipsis=brush.ellipsis)
            words = [safe_text(who.title or "")]
            if who.role:
                words.append(label(ContactRole, who.role))
            text = "  ".join(word for word in words if word)
            x = line.put(
                max(x + 2, 26), text, "muted", limit=max(0, line.width - 1 - max(x + 2, 26))
            )
            if who.is_main:
                line.put_right(line.width - 1, _("main contact"), "muted")

        rows.add(draw, key=person.id)
        for point in person.points:
            value = facts.phone(point.value) if point.kind in ("phone", "mobile", "fax") else (
                "***" if facts.masked else safe_text(point.value)
            )  # fmt: skip
            rows.add(pair_row(label(PointKind, point.kind), value))
        if person.remarks:
            rows.add(pair_row(_("Remarks"), safe_text(person.remarks), role="muted"))
    own = facts.brief.points
    if own or facts.brief.customer.phone:
        rows.add(title_row(_("The company")))
        if facts.brief.customer.phone:
            rows.add(pair_row(_("phone"), facts.phone(facts.brief.customer.phone)))
        for point in own:
            rows.add(pair_row(label(PointKind, point.kind), facts.phone(point.value)))
    if not rows.rows:
        rows.add(blank_row)
        rows.add(words_row(_("No contacts yet"), "text", bold=True, x=3))
    return rows
