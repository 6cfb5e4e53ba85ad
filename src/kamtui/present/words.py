"""Values of any type as words inside a sentence."""

import string
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from kamtui.i18n import _, language
from kamtui.present.columns import fit, width_of
from kamtui.present.dates import long_date
from kamtui.present.fields import entity_label, field_label, kind_label
from kamtui.present.safe_text import safe_text

__all__ = ["filled", "first_complete", "join_words"]

#: Names listed in a sentence before "and more"; cells of one value inside a sentence.
_MAX_LISTED = 8
_MAX_CELLS = 200

#: Lists of what the program knows: their whole length is the help, and data cannot lengthen them.
_CHOICES = frozenset(
    {"choices", "fields", "formats", "kinds", "grades", "known", "words", "orders"}
)
_MAX_CHOICES = 60


def join_words(words: Sequence[object], *, limit: int = _MAX_LISTED) -> str:
    """Return words as a list: ``a, b, c``, ``a、b、c``; beyond `limit` it says how many more."""
    shown = [_text(word) for word in words[:limit]]
    text = ("、" if language() == "zh" else ", ").join(shown)
    if len(words) > limit:
        return _("{list} and {count} more").format(list=text, count=len(words) - limit)
    return text


def first_complete(words: str | tuple[str, ...], params: Mapping[str, object]) -> str:
    """Return the first of several messages whose placeholders `params` all knows, else the last."""
    options = (words,) if isinstance(words, str) else words
    for option in options:
        names = {name for _text, name, _form, _how in string.Formatter().parse(option) if name}
        if all(params.get(name) not in (None, "", (), []) for name in names):
            return option
    return options[-1]


def filled(message: str, params: Mapping[str, object]) -> str:
    """Return a translated message with its placeholders filled by safe text.

    Args:
        message: The message as translated, with ``{name}`` placeholders only.
        params: Values from anywhere; lists are joined, the name of a field or a kind becomes words,
            a value that is missing shows as ``?``.
    """
    return message.format_map(_Words(params))


class _Words(dict[str, str]):
    """Parameters as words, made when a placeholder asks for one."""

    def __init__(self, params: Mapping[str, object]) -> None:
        super().__init__()
        self._params = params

    def __missing__(self, name: str) -> str:
        """Return the words of one parameter."""
        value = self._params.get(name)
        if value is None or value == "":
            return "?"
        if name == "field" and isinstance(value, str):
            return field_label(value)
        if name == "kind" and isinstance(value, str):
            return kind_label(value) or entity_label(value)
        limit = _MAX_CHOICES if name in _CHOICES else _MAX_LISTED
        if isinstance(value, (set, frozenset)):
            return join_words(sorted(value, key=str), limit=limit)
        if isinstance(value, (list, tuple)):
            return join_words(value, limit=limit)
        return _text(value)


def _text(value: object) -> str:
    """Return one value as safe text of bounded length."""
    if isinstance(value, datetime):
        return value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return long_date(value)
    text = safe_text(value)
    return fit(text, _MAX_CELLS).rstrip() if width_of(text) > _MAX_CELLS else text
