"""The customer list, what is done to many of it at once, and the grade review."""

from tests.tools.scenes.stage import VARIANTS, scenes, shown
from textual.pilot import Pilot

_SMALL = VARIANTS[:2]


async def _listed(pilot: Pilot[None]) -> None:
    await shown(pilot, "华东机械")
    await pilot.press("f3")
    await shown(pilot, "Phone", "电话")


async def _customers(pilot: Pilot[None]) -> None:
    await _listed(pilot)
    await pilot.press("j")
    await shown(pilot, "框架协议条款")


async def _filtering(pilot: Pilot[None]) -> None:
    await _listed(pilot)
    await pilot.press("f", *"B ", *"l")
    await shown(pilot, "Tab ")


async def _many(pilot: Pilot[None]) -> None:
    await _listed(pilot)
    await pilot.press("space", "space", "space", "e")
    await shown(pilot, "6 ")


async def _adding(pilot: Pilot[None]) -> None:
    await _listed(pilot)
    await pilot.press("a", *"华东机械 13800138000 @李工 #B >2w 上门拜访")
    await shown(pilot, "similar", "相似")


async def _notes(pilot: Pilot[None]) -> None:
    await shown(pilot, "华东机械")
    await pilot.press("slash", *"报价", "slash")
    await shown(pilot, "月前给新报价")


async def _grades(pilot: Pilot[None]) -> None:
    await shown(pilot, "华东机械")
    await pilot.press("f4")
    await shown(pilot, "南京宁科")
    await pilot.press("j", "j")


scenes("customers", _customers)
scenes("customers-filter", _filtering, variants=_SMALL)
scenes("customers-many", _many, variants=_SMALL)
scenes("customer-add", _adding, variants=_SMALL)
scenes("find-notes", _notes)
scenes("grades", _grades)
