"""What a customer thinks of us: complaints with their clocks, and answers to surveys."""

from typing import TYPE_CHECKING, ClassVar

from kamtui.domain.enums import ComplaintKind
from kamtui.domain.views.changes import ChangeSet
from kamtui.domain.views.feedback import ComplaintView, CustomerFeedback, SurveyView
from kamtui.i18n import N_, _, pgettext
from kamtui.present.dates import month_day
from kamtui.present.feedback_words import cause_words
from kamtui.present.labels import label
from kamtui.present.safe_text import safe_text
from kamtui.tui.commands import Command
from kamtui.tui.panels.feedback_items import EditComplaint, EditSurvey
from kamtui.tui.screens.customer.feedback_rows import CLOSED, feedback_rows, record_of
from kamtui.tui.screens.customer.tab import PLAN_ACTS, UnfoldingTab
from kamtui.tui.widgets.drawn_rows import DrawnRows, blank_row, empty_rows, words_row
from kamtui.tui.widgets.line_list import RowSource
from kamtui.tui.widgets.preview import Facts
from kamtui.tui.widgets.prompt import ChoicePrompt, Option, Part

if TYPE_CHECKING:
    from kamtui.services.desk import Desk
    from kamtui.tui.screens.customer.screen import CustomerScreen

__all__ = ["FeedbackTab"]


