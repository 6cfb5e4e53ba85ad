"""The one line of `agenda --brief` says what the whole agenda says."""

from pathlib import Path

import pytest
from tests.conftest import TODAY, make_desk

from kamtui.present.brief_line import brief_text
from kamtui.services import agenda
from kamtui.services.sample import build


@pytest.mark.parametrize("overdue_only", [False, True])
def test_the_line_is_the_same(tmp_path: Path, overdue_only: bool) -> None:
    book = tmp_path / "book.db"
    build(book, today=TODAY)
    desk = make_desk(book)
    whole = agenda.read(desk, overdue_only=overdue_only)
    short = agenda.first(desk, overdue_only=overdue_only)
    assert brief_text(short) == brief_text(whole)
    assert short.items == whole.items[:1]
    assert (short.counts.overdue, short.counts.today) == (whole.counts.overdue, whole.counts.today)
    desk.close()
