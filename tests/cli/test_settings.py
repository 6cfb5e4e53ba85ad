"""Settings: two homes, one door; unknown keys of the file and comments stay."""

import os
import stat
import sys
import tomllib
from pathlib import Path

import pytest

from kamtui.config import paths
from kamtui.config.toml_text import document_text, with_value
from kamtui.domain.metrics import MetricKey
from kamtui.services.rules import RULES
from kamtui.services.settings import allowed_texts

from .conftest import Kam


def test_the_books_rules_can_be_undone(kam: Kam) -> None:
    kam("settings", "set", "stale.days", "200")
    assert kam("settings", "get", "stale.days").out == "200\n"
    assert "Setting changed: stale.days" in kam("history").out
    assert kam("undo").out == "Taken back: stale.days\n"
    assert kam("settings", "get", "stale.days").out == "180\n"
    kam("redo")
    assert kam("settings", "get", "stale.days").out == "200\n"
    kam("undo")
    kam("settings", "set", "stale.days=210")  # the row that undo took away still has its key
    assert kam("settings", "get", "stale.days", "--json").json()["value"] == 210
    assert kam("settings", "set", "stale.days", "210").out == "Nothing changed\n"


def test_this_computers_settings_go_into_its_file(kam: Kam) -> None:
    file = paths.preferences_file()
    file.parent.mkdir(parents=True)
    file.write_text('# mine\nnew_thing = 3\nlanguage = "en"  # spoken\n\n[other]\nx = 1\n')
    kam("settings", "set", "language", "zh")
    kam("settings", "set", "ascii", "yes")
    text = file.read_text()
    assert text.startswith('# mine\nnew_thing = 3\nlanguage = "zh"  # spoken\nascii = true\n')
    assert tomllib.loads(text)["other"] == {"x": 1}
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    kam("undo", code=1)


def test_keys_are_kept_one_by_one(kam: Kam) -> None:
    kam("settings", "set", "keys.agenda.done", "x")
    assert tomllib.loads(paths.preferences_file().read_text())["keys"] == {"agenda.done": "x"}
    assert kam("settings", "get", "keys.agenda.done").out == "x\n"
    kam("settings", "set", "keys.agenda.done", "")
    assert kam("settings", "get", "keys.agenda.done").out == "-\n"


def test_export_and_import_come_round(kam: Kam, tmp_path: Path) -> None:
    kam("settings", "set", "cadence.A", "2w visit")
    kam("settings", "set", "complaint.causes", "price，交期, other")
    kam("settings", "set", "upcoming_days", "14")
    file = tmp_path / "settings.toml"
    kam("settings", "export", str(file))
    document = tomllib.loads(file.read_text(encoding="utf-8"))
    assert document["book"]["complaint.causes"] == ["price", "交期", "other"]
    assert document["computer"]["upcoming_days"] == 14
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    kam("settings", "set", "cadence.A", "1m call")
    kam("settings", "set", "upcoming_days", "7")
    found = kam("settings", "import", str(file), "--json").json()
    assert sorted(found["keys"]) == ["cadence.A", "upcoming_days"]
    assert kam("settings", "get", "cadence.A").out == "2w visit\n"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[book]\n'stale.days' = 0\n", ["stale.days", "“0”", "1..3650"]),
        ("[book]\n'stale.days' = true\n", ["stale.days", "True"]),
        ("[book]\n'stale.dayz' = 3\n", ["stale.dayz", "Did you mean stale.days"]),
        ("[book]\nlanguage = 'zh'\n", ["language", "[book]"]),
        ("[computer]\ntheme = 'pink'\n", ["theme", "pink", "dark, light"]),
        ("[computer]\nascii = 'maybe'\n", ["ascii", "maybe", "true, false"]),
        ("[other]\nx = 1\n", ["other", "computer, book, model"]),
        ("x = 1\n", ["x", "computer, book"]),
        ("[book\n", ["Line 1", "“[book”"]),
        ("[book]\n'stale.days' = 200\n'silence.days' = 'soon'\n", ["silence.days", "soon"]),
    ],
)
def test_a_wrong_document_is_named_and_changes_nothing(
    kam: Kam, tmp_path: Path, text: str, words: list[str]
) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(text)
    before = kam("settings", "export").out
    for code in (1, 2):
        try:
            said = kam("settings", "import", str(file), code=code)
            break
        except AssertionError:
            continue
    for word in words:
        assert word in said.err, said.err
    assert kam("settings", "export").out == before


