"""The customer list and the grade review."""

from tests.tools.scenes.stage import scenes, shown
from textual.pilot import Pilot


async def _customers(pilot: Pilot[None]) -> None:
    await shown(pilot, "华东机械")
    await pilot.press("f3")
    await shown(pilot, "Phone", "电话")
    await pilot.press("j")
    await shown(pilot, "框架协议条款")


async def _grades(pilot: Pilot[None]) -> None:
    await shown(pilot, "华东机械")
    await pilot.press("f4")
    await shown(pilot, "南京宁科")
    await pilot.press("j", "j")


scenes("customers", _customers)
scenes("grades", _grades)
