"""What a tab of the customer screen is: rows, and what the keys mean on them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from kamtui.i18n import _

if TYPE_CHECKING:
    from kamtui.domain.views.changes import ChangeSet
    from kamtui.domain.views.customer import FollowUpView, PromiseView
    from kamtui.services.desk import Desk
    from kamtui.tui.commands import Command
    from kamtui.tui.screens.customer.screen import CustomerScreen
    from kamtui.tui.widgets.line_list import RowSource
    from kamtui.tui.widgets.preview import Facts

__all__ = ["PLAN_ACTS", "CustomerTab", "UnfoldingTab"]

#: The commands that act on what is planned.
PLAN_ACTS = ("customer.done", "customer.snooze", "customer.date")


class CustomerTab:
    """One tab over the screen's list.

    The screen reads the customer and hands it to `rows`; a tab that shows more reads it in `read`
    (in the reading thread) and finds it in `value`.  A command such as ``customer.edit`` asks the
    tab first whether it can run (`why_not`) and then runs the tab's method.
    """

    #: Stable name, and the id in the tab strip.
    NAME: ClassVar[str] = ""
    #: Untranslated label.
    LABEL: ClassVar[str] = ""
    #: Whether `read` has something to read.
    READS: ClassVar[bool] = False
    #: Commands that deserve a place in the footer of this tab also where the screen is narrow.
    HINTS: ClassVar[tuple[str, ...]] = ()

    def __init__(self, screen: CustomerScreen) -> None:
        """Belong to a screen."""
        self.screen = screen
        #: What `read` returned last; None before and after another customer was chosen.
        self.value: Any = None

    # -- values --------------------------------------------------------------------------------

    def read(self, desk: Desk) -> object:
        """Return what the tab shows beyond the brief; runs in the reading thread."""
        return None

    def forget(self) -> None:
        """Another customer is shown: drop what belonged to the one before."""
        self.value = None

    def count(self, facts: Facts) -> int | str | None:
        """Return the number behind the label, ``6/38`` where only some are shown, else None."""
        return None

    def rows(self, facts: Facts) -> RowSource:
        """Return the rows."""
        raise NotImplementedError

    @property
    def key(self) -> str | None:
        """The id of the row under the cursor."""
        return self.screen.line_list.key

    def moved(self, facts: Facts) -> None:
        """The cursor moved."""

    def shown(self, facts: Facts) -> None:
        """The rows were drawn."""

    def seek(self, key: str | None) -> None:
        """Go to a row as soon as it is shown, None for none."""

    def written(self, changes: ChangeSet) -> None:
        """A form over this tab wrote something."""

    def taken_back(self, verb: str) -> None:
        """The last step was taken back."""

    def status(self, facts: Facts) -> str:
        """Return what the status line says about the tab while nothing else is said."""
        return ""

    # -- keys ----------------------------------------------------------------------------------

    def plan(self) -> FollowUpView | PromiseView | None:
        """Return what done, snooze and date act on: the earliest open follow-up."""
        return self.screen.plan

    def why_not(self, one: Command) -> str | None:
        """Return why a command cannot run on the row under the cursor, None when it can."""
        if one.id in PLAN_ACTS and self.plan() is None:
            words = _("Nothing is planned; {key} adds a follow-up")
            return words.format(key=self.screen.letter("customer.add"))
        if one.id == "customer.filter":
            return _("Only the history can be filtered")
        if one.id == "customer.revert":
            return _("Only what the Changes tab lists is reverted")
        if one.id == "list.delete":
            return _("This cannot be deleted here")
        return None

    def hides(self, command_id: str) -> bool:
        """Tell whether a key is not worth a place in the footer of this tab."""
        return command_id == "customer.revert"

    def back(self) -> bool:
        """Take back what the tab itself has narrowed; False where going back leaves the screen."""
        return False

    @property
    def done_asks(self) -> bool:
        """Whether done on the row opens a form first."""
        return False

    async def open(self) -> None:
        """Do what Enter means: show more of the row."""
        self.screen.say(_("There is nothing more to open here"))

    async def done(self) -> bool:
        """Do what done means on the row; False where it is about the follow-up."""
        return False

    async def snooze(self) -> bool:
        """Do what snooze means on the row; False where it is about the follow-up."""
        return False

    async def another_date(self) -> bool:
        """Do what date means on the row; False where it is about the follow-up."""
        return False

    async def edit(self) -> None:
        """Change the row; where rows are not records, the customer."""
        await self.screen.edit_customer()

    async def add(self) -> None:
        """Add what the tab lists; where that is not added by hand, a follow-up."""
        await self.screen.add_follow_up()

    async def copy(self) -> None:
        """Copy what the row holds; where it holds nothing to copy, the phone, then more."""
        await self.screen.copy_customer()

    async def revert(self) -> None:
        """Take the change of the row back."""

    async def delete(self) -> None:
        """Ask and delete the row."""

    async def filter(self) -> None:
        """Ask for words and show only the rows that have them."""


class UnfoldingTab(CustomerTab):
    """A tab whose rows unfold: Enter shows everything about one, and its one line again."""

    #: Keys of the rows shown whole.
    whole: frozenset[str] = frozenset()

    def forget(self) -> None:
        """Begin anew with another customer."""
        super().forget()
        self.whole = frozenset()

    async def open(self) -> None:
        """Show everything about the row, or its one line again."""
        key = self.key
        if key is None:
            await super().open()
            return
        self.whole = self.whole ^ {key}
        self.screen.line_list.move_to_key(key)  # from a line further down to the row's first
        self.screen.show()
