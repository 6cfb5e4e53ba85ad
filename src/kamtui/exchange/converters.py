"""One function per column: a raw cell in, a typed value out, None for a blank."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Final

from kamtui.domain.money import AmountError, parse_amount, to_minor
from kamtui.exchange import codes
from kamtui.exchange.birthdays import read_birthday
from kamtui.exchange.cell_error import CellError
from kamtui.exchange.contact_texts import (
    plain_code,
    read_emails,
    read_phones,
    read_tags,
    refuse_rounded,
)
from kamtui.exchange.date_texts import AmbiguousDate, from_serial, read_moment
from kamtui.exchange.fields import Field, FieldType
from kamtui.exchange.formula_guard import unguard
from kamtui.exchange.grade_words import GradeWords
from kamtui.exchange.headers import currency_code
from kamtui.exchange.sheets import Cell, cell_text
from kamtui.exchange.survey import Survey
from kamtui.exchange.words import read_truth, read_word, values_of

Converter = Callable[[Cell], object | None]

#: What people write into a cell that has nothing to say; a text column keeps it.
_BLANKS: Final = frozenset(
    {"-", "--", "—", "——", "–", "/", "\\", "n/a", "na", "null", "none", "nil", "无", "暂无", "空",
     "未知", "unknown", "?", "？", "#n/a", "0000-00-00", "nan", "不详", "待补充"}
)  # fmt: skip
_ERRORS: Final = frozenset(
    {"#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!"}
)
_PLAIN: Final = re.compile(r"-?[0-9]{1,13}(?:\.[0-9]{1,2})?\Z")
_ONE_MARK: Final = re.compile(r"\D*\d{1,3}[.,]\d{3}\D*\Z")
_COUNTED: Final = re.compile(r"([+-]?[\d.,' ]+?)\s*(?:[^\W\d]|%|\.)*\Z")
_FORCED: Final = re.compile(r"['’‘]\s*[+\-(¥￥$]?\s*\d")
_OWN_UNIT: Final = re.compile(r"[千kK万萬wW亿億]")
_SWAP: Final = str.maketrans(".,", ",.")
_LETTERS: Final = GradeWords()
#: Longest text kept of one cell; Excel's own limit is 32,767.
TEXT_LIMIT: Final = 100_000


@dataclass(frozen=True, slots=True)
class ColumnContext:
    """What a column's converter may ask about its column.

    Attributes:
        index: Place in the header.
        survey: Decides what one cell cannot.
        date_order: Said by the user, else None.
        scale: Factor of the unit in the header.
        grades: What reads like a grade.
    """

    index: int
    survey: Survey
    date_order: str | None = None
    scale: int = 1
    grades: GradeWords = _LETTERS


def converter(spec: Field, context: ColumnContext) -> Converter:
    """The function that types the cells of a column.

    The function raises `CellError` for a cell it cannot take.
    """
    kind = spec.type
    if kind is FieldType.TEXT:
        return _text
    if kind in (FieldType.DATE, FieldType.MOMENT):
        partial = spec.name == "customer_since"
        moment = _moment_reader(context, partial=partial)
        return _day_of(moment) if kind is FieldType.DATE else moment
    if kind is FieldType.AMOUNT:
        return _amount_reader(context)
    if kind in (FieldType.INTEGER, FieldType.NUMBER):
        return _number_reader(spec, context)
    if kind is FieldType.GRADE:
        return _typed(context.grades.read)
    if kind is FieldType.CHOICE:
        return _typed(lambda text: _choice(spec.words, text))
    if kind is FieldType.BIRTHDAY:
        return _birthday_reader(context)
    return _typed(_SIMPLE[kind])


def clean(cell: Cell) -> str:
    """A cell's text without the guard of an export and without blanks around it."""
    text = cell if type(cell) is str else cell_text(cell)
    text = text.strip()
    if text[:1] == "'":
        text = unguard(text).strip()
    # Files put together carry the byte order mark of the second one in their middle.
    if "\ufeff" in text:
        text = text.replace("\ufeff", "").strip()
    return text


def _was_guarded(cell: Cell) -> bool:
    text = cell.strip() if type(cell) is str else ""
    return text[:1] == "'" and unguard(text) != text


def _bare(text: str) -> str:
    """A number, code or date without the apostrophe by which people keep a spreadsheet off it."""
    return text[1:].lstrip() if _FORCED.match(text) is not None else text


def _text(cell: Cell) -> str | None:
    text = clean(cell)
    if not text:
        return None
    if text[0] == "#" and text in _ERRORS:
        raise CellError(codes.CELL_FORMULA_ERROR)
    if len(text) > TEXT_LIMIT:
        raise CellError(codes.CELL_TOO_LONG, {"limit": TEXT_LIMIT})
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _typed(read: Callable[[str], object]) -> Converter:
    """A converter of texts that leaves blanks and words for nothing out."""

    def convert(cell: Cell) -> object | None:
        text = _text(cell)
        if text is None or (len(text) < 12 and text.casefold() in _BLANKS):
            return None
        # Where an export's guard was taken off, what is left is the value itself.
        return read(text if _was_guarded(cell) else _bare(text))

    return convert


