"""Which encoding a text file is in; a guess is called a guess (trust.md, what was found)."""

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO, Final

from kamtui.domain.errors import KamError
from kamtui.exchange import codes

#: Bytes looked at to guess; validity is checked over the whole file.
_SAMPLE: Final = 256 * 1024
_BLOCK: Final = 1024 * 1024
#: One line may not be longer: it must fit into memory a few times over (trust.md 12).
_LINE_LIMIT: Final = 24 * 1024 * 1024
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: Beginnings of files that are no text, whatever their suffix says.
_NOT_TEXT: Final = (
    b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8",
    b"\x7fELF", b"MZ", b"SQLite format 3", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!",
)  # fmt: skip

#: Web pages and JSON, also those that other programs save as .xls and .csv.
_OTHER_TEXT: Final = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<(?:!doctype|html|head|meta|table|\?xml)\b|<\?xml|\[\s*\{\s*\"|\{\s*\"[^\"]*\"\s*:)",
    re.I,
)

Opener = Callable[[], BinaryIO]


@dataclass(frozen=True, slots=True)
class Encoding:
    """What a text file is written in.

    Attributes:
        name: A codec of Python.
        guessed: Whether neither a mark, the user nor valid UTF-8 settled it.
        has_nul: Whether a NUL character occurs (checked per cell then).
    """

    name: str
    guessed: bool
    has_nul: bool = False


def looks_like_workbook(head: bytes) -> bool:
    """Whether a file begins like a zip archive or an old Excel file, whatever it is called."""
    return head.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0"))


def find_encoding(opener: Opener, *, file: str, forced: str | None = None) -> Encoding:
    """Decide the encoding of a whole file.

    Args:
        opener: Opens the file from its start.
        file: Its name, for errors.
        forced: What the user says it is (`--encoding`).

    Returns:
        The encoding, guessed or sure.

    Raises:
        KamError: The file is empty or no text, or not in the encoding the user named.
    """
    with opener() as handle:
        head = handle.read(_SAMPLE)
    if not head.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise KamError(codes.FILE_EMPTY, {"file": file})
    if head.startswith(_NOT_TEXT) or _OTHER_TEXT.match(head) is not None:
        raise KamError(codes.FILE_BINARY, {"file": file})
    if forced is not None:
        return _forced(opener, forced, head, file)
    marked = next((name for mark, name in _MARKS if head.startswith(mark)), None)
    if marked is not None:
        error = _check(opener, marked, file)
        if error is None:
            return Encoding(marked, guessed=False, has_nul=_has_nul(opener, marked))
    wide = _utf16_by_nul(head)
    if wide is not None and _check(opener, wide, file) is None:
        return Encoding(wide, guessed=True, has_nul=True)
    if b"\x00" in head and _too_binary(head):
        raise KamError(codes.FILE_BINARY, {"file": file})
    if _check(opener, "utf-8", file) is None:
        return Encoding("utf-8", guessed=False, has_nul=_has_nul(opener, "utf-8"))
    if _too_binary(head):
        raise KamError(codes.FILE_BINARY, {"file": file})
    return Encoding(_guess(opener, head, file), guessed=True, has_nul=b"\x00" in head)


def _forced(opener: Opener, forced: str, head: bytes, file: str) -> Encoding:
    """The user's encoding, as long as Python knows it and the file decodes in it."""
    alias = {"ansi": "cp1252", "gbk": "gb18030", "gb2312": "gb18030"}.get(forced.lower(), forced)
    try:
        info = codecs.lookup(alias)
        is_text = isinstance("".encode(alias), bytes) and info._is_text_encoding
    except (LookupError, ValueError, TypeError):
        is_text = False
    if not is_text:
        raise KamError(codes.FILE_BAD_ENCODING, {"file": file, "encoding": forced}, exit_code=2)
    name = info.name
    if name == "utf-8" and head.startswith(codecs.BOM_UTF8):
        name = "utf-8-sig"
    row = _check(opener, name, file)
    if row is not None:
        raise KamError(codes.FILE_NOT_IN_ENCODING, {"file": file, "encoding": forced, "row": row})
    return Encoding(name, guessed=False, has_nul=_has_nul(opener, name))


def _check(opener: Opener, encoding: str, file: str) -> int | None:
    """The line at which the file stops being valid in an encoding, None when it never does."""
    decoder = codecs.getincrementaldecoder(encoding)()
    line, since_break = 1, 0
    with opener() as handle:
        while True:
            block = handle.read(_BLOCK)
            try:
                text = decoder.decode(block, final=not block)
            except UnicodeError:
                return line
            if not block:
                return None
            line += block.count(b"\n")
            last_break = max(text.rfind("\n"), text.rfind("\r"))
            since_break = since_break + len(text) if last_break < 0 else len(text) - last_break
            if since_break > _LINE_LIMIT:
                limit = _LINE_LIMIT // (1024 * 1024)
                raise KamError(codes.FILE_LINE_TOO_LONG, {"file": file, "limit_mb": limit})


def _has_nul(opener: Opener, encoding: str) -> bool:
    """Whether a NUL character may occur; wide encodings are not searched but checked by cell."""
    if not encoding.startswith("utf-8"):
        return True
    with opener() as handle:
        return any(b"\x00" in block for block in iter(lambda: handle.read(_BLOCK), b""))


def _utf16_by_nul(head: bytes) -> str | None:
    """UTF-16 without a mark shows a NUL beside every ASCII letter and separator."""
    sample = head[: len(head) // 2 * 2][:4096]
    if len(sample) < 4:
        return None
    pairs = len(sample) // 2
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > pairs * 0.1 and even <= odd * 0.02:
        return "utf-16-le"
    if even > pairs * 0.1 and odd <= even * 0.02:
        return "utf-16-be"
    return None


def _too_binary(head: bytes) -> bool:
    """Whether control characters that no table holds are common."""
    strange = sum(head.count(code) for code in (*range(9), *range(14, 27), *range(28, 32)))
    return strange > len(head) * 0.01 and strange > 3


def _guess(opener: Opener, head: bytes, file: str) -> str:
    """Chinese first: GB18030, Big5 when it alone fits, then the Western code page."""
    gb, big5 = (_check(opener, name, file) is None for name in ("gb18030", "big5hkscs"))
    if gb and (_chinese_share(head, "gb18030") >= 0.5 or not big5):
        # Western accents before ASCII letters form rare ideographs in GB18030: count how common.
        if _chinese_share(head, "gb18030") >= 0.3:
            return "gb18030"
    elif big5 and _chinese_share(head, "big5hkscs") >= 0.5:
        return "big5"
    return "cp1252" if _check(opener, "cp1252", file) is None else "latin-1"


def _chinese_share(head: bytes, encoding: str) -> float:
    """Share of the non-ASCII characters that are everyday Chinese in an encoding.

    GB2312's first level (rows 16 to 55) is ordered by frequency of use; Western text read as
    GB18030 falls outside it nearly always.
    """
    text = head.decode(encoding, errors="ignore")
    wide = [char for char in text if ord(char) > 127]
    if not wide:
        return 0.0
    return sum(_is_common(char, encoding) for char in wide) / len(wide)


def _is_common(char: str, encoding: str) -> bool:
    """Whether a character is one that Chinese tables are full of."""
    if char in "，。、；：（）《》“”‘’【】！？￥·—…　":
        return True
    if not "\u4e00" <= char <= "\u9fff":
        return False
    raw = char.encode("big5" if encoding.startswith("big5") else "gb2312", errors="ignore")
    low, high = (0xA4, 0xC6) if encoding.startswith("big5") else (0xB0, 0xD7)
    return len(raw) == 2 and low <= raw[0] <= high
