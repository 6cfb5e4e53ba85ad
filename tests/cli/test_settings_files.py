"""The settings file as people write it: keys in any form, comments kept, refusals in sentences."""

import sys
import tomllib
from pathlib import Path

import pytest

from kamtui.config import paths
from kamtui.config.preferences import load_preferences, save_preferences
from kamtui.config.toml_text import with_entry

from .conftest import Kam


def test_cut_offs_are_settings(kam: Kam, tmp_path: Path) -> None:
    kam("settings", "set", "grade.A", "70")
    kam("settings", "set", "grade.B=40")
    assert kam("settings", "get", "grade.a").out == "70\n"
    assert "Setting changed: grade.B" in kam("history").out
    file = tmp_path / "settings.toml"
    kam("settings", "export", str(file))
    book = tomllib.loads(file.read_text(encoding="utf-8"))["book"]
    assert (book["grade.A"], book["grade.B"], book["grade.data"]) == (70, 40, 60)
    kam("undo")
    kam("undo")
    assert kam("settings", "get", "grade.A").out == "75\n"
    assert kam("settings", "import", str(file), "--json").json()["keys"] == [
        "grade.A", "grade.B", "model.default",
    ]  # fmt: skip
    said = kam("settings", "set", "grade.B", "70", code=2)
    assert said.err == "A has to begin above B: A from 70, B from 70 cannot be.\n"
    assert "1..100" in kam("settings", "set", "grade.B", "lots", code=2).err


KEYS = """# my keys
language = "en"

[keys]  # as on the other laptop
"agenda.done" = "x"  # done
# a note
'app.find' = ", F7"

[other]
x = 1
"""


def test_keys_are_changed_line_by_line(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(KEYS, encoding="utf-8")
    keys = dict(load_preferences(path).keys)
    save_preferences(path, {"keys": {**keys, "agenda.done": "z", "list.mark": "m"}})
    assert path.read_text(encoding="utf-8") == KEYS.replace(
        '"agenda.done" = "x"  # done', '"agenda.done" = "z"  # done'
    ).replace('F7"\n', 'F7"\n"list.mark" = "m"\n')
    save_preferences(path, {"keys": keys})
    assert path.read_text(encoding="utf-8") == KEYS
    save_preferences(path, {"keys": {}})
    text = path.read_text(encoding="utf-8")
    assert "# a note" in text and load_preferences(path).keys == {}


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ('[keys]\nagenda.done = "x"\n', {"agenda.done": "x"}),
        ('keys = { "agenda.done" = "x" }\n', {"agenda.done": "x"}),
        ('[keys.agenda]\ndone = "x"\n', {"agenda.done": "x"}),
        ('[keys]\n"agenda.done" = ["x", "F7"]\n', {"agenda.done": "x F7"}),
        ('[keys]\n"agenda.done" = 3\n', {"agenda.done": "3"}),
        ("[keys]\n", {}),
    ],
)
def test_keys_are_read_however_they_are_written(
    tmp_path: Path, text: str, keys: dict[str, str]
) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(text, encoding="utf-8")
    assert load_preferences(path).keys == keys
    save_preferences(path, {"keys": {**keys, "app.redo": "F8"}})
    assert load_preferences(path).keys == {**keys, "app.redo": "F8"}
    save_preferences(path, {"keys": {}})
    assert load_preferences(path).keys == {}


def test_an_entry_of_a_table_is_set_where_it_stands() -> None:
    assert with_entry("", "keys", "a.b", "x") == '[keys]\n"a.b" = "x"\n'
    assert with_entry("a = 1\n", "keys", "b", "x") == 'a = 1\n\n[keys]\nb = "x"\n'
    assert with_entry("[keys]\n\n[z]\n", "keys", "b", "x") == '[keys]\nb = "x"\n\n[z]\n'
    assert with_entry("[keys]\nb = 1\n", "keys", "b", None) == "[keys]\n"
    assert with_entry("[z]\nb = 1\n", "keys", "b", None) == "[z]\nb = 1\n"


