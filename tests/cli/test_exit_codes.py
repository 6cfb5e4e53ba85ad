"""Exit codes and sentences: what cannot be done says so, in either language, and harms nothing."""

import hashlib
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import Kam

READS = (
    ("find", "x"), ("agenda",), ("agenda", "--brief"), ("show", "x"), ("grades",), ("history",),
    ("undo",), ("log", "x", "y"), ("add", "Acme"), ("settings", "list"), ("doctor",), ("backup",),
)  # fmt: skip


def _text(path: Path) -> None:
    path.write_text("hello")


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _folder(path: Path) -> None:
    path.mkdir()


def _truncated(path: Path) -> None:
    path.write_bytes(path.with_name("book.db").read_bytes()[:3000])


@pytest.mark.parametrize("make", [_text, _empty, _folder, _truncated])
@pytest.mark.parametrize("words", READS)
def test_a_file_that_cannot_be_used_is_3(
    kam: Kam, book_path: Path, make: object, words: tuple[str, ...]
) -> None:
    path = book_path.with_name("bad.db")
    make(path)  # type: ignore[operator]
    before = _state(path)
    said = kam("--db", str(path), *words, code=3)
    assert str(path) in (said.out if words == ("doctor",) else said.err)
    assert "fault of its own" not in said.err
    assert _state(path) == before


def _state(path: Path) -> object:
    return path.is_dir() or hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_missing_book_reads_as_an_empty_one(kam: Kam, tmp_path: Path, language: str) -> None:
    path = tmp_path / "none.db"
    for words, code in (
        (("agenda",), 0), (("agenda", "--brief"), 0), (("find", "x"), 1), (("grades",), 0),
        (("history",), 0), (("undo",), 1), (("redo",), 1), (("show", "x"), 1), (("doctor",), 0),
        (("done", "abcdef"), 1), (("settings",), 0), (("delete", "x"), 1), (("backup",), 3),
        (("backup", "--list"), 0), (("grades", "accept", "--all"), 1), (("log", "x", "y"), 1),
        ((), 0),
    ):  # fmt: skip
        said = kam("--lang", language, "--db", str(path), *words, code=code)
        assert said.out or said.err
        assert "fault of its own" not in said.err
    assert not path.exists()


@pytest.mark.parametrize(
    "words",
    [
        ("frob",),
        ("find",),
        ("find", "x", "--frob"),
        ("find", "x", "--limit", "many"),
        ("agenda", "--days", "-1"),
        ("--lang", "xx", "agenda"),
        ("--today", "2026-13-01", "agenda"),
        ("agenda", "--today", "someday"),
        ("settings", "frob"),
        ("settings", "set", "stale.days"),
        ("settings", "get"),
        ("settings", "get", "nothing"),
        ("settings", "set", "theme", "pink"),
        ("grades", "accept"),
        ("grades", "override", "x"),
        ("grades", "explain"),
        ("grades", "what-if", "--cut", "A"),
        ("edit", "hdj", "city"),
        ("--db", "", "--db", "postgresql://", "agenda"),
    ],
)
def test_usage_is_2(huadong: Kam, words: tuple[str, ...]) -> None:
    said = huadong(*words, code=2)
    assert said.err and not said.out


@pytest.mark.parametrize(
    "words",
    [
        ("show", "nobody"),
        ("done", "ffffff"),
        ("snooze", "ffffff", "fri"),
        ("plan", "hdj", "yesterday", "x"),
        ("grades", "override", "hdj", "B"),
        ("grades", "override", "hdj", "Z", "--reason", "x"),
        ("grades", "accept", "hdj"),
        ("grades", "--model", "nope"),
        ("restore-record", "x"),
        ("add", "华东机械有限公司"),
        ("edit", "hdj", "grade=Z"),
    ],
)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_was_not_done_is_1_and_said(
    huadong: Kam, words: tuple[str, ...], language: str
) -> None:
    said = huadong("--lang", language, *words, code=1)
    assert said.err.strip() and not said.out
    assert "could not be done" not in said.err and "?" not in said.err.replace("？", "")


def test_usage_errors_speak_chinese(kam: Kam) -> None:
    assert "缺少参数" in kam("--lang", "zh", "find", code=2).err
    assert "没有" in kam("--lang=zh", "frob", code=2).err


def test_environment_variables(huadong: Kam, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAMTUI_TODAY", "2026-12-09")
    monkeypatch.setenv("KAMTUI_LANG", "zh")
    assert "!12天" in huadong("agenda").out
    assert "!12d" in huadong("--lang", "en", "agenda").out
    monkeypatch.setenv("KAMTUI_TODAY", "some day")
    huadong("agenda", code=2)


def test_a_word_of_a_crash_keeps_the_data_out(
    huadong: Kam, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from kamtui.services import customers

    def broken(*_words: object, **_named: object) -> None:
        raise RuntimeError("华东机械 13800138000")

    monkeypatch.setattr(customers, "find_scored", broken)
    said = huadong("find", "华东", code=1)
    assert "华东" not in said.err and "Traceback" not in said.err
    (note,) = tmp_path.rglob("last-fault.txt")
    assert "13800138000" not in note.read_text() and note.stat().st_mode & 0o777 == 0o600


def _start(words: list[str], book: Path, **more: str) -> "subprocess.Popen[bytes]":
    environment = {**os.environ, "KAMTUI_DB": str(book), "KAMTUI_TODAY": "2026-11-22", **more}
    return subprocess.Popen(
        [sys.executable, "-m", "kamtui", *words],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
    )


def test_a_reader_that_leaves_is_no_error(book_path: Path) -> None:
    process = _start(["date", *["2w"] * 30_000], book_path)
    assert process.stdout and process.stderr
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    process.wait()


def test_ctrl_c_is_130(book_path: Path) -> None:
    process = _start(["settings", "import", "-"], book_path)
    process.wait()  # stdin is empty: nothing to wait for
    process.communicate()
    waiting = subprocess.Popen(
        [sys.executable, "-c",
         "import sys; from kamtui.cli.main import run;"
         "sys.exit(run(['--today', '2026-11-22', 'settings', 'import', '-']))"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env={**os.environ, "KAMTUI_DB": str(book_path)},
        # Whatever runs in the background ignores ctrl+c, and so do its children.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )  # fmt: skip
    try:
        waiting.wait(timeout=1.5)
    except subprocess.TimeoutExpired:
        waiting.send_signal(signal.SIGINT)
    out, err = waiting.communicate(timeout=20)
    assert (waiting.returncode, out, err) == (130, b"", b"")


@pytest.mark.parametrize("locale", ["C", "POSIX", ""])
def test_a_poor_locale_prints_something(huadong: Kam, book_path: Path, locale: str) -> None:
    more = {"LC_ALL": locale, "LANG": locale, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0",
            "TERM": "dumb"}  # fmt: skip
    process = _start(["agenda"], book_path, **more)
    out, err = process.communicate(timeout=30)
    assert process.returncode == 0 and err == b"" and b"2026" not in err
    assert b"Fri 27" in out
    json_process = _start(["agenda", "--json"], book_path, **more)
    out, _err = json_process.communicate(timeout=30)
    assert "华东机械有限公司" in out.decode("utf-8")
