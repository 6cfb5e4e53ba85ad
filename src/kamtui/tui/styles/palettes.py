"""The colours of each theme by role: the exact table of ux.md, no Textual needed."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

__all__ = ["ANSI", "DARK", "LIGHT", "PALETTES", "Palette", "ThemeName", "choose_theme"]

ThemeName = Literal["dark", "light", "ansi"]


class Palette(NamedTuple):
    """Colours by role, as Rich names or ``#rrggbb``.

    ``planes`` is false where the terminal's own sixteen colours leave no second background: the
    cursor row is then drawn in reverse and the active tab in brackets (look.md, What degrades).
    """

    name: ThemeName
    dark: bool
    planes: bool
    background: str
    panel: str
    cursor: str
    text: str
    muted: str
    accent: str
    late: str
    very_late: str
    grade_a: str
    grade_b: str
    grade_c: str
    mark: str
    rule: str

    def grade(self, letter: str | None) -> str:
        """Return the colour of a grade; letters beyond B share C's."""
        return {"A": self.grade_a, "B": self.grade_b}.get(letter or "", self.grade_c)


DARK = Palette(
    name="dark",
    dark=True,
    planes=True,
    background="#1c1c1c",
    panel="#262626",
    cursor="#3a3a3a",
    text="#dadada",
    muted="#a8a8a8",
    accent="#5fd7d7",
    late="#ffaf5f",
    very_late="#ff875f",
    grade_a="#ffd75f",
    grade_b="#87afff",
    grade_c="#b2b2b2",
    mark="#d7afff",
    rule="#4e4e4e",
)

LIGHT = Palette(
    name="light",
    dark=False,
    planes=True,
    background="#ffffff",
    panel="#eeeeee",
    cursor="#d7ffff",
    text="#1c1c1c",
    muted="#585858",
    accent="#005f5f",
    late="#875f00",
    very_late="#af0000",
    grade_a="#5f5f00",
    grade_b="#005faf",
    grade_c="#4e4e4e",
    mark="#5f00af",
    rule="#bcbcbc",
)

ANSI = Palette(
    name="ansi",
    dark=True,
    planes=False,
    background="default",
    panel="default",
    cursor="default",
    text="default",
    muted="default",
    accent="cyan",
    late="yellow",
    very_late="yellow",
    grade_a="yellow",
    grade_b="cyan",
    grade_c="default",
    mark="magenta",
    rule="bright_black",
)

PALETTES: dict[ThemeName, Palette] = {"dark": DARK, "light": LIGHT, "ansi": ANSI}


def choose_theme(wanted: str | None, environ: Mapping[str, str]) -> ThemeName:
    """Return the theme to start in: the user's choice, else `ansi` below 256 colours.

    Args:
        wanted: A theme's name; ``auto``, None and unknown names leave the choice to the terminal.
        environ: The process environment.
    """
    if wanted in ("dark", "light", "ansi"):
        return wanted  # type: ignore[return-value]
    if "NO_COLOR" in environ:
        return "ansi"
    if environ.get("COLORTERM", "").lower() in ("truecolor", "24bit"):
        return "dark"
    term = environ.get("TERM", "")
    if "256" in term or "direct" in term or "kitty" in term or "WT_SESSION" in environ:
        return "dark"
    return "ansi"