def _editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: str, new: str) -> None:
    script = tmp_path / "editor.py"
    script.write_text(
        "import pathlib, sys, os, stat\n"
        "path = pathlib.Path(sys.argv[1])\n"
        "assert stat.S_IMODE(path.stat().st_mode) == 0o600 or os.name == 'nt'\n"
        "text = path.read_text(encoding='utf-8')\n"
        f"assert {old!r} in text\n"
        f"path.write_text(text.replace({old!r}, {new!r}), encoding='utf-8')\n"
    )
    monkeypatch.setenv("VISUAL", f"{sys.executable} {script}")


def test_edit_is_one_step(kam: Kam, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _editor(tmp_path, monkeypatch, '"1m visit"', '"2w visit"\n"silence.days" = 60\n#')
    said = kam("settings", "edit", code=1)  # silence.days is there twice now
    assert "kept in" in said.err
    assert list(tmp_path.rglob("settings-*.toml"))
    _editor(tmp_path, monkeypatch, " = 90", " = 60")
    kam("settings", "edit")
    _editor(tmp_path, monkeypatch, "= 180", "= 100")
    kam("settings", "edit")
    kam("undo")
    assert kam("settings", "get", "stale.days").out == "180\n"
    assert kam("settings", "get", "silence.days").out == "60\n"
    monkeypatch.setenv("VISUAL", "no-such-editor-here")
    assert "no-such-editor-here" in kam("settings", "edit", code=1).err


def test_every_rule_says_what_it_may_be(kam: Kam) -> None:
    assert all(allowed_texts(key) for key in RULES)
    for language in ("en", "zh"):
        for entry in kam("--lang", language, "settings", "--json").json():
            assert entry["meaning"].isascii() == (language == "en")


def test_a_broken_settings_file_is_named(kam: Kam) -> None:
    file = paths.preferences_file()
    file.parent.mkdir(parents=True)
    file.write_text("language = 'klingon'\n")
    said = kam("agenda", code=2)
    assert str(file) in said.err and "klingon" in said.err
    assert file.read_text() == "language = 'klingon'\n"


def test_toml_out_reads_back() -> None:
    document: dict[str, object] = {
        "plain": 'quote " back\\slash\n\t\x1b é 中 \u202e',
        "n": -3, "f": 1.5, "yes": True, "list": ["a", 1], "empty": {},
        "table": {"a.b": "x", "inner": {"deep": 1}, "ключ": 2},
    }  # fmt: skip
    assert tomllib.loads(document_text(document)) == document
    assert with_value("", "a", 1) == "a = 1\n"
    assert with_value("[t]\na = 2\n", "a", 1) == "a = 1\n[t]\na = 2\n"
    assert tomllib.loads(with_value('a = "x # y"\n', "a", "z")) == {"a": "z"}


def test_nothing_is_left_in_the_shared_folder(kam: Kam, monkeypatch: pytest.MonkeyPatch) -> None:
    before = set(os.listdir("/tmp")) if os.name != "nt" else set()  # noqa: PTH208
    monkeypatch.setenv("VISUAL", "true")
    kam("settings", "edit")
    assert {name for name in os.listdir("/tmp") if "settings" in name} <= before  # noqa: PTH208


def test_metrics_are_listed_and_help_names_where(kam: Kam) -> None:
    listed = kam("settings", "metrics", "--json").json()
    assert all(one["unit"] and one["meaning"] for one in listed)
    assert {one["metric"] for one in listed} == {one.value for one in MetricKey}
    assert all(one["name"] and one["data"] for one in listed)
    assert len(kam("--lang", "zh", "settings", "metrics").lines) == len(MetricKey) + 1
    assert "settings metrics" in " ".join(kam("settings", "--help").out.split())
    assert "--facts" in kam("segments", "--help").out
    assert "settings metrics" in " ".join(kam("grades", "--help").out.split())
    kam("settings", "metrics", "x", code=2)
