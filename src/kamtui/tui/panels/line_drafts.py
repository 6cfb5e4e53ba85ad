"""What is typed into a one-line question: on the disk within a second, back when asked again."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from kamtui.domain.errors import KamError
from kamtui.i18n import _
from kamtui.present.dates import day_month
from kamtui.present.safe_text import safe_text
from kamtui.tui.widgets.prompt import LONGEST_LINE, Part, TextPrompt

if TYPE_CHECKING:
    from textual.timer import Timer

    from kamtui.services.desk import Desk
    from kamtui.services.drafts import FormDraft
    from kamtui.tui.screens.base import KamScreen

__all__ = ["LineDraft"]

#: Seconds after a key at which what was typed is on the disk, and some to spare.
KEEP_AFTER = 0.5
#: The one field.
_LINE = "line"
_FRESH = "ctrl+n"


class LineDraft:
    """The draft of one question: asked, then forgotten once what it asked for is in the book."""

    def __init__(
        self,
        screen: KamScreen,
        form: str,
        record: str,
        *,
        title: str,
        customer_id: str = "",
    ) -> None:
        """Prepare.

        Args:
            screen: In whose status row the question is asked.
            form: Which question, such as ``add_plan``.
            record: What it is about.
            title: What it is called, with whom it is about, for the list of drafts.
            customer_id: About whom, so that the list of drafts leads there.
        """
        self._screen = screen
        self._form, self._record, self._title = form, record, title
        self._customer_id = customer_id
        self._prompt: TextPrompt | None = None
        #: What a prompt stood with at first is no draft.
        self._before = ""
        self._timer: Timer | None = None
        #: Held while the file is written or taken away: a slow write must not bring it back.
        self._lock = Lock()
        self._forgotten = False

    @property
    def _desk(self) -> Desk | None:
        found: Desk | None = getattr(self._screen.book, "desk", None)
        return found

    async def ask(self, prompt: TextPrompt) -> str | None:
        """Ask with what was typed before; None where the question was left, which keeps it."""
        desk, screen = self._desk, self._screen
        if desk is None:  # a book of the tests may stand on none
            return await screen.ask(prompt)
        self._prompt, self._before = prompt, prompt.text
        await self._restore(desk, prompt)
        changed, other_key = prompt.changed, prompt.other_key

        def typed(text: str) -> None:
            self._typed()
            changed(text)

        def another(key: str) -> bool:
            if key != _FRESH:
                return other_key(key)
            prompt.put("")
            return True

        prompt.changed, prompt.other_key = typed, another
        hooks = screen.kam.before_exit
        hooks.append(self._keep_now)
        answer = None
        try:
            answer = await screen.ask(prompt)
        finally:
            if self._keep_now in hooks:
                hooks.remove(self._keep_now)
            # Answered too: until it is in the book the words are nowhere else.
            self._keep_now()
        if answer is None and self._worth_keeping(prompt.text):
            screen.say(_("Nothing was written; what you typed is kept for the next time"))
        return answer

    def forget(self) -> None:
        """Take the draft away: what was typed is in the book.  Runs in any thread."""
        desk = self._desk
        with self._lock:
            self._forgotten = True
            if desk is not None:
                from kamtui.services import drafts

                drafts.discard_form(desk, form=self._form, record=self._record)

    async def _restore(self, desk: Desk, prompt: TextPrompt) -> None:
        from kamtui.services import drafts

        try:
            draft = await self._screen.operations.fetch(
                lambda: drafts.read_form(desk, form=self._form, record=self._record)
            )
        except KamError as error:
            prompt.problem = ((self._screen.error_words(error), "late", True),)
            return
        kept = draft.fields.get(_LINE) if draft is not None else None
        if draft is None or kept is None or not kept.text.strip():
            return
        prompt.put(safe_text(kept.text)[:LONGEST_LINE])
        prompt.problem = _offer_parts(draft)

    def _worth_keeping(self, text: str) -> bool:
        return bool(text.strip()) and text != self._before

    def _typed(self) -> None:
        if self._timer is None:
            self._timer = self._screen.set_timer(KEEP_AFTER, self._keep_later)

    def _keep_later(self) -> None:
        self._timer = None
        text = self._prompt.text if self._prompt is not None else ""
        self._screen.run_worker(
            lambda: self._write(text), group="line-draft", thread=True, exit_on_error=False
        )

    def _keep_now(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        if self._prompt is not None:
            self._write(self._prompt.text)

    def _write(self, text: str) -> None:
        from kamtui.services import drafts
        from kamtui.services.drafts import FormDraft, FormText

        desk = self._desk
        if desk is None:
            return
        with self._lock:
            if self._forgotten:
                return
            if not self._worth_keeping(text):
                drafts.discard_form(desk, form=self._form, record=self._record)
                return
            fields = {_LINE: FormText(text, self._before)}
            drafts.keep_form(
                desk,
                FormDraft(
                    self._form,
                    self._record,
                    self._title,
                    fields,
                    self._screen.book.now(),
                    self._customer_id,
                ),
            )


def _offer_parts(draft: FormDraft) -> tuple[Part, ...]:
    day = day_month(draft.kept_at.astimezone().date()) if draft.kept_at else ""
    return (
        (_("Typed {when}, not saved").format(when=day).strip(), "text", False),
        (f"   {_FRESH}", "accent", False),
        (" " + _("begins anew"), "muted", False),
    )
