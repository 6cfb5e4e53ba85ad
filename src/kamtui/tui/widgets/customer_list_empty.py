"""What a customer list without rows says: how to begin, or that nobody fits or was found."""

from __future__ import annotations

from kamtui.i18n import _
from kamtui.present.safe_text import safe_text
from kamtui.tui.widgets.empty import WordRows, ways_to_begin
from kamtui.tui.widgets.prompt import Part

__all__ = ["WordRows", "empty_book", "no_match", "nobody_fits"]


def empty_book() -> list[tuple[Part, ...]]:
    """Return how to start a book without customers (ux.md, Empty states 4)."""
    return [
        (),
        ((_("No customers yet"), "text", True),),
        (),
        *ways_to_begin(_("add one in a line")),
    ]


def no_match(words: str) -> list[tuple[Part, ...]]:
    """Return that a search found nobody, and what else finds somebody."""
    return [
        (),
        ((_("No customer found for") + " ", "text", True), (safe_text(words), "text", True)),
        (),
        ((_("Part of a name finds it, pinyin initials, a contact,"), "muted", False),),
        ((_("or the last digits of a phone number."), "muted", False),),
    ]


def nobody_fits(words: str) -> list[tuple[Part, ...]]:
    """Return that a filter leaves nobody, and how to get everybody back."""
    return [
        (),
        (
            (_("No customer fits") + " ", "text", True),
            (safe_text(words), "text", True),
        ),
        (),
        (
            ("Esc", "accent", False),
            (" " + _("shows everybody") + "   ", "muted", False),
            ("f", "accent", False),
            (" " + _("changes the filter"), "muted", False),
        ),
    ]
