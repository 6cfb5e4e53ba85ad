"""`kamtui doctor --salvage` says by kind what was saved whole, in part, or not at all."""

import sqlite3
from contextlib import closing
from pathlib import Path

from .conftest import Kam


def test_what_was_saved_is_said_by_kind(huadong: Kam, book_path: Path, tmp_path: Path) -> None:
    said = huadong("doctor", "--salvage", str(tmp_path / "whole.db"))
    assert "0 records could not be saved." in said.out and "incomplete" not in said.out
    with closing(sqlite3.connect(book_path)) as connection:
        connection.execute("UPDATE follow_up SET due_on = 'soon'")
        connection.execute("DELETE FROM contact")  # its number stays behind
        connection.commit()
    said = huadong("doctor", "--salvage", str(tmp_path / "part.db"))
    rows = {line.split("  ")[0]: line.split()[-4:] for line in said.lines if line}
    assert rows["follow-up"] == ["1", "1", "0", "0"]
    assert rows["contact"] == ["0", "0", "1", "0"]
    assert "made up is named with a ?" in said.out
    found = huadong("doctor", "--salvage", str(tmp_path / "again.db"), "--json").json()
    assert found["lost"] == 0
    kinds = {each["table"]: each for each in found["tables"]}
    assert kinds["follow_up"] == {
        "table": "follow_up", "saved": 1, "incomplete": 1, "made_up": 0, "lost": 0,
    }  # fmt: skip
    assert kinds["contact"]["made_up"] == 1
