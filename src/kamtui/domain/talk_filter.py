"""Which communications some typed words leave, and where the words stand in a text."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from kamtui.domain.channel_words import CHANNEL_WORDS
from kamtui.domain.han import close_up, is_han
from kamtui.domain.names import fold

__all__ = ["Sought", "hits", "holds", "sought", "words_of"]

#: What finds the communications something was promised in.
_PROMISE = ("promise", "promises", "承诺")
#: A channel or ``promise`` is meant from so many characters on: an ``e`` is no e-mail.
_LEAST = 2


class Sought(NamedTuple):
    """A communication as it is searched: folded once, looked at with every key."""

    text: str
    named: tuple[str, ...]


def sought(texts: Iterable[str | None], *, channel: str, promised: bool) -> Sought:
    """Return what is searched of a communication.

    Args:
        texts: Content, outcome, people, what was promised.
        channel: Its `Channel` value; its words count in both languages.
        promised: Whether something was promised in it.
    """
    text = "\n".join(close_up(fold(each)) for each in texts if each)
    words = CHANNEL_WORDS.get(channel, (channel,))
    return Sought(text, (*words, *(_PROMISE if promised else ())))


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a filter as they are compared, each once."""
    return tuple(dict.fromkeys(fold(text).split()))


def holds(one: Sought, words: Sequence[str]) -> bool:
    """Tell whether a communication has every word: in its texts, or as its channel's name."""
    return all(
        word in one.text
        or (len(word) >= _LEAST and any(name.startswith(word) for name in one.named))
        for word in words
    )


def hits(text: str, words: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """Return where the words stand in a text as (start, end), in order, without overlap."""
    if not words:
        return ()
    folded: list[str] = []
    at: list[int] = []
    for index, character in enumerate(text):
        form = _folded(character)
        if not form and character.isspace() and not _between_han(text, index):
            form = " "
        folded.append(form)
        at += [index] * len(form)
    whole = "".join(folded)
    found: list[tuple[int, int]] = []
    for word in words:
        start = whole.find(word)
        while start >= 0:
            found.append((at[start], at[start + len(word) - 1] + 1))
            start = whole.find(word, start + len(word))
    return _merged(sorted(found))


@lru_cache(maxsize=8192)
def _folded(character: str) -> str:
    return fold(character)


def _between_han(text: str, index: int) -> bool:
    return 0 < index < len(text) - 1 and is_han(text[index - 1]) and is_han(text[index + 1])


def _merged(spans: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    result: list[tuple[int, int]] = []
    for start, end in spans:
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return tuple(result)
