"""A look-up loads little: neither the screens nor the ORM (architecture.md, Two ways)."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import Kam

HEAVY = ("textual", "sqlmodel", "sqlalchemy", "alembic", "rich.console", "pypinyin", "pydantic",
         "python_calamine", "xlsxwriter", "opencc")  # fmt: skip
#: Not forbidden, but a look-up that does not need them must not pay for them.
NEEDLESS = ("tomllib", "json", "traceback", "shutil", "kamtui.domain.dates",
            "kamtui.domain.views.customer", "kamtui.services.grading", "subprocess",
            "chinese_calendar", "holidays")  # fmt: skip


def loaded(book: Path, *words: str) -> set[str]:
    """Return the modules a command has loaded when it is done."""
    code = (
        "import sys; from kamtui.cli.main import run; code = run(sys.argv[1:]);"
        "sys.stderr.write('\\n'.join(sys.modules)); sys.exit(code)"
    )
    environment = {**os.environ, "KAMTUI_DB": str(book)}
    done = subprocess.run(
        [sys.executable, "-c", code, *words], capture_output=True, env=environment, check=False
    )
    assert done.returncode == 0, done
    return set(done.stderr.decode().splitlines())


@pytest.mark.parametrize(
    "words",
    [
        ("find", "hdj"),
        ("find", "hdj", "--json"),
        ("find", "报价", "--notes"),
        ("agenda",),
        ("agenda", "--json"),
        ("agenda", "--brief"),
        ("--lang", "zh", "show", "hdj"),
        ("history",),
        ("settings", "list"),
        ("grades",),
        ("date", "2w"),
    ],
)
def test_reads_load_neither_screens_nor_orm(
    huadong: Kam, book_path: Path, words: tuple[str, ...]
) -> None:
    huadong("log", "hdj", "谈报价")
    modules = loaded(book_path, "--today", "2026-11-22", *words)
    assert not {name for name in modules if name.startswith(HEAVY)}


@pytest.mark.parametrize("words", [("find", "hdj"), ("agenda",), ("agenda", "--brief")])
def test_look_ups_load_nothing_needless(
    huadong: Kam, book_path: Path, words: tuple[str, ...]
) -> None:
    modules = loaded(book_path, "--today", "2026-11-22", *words)
    assert sorted(modules.intersection(NEEDLESS)) == []


def test_the_morning_line_waits_for_no_table(huadong: Kam, book_path: Path) -> None:
    del huadong
    modules = loaded(book_path, "--today", "2026-11-27", "agenda", "--brief")
    assert not modules & {
        "dataclasses", "inspect", "decimal", "platformdirs", "tempfile", "rich.cells", "threading",
        "kamtui.domain.enums", "kamtui.present.labels", "kamtui.present.columns",
    }  # fmt: skip


def test_a_look_up_loads_no_dataclass(huadong: Kam, book_path: Path) -> None:
    del huadong
    assert not loaded(book_path, "find", "hdj") & {"dataclasses", "inspect", "platformdirs"}


@pytest.mark.parametrize("words", [("agenda",), ("agenda", "--brief")])
def test_an_agenda_with_a_review_due_loads_no_scoring(
    huadong: Kam, book_path: Path, words: tuple[str, ...]
) -> None:
    modules = loaded(book_path, "--today", "2027-11-22", *words)
    assert not {name for name in modules if name.startswith("kamtui.domain.scoring.e")}
    assert "kamtui.services.live_scores" not in modules


@pytest.mark.parametrize("words", [("find", "hdj"), ("agenda", "--brief")])
def test_look_ups_go_without_pathlib(huadong: Kam, book_path: Path, words: tuple[str, ...]) -> None:
    """It costs a tenth of one; only a book named relative to the folder needs it."""
    assert "pathlib" not in loaded(book_path, "--today", "2026-11-22", *words)
