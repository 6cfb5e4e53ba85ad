"""Shapes of JSON: which keys there are and of which type, as a contract states them."""

import re
from collections.abc import Mapping
from typing import Any

ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
DECIMAL = re.compile(r"-?\d+\.\d{2}")


def day(value: object) -> bool:
    """Tell whether a value is an ISO date."""
    return isinstance(value, str) and ISO_DAY.fullmatch(value) is not None


def instant(value: object) -> bool:
    """Tell whether a value is an aware ISO time."""
    return isinstance(value, str) and re.search(r"T.*([+-]\d\d:\d\d|Z)$", value) is not None


def amount(value: object) -> bool:
    """Tell whether a value is a decimal string."""
    return isinstance(value, str) and DECIMAL.fullmatch(value) is not None


def number(value: object) -> bool:
    """Tell whether a value is a number, and not a truth value."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def text(value: object) -> bool:
    """Tell whether a value is text."""
    return isinstance(value, str)


def boolean(value: object) -> bool:
    """Tell whether a value is true or false."""
    return isinstance(value, bool)


def listed(value: object) -> bool:
    """Tell whether a value is a list."""
    return isinstance(value, list)


def mapped(value: object) -> bool:
    """Tell whether a value is an object."""
    return isinstance(value, dict)


def anything(value: object) -> bool:
    """Accept any value."""
    return True


def either(*shapes: Any) -> Any:
    """Return a shape that values of any of these have."""
    return lambda value: any(shape(value) for shape in shapes)


def maybe(shape: Any) -> Any:
    """Return a shape that null has too."""
    return lambda value: value is None or shape(value)


def assert_shape(document: Mapping[str, Any], shape: Mapping[str, Any]) -> None:
    """Fail for a key that is missing or whose value is not of its shape."""
    missing = shape.keys() - document.keys()
    assert not missing, f"missing: {sorted(missing)}"
    for name, check in shape.items():
        value = document[name]
        if isinstance(check, Mapping):
            assert_shape(value, check)
        else:
            assert check(value), f"{name} = {value!r}"