def test_without_screens_a_broken_file_is_still_named(kam: Kam) -> None:
    """The screens start on the program's own settings; text on a pipe must not pretend."""
    file = paths.preferences_file()
    file.parent.mkdir(parents=True)
    file.write_text("[keys\n", encoding="utf-8")
    assert str(file) in kam(code=2).err


def test_the_doctor_lists_keys_that_are_not_used(kam: Kam) -> None:
    kam("settings", "set", "keys.agenda.done", "s")
    kam("settings", "set", "keys.app.redo", "Ctrl+Ｙ")
    said = kam("doctor")  # nothing a script has to stop for
    assert "Key map: s is given to both agenda.done and agenda.snooze." in said.out
    assert "app.redo" not in said.out
    codes = [one["code"] for one in kam("doctor", "--json").json()["problems"]]
    assert "keys.clash" in codes


def test_a_settings_file_that_cannot_be_written_says_so(
    kam: Kam, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_path: Path, _text: str) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(paths, "write_private", refuse)
    said = kam("settings", "set", "theme", "light", code=1)
    assert "cannot be written (Permission denied)" in said.err and "stays as it was" in said.err


def _editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: str, new: str) -> None:
    script = tmp_path / "editor.py"
    script.write_text(
        "import pathlib, sys\n"
        "path = pathlib.Path(sys.argv[1])\n"
        "text = path.read_text(encoding='utf-8')\n"
        f"assert {old!r} in text, text\n"
        f"path.write_text(text.replace({old!r}, {new!r}, 1), encoding='utf-8')\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("VISUAL", f"{sys.executable} {script}")


def test_a_model_is_edited_alone(kam: Kam, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _editor(tmp_path, monkeypatch, "from = 75", "from = 70")
    assert kam("settings", "edit", "model", "default").out == "Model saved and in force: default\n"
    assert kam("settings", "get", "grade.A").out == "70\n"
    _editor(tmp_path, monkeypatch, 'name = "four classes"', 'name = "四级"')
    assert kam("settings", "edit", "model", "four", "classes").out == (
        "Model saved, not in force: 四级\n"
    )
    _editor(tmp_path, monkeypatch, 'name = "四级"', 'name = "default"')
    said = kam("settings", "edit", "model", "四级", code=2)
    assert "default" in said.err and "kept in" in said.err
    _editor(tmp_path, monkeypatch, "cap = 15", "cap = lots")
    kept = kam("settings", "edit", "model", "default", code=1)
    place = kept.err.rsplit("kept in ", 1)[1].strip().rstrip(".")
    assert "cap = lots" in Path(place).read_text(encoding="utf-8")
    _editor(tmp_path, monkeypatch, "cap = 15", "cup = 15")
    assert "cup" in kam("settings", "edit", "model", "default", code=1).err
    said = kam("--lang", "zh", "settings", "edit", "model", "default", code=1)
    assert "没有这个键（“cup”）" in said.err and "model" in said.err
    assert "nope" in kam("settings", "edit", "model", "nope", code=1).err
    kam("settings", "edit", "default", code=2)
    kam("undo")
    kam("undo")
    assert kam("settings", "get", "grade.A").out == "75\n"


def test_edit_opens_settings_and_models_together(
    kam: Kam, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _editor(tmp_path, monkeypatch, "active = false", "active = true")  # four classes
    said = kam("settings", "edit", code=1)  # default is in force in the same text
    assert "twice" in said.err
    _editor(tmp_path, monkeypatch, "active = true", "active = false")
    assert kam("settings", "edit").out == "Nothing changed\n"  # an axis needs a model
    monkeypatch.setenv("VISUAL", "true")
    assert kam("settings", "edit").out == "Nothing changed\n"
    assert kam("--lang", "zh", "settings", "edit").out.strip()
