"""Typed reading of a model's document: every refusal names the key and the reason."""

from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from itertools import pairwise
from typing import NoReturn, TypeVar

from kamtui.domain.errors import KamError
from kamtui.domain.scoring.rounding import as_number

#: Numbers in a document stay below this, and keep at most `MOST_PLACES` decimals.
LARGEST = Decimal(10) ** 15
MOST_PLACES = 4
LONGEST_NAME = 60

Choice = TypeVar("Choice", bound=StrEnum)


class Reason(StrEnum):
    """Why a document is refused; `present.errors` has the words."""

    MISSING = "missing"
    UNKNOWN_KEY = "unknown_key"
    UNKNOWN_VALUE = "unknown_value"
    NOT_A_TABLE = "not_a_table"
    NOT_A_LIST = "not_a_list"
    EMPTY = "empty"
    NOT_TEXT = "not_text"
    TOO_LONG = "too_long"
    NOT_A_NUMBER = "not_a_number"
    NOT_WHOLE = "not_whole"
    NOT_TRUE_OR_FALSE = "not_true_or_false"
    OUT_OF_RANGE = "out_of_range"
    DUPLICATE = "duplicate"
    WRONG_ORDER = "wrong_order"
    NOT_FOR_METRIC = "not_for_metric"
    CAP_NEEDED = "cap_needed"
    WINDOW_NEEDED = "window_needed"
    NO_WINDOW = "no_window"
    LAST_NOT_ZERO = "last_not_zero"
    NO_POINTS = "no_points"
    NO_FIELD = "no_field"
    MIXED_BANDS = "mixed_bands"
    LOWEST_FIRST = "lowest_first"


def refuse(path: str, reason: Reason, value: object = None, known: Iterable[str] = ()) -> NoReturn:
    """Refuse the document.

    Raises:
        KamError: ``model.invalid`` with ``path``, ``reason``, ``value`` (shortened text) and what
            there is to choose from in ``known``.
    """
    params: dict[str, object] = {
        "path": path, "reason": reason.value, "value": _shortened(value)
    }  # fmt: skip
    choices = list(known)
    if choices:
        params["known"] = choices
    raise KamError("model.invalid", params)


def _shortened(value: object) -> str:
    """What a message can show of a value; a giant integer cannot even be written out."""
    if isinstance(value, str | float | Decimal) or (
        isinstance(value, int) and abs(value) <= LARGEST
    ):
        return str(value)[:80]
    return ""


class Table:
    """A mapping of a document, with its path."""

    def __init__(self, value: object, path: str) -> None:
        if not isinstance(value, Mapping):
            refuse(path or "document", Reason.NOT_A_TABLE, value)
        self._values: Mapping[object, object] = value
        self._path = path

    def path(self, key: str) -> str:
        """The full name of a key, as messages show it."""
        return f"{self._path}.{key}" if self._path else key

    def only(self, *keys: str) -> None:
        """Refuse keys nobody reads: a misspelt key must not be ignored."""
        for key in self._values:
            if key not in keys:
                refuse(self.path(str(key)[:80]), Reason.UNKNOWN_KEY, str(key), keys)

    def has(self, key: str) -> bool:
        """Whether the key is there with a value (null counts as absent)."""
        return self._values.get(key) is not None

    def value(self, key: str) -> object:
        """The value under a key that must be there."""
        if not self.has(key):
            refuse(self.path(key), Reason.MISSING)
        return self._values[key]

    def text(self, key: str, *, longest: int = LONGEST_NAME) -> str:
        """A non-empty printable text on one line."""
        value = self.value(key)
        if not isinstance(value, str) or not value.isprintable():
            refuse(self.path(key), Reason.NOT_TEXT, value)
        value = value.strip()
        if not value:
            refuse(self.path(key), Reason.EMPTY)
        if len(value) > longest:
            refuse(self.path(key), Reason.TOO_LONG, value)
        return value

    def number(self, key: str, *, least: Decimal = Decimal(0), most: Decimal = LARGEST) -> Decimal:
        """A finite number within bounds, from an integer, a float or text."""
        value = self.value(key)
        if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
            refuse(self.path(key), Reason.NOT_A_NUMBER, value)
        if isinstance(value, int) and abs(value) > LARGEST:
            refuse(self.path(key), Reason.OUT_OF_RANGE, None)
        try:
            # Through text: 0.1 typed by a person is the decimal 0.1, not the nearest float.
            number = Decimal(str(value).strip())
        except InvalidOperation:
            refuse(self.path(key), Reason.NOT_A_NUMBER, value)
        if not number.is_finite():
            refuse(self.path(key), Reason.NOT_A_NUMBER, value)
        if not least <= number <= most or number != round(number, MOST_PLACES):
            refuse(self.path(key), Reason.OUT_OF_RANGE, value)
        return as_number(number)

    def whole(self, key: str, *, least: int, most: int) -> int:
        """A whole number within bounds."""
        number = self.number(key, least=Decimal(least), most=Decimal(most))
        if number != int(number):
            refuse(self.path(key), Reason.NOT_WHOLE, number)
        return int(number)

    def flag(self, key: str) -> bool:
        """True or false, never a word or a number standing for it."""
        value = self.value(key)
        if not isinstance(value, bool):
            refuse(self.path(key), Reason.NOT_TRUE_OR_FALSE, value)
        return value

    def choice(self, key: str, choices: type[Choice]) -> Choice:
        """A member of a closed list."""
        value = self.value(key)
        if not isinstance(value, str):
            refuse(self.path(key), Reason.NOT_TEXT, value)
        try:
            return choices(value)
        except ValueError:
            known = [str(one.value) for one in choices]
            refuse(self.path(key), Reason.UNKNOWN_VALUE, value, known)

    def tables(self, key: str, *, most: int) -> list["Table"]:
        """A list of 1 to `most` tables."""
        value = self.value(key)
        if not isinstance(value, list | tuple):
            refuse(self.path(key), Reason.NOT_A_LIST, value)
        if not value:
            refuse(self.path(key), Reason.EMPTY)
        if len(value) > most:
            refuse(self.path(key), Reason.TOO_LONG, len(value))
        return [Table(one, f"{self.path(key)}[{at}]") for at, one in enumerate(value, start=1)]

    def table(self, key: str) -> "Table":
        """A table under a key."""
        return Table(self.value(key), self.path(key))


def strictly_falling(numbers: Iterable[Decimal]) -> bool:
    """Whether each number is below the one before it."""
    return all(later < earlier for earlier, later in pairwise(numbers))
