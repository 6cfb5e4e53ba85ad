"""A follow-up in one line: ``2w 10:00 电话 样品回访 @李总``."""

from dataclasses import dataclass
from datetime import date

from kamtui.domain.channel_words import channel_named
from kamtui.domain.dates import DateOrder, TypedDate, longest_date_prefix
from kamtui.domain.enums import FollowUpChannel
from kamtui.domain.han import is_han
from kamtui.domain.workdays import WorkCalendar

__all__ = ["PlanLine", "parse_plan_line"]


@dataclass(frozen=True, slots=True)
class PlanLine:
    """What a line says.

    Attributes:
        typed: The day, perhaps with a time; its `error` says why there is none.
        what: What is to be done, without what was understood as channel or person.
        channel: A `FollowUpChannel` value.
        person: With whom, as typed.
    """

    typed: TypedDate
    what: str
    channel: str | None = None
    person: str = ""


def parse_plan_line(
    text: str,
    *,
    today: date,
    order: DateOrder = DateOrder.DMY,
    calendar: WorkCalendar | None = None,
) -> PlanLine:
    """Read a day, then a channel, a person and what is to be done.

    The first word behind the day is a channel where it names one, or a Chinese last word;
    elsewhere such a word is part of what is to be done (``prepare the meeting``).  A line that
    says nothing but a channel keeps the word.
    """
    words = text.split()
    typed, taken = longest_date_prefix(words, today=today, order=order, calendar=calendar)
    if typed.error is not None:
        return PlanLine(typed, "")
    rest, person = [], ""
    for word in words[taken:]:
        if word[0] in "@＠" and len(word) > 1 and not person:
            person = word[1:].rstrip(",，.。;；、")
        else:
            rest.append(word)
    channel = None
    for place in (0, -1):
        named = channel_named(rest[place]) if rest else None
        if named in (None, FollowUpChannel.OTHER) or (place and not is_han(rest[place][0])):
            continue
        channel = named
        rest = rest if len(rest) == 1 else (rest[1:] if place == 0 else rest[:-1])
        break
    # 明天上午 拜访: a half day is no time, so it stays among the words.
    rest = [typed.half, *rest] if typed.half else rest
    return PlanLine(typed, " ".join(rest), channel, person)
