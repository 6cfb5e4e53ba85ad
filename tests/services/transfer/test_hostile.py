"""Files as nobody should write them: every row has one outcome, nothing breaks (trust.md 12)."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.services.transfer.conftest import counts

from kamtui.domain.errors import KamError
from kamtui.exchange.kinds import NOT_YET, Kind
from kamtui.exchange.registry import FIELDS, mappable
from kamtui.services.desk import Desk
from kamtui.services.transfer.imports import import_file

_CELL = st.sampled_from(
    ["", " ", "1", "2", "Acme", "华东机械", "2026-01-02", "2026-01-02 10:00", "31/12/2025",
     "12.3万",
     "(500)", "-5", "1e400", "9" * 400, "#REF!", "=1+1", "\x00", "\ud7ff", "'", "A", "done", "取消",
     "13800138000;0571-88888888", "0000-00-00", "9999-12-31", "0001-01-01", "🙂", "a" * 5000]
)  # fmt: skip
_KINDS = [one for one in Kind if one not in NOT_YET]


@st.composite
def files(draw: st.DrawFn) -> tuple[Kind, list[str], list[list[str]]]:
    """Return a kind, a header with what it needs and more of its fields, and rows."""
    kind = draw(st.sampled_from(_KINDS))
    needed = [draw(st.sampled_from(group)) for group in FIELDS[kind].required]
    others = draw(st.lists(st.sampled_from(mappable(kind)), max_size=6))
    header = list(dict.fromkeys([*needed, *others]))
    width = len(header)
    row = st.lists(_CELL, min_size=width, max_size=width) | st.lists(_CELL, max_size=width + 1)
    return kind, header, draw(st.lists(row, max_size=8))


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(file=files())
def test_every_row_has_one_outcome_dry_and_for_good(
    desk: Desk, tmp_path: Path, file: tuple[Kind, list[str], list[list[str]]]
) -> None:
    kind, header, rows = file
    path = tmp_path / "file.csv"
    path.write_text("\n".join(",".join(cells) for cells in (header, *rows)), encoding="utf-8")
    try:
        dry = import_file(desk, source=path, kind=kind, create_customers=True, dry_run=True)
    except KamError as problem:
        assert problem.code.startswith("import.")
        return
    real = import_file(desk, source=path, kind=kind, create_customers=True)
    assert counts(dry) == counts(real)
    assert sum(counts(real)) == real.rows
    again = import_file(desk, source=path, kind=kind, create_customers=True)
    assert again.created == 0
    assert again.updated == 0
    with desk.read() as reader:
        assert reader.rows("PRAGMA foreign_key_check") == []


@pytest.mark.parametrize("kind", sorted(NOT_YET))
def test_kinds_to_come_are_named(desk: Desk, tmp_path: Path, kind: Kind) -> None:
    path = tmp_path / "file.csv"
    path.write_text("customer_no,description\n1,x\n", encoding="utf-8")
    with pytest.raises(KamError, match="import"):
        import_file(desk, source=path, kind=kind)