def _code(text: str) -> str:
    text = plain_code(text)
    refuse_rounded(text)
    if len(text) > 64:
        raise CellError(codes.CELL_TOO_LONG, {"limit": 64})
    return text


def _uscc(text: str) -> str:
    code = unicodedata.normalize("NFKC", text).upper().replace(" ", "").replace("-", "")
    refuse_rounded(code)
    if re.fullmatch(r"[0-9A-Z]{15}|[0-9A-Z]{18}|[0-9A-Z]{20}", code) is None:
        raise CellError(codes.CELL_CODE)
    return code


def _currency(text: str) -> str:
    code = currency_code(text)
    if code is None:
        raise CellError(codes.CELL_CHOICE, {"words": ("CNY", "USD", "EUR")})
    return code


def _truth(text: str) -> bool:
    value = read_truth(text)
    if value is None:
        raise CellError(codes.CELL_CHOICE, {"words": ("yes", "no")})
    return value


def _choice(words: str, text: str) -> str:
    value = read_word(words, text)
    if value is None:
        raise CellError(codes.CELL_CHOICE, {"words": values_of(words)})
    return value


_SIMPLE: Final[dict[FieldType, Callable[[str], object]]] = {
    FieldType.CODE: _code,
    FieldType.PHONES: read_phones,
    FieldType.EMAILS: read_emails,
    FieldType.TAGS: read_tags,
    FieldType.CURRENCY: _currency,
    FieldType.USCC: _uscc,
    FieldType.BOOL: _truth,
}


def _moment_reader(context: ColumnContext, *, partial: bool) -> Callable[[Cell], date | None]:
    def convert(cell: Cell) -> date | None:
        if isinstance(cell, date):
            return cell
        if isinstance(cell, (int, float)) and not isinstance(cell, bool) and cell < 100_000:
            return date(int(cell), 1, 1) if partial and 1900 < cell < 2200 else from_serial(cell)
        text = _text(cell)
        if text is None or text.casefold() in _BLANKS:
            return None
        text = _bare(text)
        # ISO is what most files hold, and the interpreter reads it ten times faster.
        if len(text) in (10, 16, 19) and text[4] == "-":
            try:
                moment = datetime.fromisoformat(text)
            except ValueError:
                pass
            else:
                return moment if len(text) > 10 else moment.date()
        try:
            return read_moment(text, order=context.date_order, partial=partial)
        except AmbiguousDate:
            order = context.survey.date_order(context.index)
            return read_moment(text, order=order, partial=partial)

    return convert


def _day_of(read: Callable[[Cell], date | None]) -> Converter:
    def convert(cell: Cell) -> date | None:
        moment = read(cell)
        return moment.date() if isinstance(moment, datetime) else moment

    return convert


def _birthday_reader(context: ColumnContext) -> Converter:
    moment = _moment_reader(context, partial=False)

    def convert(cell: Cell) -> object | None:
        return read_birthday(cell, moment)

    return _blank_aware(convert)


def _blank_aware(read: Converter) -> Converter:
    def convert(cell: Cell) -> object | None:
        if isinstance(cell, str) and (not cell.strip() or cell.strip().casefold() in _BLANKS):
            return None
        return None if cell is None else read(cell)

    return convert


def _decimal(text: str, context: ColumnContext) -> Decimal:
    """An amount's text as a number, with the column's decimal mark."""
    # 1,234 and 1.234 alone tell nothing; the column may.
    unsure = ("," in text or "." in text) and _ONE_MARK.match(text) is not None
    if unsure and context.survey.decimal_comma(context.index):
        text = text.translate(_SWAP)
    return parse_amount(text)


def _amount_reader(context: ColumnContext) -> Converter:
    scale = context.scale

    def convert(cell: Cell) -> int | None:
        if isinstance(cell, (date, bool)):
            raise CellError(codes.CELL_AMOUNT)
        text = _bare(clean(cell))
        if not text or text.casefold() in _BLANKS:
            return None
        if scale == 1 and _PLAIN.match(text) is not None:
            whole, _, rest = text.partition(".")
            return int(whole + rest.ljust(2, "0"))
        try:
            # A cell that says its unit itself is not multiplied by the title's as well.
            factor = 1 if scale != 1 and _OWN_UNIT.search(text) else scale
            return to_minor(_decimal(text, context) * factor)
        except (AmountError, InvalidOperation):
            raise CellError(codes.CELL_AMOUNT) from None

    return convert


def _number_reader(spec: Field, context: ColumnContext) -> Converter:
    whole = spec.type is FieldType.INTEGER

    def read(text: str) -> object:
        word = read_word(spec.words, text) if spec.words else None
        if word is not None:
            return Decimal(word)
        match = _COUNTED.match(unicodedata.normalize("NFKC", text))
        if match is None:
            raise CellError(codes.CELL_NUMBER)
        try:
            number = _decimal(match[1], context)
        except (AmountError, InvalidOperation):
            raise CellError(codes.CELL_NUMBER) from None
        low, high = spec.low, spec.high
        if (low is not None and number < low) or (high is not None and number > high):
            raise CellError(codes.CELL_RANGE, {"low": low, "high": high})
        if whole and number != number.to_integral_value():
            raise CellError(codes.CELL_NUMBER)
        return int(number) if whole else number

    return _typed(read)
