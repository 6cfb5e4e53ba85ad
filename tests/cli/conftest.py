"""The command line in process, over a book of its own, on Sunday 22 November 2026."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from kamtui.cli.main import run
from kamtui.config import paths
from kamtui.i18n import set_language


class Said(NamedTuple):
    """What a command answered."""

    code: int
    raw: bytes
    err: str

    @property
    def out(self) -> str:
        """Standard output as text."""
        return self.raw.decode("utf-8")

    @property
    def lines(self) -> list[str]:
        """Its lines."""
        return self.out.splitlines()

    def json(self) -> Any:
        """Its one JSON document."""
        return json.loads(self.raw)


Kam = Callable[..., Said]


@pytest.fixture(autouse=True)
def _language_as_before() -> Iterator[None]:
    yield
    set_language("en")


@pytest.fixture
def kam(
    book_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> Kam:
    """Return a caller of commands: ``kam("find", "hdj")``; a code other than 0 is asked for."""
    monkeypatch.setenv("KAMTUI_DB", str(book_path))
    monkeypatch.setenv("KAMTUI_TODAY", "2026-11-22")
    monkeypatch.setenv("KAMTUI_LANG", "en")

    def call(*words: str, code: int = 0) -> Said:
        capsysbinary.readouterr()
        found = run(list(words))
        captured = capsysbinary.readouterr()
        said = Said(found, captured.out, captured.err.decode("utf-8"))
        assert said.code == code, f"{words}: {said.code} {said.out} {said.err}"
        return said

    return call


@pytest.fixture
def huadong(kam: Kam) -> Kam:
    """Return the caller over a book with one customer, 华东机械有限公司 with 李总, grade A."""
    kam("add", "华东机械有限公司 13800138000 @李总 #A >fri 报价")
    return kam


@pytest.fixture
def other_device(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Return what makes the next commands another computer's."""

    def become(name: str) -> None:
        monkeypatch.setenv("KAMTUI_STATE_DIR", str(tmp_path / f"state-{name}"))
        paths.forget()

    return become
