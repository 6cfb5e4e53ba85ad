"""One customer: every tab, and what is corrected or added on it."""

from collections.abc import Awaitable, Callable

from tests.tools.scenes.agenda import opened
from tests.tools.scenes.stage import VARIANTS, scenes, shown
from textual.pilot import Pilot

_SMALL = VARIANTS[:2]


async def _history(pilot: Pilot[None]) -> None:
    await opened(pilot)
    await pilot.press("enter")
    await shown(pilot, "参观车间")


async def _log(pilot: Pilot[None]) -> None:
    await _history(pilot)
    await pilot.press("l")
    await shown(pilot, "ctrl+s")
    await pilot.press(*"李总同意样品试用", "enter", *"周五寄出", "tab", *"2w")
    await shown(pilot, "Dec 2026", "12月6日")


def _tab(number: int, *words: str) -> Callable[[Pilot[None]], Awaitable[None]]:
    async def act(pilot: Pilot[None]) -> None:
        await _history(pilot)
        await pilot.press(*["tab"] * number)
        await shown(pilot, *words)

    return act


_contacts = _tab(1, "zhang_engineer")
_plans = _tab(2, "Promises 1", "承诺 1")
_orders = _tab(3, "SO261030")
_feedback = _tab(4, "Feedback", "反馈")
_grade = _tab(5, "Amount, 12 months ", "近一年成交额")


async def _filtering(pilot: Pilot[None]) -> None:
    await _history(pilot)
    await pilot.press("f", *"样品", "enter")
    await shown(pilot, "only", "仅 ")


async def _correcting(pilot: Pilot[None]) -> None:
    await _history(pilot)
    await pilot.press("e")
    await shown(pilot, "ctrl+s")


async def _person(pilot: Pilot[None]) -> None:
    await _contacts(pilot)
    await pilot.press("e")
    await shown(pilot, "ctrl+s")


async def _order(pilot: Pilot[None]) -> None:
    await _orders(pilot)
    await pilot.press("enter")
    await shown(pilot, "VA-80")
    await pilot.press("a", *"11-20 42万 FT-200 x3 due 30d")
    await pilot.pause()


async def _records(pilot: Pilot[None]) -> None:
    await _grade(pilot)
    await pilot.press("enter")
    await shown(pilot, "SO261030")


async def _changes(pilot: Pilot[None]) -> None:
    await _history(pilot)
    await pilot.press("l", *"看样机", "ctrl+s")
    await shown(pilot, "Logged:", "已记录")
    await pilot.press("E", "tab", "tab", "tab", *"王磊", "ctrl+s")
    await shown(pilot, "Changed:", "已修改")
    await pilot.press(*["tab"] * 6)
    await shown(pilot, "王磊")


async def _every_field(pilot: Pilot[None]) -> None:
    await _history(pilot)
    await pilot.press("E")
    await shown(pilot, "ctrl+s")
    await pilot.press("tab", "tab")


scenes("customer", _history)
scenes("customer-log", _log)
scenes("contacts", _contacts)
scenes("plans", _plans)
scenes("orders", _orders)
scenes("feedback", _feedback, variants=_SMALL)
scenes("grade-records", _records)
scenes("changes", _changes, variants=_SMALL)
scenes("history-filter", _filtering, variants=_SMALL)
scenes("history-edit", _correcting, variants=_SMALL)
scenes("contact-edit", _person, variants=_SMALL)
scenes("order-add", _order, variants=_SMALL)
scenes("customer-edit", _every_field)
