"""What stands over a screen: the log, finding, help, the palette, the forms."""

from tests.tools.scenes.agenda import opened
from tests.tools.scenes.stage import VARIANTS, scenes, shown
from textual.pilot import Pilot

_SMALL = VARIANTS[:2]


async def _finding(pilot: Pilot[None]) -> None:
    await opened(pilot)
    await pilot.press("slash", *"hdj")
    await shown(pilot, "华东机械")


async def _helping(pilot: Pilot[None]) -> None:
    await opened(pilot)
    await pilot.press("question_mark")
    await shown(pilot, "Filter", "筛选", "type", "输入")


async def _palette(pilot: Pilot[None]) -> None:
    await opened(pilot)
    await pilot.press("colon", *"nb")
    await shown(pilot, "宁波")


async def _logging(pilot: Pilot[None]) -> None:
    await opened(pilot)
    await pilot.press("l")
    await shown(pilot, "ctrl+s")
    await pilot.press(*"李总同意样品试用", "enter", *"周五寄出", "tab", *"2w")
    await shown(pilot, "Dec 2026", "12月6日")


async def _dialling(pilot: Pilot[None]) -> None:
    await opened(pilot)
    await pilot.press("c", "c")
    await shown(pilot, "6 QR", "6 二维码")
    await pilot.press("6")
    await shown(pilot, "██", "▀")


async def _day(pilot: Pilot[None]) -> None:
    await opened(pilot)
    await pilot.press("d")
    await shown(pilot, "Done:", "已完成", "完成：")
    await pilot.press("N", *"展会上遇到一位做阀门的客户", "ctrl+s")
    await pilot.pause()
    await pilot.press("colon", *"app.day", "enter")
    await shown(pilot, "阀门")


async def _noting(pilot: Pilot[None]) -> None:
    await opened(pilot)
    await pilot.press("N", *"展会上遇到一位做阀门的客户")
    await shown(pilot, "ctrl+s")


scenes("find", _finding)
scenes("qr", _dialling, variants=_SMALL)
scenes("day", _day, variants=_SMALL)
scenes("note", _noting, variants=_SMALL)
scenes("help", _helping)
scenes("palette", _palette, variants=_SMALL)
scenes("agenda-log", _logging, variants=_SMALL)
