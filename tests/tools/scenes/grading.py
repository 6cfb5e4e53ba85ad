"""What decides about grades: what changed, another cut-off tried, the models there are."""

from tests.tools.scenes.stage import VARIANTS, scenes, shown
from textual.pilot import Pilot

_SMALL = VARIANTS[:2]


async def _review(pilot: Pilot[None]) -> None:
    await shown(pilot, "华东机械")
    await pilot.press("f4")
    await shown(pilot, "南京宁科")


async def _since(pilot: Pilot[None]) -> None:
    await _review(pilot)
    await pilot.press("j", "i")
    await shown(pilot, "Since ", "自 20")


async def _what_if(pilot: Pilot[None]) -> None:
    """A begins at 70: who would move."""
    await _review(pilot)
    await pilot.press("w")
    await shown(pilot, "宁波远洋")
    await pilot.press(*("j",) * 8, "7", "0", "enter")
    await shown(pilot, "(75)")
    await shown(pilot, "重庆长安")


async def _models(pilot: Pilot[None]) -> None:
    await _review(pilot)
    await pilot.press("w")
    await shown(pilot, "宁波远洋")
    await pilot.press("m")
    await shown(pilot, "VIP", "points", "积分")


scenes("grades-since", _since, variants=_SMALL)
scenes("what-if", _what_if)
scenes("models", _models, variants=_SMALL)
