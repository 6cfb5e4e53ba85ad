"""A full or read-only disk costs nothing: a plain code, the old data whole, no partial file."""

import os
import resource
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text
from tests.conftest import make_desk
from tests.soak.victims import leftovers
from tests.store.states import Typist, as_text, make_customer, state_of, try_write

from kamtui.config.paths import backup_folder
from kamtui.domain.errors import KamError
from kamtui.domain.ids import new_id
from kamtui.services import safety
from kamtui.services.desk import Desk
from kamtui.store import engine as engines
from kamtui.store.restore import verify_backup

pytestmark = pytest.mark.soak
SAID = {"file.full", "file.failed", "file.read_only"}


@pytest.fixture
def worn(book_path: Path) -> Path:
    """Return a book with some life in it."""
    typist = Typist(make_desk(book_path), 1)
    for _ in range(30):
        try_write(typist)
    return book_path


def save(desk: Desk) -> None:
    """Write one customer with a long remark."""
    with desk.write("create") as work:
        make_customer(work, new_id()).remarks = "长" * 50_000
        work.commit()


def load(desk: Desk) -> None:
    """Write as an import does."""
    with desk.write("import") as work:
        work.connection.execute(
            text(
                "INSERT INTO product (id, created_at, updated_at, version, name, name_key)"
                " VALUES (:id, '', '', 1, :name, '')"
            ),
            [{"id": new_id(), "name": "产品" * 50} for _ in range(20_000)],
        )
        work.commit()


def back_up(desk: Desk) -> None:
    """Back up among the others."""
    safety.backup_now(desk)


ACTIONS: list[Callable[[Desk], None]] = [save, load, back_up]


def in_child(path: Path, action: Callable[[Desk], None], *, file_limit: int) -> str:
    """Do ``action`` where no file may grow beyond ``file_limit`` bytes; return what was said."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        answer = "crashed"
        try:
            resource.setrlimit(resource.RLIMIT_FSIZE, (file_limit, file_limit))
            action(make_desk(path))
            answer = "done"
        except KamError as failure:
            answer = f"{failure.code} {failure.params.get('path')}"
        except BaseException as problem:
            answer = repr(problem)
        finally:
            os.write(writing, answer.encode())
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        answer = pipe.read()
    os.waitpid(child, 0)
    return answer


def assert_as_before(path: Path, state: str) -> None:
    """The book is whole and holds what it held."""
    with make_desk(path).read() as reader:
        assert reader.rows("PRAGMA integrity_check") == [("ok",)]
    assert as_text(state_of(path)) == state
    assert leftovers(path.parent) == []
    for each in backup_folder(path).glob("*") if backup_folder(path).exists() else ():
        verify_backup(each)


@pytest.mark.parametrize("action", ACTIONS, ids=lambda each: each.__name__)
def test_a_limit_on_file_sizes(worn: Path, action: Callable[[Desk], None]) -> None:
    state = as_text(state_of(worn))
    size = worn.stat().st_size
    heard = []
    for limit in (size // 3, size - 4096, size, size + 4096, size + 20_000):
        answer = in_child(worn, action, file_limit=limit)
        heard.append(answer)
        if answer == "done":
            assert action is back_up  # it fits
            assert limit >= size
        else:
            assert answer.split()[0] in SAID, answer
            assert_as_before(worn, state)
    print(f"\n{action.__name__} under 5 limits: {heard}")
    action(make_desk(worn))  # and with room it works


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Mount a disk of 3 MB where that is allowed."""
    place = tmp_path / "small"
    place.mkdir()
    mount = shutil.which("mount")
    if os.getuid() != 0 or mount is None:
        pytest.skip("only root may mount")
    done = subprocess.run(
        [mount, "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(place)], capture_output=True
    )
    if done.returncode:
        pytest.skip("mounting is not allowed here")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=False)


@pytest.mark.parametrize("free", [0, 4096, 40_960, 409_600])
@pytest.mark.parametrize("action", ACTIONS, ids=lambda each: each.__name__)
def test_a_disk_that_is_full(
    worn: Path, small_disk: Path, free: int, action: Callable[[Desk], None]
) -> None:
    path = small_disk / "book.db"
    shutil.copyfile(worn, path)
    state = as_text(state_of(path))
    filler = small_disk / "filler"
    room = os.statvfs(small_disk)
    filler.write_bytes(bytes(max(0, room.f_bavail * room.f_frsize - free)))
    try:
        action(make_desk(path))
        answer = "done"
    except KamError as failure:
        answer = failure.code
        assert failure.exit_code == 3
        assert failure.code == "file.full"
        assert str(failure.params["path"]).startswith(str(small_disk))
        assert failure.params["free_mb"] == 0
        assert_as_before(path, state)
    print(f"\n{action.__name__} with {free} bytes free: {answer}")
    filler.unlink()
    if action is not load:
        action(make_desk(path))


def test_a_new_book_on_a_full_disk(small_disk: Path) -> None:
    room = os.statvfs(small_disk)
    filler = small_disk / "filler"
    filler.write_bytes(bytes(room.f_bavail * room.f_frsize - 50_000))
    path = small_disk / "new.db"
    with pytest.raises(KamError) as caught:
        save(make_desk(path))
    assert caught.value.code == "file.full"
    assert caught.value.params["path"] == str(path)
    assert [each.name for each in small_disk.iterdir()] == ["filler"]


def test_a_restore_on_a_full_disk(worn: Path, small_disk: Path) -> None:
    path = small_disk / "book.db"
    shutil.copyfile(worn, path)
    source = worn.parent / "source.db"
    safety.backup_now(make_desk(worn), to=source)
    save(make_desk(path))
    state = as_text(state_of(path))
    room = os.statvfs(small_disk)
    (small_disk / "filler").write_bytes(bytes(room.f_bavail * room.f_frsize - 8192))
    with pytest.raises(KamError) as caught:
        safety.restore(make_desk(path), source=source)
    assert caught.value.code == "file.full"
    assert_as_before(path, state)


def test_a_book_that_may_not_grow(worn: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    state = as_text(state_of(worn))
    with closing(sqlite3.connect(worn)) as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
    for more in (0, 1, 5):
        with monkeypatch.context() as patch:
            limit = (*engines._PRAGMAS, f"PRAGMA max_page_count={pages + more}")
            patch.setattr(engines, "_PRAGMAS", limit)
            for action in (save, load):
                with pytest.raises(KamError) as caught:
                    action(make_desk(worn))
                assert (caught.value.code, caught.value.exit_code) == ("file.full", 3)
                assert caught.value.params["path"] == str(worn)
                assert_as_before(worn, state)
    save(make_desk(worn))
    print("\nsave and import in a book that may grow by 0, 1, 5 pages: refused, nothing lost")
