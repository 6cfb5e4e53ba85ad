"""The filter of the customer list: short words, completed and counted as one types; saved ones."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from kamtui.domain.customer_filter import parse_filter
from kamtui.i18n import _, ngettext
from kamtui.present.safe_text import safe_text
from kamtui.tui.screens.customers_saved import (
    begins,
    delete_filter,
    named,
    save_filter,
    short_name,
)
from kamtui.tui.screens.filter_words import last_word, offered_words
from kamtui.tui.widgets.prompt import Part, TextPrompt

if TYPE_CHECKING:
    from kamtui.domain.views.customer_list import SavedFilter
    from kamtui.tui.screens.customers import CustomersScreen

__all__ = ["FilterFlow", "completions"]

#: Words the parser knows, offered in the language of the screen.
_WORDS = {
    "en": ("A", "B", "C", "late", "no-plan", "quiet", "nograde", "prospect", "new", "mature",
           "at_risk", "archived", "deleted", "owner:", "region:", "city:", "#"),
    "zh": ("A", "B", "C", "逾期", "未安排", "久未联系", "未分级", "潜在", "新", "成熟", "流失风险",
           "已归档", "已删除", "负责人:", "区域:", "城市:", "#"),
}  # fmt: skip
#: Fields whose values complete a word.
_FIELDS = ("owner", "region", "city", "tag")


def completions(text: str, values: Mapping[str, Sequence[str]], most: int = 6) -> tuple[str, ...]:
    """Return what the last word of a filter may become, see `offered_words`."""
    return offered_words(text, values, _WORDS, most)


class FilterFlow:
    """One question in the status row, from `f` to Enter or Esc; digits pick saved filters."""

    def __init__(self, screen: CustomersScreen, text: str) -> None:
        """Begin with the filter there is."""
        self._screen = screen
        self._values: dict[str, tuple[str, ...]] = {}
        self._saved: tuple[SavedFilter, ...] = ()
        self._count: int | None = None
        self._then: Callable[[], Awaitable[None]] | None = None
        self._prompt = TextPrompt(
            _("Filter"),
            text,
            remark=self._remark,
            check=self._check,
            changed=self._changed,
            other_key=self._other_key,
            taken=self._taken,
        )

    async def run(self) -> None:
        """Ask, and show whom the words leave."""
        from kamtui.services import customer_list, saved_filters

        screen, desk = self._screen, self._screen.desk
        self._saved = await screen.operations.fetch(lambda: saved_filters.read(desk))
        screen.operations.read(
            screen,
            lambda: {field: customer_list.words(desk, field=field) for field in _FIELDS},
            lambda values: screen.answer(lambda: self._take_values(values)),
            group="words",
        )
        if self._prompt.text:
            self._changed(self._prompt.text)
        text = await screen.ask(self._prompt)
        if self._then is not None:
            await self._then()
        elif text is not None:
            one = named(text, self._saved)
            screen.filter_by(one.words if one is not None else text)

    def _take_values(self, values: dict[str, tuple[str, ...]]) -> None:
        self._values = values
        self._screen.status.redraw()

    def _changed(self, text: str) -> None:
        self._count = None
        one = named(text, self._saved)
        wanted = parse_filter(one.words if one is not None else text)
        if wanted.unknown:
            return
        from kamtui.services import customer_list

        desk = self._screen.desk

        def take(count: int) -> None:
            if text == self._prompt.text:
                self._count = count
                self._screen.status.redraw()

        self._screen.operations.read(
            self._screen,
            lambda: customer_list.count(desk, wanted=wanted),
            lambda count: self._screen.answer(lambda: take(count)),
            group="count",
        )

    @property
    def _untouched(self) -> bool:
        """Whether what stands there is nothing, or is replaced by the next character."""
        return self._prompt.fresh or not self._prompt.text.strip()

    def _taken(self, character: str) -> bool:
        """Pick a saved filter by its digit where no word has been begun."""
        if not self._untouched or character not in "123456789":
            return False
        place = int(character) - 1
        if place >= len(self._saved):
            return False
        chosen = self._saved[place]

        async def show() -> None:
            self._screen.filter_by(chosen.words, name=chosen.name)

        self._leave(show)
        return True

    def _leave(self, then: Callable[[], Awaitable[None]]) -> None:
        """Close the question and go on with something else."""
        self._then = then
        self._screen.status.leave()

    def _other_key(self, key: str) -> bool:
        if key == "ctrl+s":
            self._prompt.problem = self._check(self._prompt.text) or ()
            words = self._prompt.text
            if not self._prompt.problem:
                self._leave(lambda: save_filter(self._screen, words))
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
        offered = completions(text, self._values)
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
        if named(text, self._saved) is not None:
            return None
        unknown = parse_filter(text).unknown
        if not unknown:
            return None
        words = ", ".join(safe_text(word) for word in unknown)
        return ((_("not understood:") + " ", "late", True), (words, "text", False))

    def _remark(self, text: str) -> tuple[Part, ...]:
        parts: list[Part] = []
        unknown = parse_filter(text).unknown if named(text, self._saved) is None else ()
        fitting = self._fitting(text)
        offered = completions(text, self._values)
        typing = unknown and not text[-1:].isspace() and (offered or fitting)
        if unknown and not typing:
            return self._check(text) or ()
        if text.strip() and self._count is not None:
            words = ngettext("{count} customer", "{count} customers", self._count)
            parts.append((words.format(count=self._count) + "  ", "text", False))
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
