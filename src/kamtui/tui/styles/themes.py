"""The palettes as Textual themes: every role is a CSS variable, and none is derived."""

from textual.theme import Theme

from kamtui.tui.styles.palettes import PALETTES, Palette

__all__ = ["theme_of", "themes"]


def theme_of(palette: Palette) -> Theme:
    """Return a palette as a theme; ``$muted``, ``$late``, ``$cursor-row`` ... are its roles."""

    def colour(name: str) -> str:
        return name if name.startswith("#") else f"ansi_{name}"

    return Theme(
        name=palette.name,
        primary=colour(palette.accent),
        secondary=colour(palette.grade_b),
        accent=colour(palette.accent),
        warning=colour(palette.late),
        error=colour(palette.very_late),
        success=colour(palette.accent),
        foreground=colour(palette.text),
        background=colour(palette.background),
        surface=colour(palette.background),
        panel=colour(palette.panel),
        boost=colour(palette.panel),
        dark=palette.dark,
        ansi=not palette.planes,
        variables={
            "background": colour(palette.background),
            "panel": colour(palette.panel),
            "surface": colour(palette.background),
            "foreground": colour(palette.text),
            "accent": colour(palette.accent),
            "muted": colour(palette.muted),
            "late": colour(palette.late),
            "very-late": colour(palette.very_late),
            "cursor-row": colour(palette.cursor),
            "grade-a": colour(palette.grade_a),
            "grade-b": colour(palette.grade_b),
            "grade-c": colour(palette.grade_c),
            "ansi-background": "ansi_black",
            "ansi-foreground": "ansi_white",
            "mark": colour(palette.mark),
            "rule": colour(palette.rule),
            "input-cursor-background": colour(palette.text),
            "input-cursor-foreground": colour(palette.background),
            "input-selection-background": colour(palette.cursor),
            "block-cursor-background": colour(palette.cursor),
            "block-cursor-foreground": colour(palette.text),
        },
    )


def themes() -> tuple[Theme, ...]:
    """Return all themes."""
    return tuple(theme_of(palette) for palette in PALETTES.values())
