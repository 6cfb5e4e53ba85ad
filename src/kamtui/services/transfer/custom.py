"""Columns of people's own, kept beside the fields the program knows."""

from collections.abc import Mapping

from kamtui.exchange.formula_guard import unguard

#: What stands before the name of an own field that reads like one of the program's; `edit` takes
#: the same spelling.
OWN_PREFIX = "custom."


def own_fields(cells: Mapping[str, str]) -> dict[str, str]:
    """Return own fields by name, as an export of ours may have spelled them."""
    found = ((unguard(name), value) for name, value in cells.items())
    return {name.removeprefix(OWN_PREFIX) or name: value for name, value in found}
