"""The filter of the agenda: short words for kind, grade, owner, place, days; counted as typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from kamtui.domain.agenda_filter import AgendaFilter, AgendaOrder, filtered, parse_agenda_filter
from kamtui.domain.customer_filter import field_of, word_for
from kamtui.domain.typed_words import typed_words
from kamtui.domain.views.agenda import AgendaItem
from kamtui.i18n import _, language, ngettext
from kamtui.tui.panels.dates import order
from kamtui.tui.screens.filter_flow import FilterFlow
from kamtui.tui.screens.filter_words import last_word
from kamtui.tui.screens.saved_filters import begins

if TYPE_CHECKING:
    from datetime import date

    from kamtui.tui.screens.agenda import AgendaScreen

__all__ = ["AgendaWords", "completions", "order_words", "read_filter"]

_WORDS = {
    "en": ("plan", "promise", "complaint", "money", "quiet", "care", "late", "today", "week",
           "nextweek", "A", "B", "C", "owner:", "region:", "city:"),
    "zh": ("跟进", "承诺", "投诉", "回款", "久未联系", "关怀", "逾期", "今天", "本周", "下周",
           "A", "B", "C", "负责人:", "区域:", "城市:"),
}  # fmt: skip


def read_filter(text: str, today: date) -> AgendaFilter:
    """Return what typed words leave; days are read as the language writes them."""
    return parse_agenda_filter(text, today=today, order=order())


def order_words(order: AgendaOrder) -> str:
    """Return what an order is called."""
    return {
        AgendaOrder.IMPORTANCE: _("by importance"),
        AgendaOrder.DAY: _("by day"),
        AgendaOrder.GRADE: _("by grade"),
        AgendaOrder.MONEY: _("by money"),
        AgendaOrder.CUSTOMER: _("by customer"),
    }[order]


def completions(text: str, values: Mapping[str, Sequence[str]], most: int = 6) -> tuple[str, ...]:
    """Return what the last word may become, the likeliest first.

    Args:
        text: What is typed.
        values: Owner, region and city to the values on the agenda.
        most: At most so many.
    """
    last = last_word(text)
    name, begun = last.name, last.value
    typed = text[last.start :]
    if begun is None and name[-1:] in (":", "："):
        name, begun = name[:-1], ""
    field = field_of(name) if begun is not None else None
    if field is not None and begun is not None:
        offered = [word_for(name, one) for one in values.get(field, ()) if begins(one, begun)]
    else:
        own = _WORDS["zh"] if language() == "zh" else _WORDS["en"]
        every = (*own, *_WORDS["en"], *_WORDS["zh"]) if typed else own
        used = {text[one.start : one.end] for one in typed_words(text)}
        offered = [one for one in dict.fromkeys(every) if begins(one, typed) and one not in used]
    return tuple(one for one in offered if one != typed)[:most]


class AgendaWords(FilterFlow):
    """Words of the agenda, over the rows that are there; a day begins with a digit."""

    DIGITS_BEGIN_WORDS = True

    def __init__(self, screen: AgendaScreen, text: str, items: Sequence[AgendaItem]) -> None:
        """Begin with the filter there is.

        Args:
            screen: The agenda.
            text: Its words.
            items: Every row.
        """
        super().__init__(screen, text)
        self._items, self._today = items, screen.book.today()
        self._values = {
            field: sorted({value for item in items if (value := getattr(item, field))})
            for field in ("owner", "region", "city")
        }

    def unknown(self, words: str) -> tuple[str, ...]:
        """Return the words that mean nothing."""
        return read_filter(words, self._today).unknown

    def offered(self, text: str) -> Sequence[str]:
        """Return what the last word may become."""
        return completions(text, self._values)

    def counted(self, words: str) -> str:
        """Return how many rows are left."""
        count = len(filtered(self._items, read_filter(words, self._today)))
        return ngettext("{count} row", "{count} rows", count).format(count=count)
