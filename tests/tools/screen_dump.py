"""A screen as text: what it says and how each run is styled, to compare without fonts."""

from collections.abc import Iterable
from string import ascii_letters
from typing import Any

from rich.cells import cell_len
from rich.color import Color
from rich.style import Style
from textual.app import App
from textual.strip import Strip


def screen_strips(app: App[Any]) -> list[Strip]:
    """Return the rows an app shows, as its compositor draws them."""
    return app.screen._compositor.render_strips()


def dump(strips: Iterable[Strip], columns: int) -> str:
    """Return rows as text between bars, then their styles as runs of cells.

    Raises:
        AssertionError: A row is not exactly `columns` cells wide.
    """
    texts: list[str] = []
    runs: list[str] = []
    names: dict[str, str] = {}
    for number, strip in enumerate(strips):
        text = "".join(segment.text for segment in strip)
        assert cell_len(text) == columns, f"row {number} has {cell_len(text)} cells: {text!r}"
        texts.append(f"|{text}|")
        row: list[tuple[str, int]] = []
        for segment in strip:
            words = style_words(segment.style)
            name = names.setdefault(words, _name(len(names)))
            if row and row[-1][0] == name:
                row[-1] = (name, row[-1][1] + segment.cell_length)
            elif segment.text:
                row.append((name, segment.cell_length))
        runs.append(f"{number:>2} " + " ".join(f"{name}{cells}" for name, cells in row))
    styles = [f"{name} = {words}" for words, name in names.items()]
    return "\n".join([*texts, "", *styles, "", *runs, ""])


def style_words(style: Style | None) -> str:
    """Return a style in words that stay the same between runs: no offsets, no links."""
    if style is None:
        return "default"
    flags = ("bold", "dim", "italic", "underline", "reverse", "strike")
    words = [flag for flag in flags if getattr(style, flag)]
    return " ".join([*words, _colour(style.color), "on", _colour(style.bgcolor)])


def _colour(colour: Color | None) -> str:
    """Return a colour's name."""
    return colour.name if colour is not None else "default"


def _name(index: int) -> str:
    """Return a short name for a style: a, b, ... Z, then aa."""
    size = len(ascii_letters)
    return ascii_letters[index] if index < size else _name(index // size - 1) + _name(index % size)
