"""The filter of the customer list: grade, late, owner, city and the like."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from kamtui.domain.customer_filter import parse_filter
from kamtui.i18n import ngettext
from kamtui.tui.screens.filter_flow import FilterFlow
from kamtui.tui.screens.filter_words import offered_words

if TYPE_CHECKING:
    from kamtui.tui.screens.customers import CustomersScreen

__all__ = ["CustomersFilter", "completions"]

#: Words the parser knows, offered in the language of the screen.
_WORDS = {
    "en": ("A", "B", "C", "late", "no-plan", "quiet", "stale", "nograde", "prospect", "new",
           "mature", "at_risk", "archived", "deleted", "owner:", "region:", "city:", "#"),
    "zh": ("A", "B", "C", "逾期", "未安排", "久未联系", "待核实", "未分级", "潜在", "新", "成熟",
           "流失风险", "已归档", "已删除", "负责人:", "区域:", "城市:", "#"),
}  # fmt: skip
#: Fields whose values complete a word.
_FIELDS = ("owner", "region", "city", "tag")


def completions(text: str, values: Mapping[str, Sequence[str]], most: int = 6) -> tuple[str, ...]:
    """Return what the last word of a filter may become, see `offered_words`."""
    return offered_words(text, values, _WORDS, most)


class CustomersFilter(FilterFlow):
    """Words of the customer list; counting them asks the book."""

    def __init__(self, screen: CustomersScreen, text: str) -> None:
        """Begin with the filter there is."""
        super().__init__(screen, text)
        self._customers = screen
        self._values: dict[str, tuple[str, ...]] = {}
        self._count: int | None = None

    def begin(self) -> None:
        """Ask for owners, regions, cities and tags."""
        from kamtui.services import customer_list

        screen, desk = self._customers, self._customers.desk
        screen.operations.read(
            screen,
            lambda: {field: customer_list.words(desk, field=field) for field in _FIELDS},
            lambda values: screen.answer(lambda: self._take_values(values)),
            group="words",
        )

    def _take_values(self, values: dict[str, tuple[str, ...]]) -> None:
        self._values = values
        self._customers.status.redraw()

    def changed(self, text: str, words: str) -> None:
        """Ask how many customers the words leave."""
        self._count = None
        wanted = parse_filter(words)
        if wanted.unknown:
            return
        from kamtui.services import customer_list

        desk = self._customers.desk

        def take(count: int) -> None:
            if text == self._prompt.text:
                self._count = count
                self._customers.status.redraw()

        self._customers.operations.read(
            self._customers,
            lambda: customer_list.count(desk, wanted=wanted),
            lambda count: self._customers.answer(lambda: take(count)),
            group="count",
        )

    def unknown(self, words: str) -> tuple[str, ...]:
        """Return the words that mean nothing."""
        return parse_filter(words).unknown

    def offered(self, text: str) -> Sequence[str]:
        """Return what the last word may become."""
        return completions(text, self._values)

    def counted(self, words: str) -> str:
        """Return how many customers are left, once that is known."""
        if self._count is None:
            return ""
        count = self._count
        return ngettext("{count} customer", "{count} customers", count).format(count=count)
