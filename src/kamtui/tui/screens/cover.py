"""Something else in the place of a screen's list for a while; no dialog, nothing dims."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.widget import Widget

    from kamtui.tui.screens.base import KamScreen
    from kamtui.tui.widgets.keys import FooterKey

__all__ = ["covered"]


@asynccontextmanager
async def covered(
    screen: KamScreen, widget: Widget, keys: Sequence[FooterKey]
) -> AsyncIterator[None]:
    """Show a widget where the list was, with its own hints; afterwards all is as before."""
    own, focused = screen.main_list, screen.focused
    await screen.query_one("#left").mount(widget, after=own)
    own.display = False
    widget.display = True
    screen.overlaid = True
    screen.add_class("covered")
    for preview in screen.query("#preview, #weeks"):
        preview.display = False
    screen.status.place("")
    screen.form_keys = tuple(keys)
    screen.keys_row.show(screen.form_keys)
    try:
        yield
    finally:
        own.display = True
        screen.remove_class("covered")
        screen.overlaid, screen.form_keys = False, ()
        if widget.is_attached:
            widget.remove()
        if screen.query("#keys"):  # none where the program is ending
            screen.lay_out()
            screen.refresh_words()
            if focused is own or screen.focused is None:  # hidden, it lost the keyboard to nobody
                screen.set_focus(own, scroll_visible=False)
