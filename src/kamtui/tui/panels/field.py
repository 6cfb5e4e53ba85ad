"""Fields of a form as state: what is typed, what it means, what may be chosen.  No widget."""

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from kamtui.tui.widgets.prompt import Part, TextPrompt

__all__ = ["SEPARATORS", "Field", "Option", "matching", "nothing_offered"]

#: A value and its word.
Option = tuple[str, str]
#: What stands between several names in one field, of either script.
SEPARATORS = ",，、;；"


def nothing_offered(_typed: str) -> Sequence[str]:
    """Offer nothing."""
    return ()


@dataclass(frozen=True, slots=True)
class Taken:
    """What was taken from an offer last: Right again takes the next one instead."""

    start: int
    typed: str
    text: str


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
        offers: Finds what the typed beginning may mean; Right at its end takes the first.
        several: It holds several names; each is completed by itself.
        secret: Shown as stars while the keyboard is elsewhere (somebody is looking).
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
    offers: Callable[[str], Sequence[str]] = nothing_offered
    several: bool = False
    secret: bool = False
    at: int | None = None
    prompt: TextPrompt = field(init=False)
    _taken: Taken | None = field(init=False, default=None)

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
        if self.several and character and character in SEPARATORS:
            self.prompt.fresh = False  # one more name, not another one instead
        if self.options and (key in ("space", "left", "right") or character in (" ", "\u3000")):
            self._step(-1 if key == "left" else 1)
        elif key != "right" or not self._take():
            self.prompt.press(key, character)
        changed = before != self.prompt.text
        self.touched = self.touched or changed
        if changed and self.typed.isdecimal() and self.value is not None:
            self.settle()  # the number of a choice
        return changed

    def insert(self, text: str) -> bool:
        """Paste; False where it is too long."""
        before = self.prompt.text
        fits = self.prompt.insert(text.strip("\r\n"))
        self.touched = self.touched or before != self.prompt.text
        return fits

    def settle(self) -> None:
        """Left: a beginning that means a value of the closed list becomes its word."""
        value = self.value if self.touched else None
        for one, word in self.options:
            if one == value and word != self.typed:
                self.put(word)

    # -- what the typed beginning may mean -------------------------------------------------------

    def offered(self) -> Sequence[str]:
        """Return what Right would put in, the likeliest first; nothing away from a word's end."""
        start = self._word_start()
        taken = self._taken_now(start)
        if taken is not None:
            found = list(self.offers(taken.typed))
            at = found.index(taken.text) + 1 if taken.text in found else 0
            return [*found[at:], *found[: max(0, at - 1)]]
        typed = self._word(start)
        if typed is None or self.prompt.fresh:
            return ()
        return [one for one in self.offers(typed) if one != typed]

    def _taken_now(self, start: int) -> Taken | None:
        taken = self._taken
        if taken and taken.start == start and self._word(start) == taken.text:
            return taken
        return None

    def _word_start(self) -> int:
        if not self.several:
            return 0
        head = self.prompt.text[: self.prompt.at]
        start = 1 + max(head.rfind(mark) for mark in SEPARATORS)
        return start + len(head[start:]) - len(head[start:].lstrip())

    def _word(self, start: int) -> str | None:
        """Return the word that ends at the cursor, None inside a word."""
        text, at = self.prompt.text, self.prompt.at
        following = text[at : at + 1]
        if following and not (self.several and following in SEPARATORS):
            return None
        return text[start:at]

    def _take(self) -> bool:
        found = self.offered()
        if not found:
            return False
        start = self._word_start()
        taken = self._taken_now(start)
        typed = taken.typed if taken else self._word(start) or ""
        prompt = self.prompt
        prompt.text = prompt.text[:start] + found[0] + prompt.text[prompt.at :]
        prompt.at = start + len(found[0])
        prompt.fresh, prompt.problem = False, ()
        self._taken = Taken(start, typed, found[0])
        return True

    def _step(self, by: int) -> None:
        values = [value for value, _word in self.options]
        now = self.value
        at = (values.index(now) + by) % len(values) if now in values else 0
        self.put(self.options[at][1])


def matching(text: str, options: Sequence[Option]) -> str | None:
    """Return the value whose name or word begins as typed: the whole one first.

    Pinyin initials of a Chinese word count too, so that nobody switches the input method for it,
    and so does a word's place in the list.
    """
    from kamtui.tui.screens.palette_initials import initials

    wanted = unicodedata.normalize("NFKC", text).strip().casefold()
    if not wanted:
        return None
    keys = [(value, (value, word.casefold(), initials(word))) for value, word in options]
    for value, forms in keys:
        if wanted in forms:
            return value
    for value, forms in keys:
        if any(form.startswith(wanted) for form in forms):
            return value
    if wanted.isdecimal() and len(wanted) < 3 and 0 < int(wanted) <= len(options):
        return options[int(wanted) - 1][0]
    return None
