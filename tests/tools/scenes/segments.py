"""Segments: who is where by which rule, the members of one, and a customer's portrait."""

from tests.tools.scenes.stage import VARIANTS, scenes, shown
from textual.pilot import Pilot

_SMALL = VARIANTS[:2]


async def _by_value(pilot: Pilot[None]) -> None:
    await shown(pilot, "华东机械")
    await pilot.press("f6")
    await shown(pilot, "500,000")


async def _by_rfm(pilot: Pilot[None]) -> None:
    await _by_value(pilot)
    await pilot.press(*("tab",) * 5)
    await shown(pilot, "R ≥ 4")


async def _members(pilot: Pilot[None]) -> None:
    await _by_rfm(pilot)
    await pilot.press("enter")
    await shown(pilot, "宁波远洋")


async def _portrait(pilot: Pilot[None]) -> None:
    await _members(pilot)
    await pilot.press("p")
    await shown(pilot, "≥ 500,000")


scenes("segments", _by_value)
scenes("segments-rfm", _by_rfm)
scenes("segment-members", _members, variants=_SMALL)
scenes("portrait", _portrait, variants=_SMALL)
