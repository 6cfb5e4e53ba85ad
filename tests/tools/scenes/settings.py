"""The settings and the key map."""

from tests.tools.scenes.stage import VARIANTS, scenes, shown
from textual.pilot import Pilot

_SMALL = VARIANTS[:2]


async def _settings(pilot: Pilot[None]) -> None:
    await shown(pilot, "华东机械")
    await pilot.press("comma")
    await shown(pilot, "Settings", "设置")


async def _keys(pilot: Pilot[None]) -> None:
    await shown(pilot, "华东机械")
    await pilot.press("colon", *"keys", "enter")
    await shown(pilot, "Keys", "按键")


scenes("settings", _settings)
scenes("keys", _keys, variants=_SMALL)
