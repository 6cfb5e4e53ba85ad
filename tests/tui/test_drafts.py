"""Drafts as files: private, whole, per book and customer, and alive after a kill."""

import os
import stat
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.tui.desks import fill, id_of

from kamtui.config import paths
from kamtui.services import drafts
from kamtui.services.desk import Desk
from kamtui.services.drafts import Draft

ID = "0" * 31 + "a"


def test_kept_read_back_and_forgotten(desk: Desk) -> None:
    assert drafts.read(desk, customer_id=ID) is None
    assert drafts.keep(desk, Draft(ID, "华东机械", {"note": "a\nb"}))
    kept = drafts.read(desk, customer_id=ID)
    assert kept is not None
    assert (kept.customer, dict(kept.fields)) == ("华东机械", {"note": "a\nb"})
    assert kept.kept_at == desk.clock.now()
    drafts.discard(desk, customer_id=ID)
    drafts.discard(desk, customer_id=ID)
    assert drafts.read(desk, customer_id=ID) is None


def test_only_the_owner_reads_them(desk: Desk, open_umask: None) -> None:
    drafts.keep(desk, Draft(ID, "x", {"note": "secret"}))
    [file] = (paths.state_folder() / "drafts").rglob("*.json")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert [one.name for one in file.parent.iterdir()] == [file.name], "no half file is left"


def test_another_book_has_its_own(desk: Desk, desk_on, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    drafts.keep(desk, Draft(ID, "x", {"note": "here"}))
    other = desk_on(tmp_path / "other.db")
    assert drafts.latest(other) == ()


def test_the_newest_comes_first_and_what_cannot_be_read_is_passed_over(desk: Desk) -> None:
    now = desk.clock.now()
    for days in (3, 1, 2):
        drafts.keep(
            desk, Draft(f"{days}" * 32, f"c{days}", {"note": "x"}, now - timedelta(days=days))
        )
    folder = next((paths.state_folder() / "drafts").iterdir())
    (folder / "broken.json").write_text("{")
    (folder / "list.json").write_text("[]")
    (folder / "naive.json").write_text('{"customer_id": "a", "customer": "b", "fields": 3}')
    (folder / "binary.json").write_bytes(b"\xff\xfe\x00")
    assert [one.customer for one in drafts.latest(desk)] == ["c1", "c2", "c3"]


@pytest.mark.parametrize("customer_id", ["", "../../x", "a/b", "a" * 65, "é", "."])
def test_an_id_is_never_a_path(desk: Desk, customer_id: str) -> None:
    assert not drafts.keep(desk, Draft(customer_id, "x", {"note": "x"}))
    assert drafts.read(desk, customer_id=customer_id) is None
    drafts.discard(desk, customer_id=customer_id)


def test_a_folder_that_cannot_be_written_costs_no_keystroke(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, text: str) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(paths, "write_private", full)
    assert not drafts.keep(desk, Draft(ID, "x", {"note": "x"}))


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.text(max_size=10), st.text(max_size=200), max_size=4))
def test_any_text_comes_back(desk: Desk, fields: dict[str, str]) -> None:
    assert drafts.keep(desk, Draft(ID, "x\ud800", fields))
    kept = drafts.read(desk, customer_id=ID)
    assert kept is not None and dict(kept.fields) == fields


_PROGRAM = """
import sys
from kamtui.__main__ import main
sys.argv = ["kamtui", "--db", sys.argv[1], "--today", "2026-11-22", "--lang", "en"]
sys.exit(main())
"""


@pytest.mark.soak
@pytest.mark.parametrize("signal_name", ["SIGKILL", "SIGHUP", "SIGTERM"])
def test_what_was_typed_survives_the_end_of_the_process(desk: Desk, signal_name: str) -> None:
    """On a real pseudo-terminal: at most a second of typing is lost (trust.md 9)."""
    import pty
    import signal

    fill(desk)
    assert desk.path is not None
    primary, secondary = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color", "LANG": "C.UTF-8"}
    process = subprocess.Popen(
        [sys.executable, "-c", _PROGRAM, str(desk.path)],
        stdin=secondary,
        stdout=secondary,
        stderr=secondary,
        env=environment,
        start_new_session=True,
        close_fds=True,
    )
    os.close(secondary)
    try:
        seen = _read_until(primary, "华东机械".encode(), 20)
        assert "华东机械".encode() in seen
        os.write(primary, b"l")
        _read_until(primary, b"Note", 10)
        os.write(primary, "half a 句子".encode())
        _read_until(primary, "句子".encode(), 10)
        time.sleep(1.1)
        process.send_signal(getattr(signal, signal_name))
        _read_until(primary, b"\0never", 0.3)
        process.wait(timeout=10)
    finally:
        process.kill()
        os.close(primary)
    [kept] = drafts.latest(desk)
    assert kept.customer_id == id_of(desk, "华东机械有限公司")
    assert kept.fields["note"] == "half a 句子"


def _read_until(terminal: int, wanted: bytes, seconds: float) -> bytes:
    import select

    seen, end = b"", time.monotonic() + seconds
    while wanted not in seen and time.monotonic() < end:
        ready, _write, _other = select.select([terminal], [], [], 0.05)
        if ready:
            try:
                seen += os.read(terminal, 65536)
            except OSError:
                break
    return seen
