"""The filter of the agenda: short words for kind, grade, owner, place, days; counted as typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from kamtui.domain.agenda_filter import (
    DUE_WORDS,
    AgendaFilter,
    AgendaOrder,
    filtered,
    is_due_name,
    parse_agenda_filter,
    with_places,
)
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
           "nextweek", "A", "B", "C", "owner:", "region:", "city:", "due:"),
    "zh": ("跟进", "承诺", "投诉", "回款", "久未联系", "关怀", "逾期", "今天", "本周", "下周",
           "A", "B", "C", "负责人:", "区域:", "城市:", "到期:"),
}  # fmt: skip
#: What stands before the name of a place, the likelier one first.
_PLACES = {"en": ("city", "region"), "zh": ("城市", "区域")}


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
    elif begun is not None and is_due_name(name):
        days = dict.fromkeys((*DUE_WORDS[language()], *DUE_WORDS["en"], *DUE_WORDS["zh"]))
        offered = [word_for(name, one) for one in days if begins(one, begun)]
    else:
        own = _WORDS["zh"] if language() == "zh" else _WORDS["en"]
        every = (*own, *_WORDS["en"], *_WORDS["zh"]) if typed else own
        used = {text[one.start : one.end] for one in typed_words(text)}
        offered = [one for one in dict.fromkeys(every) if begins(one, typed) and one not in used]
        if typed:
            offered += [
                word_for(name, one)
                for name in _PLACES[language()]
                for one in values.get(str(field_of(name)), ())
                if begins(one, typed)
            ]
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
        self._agenda, self._items, self._today = screen, items, screen.book.today()
        self._values: dict[str, Sequence[str]] = {
            field: sorted({value for item in items if (value := getattr(item, field))})
            for field in ("owner", "region", "city")
        }
        #: Of the whole book, once they are read: nothing may be owed in a city today.
        self._places: Mapping[str, Sequence[str]] = self._values

    def begin(self) -> None:
        """Ask for the places of the book, whose bare names are words too."""
        from kamtui.services import saved_filters

        desk = getattr(self._agenda.book, "desk", None)
        if desk is None:  # a book of the tests may stand on none
            return
        self._agenda.operations.read(
            self._agenda,
            lambda: saved_filters.places(desk),
            lambda places: self._agenda.answer(lambda: self._take_places(places)),
            group="words",
        )

    def _take_places(self, places: Mapping[str, Sequence[str]]) -> None:
        self._places = places
        self._agenda.status.redraw()

    def spelt(self, words: str) -> str:
        """Return words with the bare names of places spelt out."""
        names = _PLACES[language()]
        places = {name: self._places.get(str(field_of(name)), ()) for name in names}
        return with_places(words, places, today=self._today, order=order())

    def unknown(self, words: str) -> tuple[str, ...]:
        """Return the words that mean nothing."""
        return read_filter(self.spelt(words), self._today).unknown

    def offered(self, text: str) -> Sequence[str]:
        """Return what the last word may become."""
        return completions(text, {**self._values, **self._places})

    def counted(self, words: str) -> str:
        """Return how many rows are left."""
        count = len(filtered(self._items, read_filter(self.spelt(words), self._today)))
        return ngettext("{count} row", "{count} rows", count).format(count=count)
