"""The palette: every action and every customer by name; and the menu of actions by number."""

from dataclasses import replace

from kamtui.i18n import _
from kamtui.tui.screens.base import KamScreen
from kamtui.tui.screens.command_rows import Entry, entries_for, matches
from kamtui.tui.screens.overlay import Overlay, possible, run_entry

__all__ = ["numbered", "open_menu", "open_palette"]

#: Actions without a digit of their own are numbered from here.
FIRST_NUMBER = 10


async def open_palette(screen: KamScreen, item: object = None) -> None:
    """Ask for an action or a customer: words in either language, pinyin initials, phone digits."""
    entries = possible(screen, entries_for(screen.KIND, screen.kam.key_map, moves=False))

    def filtered(text: str) -> list[Entry]:
        if not text.strip():
            return list(entries)
        return [replace(one, group=_("Actions")) for one in matches(text, entries)]

    entry = await Overlay(
        screen,
        title=":",
        filtered=filtered,
        hint=_("an action or a customer; pinyin initials too"),
        search=True,
    ).run()
    customer_id = run_entry(screen, entry)
    if customer_id is not None:
        await screen.kam.open_panel("customer", screen, customer_id)
    elif entry is not None and entry.command is not None and _worth_a_tip(entry):
        screen.say(
            (
                (_("Next time:") + " ", "muted", False),
                (entry.keys.split()[0], "accent", False),
            )
        )


def _worth_a_tip(entry: Entry) -> bool:
    """Tell whether a key is still to be taught; after three times it is known (ux.md)."""
    if entry.command is None or not entry.keys or entry.why_not:
        return False
    from kamtui.services.tips import teach

    return teach(entry.command.id)


def numbered(entries: list[Entry]) -> list[Entry]:
    """Return entries with numbers: the digit of its family where an action has one, else from 10.

    Every action can then be reached by digits and Enter, whatever an input method does.
    """
    with_digit = sorted((entry for entry in entries if _digit(entry)), key=_digit)
    rest = [entry for entry in entries if not _digit(entry)]
    found = [
        replace(entry, keys=_letters(entry), number=int(_digit(entry))) for entry in with_digit
    ]
    for place, entry in enumerate(rest, FIRST_NUMBER):
        found.append(replace(entry, keys=_letters(entry), number=place))
    return found


def _digit(entry: Entry) -> str:
    """Return the digit that runs an entry, empty where none does."""
    return next((key for key in entry.keys.split() if len(key) == 1 and key.isdecimal()), "")


def _letters(entry: Entry) -> str:
    return next((key for key in entry.keys.split() if key != _digit(entry)), "")


async def open_menu(screen: KamScreen, item: object = None) -> None:
    """Show every action with a number; its digits, and Enter where more could follow, run it."""
    entries = numbered(
        possible(screen, entries_for(screen.KIND, screen.kam.key_map, moves=False, groups=False))
    )

    def filtered(text: str) -> list[Entry]:
        typed = text.strip()
        if typed.isdecimal():
            number = str(int(typed))
            exact = [entry for entry in entries if str(entry.number) == number]
            return exact + [
                entry
                for entry in entries
                if str(entry.number).startswith(number) and entry not in exact
            ]
        return matches(typed, entries) if typed else list(entries)

    def at_once(text: str) -> Entry | None:
        typed = text.strip()
        if not typed.isdecimal():
            return None
        found = filtered(typed)
        only = len(found) == 1 and str(found[0].number) == str(int(typed))
        return found[0] if only else None

    entry = await Overlay(
        screen, title="0", filtered=filtered, hint=_("type the number"), at_once=at_once
    ).run()
    customer_id = run_entry(screen, entry)
    if customer_id is not None:
        await screen.kam.open_panel("customer", screen, customer_id)
