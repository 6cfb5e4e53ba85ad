"""Planning everybody without a plan by cadence: asks how many a working day, writes one step."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from rich.cells import cell_len

from kamtui.i18n import _, ngettext
from kamtui.present.dates import day_month
from kamtui.present.plan_words import many_planned
from kamtui.present.workday_words import unknown_years
from kamtui.services import cadence_plans
from kamtui.tui.messages import Written
from kamtui.tui.widgets.prompt import ChoicePrompt, Option, Part, TextPrompt

if TYPE_CHECKING:
    from kamtui.domain.views.changes import ChangeSet
    from kamtui.services.cadence_plans import Unplanned
    from kamtui.tui.screens.base import KamScreen

__all__ = ["ask_by_cadence"]

#: So many a day are offered behind the setting's own number.
_OFFERED = (5, 10, 20)
_MOST = 100
_OTHER = "other"


async def ask_by_cadence(screen: KamScreen, item: object = None) -> ChangeSet | None:
    """Plan customers by cadence, so many a working day, the most important first.

    ``item`` may be ids of customers; None is everybody without a plan.

    Raises:
        KamError: What `Unplanned.need_somebody` and the write raise.
    """
    desk = screen.desk
    chosen = item if isinstance(item, tuple) else None
    found = await screen.operations.fetch(
        lambda: cadence_plans.unplanned(desk, customer_ids=chosen)
    )
    found.need_somebody()
    per_day = await _ask(screen, found)
    if per_day is None:
        screen.say(_("Nothing was planned"))
        return None
    ids = found.customer_ids
    changes = await screen.operations.perform(
        lambda: cadence_plans.plan_many(desk, customer_ids=ids, per_day=per_day)
    )
    screen.say(_told(screen, changes, found))
    screen.post_message(Written(changes))
    return changes


async def _ask(screen: KamScreen, found: Unplanned) -> int | None:
    answer = await screen.ask(_choices(found, screen.size.width))
    if answer is None:
        return None
    return int(answer) if answer != _OTHER else await _type(screen, found)


def _choices(found: Unplanned, width: int) -> ChoicePrompt:
    """Return the numbers a day, each with the day of the last where there is room for it."""
    count = len(found.customer_ids)
    title = ngettext("Plan {count} by cadence", "Plan {count} by cadence", count)
    offered = tuple(dict.fromkeys((found.per_day, *_OFFERED)))
    prompt = ChoicePrompt(title.format(count=count), ())
    for shown, dated in ((3, 3), (3, 2), (3, 1), (3, 0), (2, 0), (1, 0)):
        numbers = offered[:shown]
        prompt.options = (
            *(
                Option(str(place), _words(number, found, dated=place <= dated), str(number))
                for place, number in enumerate(numbers, 1)
            ),
            Option("0", _("other"), _OTHER),
        )
        cells = sum(2 + cell_len(one.key) + cell_len(one.label) for one in prompt.options)
        if cell_len(prompt.title) + cells + 4 <= width:
            break
    return prompt


async def _type(screen: KamScreen, found: Unplanned) -> int | None:
    hint = _("a number from 1 to {most}").format(most=_MOST)

    def remark(text: str) -> tuple[Part, ...]:
        number = _number(text)
        if number is None:
            return ((hint, "muted", False),)
        return (("= ", "muted", False), (_words(number, found), "text", False))

    def check(text: str) -> tuple[Part, ...] | None:
        return None if _number(text) is not None else ((hint, "late", True),)

    text = await screen.ask(TextPrompt(_("How many a day"), remark=remark, check=check))
    return None if text is None else _number(text)


def _number(text: str) -> int | None:
    plain = unicodedata.normalize("NFKC", text).strip()
    if not plain.isascii() or not plain.isdecimal() or len(plain) > 4:
        return None
    return int(plain) if 1 <= int(plain) <= _MOST else None


def _words(number: int, found: Unplanned, *, dated: bool = True) -> str:
    """Return ``5 a day, to 22 Dec``; in another year its month: ``5 a day, to 2028-03``."""
    words = _("{count} a day").format(count=number)
    if not dated:
        return words
    end = found.ends(number)
    day = day_month(end) if end.year == found.starts.year else f"{end.year:04d}-{end.month:02d}"
    return _("{words}, to {day}").format(words=words, day=day)


def _told(screen: KamScreen, changes: ChangeSet, found: Unplanned) -> tuple[Part, ...]:
    who, days, *left = many_planned(changes, found.without_cadence, screen.brush.ascii)
    unknown = unknown_years((one.on for one in changes.planned), found.calendar)
    return (
        (_("Planned:") + " ", "muted", False),
        (who, "text", False),
        ("  " + days, "text", False),
        *(("  " + words, "muted", False) for words in (*left, *((unknown,) if unknown else ()))),
        ("   " + screen.kam.key_map.letter("app.undo"), "accent", False),
        (" " + _("undo"), "muted", False),
    )
