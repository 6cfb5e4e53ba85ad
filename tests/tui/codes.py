"""Read a QR code off the cells a screen really drew, as a camera would."""

import zxingcpp
from rich.color import Color
from rich.style import Style
from rich.terminal_theme import DEFAULT_TERMINAL_THEME
from textual.pilot import Pilot

#: Pixels across a cell; a cell is twice as tall as wide.
SCALE = 4
#: Which halves of a cell a character fills with its own colour.
HALVES = {"▀": (True, False), "▄": (False, True), "█": (True, True)}


def read_code(pilot: Pilot[None]) -> str | None:
    """Return what the one code on the screen says, None where no reader finds one."""
    rows: list[bytes] = []
    for strip in pilot.app.screen._compositor.render_strips():
        upper, lower = bytearray(), bytearray()
        for segment in strip:
            for character in segment.text:
                ink, paper = _grey(segment.style)
                top, bottom = HALVES.get(character, (False, False))
                upper += bytes([ink if top else paper]) * SCALE
                lower += bytes([ink if bottom else paper]) * SCALE
        rows += [bytes(upper)] * SCALE + [bytes(lower)] * SCALE
    width = min(map(len, rows))
    data = b"".join(row[:width] for row in rows)
    picture = memoryview(data).cast("B", shape=[len(rows), width])
    found = zxingcpp.read_barcodes(picture, try_invert=False)
    assert len(found) <= 1
    return found[0].text if found else None


def _grey(style: Style | None) -> tuple[int, int]:
    """Return the greys of ink and paper; a terminal's own background is dark here."""
    ink, paper = (style.color, style.bgcolor) if style is not None else (None, None)
    pair = (_level(ink, 0xDD), _level(paper, 0x1C))
    return (pair[1], pair[0]) if style is not None and style.reverse else pair


def _level(colour: Color | None, default: int) -> int:
    if colour is None or colour.is_default:
        return default
    red, green, blue = colour.get_truecolor(DEFAULT_TERMINAL_THEME)
    return (red * 299 + green * 587 + blue * 114) // 1000
