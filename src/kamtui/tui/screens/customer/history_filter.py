"""The filter of the history: words looked for in everything that was ever said to a customer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from kamtui.domain.talk_filter import Sought, holds, sought, words_of
from kamtui.i18n import _
from kamtui.present.safe_text import safe_text
from kamtui.tui.widgets.prompt import Part, TextPrompt

if TYPE_CHECKING:
    from kamtui.domain.views.customer import CommunicationView, PromiseView
    from kamtui.tui.screens.customer.history import HistoryTab

__all__ = ["HistoryFilter"]

_STEPS = {"down": 1, "up": -1, "pagedown": 10, "pageup": -10}


class HistoryFilter:
    """One tab's filter: what is typed, and everything folded once to be looked through."""

    def __init__(self, tab: HistoryTab) -> None:
        """Belong to a tab."""
        self._tab = tab
        self.text = ""
        #: Something is or will be filtered: a reload reads every communication.
        self.on = False
        self.words: tuple[str, ...] = ()
        self._folded: tuple[object, object, tuple[Sought, ...]] = (None, None, ())

    def clear(self) -> None:
        """Show everything."""
        self.text, self.on, self.words = "", False, ()
        self._folded = (None, None, ())

    def leave(
        self,
        talks: Sequence[CommunicationView],
        promises: Mapping[str, Sequence[PromiseView]],
    ) -> Sequence[CommunicationView]:
        """Return the communications that have every word."""
        known, promised, folded = self._folded
        if known is not talks or promised != promises:
            folded = tuple(_sought(one, promises.get(one.id, ())) for one in talks)
            self._folded = (talks, promises, folded)
        found = zip(talks, folded, strict=True)
        return tuple(one for one, text in found if holds(text, self.words))

    def status(self, shown: int, total: int) -> str:
        """Return what the status line says while the filter is on."""
        if not self.words:
            return ""
        words = _("only {words}  {shown} of {total}   Esc shows all")
        return words.format(words=safe_text(self.text.strip()), shown=shown, total=total)

    async def ask(self) -> None:
        """Ask in the status row; the rows follow what is typed."""
        screen = self._tab.screen
        from kamtui.services import talks

        desk, customer_id = screen.desk, screen.customer_id
        everything = await screen.operations.fetch(
            lambda: talks.listed(desk, customer_id=customer_id)
        )
        if screen.customer_id != customer_id or screen.tab != self._tab.NAME:
            return
        self._tab.value, self.on = everything, True
        prompt = TextPrompt(
            _("Filter"),
            self.text,
            remark=self._remark,
            changed=self._changed,
            other_key=self._other_key,
        )
        text = await screen.ask(prompt)
        if text is None or not text.strip():
            self.clear()
        screen.say("")
        screen.show()

    def _changed(self, text: str) -> None:
        self.text, self.words = text, words_of(text)
        screen = self._tab.screen
        before = screen.line_list.key
        screen.show()
        if screen.line_list.key != before:
            screen.line_list.home()

    def _other_key(self, key: str) -> bool:
        if key not in _STEPS:
            return False
        self._tab.screen.line_list.move(_STEPS[key])
        return True

    def _remark(self, text: str) -> tuple[Part, ...]:
        if not text.strip():
            return ((_("words, a name, a channel, or promise"), "muted", False),)
        facts = self._tab.screen.facts
        if facts is None:
            return ()
        shown, total = len(self._tab.talks(facts)), facts.brief.communications_total
        count = _("{shown} of {total}").format(shown=shown, total=total)
        return (
            (count + "  ", "text" if shown else "late", not shown),
            (_("Enter"), "accent", False),
            (" " + _("keeps it") + "  ", "muted", False),
            (_("Esc"), "accent", False),
            (" " + _("shows all"), "muted", False),
        )


def _sought(talk: CommunicationView, promises: Sequence[PromiseView]) -> Sought:
    texts = (talk.content, talk.outcome, talk.who, *(one.what for one in promises))
    return sought(texts, channel=talk.channel, promised=bool(promises))
