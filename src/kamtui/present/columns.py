"""Columns counted in terminal cells: fit, wrap and line up text that may be Chinese."""

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from kamtui.present.cells import cell_len
from kamtui.present.safe_text import MAX_MARKS, safe_text

__all__ = [
    "ASCII_ELLIPSIS",
    "ELLIPSIS",
    "Align",
    "Column",
    "fit",
    "table",
    "width_of",
    "wrap_cells",
]

Align = Literal["left", "right", "center"]

ELLIPSIS = "…"
ASCII_ELLIPSIS = "~"


class Column(NamedTuple):
    """One column of a text table; no dataclass, since `kamtui find` pays for every import.

    Attributes:
        title: The words above it, already translated; all titles empty leave the row out.
        align: Numbers stand right, names left.
        max_width: Cells at most; None is as wide as its longest text.
    """

    title: str = ""
    align: Align = "left"
    max_width: int | None = None


def width_of(text: object) -> int:
    """Return the cells `text` takes once it is made safe."""
    return cell_len(safe_text(text))


def fit(text: object, width: int, align: Align = "left", ellipsis: str = ELLIPSIS) -> str:
    """Return `text` in exactly `width` cells, padded or cut at a cell boundary.

    Args:
        text: Text from data or from the catalogues; it is made safe here.
        width: Cells, 0 or more.
        align: Where shorter text stands.
        ellipsis: Marks a cut; `ASCII_ELLIPSIS` in ASCII mode.
    """
    if width <= 0:
        return ""
    content = safe_text(text)
    size = cell_len(content)
    if size > width:
        content = _cut(content, width, ellipsis)
        size = cell_len(content)
    gap = width - size
    if not gap:
        return content
    if align == "right":
        return " " * gap + content
    if align == "center":
        return " " * (gap // 2) + content + " " * (gap - gap // 2)
    return content + " " * gap


def wrap_cells(text: object, width: int, *, max_lines: int | None = None) -> list[str]:
    """Return `text` as lines of at most `width` cells, its own line ends kept.

    Lines break at a space where there is one, else (Chinese, long words) at a cell boundary.

    Args:
        text: Text from data; it is made safe here.
        width: Cells, 2 or more so that a Hanzi fits.
        max_lines: Lines at most; the last one ends in an ellipsis when something was left out.

    Raises:
        ValueError: The width is below 2.
    """
    if width < 2:
        raise ValueError(width)
    lines: list[str] = []
    for paragraph in safe_text(text, keep_lines=True).split("\n"):
        lines.extend(_wrapped(paragraph, width))
        if max_lines is not None and len(lines) > max_lines:
            last = f"{lines[max_lines - 1]}{ELLIPSIS}" if max_lines else ""
            return [*lines[: max_lines - 1], _last(last, width)] if max_lines else []
    return lines


def table(
    rows: Iterable[Sequence[object]],
    columns: Sequence[Column],
    *,
    gap: int = 2,
    ellipsis: str = ELLIPSIS,
) -> list[str]:
    """Return a text table as lines without trailing spaces, its titles first.

    Args:
        rows: One sequence per row, as long as `columns`; shorter rows leave cells blank.
        columns: Titles, alignment and limits.
        gap: Cells between columns.
        ellipsis: Marks a cut.
    """
    texts = [[safe_text(value) for value in row[: len(columns)]] for row in rows]
    if any(column.title for column in columns):
        texts.insert(0, [column.title for column in columns])
    widths = [
        min(
            max((cell_len(row[index]) for row in texts if index < len(row)), default=0),
            column.max_width if column.max_width is not None else 10_000,
        )
        for index, column in enumerate(columns)
    ]
    return [
        (" " * gap)
        .join(
            fit(row[index] if index < len(row) else "", width, column.align, ellipsis)
            for index, (column, width) in enumerate(zip(columns, widths, strict=True))
        )
        .rstrip()
        for row in texts
    ]


def _cut(text: str, width: int, ellipsis: str) -> str:
    """Return the longest beginning of `text` that fits with the ellipsis after it."""
    mark = cell_len(ellipsis)
    if mark > width:
        return _head(text, width)
    return _head(text, width - mark).rstrip(" ") + ellipsis


def _head(text: str, width: int) -> str:
    """Return the longest beginning of `text` of at most `width` cells."""
    used = 0
    for index, character in enumerate(text):
        used += cell_len(character)
        if used > width:
            return text[:index]
    return text


def _last(line: str, width: int) -> str:
    """Return a line that ends in an ellipsis within `width` cells."""
    return line if cell_len(line) <= width else _cut(line, width, ELLIPSIS)


def _wrapped(paragraph: str, width: int) -> list[str]:
    """Return one paragraph as lines of at most `width` cells; each character is looked at once."""
    lines: list[str] = []
    start, length = 0, len(paragraph)
    while start < length:
        # A line never holds more characters than cells, but for marks that take none.
        head = _head(paragraph[start : start + width * (1 + MAX_MARKS) + 1], width)
        end = start + len(head)
        if end >= length:
            break
        if paragraph[end] != " ":
            space = head.rfind(" ")
            if space > 0 and paragraph[end].isascii() and head[-1].isascii():
                end = start + space
        lines.append(paragraph[start:end].rstrip(" "))
        start = end
        while start < length and paragraph[start] == " ":
            start += 1
    rest = paragraph[start:]
    lines.append(rest.rstrip(" ") if lines else rest)
    return lines