class FeedbackTab(UnfoldingTab):
    """Open complaints, settled ones, surveys."""

    NAME: ClassVar[str] = "feedback"
    LABEL: ClassVar[str] = N_("Feedback")
    READS: ClassVar[bool] = True
    HINTS: ClassVar[tuple[str, ...]] = ("customer.add",)

    #: The row to go to as soon as it is shown.
    _sought: str | None = None

    def __init__(self, screen: "CustomerScreen") -> None:
        """Belong to a screen."""
        super().__init__(screen)
        #: Steps made here, each with the row it was made from.
        self._steps: list[tuple[str, str]] = []

    def forget(self) -> None:
        """Begin anew with another customer."""
        super().forget()
        self._sought = None
        self._steps.clear()

    def written(self, changes: ChangeSet) -> None:
        """Go to the complaint or survey that a form made."""
        if changes.what in ("complaint", "survey") and changes.records:
            self._stepped(changes, self.key or "")
            self.seek(changes.records[-1])

    def taken_back(self, verb: str) -> None:
        """Return to the row the step was made from."""
        if self._steps and self._steps[-1][0] == verb:
            self.seek(self._steps.pop()[1] or None)

    def _stepped(self, changes: ChangeSet, key: str) -> None:
        self._steps = [*self._steps[-19:], (changes.what, key)]

    def seek(self, key: str | None) -> None:
        """Go to a row as soon as it is shown."""
        self._sought = key

    def shown(self, facts: Facts) -> None:
        """Go to the row that is sought, once what was read has it."""
        if self._sought is not None and self.screen.line_list.move_to_key(self._sought):
            self._sought = None

    def read(self, desk: "Desk") -> CustomerFeedback:
        """Return what the customer said; runs in the reading thread."""
        from kamtui.services import feedback

        return feedback.read(desk, customer_id=self.screen.customer_id)

    @property
    def found(self) -> CustomerFeedback | None:
        """What was read of this customer."""
        return self.value if isinstance(self.value, CustomerFeedback) else None

    def count(self, facts: Facts) -> int | None:
        """How many complaints are open; nothing where none is."""
        return facts.brief.complaints_open or None

    def rows(self, facts: Facts) -> RowSource:
        """Return complaints and surveys."""
        found = self.found
        if found is None:
            waiting = DrawnRows()
            waiting.add(blank_row)
            waiting.add(words_row(_("reading..."), x=3))
            return waiting
        if not (found.complaints or found.surveys):
            words = pgettext("hint", "writes down a complaint, a grumble or a survey")
            return empty_rows(_("No complaint, no survey yet"), (("a", words),))
        width = self.screen.line_list.size.width or self.screen.app.size.width
        return feedback_rows(
            found, now=self.screen.book.now(), today=facts.today, width=width, whole=self.whole
        )

    @property
    def item(self) -> ComplaintView | SurveyView | None:
        """The complaint or survey under the cursor."""
        found, wanted = self.found, record_of(self.key)
        if found is None or wanted is None:
            return None
        records: list[ComplaintView | SurveyView] = [*found.complaints, *found.surveys]
        return next((one for one in records if one.id == wanted), None)

    @property
    def complaint(self) -> ComplaintView | None:
        """The open complaint under the cursor."""
        item = self.item
        return item if isinstance(item, ComplaintView) and item.settled_at is None else None

    # -- keys ----------------------------------------------------------------------------------

    def why_not(self, one: Command) -> str | None:
        """Say what settled complaints and surveys have nothing for, and that clocks run."""
        item = self.item
        if one.id == "list.delete" and item is not None:
            return None
        if one.id not in PLAN_ACTS or item is None:
            return super().why_not(one)
        if self.complaint is None:
            if isinstance(item, SurveyView):
                return _("An answer to a survey is changed with e")
            return _("This is settled; e sets it open again")
        if one.id == "customer.date":
            return _("A complaint's clock cannot be put off; 2 hands it over")
        return None

    async def done(self) -> bool:
        """Answer the complaint, then settle it; how is written down afterwards."""
        one = self.complaint
        if one is None:
            return self.item is not None
        from kamtui.services import feedback

        screen, desk = self.screen, self.screen.desk
        if one.responded_at is None:
            changes = await screen.operations.perform(
                lambda: feedback.respond(desk, complaint_id=one.id)
            )
            self._tell(_("Answered:"), one, changes)
        else:
            changes = await screen.operations.perform(
                lambda: feedback.settle(desk, complaint_id=one.id)
            )
            self.seek(CLOSED + one.id)  # where e writes how
            self._tell(
                _("Settled:"), one, changes, *screen.key_hint("customer.edit", _("writes how"))
            )
        return True

    async def snooze(self) -> bool:
        """Hand the complaint over to a colleague."""
        one = self.complaint
        if one is None:
            return self.item is not None
        from kamtui.tui.panels import complaint as acts

        written = await acts.hand_over(self.screen, one.id)
        if written is not None:
            changes, name = written
            self._tell(
                _("Handed over:"), one, changes, self.screen.arrow(),
                (safe_text(name), "text", False),
            )  # fmt: skip
        return True

    async def edit(self) -> None:
        """Change every field of the row; where there is none, the customer."""
        item, screen = self.item, self.screen
        if isinstance(item, ComplaintView):
            edit = EditComplaint.of(screen.customer_id, item)
            await screen.kam.open_panel("complaint", screen, edit)
        elif item is not None:
            await screen.kam.open_panel("survey", screen, EditSurvey(screen.customer_id, item))
        else:
            await super().edit()

    async def add(self) -> None:
        """Ask what was said, and open its form."""
        screen = self.screen
        complaint, grumble = ComplaintKind.COMPLAINT, ComplaintKind.GRUMBLE
        options = (
            Option("1", label(ComplaintKind, complaint), complaint.value),
            Option("2", label(ComplaintKind, grumble), grumble.value),
            Option("3", _("survey"), "survey"),
        )
        what = await screen.ask(ChoicePrompt(_("Add"), options))
        if what == "survey":
            await screen.kam.open_panel("survey", screen, EditSurvey(screen.customer_id))
        elif what is not None:
            edit = EditComplaint(screen.customer_id, None, what)
            await screen.kam.open_panel("complaint", screen, edit)

    async def delete(self) -> None:
        """Ask and delete the row."""
        item = self.item
        if isinstance(item, ComplaintView):
            await self.screen.delete_record("complaint", item.id, _words(item))
        elif item is not None:
            words = _("survey of {day}").format(day=month_day(item.on))
            await self.screen.delete_record("survey", item.id, words)

    def _tell(self, verb: str, one: ComplaintView, changes: ChangeSet, *more: Part) -> None:
        self._stepped(changes, one.id)
        self.screen.tell_acted(verb, _words(one), changes, *more)


def _words(one: ComplaintView) -> str:
    return (
        safe_text(one.description or "").split("\n")[0][:40]
        or (cause_words(one.cause) if one.cause else "")
        or label(ComplaintKind, one.kind)
    )
