"""The agenda: as it opens, on the row the design shows, and when there is nothing."""

from tests.tools.scenes.stage import scenes, shown
from textual.pilot import Pilot


async def opened(pilot: Pilot[None]) -> None:
    """Put the cursor on the row the design shows."""
    await shown(pilot, "华东机械")
    await pilot.press("j")
    await shown(pilot, "采购部长")


async def _snoozing(pilot: Pilot[None]) -> None:
    await opened(pilot)
    await pilot.press("j", "s")
    await shown(pilot, "month end", "月底")


async def _nothing(pilot: Pilot[None]) -> None:
    await pilot.pause()


scenes("agenda", opened)
scenes("agenda-ascii", opened, variants=(("zh", 80, 24, "ansi"),), ascii_only=True)
scenes("snooze", _snoozing, variants=(("zh", 80, 24, "dark"), ("en", 80, 24, "light")))
scenes("empty", _nothing, variants=(("zh", 80, 24, "light"), ("en", 80, 24, "dark")), empty=True)
