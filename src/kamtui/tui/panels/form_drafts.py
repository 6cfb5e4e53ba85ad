"""What is typed into a form, on the disk within a second, and back when the form opens again."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from kamtui.domain.errors import KamError
from kamtui.i18n import _
from kamtui.present.dates import day_month
from kamtui.present.safe_text import safe_text
from kamtui.services import drafts
from kamtui.services.drafts import FormDraft, FormText

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.timer import Timer

    from kamtui.services.desk import Desk
    from kamtui.tui.panels.form import Form
    from kamtui.tui.widgets.prompt import Part

__all__ = ["FormDrafts"]

#: Seconds after a key at which what was typed is on the disk, and some to spare.
KEEP_AFTER = 0.5


class FormDrafts:
    """Keeps one open form; a form without a name keeps nothing."""

    def __init__(self, form: Form) -> None:
        """Watch a form."""
        self._form = form
        self._timer: Timer | None = None
        #: Held while the file is written or taken away: a slow write must not bring it back.
        self._lock = Lock()
        self._kept: Mapping[str, FormText] | None = None
        self._ended = False
        #: The customer of the row or screen the form was opened on.
        self._about = ""
        #: Something typed before stands in the form.
        self.offered = False

    @property
    def desk(self) -> Desk | None:
        """The desk, None for a form that keeps nothing and for a book that stands on none."""
        found: Desk | None = getattr(self._form.owner.book, "desk", None)
        return found if self._form.draft_name else None

    async def begin(self) -> FormDraft | None:
        """Return what was typed before, and keep what is typed from now on.

        Raises:
            KamError: ``draft.unreadable``; typing is kept all the same.
        """
        desk = self.desk
        if desk is None:
            return None
        self._form.owner.kam.before_exit.append(self.keep_now)
        self._about = getattr(self._form.owner, "customer_id", None) or ""
        name, record = self._form.draft_name, self._form.draft_record
        return await self._form.owner.operations.fetch(
            lambda: drafts.read_form(desk, form=name, record=record)
        )

    def end(self) -> None:
        """Write no more: the form is gone."""
        self._stop()
        with self._lock:
            self._ended = True
        hooks = self._form.owner.kam.before_exit
        if self.keep_now in hooks:
            hooks.remove(self.keep_now)

    def forget(self) -> None:
        """Take the draft away: saved, or begun anew."""
        self._stop()
        self.offered, self._kept = False, None
        desk = self.desk
        if desk is not None:
            with self._lock:
                drafts.discard_form(
                    desk, form=self._form.draft_name, record=self._form.draft_record
                )

    def typed(self) -> None:
        """Somebody typed: keep it soon."""
        if self._timer is None and self.desk is not None and not self._ended:
            self._timer = self._form.set_timer(KEEP_AFTER, self._keep_later)

    def keep_now(self) -> None:
        """Write at once: the program ends, or the form is put away."""
        self._stop()
        self._write(self._form.typed_texts())

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def _keep_later(self) -> None:
        self._timer = None
        fields = self._form.typed_texts()
        if fields != self._kept:
            self._form.run_worker(
                lambda: self._write(fields), group="draft", thread=True, exit_on_error=False
            )

    def _write(self, fields: Mapping[str, FormText]) -> None:
        desk = self.desk
        if desk is None:
            return
        form = self._form
        with self._lock:
            if self._ended:
                return
            self._kept = fields
            if not fields:
                drafts.discard_form(desk, form=form.draft_name, record=form.draft_record)
                return
            title = f"{form.title} {form.subject}".strip()
            kept_at = form.owner.book.now()
            about = self._about if form.draft_record else ""
            drafts.keep_form(
                desk, FormDraft(form.draft_name, form.draft_record, title, fields, kept_at, about)
            )


def offer_parts(draft: FormDraft, changed: Mapping[str, str]) -> tuple[Part, ...]:
    """Return what is said about a draft that stands in a form again.

    Args:
        draft: What was kept.
        changed: The fields whose value in the book is another by now: label to that value.
    """
    day = day_month(draft.kept_at.astimezone().date()) if draft.kept_at else ""
    parts: list[Part] = []
    for label, value in list(changed.items())[:1]:
        words = _("{field} is {value} in the book by now").format(
            field=safe_text(label), value=safe_text(value)[:14] or "-"
        )
        parts += [(words, "late", True), ("   ", "muted", False)]
    return (
        *parts,
        (_("Typed {when}, not saved").format(when=day).strip(), "text", False),
        ("   ctrl+n", "accent", False),
        (" " + _("begins anew"), "muted", False),
    )


async def offer(form: Form) -> None:
    """Put back into a form what was typed before, and say so."""
    try:
        draft = await form.drafts.begin()
    except KamError as error:
        form.owner.say_error(error)
        return
    if draft is None or not form.takes_draft:
        return
    changed = form.restore_texts(draft.fields)
    if changed is None:
        return
    form.drafts.offered = True
    form.owner.say(offer_parts(draft, changed))
