"""Fields of a form as state: what is typed, what it means, what may be chosen.  No widget."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from kamtui.tui.widgets.prompt import Part, TextPrompt

__all__ = ["Field", "Option", "matching"]

#: A value and its word.
Option = tuple[str, str]


@dataclass(slots=True)
class Field:
    """One single-line field.

    Attributes:
        name: What the form calls it.
        label: Its word, translated.
        text: What it starts with.
        row: Row of the form; fields of one row stand beside each other.
        well: Drawn as a field of its own row; otherwise flat, after its label.
        hint: What holds where nothing is typed, shown muted.
        options: The closed list it chooses from; empty for free text.
        echo: Makes the parts shown behind the text.
        touched: Somebody typed in it.
        continued: Typing goes on behind what stands there instead of replacing it.
        at: Where the cursor stands until something is typed; None for the end.
    """

    name: str
    label: str
    text: str = ""
    row: int = 0
    well: bool = True
    hint: str = ""
    options: Sequence[Option] = ()
    echo: Callable[[str], tuple[Part, ...]] = lambda _text: ()
    touched: bool = False
    continued: bool = False
    at: int | None = None
    prompt: TextPrompt = field(init=False)

    def __post_init__(self) -> None:
        """Let the first character replace what it starts with."""
        self.prompt = TextPrompt(self.label, self.text)

    @property
    def typed(self) -> str:
        """What stands in it now."""
        return self.prompt.text

    @property
    def value(self) -> str | None:
        """The value of the closed list that is meant, None where none is or nothing is typed."""
        return matching(self.typed, self.options)

    def enter(self) -> None:
        """Begin to edit: what stands there is replaced by the first character."""
        begun = self.touched or self.at is None
        self.prompt.at = len(self.prompt.text) if begun else self.at or 0
        self.prompt.fresh = bool(self.prompt.text) and not self.continued

    def put(self, text: str, *, touched: bool | None = None) -> None:
        """Set the text from outside."""
        self.prompt.text, self.prompt.at = text, len(text)
        self.prompt.fresh = bool(text)
        if touched is not None:
            self.touched = touched

    def press(self, key: str, character: str | None) -> bool:
        """Take a key; True where the text changed."""
        before = self.prompt.text
        if self.options and (key in ("space", "left", "right") or character in (" ", "\u3000")):
            self._step(-1 if key == "left" else 1)
        else:
            self.prompt.press(key, character)
        changed = before != self.prompt.text
        self.touched = self.touched or changed
        return changed

    def insert(self, text: str) -> None:
        """Paste."""
        before = self.prompt.text
        self.prompt.insert(text.strip("\r\n"))
        self.touched = self.touched or before != self.prompt.text

    def _step(self, by: int) -> None:
        values = [value for value, _word in self.options]
        now = self.value
        at = (values.index(now) + by) % len(values) if now in values else 0
        self.put(self.options[at][1])


def matching(text: str, options: Sequence[Option]) -> str | None:
    """Return the value whose name or word begins as typed: the whole one first.

    Pinyin initials of a Chinese word count too, so that nobody switches the input method for it.
    """
    from kamtui.tui.screens.palette_initials import initials

    wanted = text.strip().casefold()
    if not wanted:
        return None
    keys = [(value, (value, word.casefold(), initials(word))) for value, word in options]
    for value, forms in keys:
        if wanted in forms:
            return value
    for value, forms in keys:
        if any(form.startswith(wanted) for form in forms):
            return value
    return None
