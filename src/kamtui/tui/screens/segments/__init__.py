"""Segments: who is where by a dimension, who moved, a customer's portrait."""

from kamtui.tui.screens.segments.screen import SegmentsScreen

__all__ = ["SegmentsScreen"]
