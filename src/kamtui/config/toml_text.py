"""TOML out: documents as text, and one value changed in a text that people wrote."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_HEADER = re.compile(r"\s*\[")
_SHORT = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}


def value_text(value: object) -> str:
    """Return one value as TOML.

    Raises:
        TypeError: TOML has no such value (None among them).
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return repr(value)
    if isinstance(value, str):
        return f'"{"".join(map(_escaped, value))}"'
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    if isinstance(value, Mapping):
        inner = ", ".join(f"{key_text(name)} = {value_text(each)}" for name, each in value.items())
        return f"{{ {inner} }}" if inner else "{}"
    if isinstance(value, Sequence):
        return f"[{', '.join(map(value_text, value))}]"
    raise TypeError(type(value).__name__)


def key_text(name: str) -> str:
    """Return a key, quoted where it needs to be."""
    return name if _BARE.fullmatch(name) else value_text(name)


def document_text(document: Mapping[str, object]) -> str:
    """Return a whole document, plain values before tables."""
    return "\n".join([*_lines(document, ())]).lstrip("\n") + "\n" if document else ""


def with_value(text: str, name: str, value: object) -> str:
    """Return a document's text with one top-level value set, all else as it was written.

    The value's line is rewritten where it stands, else put before the first table.  For a value
    that spans lines the result is not right: read it back before it is used.
    """
    line = f"{key_text(name)} = {value_text(value)}"
    lines = text.splitlines()
    top = next((at for at, each in enumerate(lines) if _HEADER.match(each)), len(lines))
    wanted = re.compile(rf"\s*(?:{re.escape(name)}|\"{re.escape(name)}\")\s*=")
    for at in range(top):
        if wanted.match(lines[at]):
            # A comment behind the value stays; a # inside quotes is not one.
            comment = re.search(r"(?<=\s)#[^\"']*$", lines[at])
            lines[at] = f"{line}  {comment[0]}" if comment else line
            break
    else:
        while top and not lines[top - 1].strip():
            top -= 1
        lines.insert(top, line)
    return "\n".join(lines) + "\n"


def with_entry(text: str, table: str, name: str, value: object | None) -> str:
    """Return a document's text with one value of a table set, or its line gone for None.

    All else stays as it was written; a table that is not there is begun at the end.  As with
    `with_value` the result has to be read back before it is used.
    """
    lines = text.splitlines()
    head = re.compile(rf"\s*\[\s*{re.escape(table)}\s*\]")
    at = next((place for place, each in enumerate(lines) if head.match(each)), None)
    line = f"{key_text(name)} = {value_text(value)}" if value is not None else None
    if at is None:
        if line is not None:
            lines += [*([""] if lines else []), f"[{table}]", line]
        return "\n".join(lines) + "\n"
    end = next(
        (place for place in range(at + 1, len(lines)) if _HEADER.match(lines[place])), len(lines)
    )
    quoted = re.escape(name)
    wanted = re.compile(rf"\s*(?:{quoted}|\"{quoted}\"|'{quoted}')\s*=")
    place = next((place for place in range(at + 1, end) if wanted.match(lines[place])), None)
    if place is None:
        while end > at + 1 and not lines[end - 1].strip():
            end -= 1
        lines[end:end] = [line] if line is not None else []
    elif line is None:
        del lines[place]
    else:
        comment = re.search(r"(?<=\s)#[^\"']*$", lines[place])
        lines[place] = f"{line}  {comment[0]}" if comment else line
    return "\n".join(lines) + "\n"


def _lines(table: Mapping[str, object], path: tuple[str, ...]) -> list[str]:
    plain = {name: each for name, each in table.items() if not isinstance(each, Mapping)}
    lines = []
    if path and (plain or not table):
        lines += ["", f"[{'.'.join(map(key_text, path))}]"]
    lines += [f"{key_text(name)} = {value_text(each)}" for name, each in plain.items()]
    for name, each in table.items():
        if isinstance(each, Mapping):
            lines += _lines(each, (*path, name))
    return lines


def _escaped(character: str) -> str:
    if character in _SHORT:
        return _SHORT[character]
    code = ord(character)
    if code < 0x20 or 0x7F <= code < 0xA0 or 0x200B <= code < 0x2070 or 0xD800 <= code < 0xE000:
        # A lone surrogate has no TOML at all; the stand-in keeps the file readable.
        return "?" if 0xD800 <= code < 0xE000 else f"\\u{code:04x}"
    return character
