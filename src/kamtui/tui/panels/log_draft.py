"""An unfinished log on the disk: within a second of a key, and when the program ends."""

from collections.abc import Callable

from textual.timer import Timer
from textual.widget import Widget

from kamtui.services.drafts import Draft
from kamtui.tui.panels.ledger import ledger_of
from kamtui.tui.screens.base import KamScreen

__all__ = ["DraftKeeper"]

#: Seconds after a key at which what was typed is on the disk, and some to spare.
KEEP_AFTER = 0.5


class DraftKeeper:
    """Keeps what a panel says is worth keeping."""

    def __init__(
        self, panel: Widget, screen: KamScreen, customer_id: str, draft: Callable[[], Draft | None]
    ) -> None:
        """Ask `draft` when it is time; None is nothing worth keeping."""
        self._panel, self._screen, self._draft = panel, screen, draft
        self._customer_id = customer_id
        self._kept: dict[str, str] | None = None
        self._timer: Timer | None = None

    def begin(self) -> None:
        """Be asked when the program ends."""
        self._screen.kam.before_exit.append(self.keep_now)

    def end(self) -> None:
        """Saved or closed: nothing of this is a draft any more."""
        self._stop()
        hooks = self._screen.kam.before_exit
        if self.keep_now in hooks:
            hooks.remove(self.keep_now)

    def typed(self) -> None:
        """Somebody typed: keep it soon."""
        if self._timer is None:
            self._timer = self._panel.set_timer(KEEP_AFTER, self._keep_later)

    def keep_now(self) -> None:
        """Write the draft at once: the program or the panel ends."""
        self._stop()
        draft, ledger = self._draft(), ledger_of(self._screen)
        if draft is not None:
            ledger.keep_draft(draft)
        else:
            ledger.discard_draft(customer_id=self._customer_id)

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def _keep_later(self) -> None:
        self._timer = None
        draft = self._draft()
        fields = dict(draft.fields) if draft else {}
        if fields == self._kept:
            return
        self._kept = fields
        ledger, customer_id = ledger_of(self._screen), self._customer_id

        def keep() -> None:
            if draft is None:
                ledger.discard_draft(customer_id=customer_id)
            else:
                ledger.keep_draft(draft)

        self._panel.run_worker(keep, group="draft", thread=True, exit_on_error=False)
