"""What is planned with a customer and promised to it, acted on where it stands."""

from typing import ClassVar

from kamtui.domain.views.customer import FollowUpView, PromiseView
from kamtui.i18n import N_, _, pgettext
from kamtui.present.labels import channel_label
from kamtui.present.safe_text import safe_text
from kamtui.tui.commands import Command
from kamtui.tui.screens.customer.tab import CustomerTab
from kamtui.tui.widgets.drawn_rows import DrawnRows, empty_rows, title_row
from kamtui.tui.widgets.line_list import RowSource, RowState
from kamtui.tui.widgets.paint import Brush, Line
from kamtui.tui.widgets.preview import Facts
from kamtui.tui.widgets.words import chip

__all__ = ["PlansTab"]


class PlansTab(CustomerTab):
    """Open follow-ups, open promises, then what was done."""

    NAME: ClassVar[str] = "plans"
    LABEL: ClassVar[str] = N_("Plans")

    def count(self, facts: Facts) -> int | None:
        """How many are open."""
        return len(_open_plans(facts)) + len(_open_promises(facts))

    def rows(self, facts: Facts) -> RowSource:
        """Return plans and promises."""
        rows = DrawnRows()
        plans, promises = _open_plans(facts), _open_promises(facts)
        if plans:
            rows.add(title_row(_("Planned"), len(plans)))
        for plan in plans:

            def draw(line: Line, state: RowState, brush: Brush, one: FollowUpView = plan) -> None:
                text, role = chip(one.due_on, facts.today)
                line.put(3, text, role, bold=role != "muted")
                line.put(12, channel_label(one.channel), "muted", limit=8)
                line.put(21, safe_text(one.what), "text", limit=max(0, line.width - 22),
                         ellipsis=brush.ellipsis)  # fmt: skip

            rows.add(draw, key=plan.id)
        if promises:
            rows.add(title_row(_("Promises"), len(promises)))
        for promise in promises:

            def draw_promise(
                line: Line, state: RowState, brush: Brush, one: PromiseView = promise
            ) -> None:
                if one.due_on is not None:
                    text, role = chip(one.due_on, facts.today)
                    line.put(3, text, role, bold=role != "muted")
                line.put(21, safe_text(one.what), "text", limit=max(0, line.width - 22),
                         ellipsis=brush.ellipsis)  # fmt: skip

            rows.add(draw_promise, key=promise.id)
        if not rows.rows:
            words = pgettext("hint", "plans the next step")
            return empty_rows(_("Nothing is planned or promised"), (("a", words),))
        return rows

    def plan(self) -> FollowUpView | None:
        """Return the follow-up under the cursor, else the earliest open one."""
        facts = self.screen.facts
        plans = _open_plans(facts) if facts is not None else []
        return next((one for one in plans if one.id == self.key), None) or super().plan()

    def why_not(self, one: Command) -> str | None:
        """Plans and promises are records: they can be deleted."""
        if one.id == "list.delete" and self.key is not None:
            return None
        return super().why_not(one)

    async def delete(self) -> None:
        """Ask and delete the plan or promise."""
        facts, key = self.screen.facts, self.key
        if facts is None:
            return
        for plan in _open_plans(facts):
            if plan.id == key:
                words = safe_text(plan.what) or channel_label(plan.channel)
                await self.screen.delete_record("follow_up", plan.id, words)
        for promise in _open_promises(facts):
            if promise.id == key:
                await self.screen.delete_record("promise", promise.id, safe_text(promise.what))


def _open_plans(facts: Facts) -> list[FollowUpView]:
    return [one for one in facts.brief.follow_ups if one.state == "open"]


def _open_promises(facts: Facts) -> list[PromiseView]:
    return [one for one in facts.brief.promises if one.delivered_on is None]
