"""`kamtui import` and `kamtui export` as cli.md fixes them."""

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kamtui.cli.main import run

#: Runs a command line on one book; returns exit code, standard output, standard error.
Command = Callable[..., tuple[int, str, str]]

KEYS = {
    "file", "kind", "vendor", "encoding", "rows", "created", "updated", "unchanged", "duplicates",
    "rejected", "import_id", "dry_run",
}  # fmt: skip


@pytest.fixture
def command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Command:
    """Return a function that runs ``kamtui`` in English on 22 November 2026."""

    def call(*words: object) -> tuple[int, str, str]:
        capsys.readouterr()
        start = ["--db", str(tmp_path / "book.db"), "--lang", "en", "--today", "2026-11-22"]
        code = run([*start, *map(str, words)])
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


@pytest.fixture
def customers(tmp_path: Path) -> Path:
    """Return a file of two customers and a row without either number or name."""
    path = tmp_path / "customers.csv"
    path.write_text("customer_no,name,city\n1,Acme,Bonn\n2,华东机械,杭州\n,,Rome\n", "utf-8")
    return path


def test_json_of_an_import(command: Command, customers: Path) -> None:
    code, out, _ = command("import", customers, "--json")
    found = json.loads(out)
    assert code == 1
    assert set(found) >= KEYS
    assert (found["rows"], found["created"], found["dry_run"]) == (3, 2, False)
    assert [set(one) >= {"row", "column", "value", "reason"} for one in found["rejected"]] == [True]
    assert found["rejected"][0]["row"] == 4
    assert found["import_id"]
    code, out, _ = command("import", customers, "--json")
    assert (json.loads(out)["created"], json.loads(out)["unchanged"]) == (0, 2)


def test_several_files_print_an_array_and_are_one_step(
    command: Command, customers: Path, tmp_path: Path
) -> None:
    orders = tmp_path / "orders.csv"
    orders.write_text("customer_no,order_no,order date,amount\n1,A1,2026-01-02,5\n", "utf-8")
    _, out, _ = command("import", customers, orders, "--json")
    assert [one["kind"] for one in json.loads(out)] == ["customers", "orders"]
    assert command("undo")[0] == 0
    assert command("find", "Acme")[0] == 1


def test_a_dry_run_says_so_and_makes_no_book(
    command: Command, customers: Path, tmp_path: Path
) -> None:
    code, out, _ = command("import", customers, "--dry-run")
    assert code == 1
    assert "2 new" in out
    assert "nothing was written" in out
    assert not (tmp_path / "book.db").exists()


def test_rejected_rows_go_to_a_file_that_can_be_mended(
    command: Command, customers: Path, tmp_path: Path
) -> None:
    rejects = tmp_path / "rejects.csv"
    command("import", customers, "--rejects", rejects)
    lines = rejects.read_text("utf-8-sig").splitlines()
    assert lines[0] == "customer_no,name,city,Reason rejected"
    assert lines[1].startswith(",,Rome,")
    rejects.write_text(rejects.read_text("utf-8-sig").replace(",,Rome", "3,Roma,Rome"), "utf-8")
    code, out, _ = command("import", rejects, "--json")
    assert (code, json.loads(out)["created"]) == (0, 1)


def test_a_pasted_table(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    pasted = io.TextIOWrapper(io.BytesIO("客户名称\t电话\n测试\t13800138000\n".encode()))
    monkeypatch.setattr(sys, "stdin", pasted)
    code, out, _ = command("import", "-", "--json")
    assert code == 0
    assert (json.loads(out)["file"], json.loads(out)["created"]) == ("-", 1)


def test_a_mapping(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "odd.csv"
    path.write_text("Wer=was,Wo\nAcme,Bonn\n", "utf-8")
    words = ("--as", "customers", "--map", "Wer=was=name", "--map", "Wo=city", "--json")
    code, out, _ = command("import", path, *words)
    assert (code, json.loads(out)["created"]) == (0, 1)
    code, _, err = command("import", path, "--map", "nonsense")
    assert code == 2
    assert "nonsense" in err


def test_a_file_that_is_not_there(command: Command, customers: Path, tmp_path: Path) -> None:
    code, out, err = command("import", customers, tmp_path / "none.csv", "--json")
    assert (code, out) == (1, "")
    assert "none.csv" in err
    assert not (tmp_path / "book.db").exists()


def test_export_and_its_json(command: Command, customers: Path, tmp_path: Path) -> None:
    command("import", customers)
    target = tmp_path / "out.json"
    code, out, _ = command("export", "customers", target, "--json")
    assert (code, json.loads(out)["rows"]) == (0, 2)
    written: list[dict[str, Any]] = json.loads(target.read_text("utf-8"))
    assert [one["name"] for one in written] == ["Acme", "华东机械"]
    assert command("export", "customers", tmp_path / "out.docx")[0] == 2
    assert command("export", "nonsense", tmp_path / "out.csv")[0] == 2


def test_nothing_in_a_file_drives_the_terminal(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "evil.csv"
    path.write_text("customer_no,name,\x1b]0;x\x07[/b]\n,,\x1b[2J\n1,\x1b[31mred,x\n", "utf-8")
    for words in ((), ("--json",), ("--dry-run",)):
        _, out, err = command("import", path, *words)
        assert "\x1b" not in out + err
        assert "\x07" not in out + err


def test_the_inbox_goes_out_and_comes_in(command: Command, tmp_path: Path) -> None:
    command("note", "call the man from the fair")
    code, out, _err = command("export", "inbox", tmp_path / "inbox.csv", "--json")
    assert (code, json.loads(out)["rows"]) == (0, 1)
    code, out, _err = command("import", tmp_path / "inbox.csv", "--json")
    found = json.loads(out)
    assert (code, found["kind"], found["created"], found["unchanged"]) == (0, "inbox", 0, 1)
    other = ("--db", tmp_path / "other.db")
    code, out, _err = command(*other, "import", tmp_path / "inbox.csv", "--json")
    assert (code, json.loads(out)["created"]) == (0, 1)
    assert "call the man from the fair" in command(*other, "note")[1]
