"""Help: the keys of this screen, then of lists, then everywhere; type to filter, Enter runs."""

from dataclasses import replace

from kamtui.i18n import _
from kamtui.tui.screens.base import KamScreen
from kamtui.tui.screens.command_rows import Entry, entries_for, matches
from kamtui.tui.screens.overlay import Overlay, possible, run_entry

__all__ = ["open_help"]


async def open_help(screen: KamScreen, item: object = None) -> None:
    """Show every key of a screen, as it is bound."""
    entries = possible(screen, entries_for(screen.KIND, screen.kam.key_map, moves=True))

    def filtered(text: str) -> list[Entry]:
        if not text.strip():
            return list(entries)
        by_key = [entry for entry in entries if text.strip() in entry.keys.split()]
        rest = [entry for entry in matches(text, entries) if entry not in by_key]
        return [_without_group(entry) for entry in (*by_key, *rest)]

    chosen = await Overlay(
        screen,
        title="?",
        name=_("Help"),
        filtered=filtered,
        hint=_("type to filter: a word or a key"),
    ).run()
    run_entry(screen, chosen)


def _without_group(entry: Entry) -> Entry:
    return replace(entry, group="")
