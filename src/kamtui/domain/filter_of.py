"""Whose rows a saved filter leaves."""

from enum import StrEnum

__all__ = ["FilterOf"]


class FilterOf(StrEnum):
    """How the setting of a saved filter begins, before its name; each list has names of its own."""

    CUSTOMERS = "filter."
    AGENDA = "agenda.filter."
    GRADES = "grades.filter."
