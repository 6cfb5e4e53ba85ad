"""Bringing a file in: choose it, look at how it is read, change that, import, undo."""

from kamtui.tui.screens.importing.screen import ImportScreen, open_import

__all__ = ["ImportScreen", "open_import"]
