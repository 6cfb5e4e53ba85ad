"""The palette: every action and every customer by name; and the menu of actions by number."""

from dataclasses import replace

from kamtui.domain.filter_of import FilterOf
from kamtui.domain.names import fold
from kamtui.domain.views.customer_list import SavedFilter
from kamtui.i18n import _
from kamtui.tui.screens.base import KamScreen
from kamtui.tui.screens.command_rows import (
    FILTER_TITLES,
    Entry,
    entries_for,
    in_both_languages,
    matches,
)
from kamtui.tui.screens.overlay import Overlay, possible, run_entry
from kamtui.tui.screens.palette_initials import initials

__all__ = ["numbered", "open_menu", "open_palette"]

#: Actions without a digit of their own are numbered from here.
FIRST_NUMBER = 10


async def open_palette(screen: KamScreen, item: object = None) -> None:
    """Ask for an action or a customer: words in either language, pinyin initials, phone digits."""
    entries = possible(screen, entries_for(screen.KIND, screen.kam.key_map, moves=False))
    saved = [
        Entry(saved=one, of=of, group=_("Saved filters"))
        for of in FilterOf
        for one in await _saved_filters(screen, of)
    ]

    def filtered(text: str) -> list[Entry]:
        if not text.strip():
            return [*entries, *saved]
        found = [replace(one, group=_("Actions")) for one in matches(text, entries)]
        return [*found, *(one for one in saved if _fits(one, text))]

    entry = await Overlay(
        screen,
        title=":",
        name=_("Palette"),
        filtered=filtered,
        hint=_("an action or a customer; pinyin initials too"),
        search=True,
    ).run()
    if entry is not None and entry.saved is not None:
        kam = screen.kam
        show = {
            FilterOf.CUSTOMERS: kam.show_customers,
            FilterOf.AGENDA: kam.show_agenda,
            FilterOf.GRADES: kam.show_grades,
        }[entry.of]
        await show(entry.saved.words, name=entry.saved.name)
        return
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


async def _saved_filters(screen: KamScreen, of: FilterOf) -> tuple[SavedFilter, ...]:
    """Return the saved filters; a book without a desk has none."""
    desk = getattr(screen.book, "desk", None)
    if desk is None:
        return ()
    from kamtui.services import saved_filters

    return await screen.operations.fetch(lambda: saved_filters.read(desk, of=of))


def _fits(entry: Entry, text: str) -> bool:
    """Tell whether a saved filter is meant: by its name, its initials, or the word filter."""
    if entry.saved is None:
        return False
    wanted, name = fold(text), fold(entry.saved.name)
    words = [fold(one) for one in in_both_languages(FILTER_TITLES[entry.of])]
    return (
        wanted in name
        or initials(entry.saved.name).startswith(wanted)
        or any(f"{word} {name}".startswith(wanted) for word in words)
    )


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
        screen,
        title="0",
        name=_("Menu"),
        filtered=filtered,
        hint=_("type the number"),
        at_once=at_once,
    ).run()
    customer_id = run_entry(screen, entry)
    if customer_id is not None:
        await screen.kam.open_panel("customer", screen, customer_id)
