"""Grades as files write them: letters, and the classes of the book's own model by key or word."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from kamtui.exchange import codes
from kamtui.exchange.cell_error import CellError

__all__ = ["LETTERS", "GradeWords"]

#: What a book is graded by where nothing else is said.
LETTERS: Final = ("A", "B", "C", "D")
_SUFFIX: Final = r"\s*(?:级客户|类客户|客户|级|类|等|档|grade|class|customer)?\Z"
_LETTER: Final = re.compile(r"([a-d])([+-]?)" + _SUFFIX)
_WORD: Final = re.compile(r"(.+?)" + _SUFFIX)
#: The words the program shows classes of its own by, in both languages.
_WORDS: Final = {
    "vip": ("vip",), "preferred": ("preferred", "优质"), "standard": ("standard", "普通"),
    "emerging": ("emerging", "潜在"),
}  # fmt: skip


class GradeWords:
    """What the cells of a grade column may say."""

    def __init__(self, classes: Sequence[str] = ()) -> None:
        """Take the classes of the model in force, the highest first; letters where there are none.

        Letters stay grades beside classes of letters, so that a model of A to C takes a D too.
        """
        self._classes = tuple(classes) or LETTERS
        self._letters = all(one in LETTERS for one in self._classes)
        self._known: dict[str, str] = {}
        for one in self._classes:
            for word in (one, *_WORDS.get(_folded(one), ())):
                self._known.setdefault(_folded(word), one)

    def read(self, text: str) -> str:
        """Return the grade of a cell, by its key.

        Raises:
            CellError: ``cell.unknown_word``, with the words that are understood.
        """
        folded = _folded(text)
        match = _WORD.match(folded)
        found = self._known.get(folded) or (self._known.get(match[1]) if match else None)
        if found is not None:
            return found
        letter = _LETTER.match(folded)
        if letter is not None and (self._letters or letter[1] in self._known):
            return self._known.get(letter[1], letter[1].upper()) + letter[2]
        words = LETTERS if self._letters else self._classes
        raise CellError(codes.CELL_CHOICE, {"words": words})

    def knows(self, text: str) -> bool:
        """Whether a cell reads like a grade."""
        try:
            self.read(text)
        except CellError:
            return False
        return True


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().casefold()
