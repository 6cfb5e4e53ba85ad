"""Tags typed to be added and taken away: ``vip +重点 -old``."""

from typing import NamedTuple

from kamtui.domain.names import fold
from kamtui.domain.typed_words import typed_words

__all__ = ["BREAKS", "TagChanges", "parse_tag_changes"]

#: What stands between tags besides spaces; no tag has one inside.
BREAKS = ",，、"


class TagChanges(NamedTuple):
    """Tags to add and tags to take away, each once, as typed."""

    add: tuple[str, ...]
    remove: tuple[str, ...]


def parse_tag_changes(text: str) -> TagChanges:
    """Read tags: plain, ``+`` or ``#`` adds, ``-`` takes away; quotes hold spaces together."""
    add: dict[str, str] = {}
    remove: dict[str, str] = {}
    for word in typed_words(text, marks="+-#", breaks=BREAKS):
        marked = word.value is not None and word.name in ("+", "-", "#")
        spelt = word.value if marked else text[word.start : word.end]
        if word.value is None:
            spelt = word.name
        chosen = remove if marked and word.name == "-" else add
        for part in _parts(spelt or ""):
            chosen.setdefault(fold(part), part)
    return TagChanges(tuple(add.values()), tuple(remove.values()))


def _parts(text: str) -> list[str]:
    for one in BREAKS:
        text = text.replace(one, "\n")
    parts = (" ".join(part.split()).lstrip("#＃").strip() for part in text.split("\n"))
    return [part for part in parts if part]
