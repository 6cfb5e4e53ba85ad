"""Draw a terminal screenshot cell by cell (design, Pictures): SVG from Textual in, PNG out."""

import re
import subprocess
from collections.abc import Iterator
from xml.etree import ElementTree
from xml.sax.saxutils import escape, quoteattr

from rich.cells import cell_len

CELL_WIDTH = 12.2
CELL_HEIGHT = 24.4
BASELINE = 18.5
MARGIN = 12

WIDE_FONT = ("Noto Sans Mono CJK SC", 21.0)
NARROW_FONT = ("JetBrains Mono", 19.5)

_SVG = "{http://www.w3.org/2000/svg}"
_CLASS = re.compile(r"^\s*(\.[\w-]+-r\d+ \{[^}]*\})", re.MULTILINE)

_MIDDLE = CELL_HEIGHT / 2
_LIGHT, _HEAVY, _TICK, _GAP = 1.4, 3.4, 1.8, 1.6

Box = tuple[float, float, float, float]


def _across(thickness: float, width: float = CELL_WIDTH) -> Box:
    """Return a line through the middle of a cell."""
    return (0.0, _MIDDLE - thickness / 2, width, thickness)


def _tick(height: float) -> Box:
    """Return an upright through the middle of a cell."""
    return ((CELL_WIDTH - _TICK) / 2, _MIDDLE - height / 2, _TICK, height)


def _eighths(count: int) -> Box:
    """Return a column that fills so many eighths of a cell from below, apart from its neighbour."""
    height = CELL_HEIGHT * count / 8
    return (0.0, CELL_HEIGHT - height, CELL_WIDTH - _GAP, height)


#: Characters drawn as rectangles (left, top, width, height within the cell): fonts draw them two
#: cells wide or with gaps between neighbours.
SHAPES: dict[str, tuple[Box, ...]] = {
    "─": (_across(_LIGHT),),
    "━": (_across(_HEAVY),),
    "┼": (_across(_LIGHT), _tick(12)),
    "┿": (_across(_HEAVY), _tick(12)),
    "╴": (_across(_LIGHT, CELL_WIDTH / 2),),
    "╸": (_across(_HEAVY, CELL_WIDTH / 2),),
    **{chr(0x2580 + count): (_eighths(count),) for count in range(1, 9)},
    "▌": ((0.0, 0.0, CELL_WIDTH / 2, CELL_HEIGHT),),
    "▐": ((CELL_WIDTH / 2, 0.0, CELL_WIDTH / 2, CELL_HEIGHT),),
}


def svg_to_terminal_svg(svg_text: str, columns: int, rows: int) -> str:
    """Return a screenshot's SVG with every glyph on its own cell, cropped to the terminal.

    Args:
        svg_text: What ``App.export_screenshot()`` returned.
        columns: Width of the terminal in cells.
        rows: Its height in cells.

    Raises:
        ValueError: The text is not such a screenshot.
    """
    root = ElementTree.fromstring(svg_text)
    screen = next(
        (group for group in root.iter(f"{_SVG}g") if "clip-terminal" in group.get("clip-path", "")),
        None,
    )
    if screen is None:
        raise ValueError("no terminal in this SVG")
    rects = [rect for rect in screen.findall(f"{_SVG}rect") if rect.get("fill")]
    page = rects[-1].get("fill", "#000000") if rects else "#000000"
    width, height = columns * CELL_WIDTH + 2 * MARGIN, rows * CELL_HEIGHT + 2 * MARGIN
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}" height="{height:g}" '
        f'viewBox="0 0 {width:g} {height:g}">',
        f"<style>{' '.join(_CLASS.findall(svg_text))}</style>",
        f'<rect width="100%" height="100%" fill="{page}"/>',
        f'<g transform="translate({MARGIN},{MARGIN})">',
    ]
    for rect in rects:
        left, top = float(rect.get("x", 0)), float(rect.get("y", 0)) - 1.5
        if top < rows * CELL_HEIGHT - 1:
            parts.append(_rectangle(left, top, float(rect.get("width", 0)), CELL_HEIGHT,
                                    f'fill="{rect.get("fill")}"'))  # fmt: skip
    for text in screen.iter(f"{_SVG}text"):
        parts.extend(_glyphs(text))
    return "\n".join([*parts, "</g></svg>"])


def svg_to_terminal_png(svg_text: str, columns: int, rows: int) -> bytes:
    """Return the picture of a terminal as a PNG of at most 128 colours.

    Needs ``rsvg-convert``, ``pngquant`` and the two fonts.

    Raises:
        ValueError: The text is not a screenshot.
        subprocess.CalledProcessError: A converter failed.
        FileNotFoundError: A converter is not installed.
    """
    drawn = svg_to_terminal_svg(svg_text, columns, rows).encode()
    png = subprocess.run(["rsvg-convert", "--format=png"], input=drawn, capture_output=True,
                         check=True).stdout  # fmt: skip
    return subprocess.run(["pngquant", "128", "--speed=1", "--strip", "-"], input=png,
                          capture_output=True, check=True).stdout  # fmt: skip


def _rectangle(left: float, top: float, width: float, height: float, paint: str) -> str:
    """Return one rectangle without soft edges, so that neighbours touch."""
    return (
        f'<rect {paint} x="{left:.2f}" y="{top:.2f}" width="{width:.2f}" height="{height:.2f}" '
        'shape-rendering="crispEdges"/>'
    )


def _glyphs(text: ElementTree.Element) -> Iterator[str]:
    """Yield one run of text, each character in the middle of its cell or cells."""
    left, baseline = float(text.get("x", 0)), float(text.get("y", 0))
    paint = f"class={quoteattr(text.get('class', ''))}"
    for character, cells in _characters(text.text or ""):
        if character in SHAPES:
            for x, y, width, height in SHAPES[character]:
                yield _rectangle(left + x, baseline - BASELINE + y, width, height, paint)
        elif character.strip(" \xa0\u3000"):
            family, size = WIDE_FONT if cells == 2 else NARROW_FONT
            yield (
                f'<text {paint} font-family="{family}" font-size="{size}" text-anchor="middle" '
                f'x="{left + cells * CELL_WIDTH / 2:.2f}" y="{baseline:.2f}">'
                f"{escape(character)}</text>"
            )
        left += cells * CELL_WIDTH


def _characters(text: str) -> Iterator[tuple[str, int]]:
    """Yield characters with their cells, combining marks with what they stand on."""
    held = ""
    for character in text:
        if held and cell_len(character) == 0:
            held += character
            continue
        if held:
            yield held, cell_len(held)
        held = character
    if held:
        yield held, cell_len(held)
