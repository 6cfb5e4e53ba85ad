"""The filter of a list: short words, completed and counted as one types; saved ones by digits."""

from __future__ import annotations

import unicodedata
from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from kamtui.i18n import _
from kamtui.present.safe_text import safe_text
from kamtui.tui.screens.filter_words import last_word
from kamtui.tui.screens.filtered import FilteredScreen, short_name
from kamtui.tui.screens.saved_filters import (
    begins,
    delete_filter,
    named,
    save_filter,
)
from kamtui.tui.widgets.prompt import Part, TextPrompt

if TYPE_CHECKING:
    from kamtui.domain.views.customer_list import SavedFilter
    from kamtui.services.desk import Desk

__all__ = ["FilterFlow"]


class FilterFlow:
    """One question in the status row, from `f` to Enter or Esc; digits pick saved filters."""

    #: Words may begin with a digit, as days do: a digit shows a saved filter, the key after it
    #: tells whether it was one.
    DIGITS_BEGIN_WORDS: ClassVar[bool] = False
    #: What goes on with a day behind its first digit.
    _IN_DAYS: ClassVar[str] = "0123456789-./年月日号周天.…"

    def __init__(self, screen: FilteredScreen, text: str) -> None:
        """Begin with the filter there is."""
        self._screen = screen
        self._saved: tuple[SavedFilter, ...] = ()
        self._then: Callable[[], Awaitable[None]] | None = None
        #: What was shown before a digit showed a saved filter instead.
        self._before: tuple[str, str] | None = None
        self._prompt = TextPrompt(
            _("Filter"),
            text,
            remark=self._remark,
            check=self._check,
            changed=self._text_changed,
            other_key=self._other_key,
            taken=self._taken,
        )

    # -- what a list says about its words ------------------------------------------------------

    def unknown(self, words: str) -> tuple[str, ...]:
        """Return the words that mean nothing."""
        raise NotImplementedError

    def offered(self, text: str) -> Sequence[str]:
        """Return what the last word may become."""
        raise NotImplementedError

    def counted(self, words: str) -> str:
        """Return how many rows words leave, empty where that is not known."""
        raise NotImplementedError

    def spelt(self, words: str) -> str:
        """Return words as the list keeps them, where it understands shorter ones."""
        return words

    def begin(self) -> None:
        """Ask for what completes words; the saved filters are there."""

    def changed(self, text: str, words: str) -> None:
        """Count anew.

        Args:
            text: What is typed.
            words: What it stands for: those of a saved filter whose name it is.
        """

    # -- the question --------------------------------------------------------------------------

    async def run(self) -> None:
        """Ask, and show what the words leave."""
        from kamtui.services import saved_filters

        screen = self._screen
        desk: Desk | None = getattr(screen.book, "desk", None)
        if desk is not None:  # a book of the tests may stand on none
            self._saved = await screen.operations.fetch(
                lambda: saved_filters.read(desk, of=screen.FILTERS)
            )
        self.begin()
        if self._prompt.text:
            self.changed(self._prompt.text, self._words_of(self._prompt.text))
        text = await screen.ask(self._prompt)
        if self._then is not None:
            await self._then()
        elif text is None:
            self._show_again()
        elif (digit := self._digit(text)) is not None:
            screen.filter_by(digit.words, name=digit.name)
        else:
            one = named(text, self._saved)
            words = one.words if one else text
            screen.filter_by(self.spelt(words), name=one.name if one else "")

    def _words_of(self, text: str) -> str:
        one = named(text, self._saved) or self._digit(text)
        return one.words if one is not None else text

    def _text_changed(self, text: str) -> None:
        if self._digit(text) is None:
            self._show_again()
        self.changed(text, self._words_of(text))

    @property
    def _untouched(self) -> bool:
        """Whether what stands there is nothing, or is replaced by the next character."""
        return self._prompt.fresh or not self._prompt.text.strip()

    def _digit(self, text: str) -> SavedFilter | None:
        """Return the saved filter that a digit alone shows, where digits begin words too."""
        if not self.DIGITS_BEGIN_WORDS or self._before is None:
            return None
        return self._at(unicodedata.normalize("NFKC", text.strip()))

    def _at(self, character: str) -> SavedFilter | None:
        if len(character) != 1 or character not in "123456789":
            return None
        place = int(character) - 1
        return self._saved[place] if place < len(self._saved) else None

    def _taken(self, character: str) -> bool:
        """Pick a saved filter by its digit where no word has been begun."""
        shown = self._digit(self._prompt.text)
        if shown is not None:
            if character in self._IN_DAYS:
                self._show_again()
                return False
            self._pick(shown, character)
            return True
        chosen = self._at(character) if self._untouched else None
        if chosen is None:
            return False
        if not self.DIGITS_BEGIN_WORDS:
            self._pick(chosen)
            return True
        self._before = self._screen.filter_now
        self._screen.filter_by(chosen.words, name=chosen.name)
        return False

    def _pick(self, chosen: SavedFilter, key: str = "") -> None:
        """Show a saved filter, and run what a key means that was not meant for the question."""
        screen = self._screen

        async def show() -> None:
            screen.filter_by(chosen.words, name=chosen.name)
            if key:
                screen.call_later(screen.run_key, key)

        self._leave(show)

    def _show_again(self) -> None:
        """Show what was there before a digit."""
        if self._before is not None:
            words, name = self._before
            self._before = None
            self._screen.filter_by(words, name=name)

    def _leave(self, then: Callable[[], Awaitable[None]]) -> None:
        """Close the question and go on with something else."""
        self._then = then
        self._screen.status.leave()

    def _other_key(self, key: str) -> bool:
        words = self._words_of(self._prompt.text)
        if key == "ctrl+s":
            self._prompt.problem = self._check(self._prompt.text) or ()
            if not self._prompt.problem:
                self._leave(lambda: save_filter(self._screen, self.spelt(words)))
            return True
        shown = self._digit(self._prompt.text)
        if shown is not None:
            self._pick(shown, key)
            return True
        if key == "delete" and self._untouched and self._saved:
            self._leave(lambda: delete_filter(self._screen))
            return True
        if key not in ("tab", "down"):
            return False
        return self._complete()

    def _complete(self) -> bool:
        text = self._prompt.text
        fitting = self._fitting(text)
        if fitting:
            self._prompt.put(fitting[0].words)
            return True
        offered = self.offered(text)
        if not offered:
            return False
        more = "" if offered[0].endswith((":", "#")) else " "
        self._prompt.put(text[: last_word(text).start] + offered[0] + more)
        return True

    def _fitting(self, text: str) -> list[SavedFilter]:
        """Return the saved filters whose name begins as typed."""
        wanted = text.strip()
        return [one for one in self._saved if wanted and begins(one.name, wanted)]

    def _check(self, text: str) -> tuple[Part, ...] | None:
        unknown = self.unknown(self._words_of(text))
        if not unknown:
            return None
        words = ", ".join(safe_text(word) for word in unknown)
        return ((_("not understood:") + " ", "late", True), (words, "text", False))

    def _remark(self, text: str) -> tuple[Part, ...]:
        shown = self._digit(text)
        if shown is not None:
            name = short_name(shown.name, self._screen.brush.ellipsis)
            return (
                (name + "  ", "text", True),
                (self.counted(shown.words) + "  ", "text", False),
                ("Enter ", "accent", False),
                (_("shows it"), "muted", False),
            )
        parts: list[Part] = []
        words = self._words_of(text)
        unknown, fitting, offered = self.unknown(words), self._fitting(text), self.offered(text)
        typing = unknown and not text[-1:].isspace() and (offered or fitting)
        if unknown and not typing:
            return self._check(text) or ()
        count = self.counted(words) if text.strip() and not unknown else ""
        if count:
            parts.append((count + "  ", "text", False))
            if not fitting:
                parts += [("ctrl+s ", "accent", False), (_("keep it") + "  ", "muted", False)]
        if self._untouched:
            for place, one in enumerate(self._saved[:9], 1):
                parts += [
                    (f"{place} ", "accent", False),
                    (short_name(one.name, self._screen.brush.ellipsis) + "  ", "text", False),
                ]
            if self._saved:
                parts += [("Del ", "accent", False), (_("delete one") + "  ", "muted", False)]
        names = [safe_text(one.name) for one in fitting]
        if names or offered:
            parts += [
                ("Tab ", "accent", False),
                (" ".join([*names, *map(safe_text, offered)]), "muted", False),
            ]
        return tuple(parts)
