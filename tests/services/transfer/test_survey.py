"""What a file holds before it is imported, and what a person must say about it."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.services.transfer.conftest import state_of

from kamtui.domain.errors import KamError
from kamtui.exchange.kinds import Kind
from kamtui.services import history
from kamtui.services.desk import Desk
from kamtui.services.transfer.imports import Source, import_step
from kamtui.services.transfer.survey import IGNORE, KEEP, KINDS, Survey, fields_of, survey

LIST = "客户名称,电话,备注,内部代号\n华东机械,13828034063,重要,x1\nAcme,021 555,,x2\n"


def look(text: str, **options: object) -> Survey:
    return survey(Source(text.encode(), "-"), **options)  # type: ignore[arg-type]


def read_as(found: Survey) -> list[tuple[str, str | None, bool]]:
    return [(one.header, one.field, one.custom) for one in found.columns]


def test_columns_with_their_first_values() -> None:
    found = look(LIST)
    assert (found.kind, found.encoding, found.problem) == ("customers", "utf-8", None)
    assert read_as(found) == [
        ("客户名称", "name", False), ("电话", "phone", False), ("备注", "remarks", False),
        ("内部代号", None, True),
    ]  # fmt: skip
    assert [one.values for one in found.columns] == [
        ("华东机械", "Acme"), ("13828034063", "021 555"), ("重要",), ("x1", "x2"),
    ]  # fmt: skip


def test_a_column_can_be_kept_or_left_out(desk: Desk) -> None:
    kept = look(LIST, mapping={"备注": KEEP, "内部代号": IGNORE})
    assert read_as(kept)[2:] == [("备注", None, True), ("内部代号", None, False)]
    source = Source(LIST.encode(), "-")
    import_step(desk, sources=[source], mapping={"备注": KEEP, "内部代号": IGNORE})
    with desk.read() as reader:
        texts = [row[0] for row in reader.rows("SELECT custom FROM customer ORDER BY name")]
    assert [json.loads(text) if text else {} for text in texts] == [{}, {"备注": "重要"}]


@pytest.mark.parametrize(
    ("text", "options", "code"),
    [
        ("甲,乙\n华东机械,1\n", {}, "import.kind_unknown"),
        ("甲,乙\n华东机械,1\n", {"kind": "customers"}, "import.no_header"),
        ("行业,乙\n机械,1\n", {"kind": "customers"}, "import.required_column_missing"),
    ],
)
def test_what_a_person_can_settle_is_no_error(
    text: str, options: dict[str, str], code: str
) -> None:
    found = look(text, **options)
    assert found.problem is not None and found.problem.code == code
    assert [one.header for one in found.columns] == text.split("\n")[0].split(",")
    assert found.columns[1].values == ("1",)
    settled = look(text, kind="customers", mapping={found.columns[0].header: "name"})
    assert settled.problem is None and settled.columns[0].field == "name"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "import.empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(64), "import.binary"),
        (Path("/nowhere/at/all.csv"), "file.missing"),
        (Path("/"), "file.is_directory"),
    ],
)
def test_what_is_no_table_is_an_error(content: bytes | Path, code: str) -> None:
    with pytest.raises(KamError) as caught:
        survey(Source(content, "-"))
    assert caught.value.code == code


def test_every_kind_has_fields_and_none_that_is_not_kept_yet_is_offered() -> None:
    assert set(KINDS) < {str(one) for one in Kind} and "needs" not in KINDS
    for kind in KINDS:
        assert "customer_no" in fields_of(kind) and len(set(fields_of(kind))) == len(
            fields_of(kind)
        )


@given(st.text(max_size=300))
def test_any_text_is_surveyed_or_refused_with_a_code(text: str) -> None:
    try:
        found = survey(Source(text.encode("utf-8", "replace"), "-"))
    except KamError as error:
        assert error.code.startswith(("import.", "file."))
    else:
        assert found.columns and (found.kind is not None or found.problem is not None)


def test_a_step_says_what_undo_takes_back(desk: Desk) -> None:
    source = Source(LIST.encode(), "list.csv")
    tried = import_step(desk, sources=[source], dry_run=True)
    assert tried.changes is None and tried.results[0].created == 2
    before = state_of(desk)
    done = import_step(desk, sources=[source])
    assert done.changes is not None and done.changes.what == "import"
    assert done.changes.subject == "list.csv"
    assert import_step(desk, sources=[source]).changes is None  # nothing is new
    assert history.undo(desk).what == "undo:import"
    assert state_of(desk) == before


def test_what_progress_raises_ends_an_import_and_nothing_is_written(desk: Desk) -> None:
    def stop(rows: int, fraction: float) -> None:
        raise KamError("import.stopped")

    before = state_of(desk)
    with pytest.raises(KamError) as caught:
        import_step(desk, sources=[Source(LIST.encode(), "-")], progress=stop)
    assert caught.value.code == "import.stopped"
    assert state_of(desk) == before
