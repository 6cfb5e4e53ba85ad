"""Whether a column called grade holds grades or the words of another organisation."""

from collections.abc import Iterable
from typing import Final

from kamtui.exchange.converters import clean
from kamtui.exchange.grade_words import GradeWords
from kamtui.exchange.sheets import SourceRow

_SHOWN: Final = 5


def is_grade_column(rows: Iterable[SourceRow], index: int, known: GradeWords) -> tuple[str, ...]:
    """Words that show a column to hold no grades; empty when it does hold them.

    A few strange values among grades are those cells' problem; a column of which less than half
    reads like one is something else (重要客户, stars).
    """
    grades, words = 0, dict[str, int]()
    for _number, cells, _reason in rows:
        text = clean(cells[index]) if index < len(cells) else ""
        if not text:
            continue
        if known.knows(text):
            grades += 1
        else:
            words[text] = words.get(text, 0) + 1
    if sum(words.values()) <= grades:
        return ()
    return tuple(sorted(words, key=lambda word: -words[word])[:_SHOWN])
