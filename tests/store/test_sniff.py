"""A file that is not ours, newer, encrypted or damaged is named and never touched."""

import os
import random
import shutil
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from tests.store.states import make_customer

from kamtui.domain.errors import KamError
from kamtui.services.desk import Desk
from kamtui.store.schema import APPLICATION_ID, SCHEMA_VERSION

OpenDesk = Callable[..., Desk]
PAGE = 4096
_noise = random.Random(11)


def _with_header(book: bytes, at: int, value: int) -> bytes:
    return book[:at] + value.to_bytes(4, "big") + book[at + 4 :]


def _foreign() -> bytes:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE TABLE moz_places (id INTEGER)")
        connection.commit()
        return connection.serialize()


HOSTILE: list[tuple[str, str, Callable[[bytes], bytes]]] = [
    ("empty", "file.empty", lambda book: b""),
    ("text", "file.not_database", lambda book: b"name,phone\r\n" * 900),
    ("short text", "file.not_database", lambda book: b"hello"),
    ("utf-16 text", "file.not_database", lambda book: "客户名称,电话\n".encode("utf-16") * 300),
    ("zip", "file.not_database", lambda book: b"PK\x03\x04" + bytes(3000)),
    ("nothing but zeros", "file.not_database", lambda book: bytes(PAGE * 4)),
    ("encrypted", "file.encrypted", lambda book: _noise.randbytes(PAGE * 4)),
    ("foreign", "file.foreign", lambda book: _foreign()),
    ("newer", "file.newer", lambda book: _with_header(book, 60, SCHEMA_VERSION + 1)),
    ("far newer", "file.newer", lambda book: _with_header(book, 60, 2**31 - 1)),
    ("half a header", "file.damaged", lambda book: book[:50]),
    ("header only", "file.damaged", lambda book: book[:100]),
    ("one page", "file.damaged", lambda book: book[:PAGE]),
    ("last page gone", "file.damaged", lambda book: book[:-PAGE]),
    ("half the last page", "file.damaged", lambda book: book[: -PAGE // 2]),
    ("odd page size", "file.damaged", lambda book: book[:16] + b"\x0f\xff" + book[18:]),
    ("garbled table list", "file.damaged", lambda book: book[:100] + b"\xa5" * 3996 + book[PAGE:]),
]


@pytest.mark.parametrize(
    ("code", "make"), [row[1:] for row in HOSTILE], ids=[r[0] for r in HOSTILE]
)
@pytest.mark.parametrize("action", ["read", "write"])
def test_refused_untouched_and_named(
    desk_on: OpenDesk,
    template_book: Path,
    tmp_path: Path,
    code: str,
    make: Callable[[bytes], bytes],
    action: str,
) -> None:
    content = make(template_book.read_bytes())
    folder = tmp_path / "folder"
    folder.mkdir()
    path = folder / "book.db"
    path.write_bytes(content)
    desk = desk_on(path)
    for _ in range(2):  # the second time it is known to this process
        with pytest.raises(KamError) as caught:
            _act(desk, action)
        assert (caught.value.code, caught.value.exit_code) == (code, 3)
        assert caught.value.params["path"] == str(path)
    desk.close()
    assert path.read_bytes() == content
    assert [each.name for each in folder.iterdir()] == ["book.db"]


def _act(desk: Desk, action: str) -> None:
    if action == "read":
        with desk.read() as reader:
            reader.rows("SELECT * FROM customer")
    else:
        with desk.write("create") as work:
            make_customer(work, "1")
            work.commit()


def test_damage_anywhere_is_never_repaired_by_accident(
    desk_on: OpenDesk, template_book: Path, tmp_path: Path
) -> None:
    """Reading a file with any one page broken leaves it byte for byte, and fails or answers."""
    book = template_book.read_bytes()
    for page in range(len(book) // PAGE):
        content = book[: page * PAGE] + b"\xa5" * PAGE + book[(page + 1) * PAGE :]
        path = tmp_path / f"{page}.db"
        path.write_bytes(content)
        desk = desk_on(path)
        try:
            _act(desk, "read")
        except KamError as failure:
            assert failure.exit_code == 3
            assert failure.code in {"file.damaged", "file.not_database"}
        desk.close()
        assert path.read_bytes() == content


def test_a_folder_and_a_pipe(desk_on: OpenDesk, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for path, code in ((tmp_path, "file.is_directory"), (pipe, "file.not_database")):
        for action in ("read", "write"):
            with pytest.raises(KamError) as caught:
                _act(desk_on(path), action)
            assert (caught.value.code, caught.value.exit_code) == (code, 3)


def test_a_missing_file_reads_as_empty_and_is_not_created(
    desk_on: OpenDesk, tmp_path: Path
) -> None:
    path = tmp_path / "nowhere" / "book.db"
    _act(desk_on(path), "read")
    assert not path.parent.exists()


@pytest.mark.parametrize("name", ["a?b.db", "a#b.db", "a%20b.db", "客户 本.db", "a&mode=ro.db"])
def test_odd_names_name_the_file_they_name(desk_on: OpenDesk, tmp_path: Path, name: str) -> None:
    path = tmp_path / "folder" / name
    desk = desk_on(path)
    _act(desk, "write")
    with desk.read() as reader:
        assert reader.value("SELECT count(*) FROM customer") == 1
    assert [each.name for each in path.parent.iterdir()] == [name]


def test_an_upgrade_or_restore_by_another_window_is_seen(desk: Desk, book_path: Path) -> None:
    _act(desk, "write")
    with closing(sqlite3.connect(book_path)) as other:
        other.execute(f"PRAGMA user_version={SCHEMA_VERSION + 1}")
    with pytest.raises(KamError) as caught:
        _act(desk, "write")
    assert (caught.value.code, caught.value.exit_code) == ("file.newer", 3)


def test_a_book_that_vanishes_is_not_replaced_by_an_empty_one(desk: Desk, book_path: Path) -> None:
    _act(desk, "write")
    book_path.rename(book_path.with_name("elsewhere.db"))
    for action in ("write", "write"):
        with pytest.raises(KamError) as caught:
            _act(desk, action)
        assert (caught.value.code, caught.value.exit_code) == ("file.missing", 3)
    assert not book_path.exists()


def test_a_symbolic_link_is_the_same_book(desk_on: OpenDesk, book_path: Path) -> None:
    link = book_path.with_name("link.db")
    link.symlink_to(book_path)
    _act(desk_on(book_path), "write")
    with desk_on(link).read() as reader:
        assert reader.value("SELECT count(*) FROM customer") == 1
    assert not Path(f"{link}-journal").exists()


def test_everything_written_is_private_under_a_careless_umask(
    desk_on: OpenDesk, tmp_path: Path, open_umask: None
) -> None:
    path = tmp_path / "one" / "two" / "book.db"
    desk = desk_on(path)
    seen: dict[str, int] = {}
    with desk.write("create") as work:
        make_customer(work, "1")
        for each in path.parent.iterdir():  # the journal lives only now
            seen[each.name] = stat.S_IMODE(each.stat().st_mode)
        work.commit()
    for each in path.parent.iterdir():
        seen[each.name] = stat.S_IMODE(each.stat().st_mode)
    assert set(seen.values()) == {0o600}
    assert {"book.db", "book.db-journal"} <= set(seen)
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(path.parent.parent.stat().st_mode) == 0o700


@pytest.mark.skipif(os.name == "nt", reason="needs other users")
def test_what_may_not_be_read_or_written_is_named(template_book: Path, tmp_path: Path) -> None:
    """In a child of another user, because root may do anything."""
    place = Path("/tmp") / f"kamtui-test-{os.getpid()}"
    place.mkdir()
    try:
        shutil.copyfile(template_book, place / "book.db")
        answers: dict[tuple[int, int, str], str] = {}
        for mode, folder_mode, action in [
            (0o000, 0o777, "read"),
            (0o444, 0o777, "write"),
            (0o444, 0o555, "read"),
            (0o444, 0o555, "write"),
            (0o666, 0o555, "write"),
        ]:
            (place / "book.db").chmod(mode)
            place.chmod(folder_mode)
            answers[mode, folder_mode, action] = _as_nobody(place / "book.db", action)
        place.chmod(0o555)
        answers[0, 0o555, "new"] = _as_nobody(place / "new" / "book.db", "write")
        assert answers == {
            (0o000, 0o777, "read"): "file.permission 3",
            (0o444, 0o777, "write"): "file.read_only 3",
            (0o444, 0o555, "read"): "done",
            (0o444, 0o555, "write"): "file.read_only 3",
            (0o666, 0o555, "write"): "file.read_only 3",
            (0, 0o555, "new"): "file.permission 3",
        }
        assert (place / "book.db").read_bytes() == template_book.read_bytes()
        assert [each.name for each in place.iterdir()] == ["book.db"]
    finally:
        place.chmod(0o700)
        shutil.rmtree(place)


def _as_nobody(path: Path, action: str) -> str:
    from tests.conftest import make_desk

    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        answer = "crashed"
        try:
            if os.getuid() == 0:
                os.setgid(65534)
                os.setuid(65534)
            _act(make_desk(path), action)
            answer = "done"
        except KamError as failure:
            answer = f"{failure.code} {failure.exit_code}"
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


def test_our_number_is_in_the_header(template_book: Path) -> None:
    header = template_book.read_bytes()[:100]
    assert int.from_bytes(header[68:72], "big") == APPLICATION_ID
    assert int.from_bytes(header[60:64], "big") == SCHEMA_VERSION
