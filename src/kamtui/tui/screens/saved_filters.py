"""Keeping a filter of a list under a name, and deleting one."""

from __future__ import annotations

from kamtui.domain.names import fold
from kamtui.domain.views.customer_list import SavedFilter
from kamtui.i18n import _
from kamtui.present.safe_text import safe_text
from kamtui.services.saved_filters import named
from kamtui.tui.messages import Written
from kamtui.tui.screens.filtered import FilteredScreen, short_name
from kamtui.tui.screens.palette_initials import initials
from kamtui.tui.widgets.prompt import Part, TextPrompt

__all__ = ["begins", "delete_filter", "named", "save_filter"]


def begins(word: str, typed: str) -> bool:
    """Tell whether a word begins as typed: folded, or by the initials of its pinyin."""
    wanted = fold(typed)
    return fold(word).startswith(wanted) or initials(word).startswith(wanted)


async def save_filter(screen: FilteredScreen, words: str) -> None:
    """Ask for a name, keep the filter under it and show it."""
    from kamtui.services import saved_filters

    desk, of = screen.desk, screen.FILTERS
    saved = await screen.operations.fetch(lambda: saved_filters.read(desk, of=of))
    before = next((one.name for one in saved if one.words == words.strip()), "")

    def remark(text: str) -> tuple[Part, ...]:
        one = named(text, saved)
        if one is not None and one.words != words.strip():
            return ((_("replaces") + " ", "late", True), (safe_text(one.words), "text", False))
        return ((_("a name for") + " ", "muted", False), (safe_text(words), "text", False))

    name = await screen.ask(TextPrompt(_("Keep as"), before, remark=remark))
    if name is None:
        screen.say(_("Nothing was saved"))
        return
    changes = await screen.operations.perform(
        lambda: saved_filters.save(desk, name=name, words=words, of=of)
    )
    saved = await screen.operations.fetch(lambda: saved_filters.read(desk, of=of))
    kept = named(name, saved)
    place = saved.index(kept) + 1 if kept is not None else 0
    letter = screen.letter(screen.FILTER_COMMAND)
    shows: tuple[Part, ...] = (
        (f"   {letter} {place}", "accent", False),
        (" " + _("shows it"), "muted", False),
    )
    more = shows if 0 < place < 10 else ()
    told = screen.told(_("Filter saved:"), changes.subject, *more)
    screen.filter_by(words, name=changes.subject, told=told)
    screen.post_message(Written(changes))


async def delete_filter(screen: FilteredScreen) -> None:
    """Ask which saved filter is not wanted any more, by digit or name; undo brings it back."""
    from kamtui.services import saved_filters

    desk, of = screen.desk, screen.FILTERS
    saved = await screen.operations.fetch(lambda: saved_filters.read(desk, of=of))
    if not saved:
        screen.say(_("No filter is saved; ctrl+s in the filter keeps one"))
        return
    chosen: list[SavedFilter] = []

    def fitting(text: str) -> list[SavedFilter]:
        exact = named(text, saved)
        if exact is not None:
            return [exact]
        return [one for one in saved if text.strip() and begins(one.name, text.strip())]

    def taken(character: str) -> bool:
        if prompt.text or character not in "123456789" or int(character) > len(saved):
            return False
        chosen.append(saved[int(character) - 1])
        screen.status.leave()
        return True

    def other_key(key: str) -> bool:
        found = fitting(prompt.text)
        if key != "tab" or not found:
            return False
        prompt.put(found[0].name)
        return True

    def check(text: str) -> tuple[Part, ...] | None:
        if len(fitting(text)) == 1:
            return None
        return ((_("type the digit, or more of the name"), "late", True),)

    def remark(text: str) -> tuple[Part, ...]:
        shown = fitting(text) if text.strip() else saved
        parts: list[Part] = []
        for one in shown[:9]:
            digit = f"{saved.index(one) + 1} " if not text.strip() else ""
            parts += [
                (digit, "accent", False),
                (short_name(one.name, screen.brush.ellipsis) + "  ", "text", False),
            ]
        return tuple(parts)

    prompt = TextPrompt(
        _("Delete filter"), remark=remark, check=check, taken=taken, other_key=other_key
    )
    text = await screen.ask(prompt)
    if text is not None:
        chosen += fitting(text)[:1]
    if not chosen:
        screen.say(_("Nothing was deleted"))
        return
    name = chosen[0].name
    changes = await screen.operations.perform(lambda: saved_filters.delete(desk, name=name, of=of))
    screen.say(screen.told(_("Filter deleted:"), name))
    screen.post_message(Written(changes))
