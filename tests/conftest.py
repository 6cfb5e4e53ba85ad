"""What every test stands on: an isolated environment, a fixed day, and a book made once."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from kamtui.config import paths
from kamtui.config.preferences import Preferences
from kamtui.services.clock import FixedClock
from kamtui.services.desk import Desk
from kamtui.store.location import Location

# Makes ``tests.store.states`` and the like importable however pytest is started.
sys.path.insert(0, str(Path(__file__).parents[1]))

# The same examples on every run, so that a change is judged by what it changes; a search for new
# ones is `HYPOTHESIS_PROFILE=wander`.
settings.register_profile(
    "steady", derandomize=True, deadline=None, database=None,
    suppress_health_check=[HealthCheck.too_slow],
)  # fmt: skip
settings.register_profile("wander", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))

#: Sunday morning in Shanghai, the day every test takes place on.
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=timezone(timedelta(hours=8)))
TODAY = date(2026, 11, 22)


def pytest_xdist_auto_num_workers() -> int:
    """Return two workers a core: a screen's test waits for conditions most of its time."""
    return 2 * (os.cpu_count() or 1)


_UNSET = (
    "LC_ALL",
    "LC_MESSAGES",
    "LANGUAGE",
    "KAMTUI_DB",
    "KAMTUI_LANG",
    "KAMTUI_TODAY",
    "KAMTUI_READER",
    "NO_COLOR",
)


@pytest.fixture(autouse=True)
def isolated_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Keep every test away from this computer's book, settings, locale and zone."""
    for kind in ("data", "config", "state"):
        monkeypatch.setenv(f"KAMTUI_{kind.upper()}_DIR", str(tmp_path / f"{kind}-home"))
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    monkeypatch.setenv("USER", "tester")
    for name in _UNSET:
        monkeypatch.delenv(name, raising=False)
    paths.forget()
    yield
    paths.forget()


@pytest.fixture(scope="session")
def unsynced() -> Iterator[None]:
    """Spare the tests the wait for the disk: no power fails in the middle of one."""
    from kamtui.store import engine

    with pytest.MonkeyPatch.context() as patch:
        quick = tuple(each.replace("=EXTRA", "=OFF") for each in engine._PRAGMAS)
        patch.setattr(engine, "_PRAGMAS", quick)
        yield


@pytest.fixture(scope="session")
def template_book(tmp_path_factory: pytest.TempPathFactory, unsynced: None) -> Path:
    """Return an empty book of today's schema, made once per worker; copy it, never open it."""
    from kamtui.store.migrate import create_book

    path = tmp_path_factory.mktemp("template") / "book.db"
    create_book(path)
    return path


@pytest.fixture
def book_path(template_book: Path, tmp_path: Path) -> Path:
    """Return a fresh empty book that exists, in its own private folder."""
    folder = tmp_path / "book"
    folder.mkdir(mode=0o700)
    path = folder / "book.db"
    shutil.copyfile(template_book, path)
    path.chmod(0o600)
    return path


@pytest.fixture
def clock() -> FixedClock:
    """Return the clock that stands at `NOW`."""
    return FixedClock(NOW)


def make_desk(path: Path, *, device: str = "device-one", clock: FixedClock | None = None) -> Desk:
    """Return a desk over ``path``; another ``device`` is another window's or laptop's hand."""
    return Desk(
        location=Location(path=path),
        clock=clock or FixedClock(NOW),
        preferences=Preferences(),
        actor="tester",
        device=device,
    )


@pytest.fixture
def desk(book_path: Path, clock: FixedClock) -> Iterator[Desk]:
    """Return a desk over an empty book on Sunday, 22 November 2026, 09:00 in Shanghai."""
    opened = make_desk(book_path, clock=clock)
    yield opened
    opened.close()


@pytest.fixture
def desk_on(clock: FixedClock) -> Iterator[Callable[..., Desk]]:
    """Return a maker of further desks, closed at the end: ``desk_on(path, device="two")``.

    A second desk on the same path is a second window; another device is another laptop's hand.
    """
    opened: list[Desk] = []

    def make(path: Path, *, device: str = "device-one", clock: FixedClock = clock) -> Desk:
        opened.append(make_desk(path, device=device, clock=clock))
        return opened[-1]

    yield make
    for each in opened:
        each.close()


@pytest.fixture
def now_utc() -> datetime:
    """Return the fixed instant in UTC."""
    return NOW.astimezone(UTC)


@pytest.fixture
def open_umask() -> Iterator[None]:
    """Let a test run under the most careless umask there is."""
    before = os.umask(0)
    yield
    os.umask(before)
