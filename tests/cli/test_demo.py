"""``kamtui demo``: a book of its own, removed by one command, whatever book KAMTUI_DB names."""

from pathlib import Path

import pytest
from tests.cli.conftest import Kam

from kamtui.config import paths


def test_the_sample_is_removed_by_one_command(kam: Kam, book_path: Path) -> None:
    own = book_path.read_bytes()
    said = kam("demo")
    assert "late 9" in said.out and "your own data is not touched" in said.err
    assert paths.sample_book().exists()
    assert str(paths.sample_book()) in kam("demo", "--remove").out
    assert not paths.sample_book().exists()
    assert "no sample" in kam("demo", "--remove", code=1).err
    assert book_path.read_bytes() == own


def test_a_sample_one_works_in_is_not_removed(kam: Kam, monkeypatch: pytest.MonkeyPatch) -> None:
    kam("demo")
    monkeypatch.setenv("KAMTUI_DB", str(paths.sample_book()))
    assert "KAMTUI_DB" in kam("demo", "--remove", code=2).err
    assert paths.sample_book().exists()


def test_a_look_leaves_no_trace_of_this_computer(kam: Kam, tmp_path: Path) -> None:
    """The device's id is made by the first change, so that a first look makes nothing."""
    kam("agenda", "--json")
    assert not (paths.state_folder() / "device").exists()
    kam("add", "Acme 021 5551")
    assert (paths.state_folder() / "device").exists()
