"""Several phones, e-mails or tags in one cell taken apart."""

import re
import unicodedata
from typing import Final

from kamtui.exchange import codes
from kamtui.exchange.cell_error import CellError

_SEPARATORS = re.compile(r"[;；,，、/\n\r|]+|\s+(?:或|or)\s+|\s{3,}")
#: A phone written as a record by a program: {'number': 95559, 'label': 'hot line'}.
_RECORD = re.compile(r"\{[^{}]*?['\"]number['\"]\s*:\s*['\"]?([^'\",}]+)['\"]?[^{}]*\}")
_EMAIL = re.compile(r"[^@\s<>()]+@[^@\s<>()]+\.[^@\s<>().]+\.?\Z")
_BRACKETED = re.compile(r"<([^<>]+@[^<>]+)>")
_ROUNDED = re.compile(r"\d(?:\.\d+)?[eE]\+?\d+\Z")
_DIGIT = re.compile(r"\d")
#: A part with fewer digits belongs to the number before it: 010-6552 1234/35, 8001 of 转8001.
_SHORTEST: Final = 5
_TAG_SEPARATORS = re.compile(r"[;；,，、|\n\r]+")


#: Letters, digits and signs of ASCII in their full width, and the wide space.
_NARROW: Final = {0xFF01 + index: 0x21 + index for index in range(0x5E)} | {0x3000: 0x20}
#: A whole number that a program passed through a float.
_FLOAT: Final = re.compile(r"(\d+)\.0\Z")
#: Mobile numbers with nothing but a blank between them.
_SIDE_BY_SIDE: Final = re.compile(r"(?<!\d)(1[3-9]\d{9})\s+(?=1[3-9]\d{9}(?!\d))")


def plain_code(text: str) -> str:
    """A number or code as it is typed: full-width signs narrow, without the ".0" of a float.

    >>> plain_code("１２４"), plain_code("00123"), plain_code("126.0")
    ('124', '00123', '126')
    """
    if not text.isascii():
        text = text.translate(_NARROW).strip()
    match = _FLOAT.match(text)
    return match[1] if match is not None else text


def refuse_rounded(text: str) -> None:
    """Refuse a number a spreadsheet has shortened (1.38E+10): its digits are gone.

    Raises:
        CellError: It is one.
    """
    if _ROUNDED.match(text) is not None:
        raise CellError(codes.CELL_ROUNDED)


def read_phones(text: str) -> tuple[str, ...]:
    """Phone numbers of one cell, as written, without repeats.

    >>> read_phones("+1-800-633-0738;400-699-8888")
    ('+1-800-633-0738', '400-699-8888')
    >>> read_phones("021-65521234转801、13800138000")
    ('021-65521234转801', '13800138000')
    """
    text = _SIDE_BY_SIDE.sub(r"\1;", plain_code(text))
    refuse_rounded(text)
    flat = _RECORD.sub(lambda match: f";{match[1].strip()};", text) if "{" in text else text
    found: list[str] = []
    joint = ""
    for part, gap in _parts(flat):
        if not part:
            continue
        digits = len(_DIGIT.findall(unicodedata.normalize("NFKC", part)))
        # Short service numbers (96110, 110) stand alone; after "/" a few digits are a range.
        if found and digits < _SHORTEST and (joint == "/" or not digits or part[0] in "转xX#e"):
            found[-1] = f"{found[-1]}{joint}{part}"
        else:
            found.append(plain_code(part))
        joint = gap
    return tuple(dict.fromkeys(found))


def _parts(text: str) -> list[tuple[str, str]]:
    """Parts and the separator after each."""
    parts: list[tuple[str, str]] = []
    start = 0
    for match in _SEPARATORS.finditer(text):
        parts.append((text[start : match.start()].strip(), match[0].strip()[:1] or " "))
        start = match.end()
    parts.append((text[start:].strip(), ""))
    return parts


def read_emails(text: str) -> tuple[str, ...]:
    """E-mail addresses of one cell.

    Raises:
        CellError: One of them is none.
    """
    clean = unicodedata.normalize("NFKC", text)
    bracketed = _BRACKETED.findall(clean)
    parts = bracketed or [part for part in re.split(r"[;,、/\s|]+", clean) if part]
    parts = [part.removeprefix("mailto:").strip() for part in parts]
    if not all(_EMAIL.match(part) for part in parts):
        raise CellError(codes.CELL_EMAIL)
    return tuple(dict.fromkeys(parts))


def read_tags(text: str) -> tuple[str, ...]:
    """Tags of one cell, without repeats."""
    found = (part.strip().lstrip("#").strip() for part in _TAG_SEPARATORS.split(text))
    return tuple(dict.fromkeys(part for part in found if part))
