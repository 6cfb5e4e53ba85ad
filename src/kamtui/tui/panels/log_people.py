"""Who took part, found by typing: names, job titles, pinyin initials of the people on file."""

from collections.abc import Sequence
from typing import NamedTuple

from kamtui.domain.names import fold
from kamtui.i18n import _
from kamtui.present.safe_text import safe_text
from kamtui.tui.panels.field import SEPARATORS
from kamtui.tui.screens.palette_initials import initials
from kamtui.tui.widgets.prompt import Part

__all__ = ["People", "Person", "new_people_in", "people_in"]

_PLUS = "+＋"


class Person(NamedTuple):
    """A contact: name and job title."""

    name: str
    title: str = ""


class People:
    """The people of one customer, the main contact first."""

    def __init__(self, people: Sequence[Person]) -> None:
        """Know their names by the initials of common readings; `learn` adds the others."""
        self.people = tuple(people)
        self._keys: dict[str, tuple[str, ...]] = {
            one.name: (initials(_plain(one.name)),) for one in people
        }

    def learn(self) -> None:
        """Take every reading of every name; slow at the first call, so in a thread."""
        from kamtui.domain.pinyin import readings

        for person in self.people:
            found = readings(person.name)
            self._keys[person.name] = tuple(
                dict.fromkeys((*found.initials, *found.full, *self._keys[person.name]))
            )

    def offered(self, typed: str) -> tuple[str, ...]:
        """Return the names that a beginning may mean, the likeliest first; all for nothing."""
        wanted = _plain(typed.lstrip("@＠"))
        if typed[:1] in _PLUS and typed:
            return ()
        ranked = [
            (rank, place, person.name)
            for place, person in enumerate(self.people)
            if (rank := self._rank(person, wanted)) is not None
        ]
        return tuple(dict.fromkeys(name for _rank, _place, name in sorted(ranked)))

    def meant(self, typed: str) -> str:
        """Return the name of the one person somebody means, else what was typed."""
        wanted = _plain(typed)
        if not wanted:
            return typed
        names = [person.name for person in self.people]
        exact = [name for name in names if _plain(name) == wanted]
        near = exact or [name for name in names if wanted in _plain(name)]
        near = near or [name for name in names if wanted in self._keys[name]]
        return near[0] if len(set(near)) == 1 else typed

    def knows(self, name: str) -> bool:
        """Tell whether somebody of this name is on file."""
        return any(_plain(person.name) == _plain(name) for person in self.people)

    def said(self, typed: str, offered: Sequence[str], arrow: str) -> tuple[Part, ...]:
        """Return what the status line says about a field of names.

        Args:
            typed: The whole field.
            offered: What Right would put in for the name that is being typed.
            arrow: How the key Right is drawn.
        """
        parts: list[Part] = []
        if offered:
            parts += [(f"{arrow} ", "accent", False), (safe_text(offered[0]), "text", True)]
            parts += [("  " + safe_text(one), "muted", False) for one in offered[1:5]]
        new = new_people_in(typed)
        for name in people_in(typed):
            meant = self.meant(name)
            gap = "   " if parts else ""
            if name in new and not self.knows(name):
                parts += [(gap + safe_text(name) + " ", "text", False)]
                parts += [(_("becomes a contact"), "muted", False)]
            elif not self.knows(meant) and not (offered and name == people_in(typed)[-1]):
                parts += [(gap + safe_text(name) + " ", "text", False)]
                parts += [(_("is no contact yet: kept as text"), "muted", False)]
                parts += [("   +", "accent", False), (" " + _("adds a contact"), "muted", False)]
            elif meant != name and not offered:
                parts += [(f"{gap}{safe_text(name)} = ", "muted", False)]
                parts += [(safe_text(meant), "text", False)]
        return tuple(parts)

    def _rank(self, person: Person, wanted: str) -> int | None:
        name, title = _plain(person.name), _plain(person.title)
        if name.startswith(wanted):
            return 0
        if any(key.startswith(wanted) for key in self._keys[person.name]):
            return 1
        if wanted in name:
            return 2
        if title and (wanted in title or initials(title).startswith(wanted)):
            return 3
        return None


def people_in(text: str) -> tuple[str, ...]:
    """Return the names in a field: separated by commas in either script."""
    return tuple(name for name, _new in _names(text))


def new_people_in(text: str) -> tuple[str, ...]:
    """Return the names in a field that are to become contacts: those behind a ``+``."""
    return tuple(name for name, new in _names(text) if new)


def _names(text: str) -> list[tuple[str, bool]]:
    for mark in SEPARATORS + "/":
        text = text.replace(mark, ",")
    found = []
    for part in text.split(","):
        word = part.strip().lstrip("@＠").strip()
        name = word.lstrip(_PLUS).strip()
        if name:
            found.append((name, name != word))
    return found


def _plain(text: str) -> str:
    return fold(text).replace(" ", "")
