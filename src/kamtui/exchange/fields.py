"""How a field is declared: its name, the type of its values and the headers it is known by."""

from dataclasses import dataclass
from enum import StrEnum, auto

from kamtui.exchange.headers import read_header


class FieldType(StrEnum):
    """What a column holds, and the Python type its values have in `TypedRow.values`."""

    TEXT = auto()  # str
    CODE = auto()  # str; digits as they stand, leading zeros kept
    PHONES = auto()  # tuple[str, ...]; several columns may feed it
    EMAILS = auto()  # tuple[str, ...]; several columns may feed it
    TAGS = auto()  # tuple[str, ...]
    DATE = auto()  # datetime.date
    MOMENT = auto()  # datetime.datetime (aware when the file says its zone) or datetime.date
    BIRTHDAY = auto()  # typed.Birthday
    AMOUNT = auto()  # int, minor units
    INTEGER = auto()  # int
    NUMBER = auto()  # decimal.Decimal
    CHOICE = auto()  # str, the value of the field's enumeration (words.py)
    BOOL = auto()  # bool
    GRADE = auto()  # str, the key of a class of the book's model; a letter may have a sign
    CURRENCY = auto()  # str, ISO 4217
    USCC = auto()  # str, 18 characters, upper case


#: Types of which several columns may be joined.
JOINED = frozenset({FieldType.PHONES, FieldType.EMAILS, FieldType.TAGS})


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a kind.

    Attributes:
        name: As `--map` spells it (cli.md).
        type: What its values are.
        own: Keys of headers that only this kind of file has; they weigh when a kind is decided.
        shared: Keys of headers that other kinds of file have too.
        words: Name of the word list of a CHOICE (words.py).
        low: Least number allowed.
        high: Greatest number allowed.
        soft: Whether a value that is not understood leaves the row good.
    """

    name: str
    type: FieldType
    own: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()
    words: str = ""
    low: int | None = None
    high: int | None = None
    soft: bool = False

    @property
    def keys(self) -> tuple[str, ...]:
        """Every header key, the best first."""
        return (*self.own, *self.shared, read_header(self.name).key)


@dataclass(frozen=True, slots=True)
class KindFields:
    """What a kind's table is made of.

    Attributes:
        fields: In the order of cli.md.
        required: Groups of fields; a row needs one of each group.
        hints: Keys of headers that no field takes but that tell the kind.
    """

    fields: tuple[Field, ...]
    required: tuple[tuple[str, ...], ...]
    hints: frozenset[str] = frozenset()

    def field(self, name: str) -> Field | None:
        """The field of that name, if the kind has one."""
        return next((one for one in self.fields if one.name == name), None)


def keys(names: str) -> tuple[str, ...]:
    """Header keys from names written side by side with bars between them."""
    return tuple(dict.fromkeys(read_header(name).key for name in names.split("|") if name.strip()))


def field(
    name: str,
    kind: FieldType = FieldType.TEXT,
    *,
    own: str = "",
    shared: str = "",
    words: str = "",
    low: int | None = None,
    high: int | None = None,
    soft: bool = False,
) -> Field:
    """Declare a field; header names are written with bars between them."""
    return Field(
        name, kind, keys(own), keys(shared), words=words, low=low, high=high, soft=soft
    )  # fmt: skip
