"""The filter of the agenda: short words for kind, grade, owner, place, days; counted as typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from kamtui.domain.agenda_filter import AgendaFilter, AgendaOrder, filtered, parse_agenda_filter
from kamtui.domain.customer_filter import field_of, word_for
from kamtui.domain.typed_words import TypedWord, typed_words
from kamtui.domain.views.agenda import AgendaItem
from kamtui.i18n import _, language, ngettext
from kamtui.present.safe_text import safe_text
from kamtui.tui.panels.dates import order
from kamtui.tui.screens.customers_saved import begins
from kamtui.tui.widgets.prompt import Part, TextPrompt

if TYPE_CHECKING:
    from datetime import date

    from kamtui.tui.screens.agenda import AgendaScreen

__all__ = ["ask_filter", "completions", "order_words", "read_filter"]

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
    last = _last_word(text)
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


async def ask_filter(screen: AgendaScreen, text: str, items: Sequence[AgendaItem]) -> str | None:
    """Ask for the words of a filter over some rows; None where the question was left."""
    today = screen.book.today()
    values = {
        field: sorted({value for item in items if (value := getattr(item, field))})
        for field in ("owner", "region", "city")
    }

    def check(typed: str) -> tuple[Part, ...] | None:
        unknown = read_filter(typed, today).unknown
        if not unknown:
            return None
        words = ", ".join(safe_text(word) for word in unknown)
        return ((_("not understood:") + " ", "late", True), (words, "text", False))

    def remark(typed: str) -> tuple[Part, ...]:
        wanted, offered = read_filter(typed, today), completions(typed, values)
        typing = wanted.unknown and not typed[-1:].isspace() and offered
        if wanted.unknown and not typing:
            return check(typed) or ()
        parts: list[Part] = []
        if typed.strip() and not wanted.unknown:
            count = len(filtered(items, wanted))
            words = ngettext("{count} row", "{count} rows", count).format(count=count)
            parts.append((words + "  ", "text", False))
        if offered:
            parts += [
                ("Tab ", "accent", False),
                (" ".join(map(safe_text, offered)), "muted", False),
            ]
        return tuple(parts)

    def other_key(key: str) -> bool:
        offered = completions(prompt.text, values)
        if key not in ("tab", "down") or not offered:
            return False
        more = "" if offered[0].endswith(":") else " "
        prompt.put(prompt.text[: _last_word(prompt.text).start] + offered[0] + more)
        return True

    prompt = TextPrompt(_("Filter"), text, remark=remark, check=check, other_key=other_key)
    return await screen.ask(prompt)


def _last_word(text: str) -> TypedWord:
    words = typed_words(text)
    if words and words[-1].end == len(text):
        return words[-1]
    return TypedWord(len(text), len(text), "", None)
