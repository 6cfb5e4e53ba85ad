"""One-line questions for the status row: a menu of keys, or a line of text.  Pure state."""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from kamtui.i18n import _
from kamtui.present import graphemes
from kamtui.present.safe_text import safe_text

__all__ = [
    "LONGEST_LINE",
    "AnyPrompt",
    "ChoicePrompt",
    "KeyPrompt",
    "Option",
    "Outcome",
    "Part",
    "TextPrompt",
]

#: A piece of the status line: words, role, bold.
Part = tuple[str, str, bool]

#: What a key did to a prompt: still open, answered, or left.
Outcome = Literal["open", "answered", "left"]

_LEAVE = frozenset({"escape", "ctrl+c"})

#: Characters one line takes; a pasted file is not typed into a field by intention.
LONGEST_LINE = 20_000


class Option(NamedTuple):
    """One answer of a menu: the key shown, its words, what is returned, further keys."""

    key: str
    label: str
    value: str
    keys: tuple[str, ...] = ()


@dataclass(slots=True)
class ChoicePrompt:
    """A menu answered by one key; full-width twins count (an input method may be on)."""

    title: str
    options: tuple[Option, ...]
    value: str | None = None

    def press(self, key: str, character: str | None) -> Outcome:
        """Take a key; keys that are no option leave the menu open, for it says which are."""
        if key in _LEAVE or key == "left":
            return "left"
        typed = unicodedata.normalize("NFKC", character) if character else key
        for option in self.options:
            if (
                typed == option.key
                or key == option.key
                or typed in option.keys
                or key in option.keys
            ):
                self.value = option.value
                return "answered"
        return "left" if typed == "q" else "open"


@dataclass(slots=True)
class KeyPrompt:
    """Waits for one key, whatever it is: Esc leaves, Delete answers with nothing.

    Attributes:
        title: What the key is for.
        hint: What can be done, or what was wrong with the key before.
        key: Textual's name of the key pressed.
        character: What it types, None for a key that types nothing.
        value: Its name, empty for Delete.
    """

    title: str
    hint: tuple[Part, ...] = ()
    key: str = ""
    character: str | None = None
    value: str | None = None

    def press(self, key: str, character: str | None) -> Outcome:
        """Take the key."""
        if key in _LEAVE:
            return "left"
        self.key, self.character = key, character
        self.value = "" if key == "delete" else key
        return "answered"


@dataclass(slots=True)
class TextPrompt:
    """A line of text with a live remark.

    Attributes:
        title: The label before it.
        text: What is typed.
        at: The cursor, in characters.
        remark: Makes the parts shown behind the text: a date's echo, how many were found.
        check: Returns what is wrong with the text as parts, None to accept it on Enter.
        changed: Told about every change.
        other_key: Told about keys that do not edit, such as the arrows; True if it used one.
        taken: Asked about a typed character first, in half width; True where it is no text.
    """

    title: str
    text: str = ""
    at: int = 0
    remark: Callable[[str], tuple[Part, ...]] = lambda _text: ()
    check: Callable[[str], tuple[Part, ...] | None] = lambda _text: None
    changed: Callable[[str], None] = lambda _text: None
    other_key: Callable[[str], bool] = lambda _key: False
    taken: Callable[[str], bool] = lambda _character: False
    problem: tuple[Part, ...] = ()
    fresh: bool = field(default=False)

    def __post_init__(self) -> None:
        """Put the cursor behind a prefilled text, which the first character replaces."""
        self.at = len(self.text)
        self.fresh = bool(self.text)

    def press(self, key: str, character: str | None) -> Outcome:
        """Take a key."""
        if key in _LEAVE:
            return "left"
        if key == "enter":
            problem = self.check(self.text)
            self.problem = problem or ()
            return "open" if problem else "answered"
        edit = _EDITS.get(key)
        # Delete where nothing typed can be deleted may mean something else.
        if key == "delete" and (self.fresh or not self.text) and self.other_key(key):
            return "open"
        if edit is not None:
            edit(self)
            return "open"
        if character and character.isprintable() and not key.startswith(("ctrl+", "alt+")):
            if not self.taken(unicodedata.normalize("NFKC", character)):
                self.insert(character)
        else:
            self.other_key(key)
        return "open"

    def insert(self, text: str) -> bool:
        """Type or paste; line ends become spaces.  False where it is too long to be meant."""
        kept = "" if self.fresh else self.text
        if len(kept) + len(text) > LONGEST_LINE:
            words = _("This is too long for one line: {count} characters")
            self.problem = ((words.format(count=len(text)), "late", True),)
            return False
        text = safe_text(text)
        if self.fresh:
            self.text, self.at = "", 0
        self._set(self.text[: self.at] + text + self.text[self.at :], self.at + len(text))
        return True

    def put(self, text: str) -> None:
        """Set the text as if it had been typed."""
        self._set(text, len(text))

    def _set(self, text: str, at: int) -> None:
        changed = text != self.text
        self.text, self.at = text, max(0, min(len(text), at))
        self.fresh = False
        self.problem = ()
        if changed:
            self.changed(text)

    def _cut(self, start: int, end: int) -> None:
        self._set(self.text[:start] + self.text[end:], start)

    def _backspace(self) -> None:
        self._cut(graphemes.before(self.text, self.at), self.at)

    def _delete(self) -> None:
        self._cut(self.at, graphemes.after(self.text, self.at))

    def _left(self) -> None:
        self._set(self.text, graphemes.before(self.text, self.at))

    def _right(self) -> None:
        self._set(self.text, graphemes.after(self.text, self.at))

    def _word_left(self) -> None:
        self._set(self.text, graphemes.word_before(self.text, self.at))

    def _word_right(self) -> None:
        self._set(self.text, graphemes.word_after(self.text, self.at))

    def _home(self) -> None:
        self._set(self.text, 0)

    def _end(self) -> None:
        self._set(self.text, len(self.text))

    def _cut_line(self) -> None:
        self._cut(0, self.at)

    def _cut_rest(self) -> None:
        self._cut(self.at, len(self.text))

    def _cut_word(self) -> None:
        self._cut(graphemes.word_before(self.text, self.at), self.at)


_EDITS: dict[str, Callable[[TextPrompt], None]] = {
    "backspace": TextPrompt._backspace,
    "delete": TextPrompt._delete,
    "left": TextPrompt._left,
    "right": TextPrompt._right,
    "home": TextPrompt._home,
    "end": TextPrompt._end,
    "ctrl+left": TextPrompt._word_left,
    "ctrl+right": TextPrompt._word_right,
    "ctrl+e": TextPrompt._end,
    "ctrl+k": TextPrompt._cut_rest,
    "ctrl+u": TextPrompt._cut_line,
    "ctrl+w": TextPrompt._cut_word,
}

AnyPrompt = ChoicePrompt | KeyPrompt | TextPrompt
