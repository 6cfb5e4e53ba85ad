"""What a typed beginning may mean among words the book holds: as written, or by pinyin initials."""

from collections.abc import Callable, Sequence

from kamtui.domain.names import fold
from kamtui.tui.screens.palette_initials import initials

__all__ = ["beginning", "offers_of"]

#: Words offered at the most.
_MOST = 6


def offers_of(words: Callable[[], Sequence[str]]) -> Callable[[str], Sequence[str]]:
    """Return what a field offers from words that may still be on their way."""
    return lambda typed: beginning(typed, words())


def beginning(typed: str, words: Sequence[str]) -> tuple[str, ...]:
    """Return the words that begin as typed, then those by their initials, then those within.

    Nothing typed offers nothing: a field that may stay empty asks for nothing.
    """
    wanted = fold(typed)
    if not wanted:
        return ()
    folded = [(word, fold(word)) for word in words]
    tests: tuple[Callable[[str], bool], ...] = (
        lambda word: word.startswith(wanted),
        lambda word: wanted.isascii() and initials(word).startswith(wanted),
        lambda word: wanted in word,
    )
    found = [word for test in tests for word, key in folded if test(key)]
    return tuple(dict.fromkeys(found))[:_MOST]
