"""Keeps a changed model on the disk until it is saved or put back."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from kamtui.present.model_table import model_label
from kamtui.present.model_words import kind_label
from kamtui.services import drafts
from kamtui.services.drafts import FormDraft, FormText
from kamtui.tui.screens.what_if.reading import FORM

if TYPE_CHECKING:
    from textual.timer import Timer

    from kamtui.tui.screens.what_if.screen import WhatIfScreen

__all__ = ["DraftKeeper"]

#: Seconds after a change at which it is on the disk, and some to spare.
KEEP_AFTER = 0.5


class DraftKeeper:
    """Writes what the screen's model is by now, or takes the file away where nothing is changed."""

    def __init__(self, screen: WhatIfScreen) -> None:
        """Watch a screen."""
        self._screen = screen
        self._timer: Timer | None = None
        # Held while the file is written: what it is to hold is looked up inside.
        self._lock = Lock()

    def later(self) -> None:
        """Something changed: keep it soon."""
        if self._timer is None:
            self._timer = self._screen.set_timer(KEEP_AFTER, self._due)

    def keep_now(self) -> None:
        """Write at once."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        self._write()

    def end(self) -> None:
        """Write for the last time."""
        self.keep_now()
        hooks = self._screen.kam.before_exit
        if self.keep_now in hooks:
            hooks.remove(self.keep_now)

    def _due(self) -> None:
        self._timer = None
        self._screen.run_worker(self._write, group="draft", thread=True, exit_on_error=False)

    def _write(self) -> None:
        with self._lock:
            draft, desk = self._screen.draft, self._screen.desk
            if draft is None:
                return
            name = draft.saved.name
            if not draft.changed:
                drafts.discard_form(desk, form=FORM, record=name)
                return
            title = f"{kind_label(draft.saved.axis)} {model_label(name)}"
            text = FormText(draft.text(), str(draft.revision))
            drafts.keep_form(desk, FormDraft(FORM, name, title, {"document": text}))
