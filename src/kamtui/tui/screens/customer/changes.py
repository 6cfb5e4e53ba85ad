"""What was changed about a customer, by whom, and from what to what."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from kamtui.domain.views.changes import ChangeEntry
from kamtui.i18n import N_, _
from kamtui.present.change_words import verb_text
from kamtui.present.fields import entity_label
from kamtui.present.history_table import fields_text
from kamtui.tui.screens.customer.tab import CustomerTab
from kamtui.tui.widgets.drawn_rows import DrawnRows, blank_row, words_row
from kamtui.tui.widgets.line_list import RowSource, RowState
from kamtui.tui.widgets.paint import Brush, Line
from kamtui.tui.widgets.preview import Facts

if TYPE_CHECKING:
    from kamtui.services.desk import Desk

__all__ = ["ChangesTab"]

#: Lines of the log that are read.
MOST = 200


class ChangesTab(CustomerTab):
    """The change log of this customer, the newest first."""

    NAME: ClassVar[str] = "changes"
    LABEL: ClassVar[str] = N_("Changes")
    READS: ClassVar[bool] = True

    def read(self, desk: "Desk") -> tuple[ChangeEntry, ...]:
        """Return the newest changes; runs in the reading thread."""
        from kamtui.services import history

        return history.entries(desk, customer_id=self.screen.customer_id, limit=MOST)

    def rows(self, facts: Facts) -> RowSource:
        """Return the changes."""
        return change_rows(self.value or ())


def change_rows(entries: Sequence[ChangeEntry]) -> DrawnRows:
    """Return what was changed, by whom and from what to what, the newest first."""
    rows = DrawnRows()
    for place, entry in enumerate(entries):

        def draw(line: Line, state: RowState, brush: Brush, one: ChangeEntry = entry) -> None:
            at = one.at.astimezone()
            line.put(3, at.strftime("%m-%d %H:%M"), "muted")
            x = 15
            x = line.put(x, verb_text(one.what), "text", limit=20, ellipsis=brush.ellipsis)
            if one.undone:
                x = line.put(x + 1, _("undone"), "muted")
            x = line.put(x + 2, entity_label(one.entity), "muted", limit=16)
            words = fields_text(one.fields, arrow="->" if brush.ascii else "→")
            line.put(x + 2, words, "muted" if one.undone else "text",
                     limit=max(0, line.width - 1 - x - 2), ellipsis=brush.ellipsis)  # fmt: skip

        rows.add(draw, key=f"change-{place}")
    if not entries:
        rows.add(blank_row)
        rows.add(words_row(_("Nothing was changed yet"), "text", bold=True, x=3))
    return rows
