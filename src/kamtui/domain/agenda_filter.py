"""Which rows of the agenda are shown and in what order: pure values, typed as short words."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from kamtui.domain.customer_filter import field_of, word_for
from kamtui.domain.dates import DateOrder, parse_date
from kamtui.domain.enums import AgendaKind
from kamtui.domain.months import month_end
from kamtui.domain.names import fold
from kamtui.domain.typed_words import typed_words
from kamtui.domain.views.agenda import AgendaItem

__all__ = [
    "DUE_WORDS",
    "AgendaFilter",
    "AgendaOrder",
    "filtered",
    "in_order",
    "is_due_name",
    "parse_agenda_filter",
    "with_places",
]

_KINDS = {
    "plan": AgendaKind.FOLLOW_UP, "plans": AgendaKind.FOLLOW_UP, "跟进": AgendaKind.FOLLOW_UP,
    "计划": AgendaKind.FOLLOW_UP,
    "promise": AgendaKind.PROMISE, "promises": AgendaKind.PROMISE, "承诺": AgendaKind.PROMISE,
    "complaint": AgendaKind.COMPLAINT, "投诉": AgendaKind.COMPLAINT, "抱怨": AgendaKind.COMPLAINT,
    "money": AgendaKind.COLLECTION, "应收": AgendaKind.COLLECTION, "回款": AgendaKind.COLLECTION,
    "quiet": AgendaKind.SILENCE, "久未联系": AgendaKind.SILENCE,
    "care": AgendaKind.CARE, "关怀": AgendaKind.CARE,
}  # fmt: skip
_LATE = frozenset({"late", "overdue", "逾期"})
_TODAY = frozenset({"today", "今天", "今日"})
_NO_GRADE = frozenset({"nograde", "未分级"})
_GRADES = frozenset("ABCD")
_WEEKS = {"week": 0, "thisweek": 0, "本周": 0, "这周": 0, "nextweek": 1, "下周": 1, "下下周": 2}
_MONTHS = frozenset({"month", "thismonth", "本月", "这个月"})
_NEXT_MONTHS = frozenset({"nextmonth", "下月", "下个月"})
#: Two words that people type as one condition.
_PHRASES = re.compile(r"\b(this|next)\s+(week|month)\b", re.IGNORECASE)
#: What a day's word may stand behind, as ``due:next week``; it says nothing the day does not.
_DUE = frozenset({"due", "date", "到期", "到期日", "日期"})
#: Words for days, as they are offered behind ``due:``, in English and Chinese.
DUE_WORDS = {
    "en": ("today", "week", "nextweek", "month", "nextmonth", "late"),
    "zh": ("今天", "本周", "下周", "本月", "下月", "逾期"),
}
#: Words of one name, such as New York; more are no city anybody types.
_MOST_WORDS = 4
_ATTRIBUTES = {"owner": "owners", "region": "regions", "city": "cities"}


class AgendaOrder(StrEnum):
    """Orders of the agenda, in the order ``S`` steps through them; the first is product.md's."""

    IMPORTANCE = "importance"
    DAY = "day"
    GRADE = "grade"
    MONEY = "money"
    CUSTOMER = "customer"


class AgendaFilter(NamedTuple):
    """Conditions that must all hold; several of one sort mean any of them.

    Attributes:
        kinds: Kinds of rows.
        grades: Letters, ``~`` without one.
        owners: Whole names, as `fold` leaves them; so are regions and cities.
        regions: Regions.
        cities: Cities.
        late: Only what is late.
        first: From this day on.
        last: Up to this day.
        unknown: Words that mean nothing here, to be said on the screen.
    """

    kinds: tuple[AgendaKind, ...] = ()
    grades: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    cities: tuple[str, ...] = ()
    late: bool = False
    first: date | None = None
    last: date | None = None
    unknown: tuple[str, ...] = ()

    @property
    def is_plain(self) -> bool:
        """Whether nothing is left out."""
        return self == AgendaFilter()

    def holds(self, item: AgendaItem) -> bool:
        """Tell whether a row is shown."""
        return (
            (not self.kinds or item.kind in self.kinds)
            and (not self.grades or (item.grade or "~") in self.grades)
            and (not self.owners or fold(item.owner or "") in self.owners)
            and (not self.regions or fold(item.region or "") in self.regions)
            and (not self.cities or fold(item.city or "") in self.cities)
            and (not self.late or item.days_overdue > 0)
            and (self.first is None or (item.due is not None and item.due >= self.first))
            and (self.last is None or (item.due is not None and item.due <= self.last))
        )


