"""Short words typed in a line: plain, ``name:value``, marked; quotes hold spaces together."""

from collections.abc import Iterable
from typing import NamedTuple

__all__ = ["TypedWord", "quoted", "typed_words"]

#: Each of these opens and closes a quoted value; doubled inside one it stands for itself.
_QUOTES = frozenset('"“”＂')
_COLONS = frozenset(":：")
#: What an input method makes of a mark.
_MARKS = {"＃": "#", "＋": "+", "－": "-"}


class TypedWord(NamedTuple):
    """One word.

    Attributes:
        start: Where it begins in the text.
        end: The place after it.
        name: The mark it begins with, what stands before its colon, else the whole word.
        value: What follows mark or colon; None for a plain word.
        closed: False while a quote was opened and not closed: somebody is still typing.
    """

    start: int
    end: int
    name: str
    value: str | None
    closed: bool = True


def typed_words(text: str, *, marks: str = "#", breaks: str = "") -> tuple[TypedWord, ...]:
    """Return the words of a line.

    A quote counts where a word or its value begins: ``owner:"John Smith"``, ``#“key account”``;
    elsewhere it is a letter like any other, so that nothing typed is ever dropped.

    Args:
        text: The line.
        marks: Characters that, at the beginning of a word, stand for its name.
        breaks: Characters that end a word besides white space.
    """
    found = []
    at = 0
    while at < len(text):
        if text[at].isspace() or text[at] in breaks:
            at += 1
            continue
        word = _word(text, at, marks, breaks)
        found.append(word)
        at = word.end
    return tuple(found)


def quoted(value: str, *, breaks: str = "") -> str:
    """Return a value as `typed_words` reads it back, in quotes where it needs them."""
    if value and not any(one.isspace() or one in _QUOTES or one in breaks for one in value):
        return value
    return '"' + "".join(one * 2 if one in _QUOTES else one for one in value) + '"'


def _word(text: str, start: int, marks: str, breaks: Iterable[str]) -> TypedWord:
    mark = _MARKS.get(text[start], text[start])
    if mark in marks:
        value, end, closed = _value(text, start + 1, breaks)
        return TypedWord(start, end, mark, value, closed)
    if text[start] in _QUOTES:
        value, end, closed = _value(text, start, breaks)
        return TypedWord(start, end, value, None, closed)
    at = start
    while at < len(text) and not text[at].isspace() and text[at] not in breaks:
        if text[at] in _COLONS:
            value, end, closed = _value(text, at + 1, breaks)
            if end == at + 1:  # nothing after the colon: it belongs to the word
                return TypedWord(start, end, text[start:end], None)
            return TypedWord(start, end, text[start:at], value, closed)
        at += 1
    return TypedWord(start, at, text[start:at], None)


def _value(text: str, start: int, breaks: Iterable[str]) -> tuple[str, int, bool]:
    """Return a value, the place after it, and whether its quote is closed."""
    if start < len(text) and text[start] in _QUOTES:
        return _in_quotes(text, start + 1)
    end = start
    while end < len(text) and not text[end].isspace() and text[end] not in breaks:
        end += 1
    return text[start:end], end, True


def _in_quotes(text: str, start: int) -> tuple[str, int, bool]:
    kept: list[str] = []
    at = start
    while at < len(text):
        if text[at] not in _QUOTES:
            kept.append(text[at])
        elif text[at + 1 : at + 2] == text[at]:
            kept.append(text[at])
            at += 1
        else:
            return "".join(kept), at + 1, True
        at += 1
    return "".join(kept), at, False
