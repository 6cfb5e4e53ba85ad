"""Codes that are made of parts have sentences too: typed dates, one-line grammars, the doctor."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import kamtui
from kamtui.present.error_words import SENTENCES

SOURCE = Path(kamtui.__file__).parent


def strings(*files: str, call: str) -> Iterator[str]:
    """Yield the first literal argument of every call of a name in some files."""
    for file in files:
        for path in sorted(SOURCE.glob(file)):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") == call:
                    first = node.args[0] if node.args else None
                    if isinstance(first, ast.Constant) and isinstance(first.value, str):
                        yield first.value


def test_dates() -> None:
    refused = set(strings("domain/dates/*.py", call="RefusedDateError"))
    assert {"past", "future", "unknown"} <= refused
    for code in refused | {"empty", "invalid", "ambiguous"}:
        assert f"date.{code}" in SENTENCES


def test_one_line_grammars() -> None:
    found = set(strings("domain/*.py", call="LineProblem"))
    assert {"next.twice", "name.missing"} <= found
    assert found <= SENTENCES.keys()


def test_the_doctor() -> None:
    found = set(strings("services/doctor*.py", call="Problem"))
    assert "doctor.dangling" in found
    assert found <= SENTENCES.keys()


@pytest.mark.parametrize("folder", ["services", "cli", "store", "exchange", "tui", "domain"])
def test_every_code_raised(folder: str) -> None:
    assert set(strings(f"{folder}/**/*.py", call="KamError")) <= SENTENCES.keys()
