"""The folders are those platformdirs names, which is asked only where it is worth its time."""

import sys
from pathlib import Path

import platformdirs
import pytest

from kamtui.config import paths

VALUES = [None, "", "/srv/state", "relative/folder", "/srv/with space/", "  "]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere platformdirs answers itself")
@pytest.mark.parametrize("value", VALUES, ids=repr)
@pytest.mark.parametrize("home", ["/home/li", "/home/li/", "relative"])
def test_folders_are_those_of_platformdirs(
    value: str | None, home: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", home)
    names = {"data": "XDG_DATA_HOME", "config": "XDG_CONFIG_HOME", "state": "XDG_STATE_HOME"}
    for kind, name in names.items():
        monkeypatch.delenv(f"KAMTUI_{kind.upper()}_DIR", raising=False)
        if value is None:
            monkeypatch.delenv(name, raising=False)
        else:
            monkeypatch.setenv(name, value)
    paths.forget()
    found = (paths.default_book().parent, paths.preferences_file().parent, paths.state_folder())
    paths.forget()
    dirs = platformdirs.PlatformDirs("kamtui", appauthor=False)
    assert found == (
        Path(dirs.user_data_dir),
        Path(dirs.user_config_dir),
        Path(dirs.user_state_dir),
    )
