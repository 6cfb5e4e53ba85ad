"""Books built once and kept between runs, and the table at the end."""

import os
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from tests.benchmarks import commands, report

from kamtui.services.sample import build
from kamtui.services.sample.building import GENERATOR
from kamtui.store.schema import SCHEMA_VERSION

#: Customers, communications and orders of the books that are measured.
SIZES = {
    "100": (100, 1_000, 100),
    "10k": (10_000, 100_000, 100_000),
    "100k": (100_000, 1_000_000, 100_000),
}


@pytest.fixture(scope="session")
def book_of() -> Callable[[str], Path]:
    """Return a book by the name of its size, built at first need."""
    folder = Path(
        os.environ.get("KAMTUI_BENCHMARK_DIR")
        or Path(tempfile.gettempdir()) / f"kamtui-benchmarks-{os.getuid()}"
    )
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def get(size: str) -> Path:
        path = folder / f"{size}-{commands.TODAY}-s{SCHEMA_VERSION}-g{GENERATOR}.db"
        if not path.exists():
            customers, communications, orders = SIZES[size]
            build(
                path,
                today=date.fromisoformat(commands.TODAY),
                customers=customers,
                communications=communications,
                orders=orders,
            )
        return path

    return get


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    """Return an environment that touches nothing of this computer's."""
    return commands.environment(tmp_path)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the table after everything else."""
    if report.ROWS:
        terminalreporter.section("speed.md")
        for line in report.table():
            terminalreporter.write_line(line)
