"""What is typed for a question that never opened, because its command was refused.  Pure state."""

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kamtui.tui.commands import Answer

__all__ = ["Refusal"]

#: What dates and amounts are typed with besides digits.
_MARKS = frozenset("/-.+,:。、")


class Refusal:
    """Takes the answer to a question that was not asked, as the question would have.

    One digit answers a strip.  A line begins with a digit or a sign (letters and arrows are
    commands again) and ends with Enter or Esc; once begun, its letters belong to it.
    """

    def __init__(self, asks: "Answer") -> None:
        """Wait for the answer to a strip or a line."""
        self._asks = asks
        self._begun = False
        self.is_open = True

    def takes(self, key: str, character: str | None) -> bool:
        """Take a key; False where it is a command.

        Args:
            key: Textual's name of it.
            character: What it types, None for a key that types nothing.
        """
        if key in ("escape", "enter"):
            self.is_open = False
            return True
        typed = unicodedata.normalize("NFKC", character or "")
        answers = typed.isdigit() or (self._asks == "line" and typed in _MARKS and typed != "")
        if self._begun:
            answers = (typed.isprintable() and typed != "") or key in ("backspace", "left", "right")
        if not answers:
            self.is_open = False
            return False
        self._begun = self._asks == "line"
        self.is_open = self._begun
        return True
