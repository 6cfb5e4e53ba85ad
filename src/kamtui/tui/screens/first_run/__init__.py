"""The first start: one screen that asks how to begin, where there is no book yet."""

from kamtui.tui.screens.first_run.screen import FirstRunScreen

__all__ = ["FirstRunScreen"]
