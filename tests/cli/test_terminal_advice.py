"""`kamtui doctor` explains the terminal: tmux, the clipboard, SSH, colours."""

from pathlib import Path

import pytest

from .conftest import Kam


@pytest.fixture
def tmux(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A tmux that answers what it is asked, and a session over SSH inside it."""
    program = tmp_path / "bin" / "tmux"
    program.parent.mkdir()
    program.write_text(
        '#!/bin/sh\ncase "$3" in escape-time) echo 500;; set-clipboard) echo external;; esac\n'
    )
    program.chmod(0o700)
    monkeypatch.setenv("PATH", f"{program.parent}:/usr/bin:/bin")
    monkeypatch.setenv("TMUX", "/tmp/tmux-0/default,1,0")
    monkeypatch.setenv("SSH_CONNECTION", "10.0.0.1 1 10.0.0.2 22")
    monkeypatch.setenv("TERM", "screen")
    monkeypatch.delenv("COLORTERM", raising=False)
    monkeypatch.delenv("NO_COLOR", raising=False)
    return program


def test_what_slows_and_what_is_lost_is_said(huadong: Kam, tmux: Path) -> None:
    said = huadong("doctor").out
    for words in ("escape-time 10", "set-clipboard on", "Compression yes", "16 colours"):
        assert words in said
    terminal = huadong("doctor", "--json").json()["terminal"]
    assert (terminal["escape_time"], terminal["clipboard"]) == (500, "external")
    assert terminal["over_ssh"] is True
    tmux.write_text('#!/bin/sh\ncase "$3" in escape-time) echo 10;; *) echo on;; esac\n')
    said = huadong("doctor").out
    assert "escape-time" not in said and "set-clipboard" not in said


def test_without_tmux_and_ssh_nothing_is_said_of_them(
    huadong: Kam, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("TMUX", "SSH_CONNECTION"):
        monkeypatch.delenv(name, raising=False)
    said = huadong("doctor").out
    assert "In tmux" not in said and "Compression" not in said


def test_the_doctor_says_how_a_screen_reader_is_served(huadong: Kam) -> None:
    assert "kamtui --reader" in huadong("doctor").out
    assert huadong("doctor", "--json").json()["terminal"]["reader"] is False
    said = huadong("--reader", "doctor").out
    assert "Screen reader mode is on" in said and "words only" in said
    assert "kamtui --reader" not in said and "ambiguous" not in said
    huadong("settings", "set", "reader", "yes")
    assert huadong("doctor", "--json").json()["terminal"]["reader"] is True


def test_help_names_the_option(kam: Kam) -> None:
    assert "--reader" in kam("--help").out
    assert "--reader" in kam("demo", "--help").out
