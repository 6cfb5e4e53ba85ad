"""The one sanitiser of text from data: what it returns can neither drive nor confuse a terminal."""

import functools
import unicodedata

TYPE_CHECKING = False  # typing's own costs start-up time
if TYPE_CHECKING:
    from re import Pattern

__all__ = ["MAX_MARKS", "safe_text"]

#: Combining marks kept on one character; Vietnamese needs two, Hebrew three, a prank hundreds.
MAX_MARKS = 3

#: Up to here a look at each character is cheaper than compiling the pattern.
_SHORT = 200

#: Stands for a character that must not be drawn: plain ASCII, so its width is never in doubt.
_STAND_IN = "?"

#: Letters by Unicode's book, yet invisible: Hangul fillers.
_FILLERS = "\u115f\u1160\u3164\uffa0"

#: Marks by Unicode's book, yet invisible or width-changing: joiners of graphemes, Khmer inherent
#: vowels, Mongolian and other variation selectors.
_SELECTORS = "\u034f\u17b4\u17b5\u180b-\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef"

#: Where combining marks live, coarsely; Latin, Greek, Cyrillic letters and Hanzi stay outside.
_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u1cff\u1dc0-\u1dff\u20d0-\u20f0\u2cef-\u2cf1\u2d7f"
    "\u2de0-\u2dff\u302a-\u302f\u3099\u309a\ua66f-\uabff\ufb1e\ufe20-\ufe2f"
    "\U000101fd-\U00011fff\U00016af0-\U00016fff\U0001bc9d-\U0001e94a"
)


@functools.cache
def _needs_work() -> "Pattern[str]":
    """Return what finds sneaky characters and pile-ups; compiling it costs 2 ms, so late."""
    import re

    return re.compile(f"[{_FILLERS}{_SELECTORS}]|[{_MARKS}]{{{MAX_MARKS + 1}}}")


def _is_clean(text: str) -> bool:
    """Tell whether `text` can be shown as it is; cheap for ASCII and for names in Hanzi."""
    if not text.isprintable():
        return False
    if text.isascii():
        return True
    if text.replace(" ", "").isalnum():  # no marks, so only the letters that are invisible
        return not any(filler in text for filler in _FILLERS)
    if len(text) <= _SHORT and all(map(_is_plain, text)):
        return True
    return not _needs_work().search(text)


def _is_plain(character: str) -> bool:
    """Tell Latin letters, Hanzi and their punctuation, which need no pattern, from all others."""
    return (
        character < "\u0300"
        or "\u3001" <= character <= "\u3029"
        or "\u3400" <= character <= "\u9fff"
        or "\uff01" <= character <= "\uff9f"
        or "\u2010" <= character <= "\u2027"
    )


#: Characters that break a line or stand for white space.
_BREAKS = frozenset("\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\u2028\u2029")


class _Replacements(dict[int, str]):
    """What each character becomes, worked out once per character that is ever met."""

    def __missing__(self, code: int) -> str:
        """Return what `code` becomes and remember it."""
        character = chr(code)
        category = unicodedata.category(character)
        if character in _BREAKS:
            result = " "
        elif category == "Cf" or _needs_work().match(character):
            result = ""
        elif (
            category in ("Cc", "Cs", "Co") or (code & 0xFFFE) == 0xFFFE or 0xFDD0 <= code <= 0xFDEF
        ):
            result = _STAND_IN
        else:
            result = character
        if len(self) < 4096:  # hostile input must not fill the memory
            self[code] = result
        return result


_REPLACEMENTS = _Replacements()


def safe_text(value: object, *, keep_lines: bool = False) -> str:
    """Return text from data as plain characters that are safe to draw and to print.

    Control characters (C0, C1, DEL, ESC), lone surrogates, private-use characters and
    non-characters become ``?``; tabs and every kind of line end become a space; what is invisible
    or reorders text (bidirectional overrides, isolates and marks, zero-width characters, variation
    selectors, tags, fillers) goes; combining marks beyond three on one character go.  The cell
    width of the result is the sum of the widths of its characters.  Markup is not touched: draw
    the result as plain text.

    Args:
        value: Text from data; None is empty and anything else is written out first.
        keep_lines: Keep line ends, each as one newline, for text that is shown over several lines.
    """
    text = value if type(value) is str else "" if value is None else _written(value)
    if _is_clean(text):
        return text
    if keep_lines:
        lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        return "\n".join(safe_text(line) for line in lines)
    text = text.replace("\r\n", "\n").translate(_REPLACEMENTS)
    return _without_pile_ups(text) if _needs_work().search(text) else text


def _written(value: object) -> str:
    """Return any value as text, even one whose own text fails."""
    try:
        return str.__str__(value) if isinstance(value, str) else str(value)
    except Exception:
        return type(value).__name__


def _without_pile_ups(text: str) -> str:
    """Return `text` with at most `MAX_MARKS` combining marks in a row."""
    kept: list[str] = []
    marks = 0
    for character in text:
        marks = marks + 1 if unicodedata.category(character) in ("Mn", "Me") else 0
        if marks <= MAX_MARKS:
            kept.append(character)
    return "".join(kept)