def parse_agenda_filter(
    text: str, *, today: date, order: DateOrder = DateOrder.DMY
) -> AgendaFilter:
    """Read ``A 投诉 city:上海 2026-12-01..2026-12-05``, ``late owner:"J Smith"``, ``next week``.

    Args:
        text: Typed words; those that mean nothing are in ``unknown``.
        today: The day typed days are understood from.
        order: Whether month or day comes first where numbers leave it open.
    """
    text = _PHRASES.sub(lambda match: match[0].replace(" ", ""), text)
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    spans: list[tuple[date | None, date | None]] = []
    for word in typed_words(text):
        typed = text[word.start : word.end]
        folded = fold(word.name)
        if word.value and is_due_name(word.name):
            # Only what stands behind the colon says something: due:late, 到期:下周.
            folded, days = fold(word.value), _span(word.value, today, order)
            if folded in _LATE:
                found["late"][""] = None
            elif days is not None:
                spans.append(days)
            else:
                found["unknown"][typed] = None
            continue
        span = _span(typed, today, order)
        if word.value is not None and (field := field_of(word.name)) in _ATTRIBUTES:
            found[_ATTRIBUTES[str(field)]][fold(word.value)] = None
        elif word.value and field_of(word.name) == "grade":
            letter = word.value.upper()
            found["grades"][letter if letter in _GRADES else word.value] = None
        elif word.value is None and folded in _KINDS:
            found["kinds"][_KINDS[folded]] = None
        elif word.value is None and folded.upper() in _GRADES:
            found["grades"][folded.upper()] = None
        elif folded in _NO_GRADE:
            found["grades"]["~"] = None
        elif folded in _LATE:
            found["late"][""] = None
        elif span is not None:
            spans.append(span)
        else:
            found["unknown"][typed] = None
    firsts = [first for first, _last in spans if first is not None]
    lasts = [last for _first, last in spans if last is not None]
    return AgendaFilter(
        kinds=tuple(AgendaKind(one) for one in found["kinds"]),
        grades=tuple(found["grades"]),
        owners=tuple(found["owners"]),
        regions=tuple(found["regions"]),
        cities=tuple(found["cities"]),
        late="late" in found,
        first=min(firsts, default=None),
        last=max(lasts, default=None),
        unknown=tuple(found["unknown"]),
    )


def is_due_name(name: str) -> bool:
    """Tell whether what stands before a colon says that a day follows."""
    return fold(name) in _DUE


def with_places(
    text: str,
    places: Mapping[str, Iterable[str]],
    *,
    today: date,
    order: DateOrder = DateOrder.DMY,
) -> str:
    """Return a filter with the bare names of places spelt out: ``苏州`` as ``city:苏州``.

    Only words that mean nothing else are looked at, several in a row as one name (New York);
    spelt out they mean the same when no row of that place is left.

    Args:
        text: Typed words.
        places: Names by ``city`` and ``region``, the first named first.
        today: The day typed days are understood from.
        order: Whether month or day comes first where numbers leave it open.
    """
    unknown = parse_agenda_filter(text, today=today, order=order).unknown
    if not unknown:
        return text
    known: dict[str, dict[str, None]] = defaultdict(dict)
    for field, values in places.items():
        named: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for value in values:
            named[_place(value)][word_for(field, value)] = None
        known = defaultdict(dict, named | known)
    known.pop("", None)
    words = [word for word in typed_words(text) if word.value is None]
    at, end = 0, 0
    parts = []
    while at < len(words):
        for count in range(min(_MOST_WORDS, len(words) - at), 0, -1):
            run = words[at : at + count]
            found = known.get(_place(" ".join(word.name for word in run)))
            between = text[run[0].start : run[-1].end]
            if (
                found
                and all(text[word.start : word.end] in unknown for word in run)
                and (len(between.split()) == count or count == 1)
            ):
                parts += [text[end : run[0].start], " ".join(found)]
                end = run[-1].end
                at += count
                break
        else:
            at += 1
    return "".join([*parts, text[end:]])


def _place(name: str) -> str:
    """Return a place as it is compared: 苏州市 is 苏州."""
    folded = fold(name)
    return folded.removesuffix("市") or folded


def filtered(items: Iterable[AgendaItem], wanted: AgendaFilter) -> tuple[AgendaItem, ...]:
    """Return the rows a filter leaves, in their order."""
    return tuple(item for item in items if wanted.holds(item))


def in_order(items: tuple[AgendaItem, ...], order: AgendaOrder) -> tuple[AgendaItem, ...]:
    """Return rows in another order; what is equal there keeps its place in product.md's."""
    keys = {
        AgendaOrder.DAY: lambda item: item.due or date.max,
        AgendaOrder.GRADE: lambda item: item.grade or "~",
        AgendaOrder.MONEY: lambda item: -max(item.amount_minor or 0, item.money_minor),
        AgendaOrder.CUSTOMER: lambda item: fold(item.customer),
    }
    return tuple(sorted(items, key=keys[order])) if order in keys else items


def _span(text: str, today: date, order: DateOrder) -> tuple[date | None, date | None] | None:
    """Return the first and last day a word means, None where it means none."""
    folded = fold(text)
    if folded in _TODAY:
        return today, today
    if folded in _WEEKS:
        monday = today + timedelta(days=7 * _WEEKS[folded] - today.weekday())
        return monday, monday + timedelta(days=6)
    if folded in _MONTHS:
        return today.replace(day=1), month_end(today)
    if folded in _NEXT_MONTHS:
        first = month_end(today) + timedelta(days=1)
        return first, month_end(first)
    begin, dots, end = text.replace("…", "..").partition("..")
    if not dots:
        day = _day(text, today, order)
        return (day, day) if day is not None else None
    first_day, last_day = _day(begin, today, order), _day(end, today, order)
    if (begin and first_day is None) or (end and last_day is None) or not (begin or end):
        return None
    if first_day is not None and last_day is not None and last_day < first_day:
        first_day, last_day = last_day, first_day
    return first_day, last_day


def _day(text: str, today: date, order: DateOrder) -> date | None:
    """Return the day typed; a bare number is no day here, it would be a typing error.

    Rows are not told apart by their time, so a day with one is not understood either.
    """
    if not text or text.isdecimal():
        return None
    typed = parse_date(text, today=today, order=order)
    return None if typed.at is not None or typed.half else typed.on
