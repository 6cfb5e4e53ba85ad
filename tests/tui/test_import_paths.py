"""What is typed, dropped or pasted into the file field."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamtui.tui.screens.importing.paths import (
    candidates,
    common_start,
    is_table,
    paths_in,
    split_typed,
)
from kamtui.tui.screens.importing.plan import Plan, pasted


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    tmp_path = tmp_path / "files"
    tmp_path.mkdir()
    for name in ("my list.csv", "it's.csv", "订单.xlsx", ".hidden.csv", "a", "notes.pdf"):
        (tmp_path / name).write_text("x")
    (tmp_path / "Down loads").mkdir()
    (tmp_path / "Down loads" / "kunden.csv").write_text("x")
    return tmp_path


def test_a_path_as_terminals_write_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = folder / "my list.csv"
    plain = str(wanted)
    for text in (
        plain, f"  {plain}  ", f"'{plain}'", f'"{plain}"', plain.replace(" ", "\\ "),
        f"file://{plain.replace(' ', '%20')}", f"{plain}\n", f"“{plain}”",
    ):  # fmt: skip
        assert paths_in(text) == (wanted,), text
    assert paths_in(str(folder / "it's.csv")) == (folder / "it's.csv",)
    monkeypatch.setenv("HOME", str(folder))
    assert paths_in("~/my list.csv") == (wanted,)
    assert paths_in("") == paths_in("   ") == ()


def test_several_files_dropped_at_once(folder: Path) -> None:
    one, two = folder / "my list.csv", folder / "订单.xlsx"
    quoted = f"'{one}' '{two}'"
    escaped = f"{one} {two}".replace("my list", "my\\ list")
    assert paths_in(quoted) == paths_in(escaped) == (one, two)
    assert paths_in(f"{one}\n{two}\n") == (one, two)
    assert not is_table(f"{one}\n{two}\n")
    # A word that is no file: then it is one path with a space in it, named in the message.
    assert len(paths_in("/tmp/no such file.csv")) == 1


@pytest.mark.parametrize(
    ("text", "table"),
    [
        ("name\tphone\nAcme\t1", True),
        ("name,phone\nAcme,1", True),
        ("| a | b |\n|---|---|\n| 1 | 2 |", True),
        ("one\ttwo", True),
        ("/tmp/x.csv", False),
        ("/tmp/x.csv\n", False),
        ("", False),
        ("\t", False),
        ("\n\n", False),
    ],
)
def test_a_pasted_table_is_no_path(text: str, table: bool) -> None:
    assert is_table(text) is table


def test_completion_shows_folders_then_tables(folder: Path) -> None:
    names = [one.name for one in candidates(f"{folder}/")]
    assert names == ["Down loads/", "it's.csv", "my list.csv", "订单.xlsx", "a", "notes.pdf"]
    assert [one.name for one in candidates(f"{folder}/DOWN")] == ["Down loads/"]
    assert [one.name for one in candidates(f"{folder}/.")] == [".hidden.csv"]
    assert candidates(f"{folder}/Down loads/")[0].text == f"{folder}/Down loads/kunden.csv"
    assert candidates("/nowhere/at/all/") == ()
    assert candidates(f"'{folder}/my")[0].text == f"{folder}/my list.csv"
    assert split_typed("~") == ("~/", "")


def test_common_start() -> None:
    assert common_start(["Kunden.csv", "kunden-alt.csv"]) == "Kunden"
    assert common_start([]) == "" and common_start(["one"]) == "one"
    assert common_start(["a", "b"]) == ""


@given(st.text(max_size=200))
def test_any_text_is_paths_or_none(text: str) -> None:
    found = paths_in(text)
    assert all(isinstance(one, Path) for one in found)
    assert bool(found) == bool(text.strip())
    is_table(text)
    common_start([text, text[:3]])
    assert isinstance(pasted(text).content, bytes)


def test_a_column_takes_a_field_from_another(tmp_path: Path) -> None:
    plan = Plan(pasted("a,b\n1,2")).reading("a", "name").reading("b", "phone")
    assert dict(plan.mapping) == {"a": "name", "b": "phone"}
    assert dict(plan.reading("b", "name").mapping) == {"a": "-", "b": "name"}
    assert dict(plan.reading("b", "ignore").reading("a", "ignore").mapping) == {
        "a": "ignore", "b": "ignore",
    }  # fmt: skip
    assert not plan.of_kind("orders").mapping
