"""Every file the sample book gives is what the book already knows."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.conftest import TODAY, make_desk
from tests.services.transfer.conftest import counts, state_of

from kamtui.i18n import Language, set_language
from kamtui.present import rating_sheet
from kamtui.services import records, sample
from kamtui.services.desk import Desk
from kamtui.services.records import CustomerDraft
from kamtui.services.transfer.export import KINDS, export
from kamtui.services.transfer.imports import Source, import_files, import_step
from kamtui.services.transfer.survey import KINDS as READ

#: Exports that an import reads, and as what; the rating sheet is a list of customers.
BACK = {kind: kind for kind in KINDS if kind in READ} | {"rating": "customers"}


@pytest.fixture(scope="module")
def sample_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "book.db"
    sample.build(path, today=TODAY)
    return path


@pytest.fixture
def sampled(sample_book: Path, tmp_path: Path) -> Iterator[Desk]:
    folder = tmp_path / "sampled"
    folder.mkdir(mode=0o700)
    shutil.copyfile(sample_book, folder / "book.db")
    desk = make_desk(folder / "book.db")
    yield desk
    desk.close()


@pytest.fixture(params=["zh", "en"])
def language(request: pytest.FixtureRequest) -> Iterator[Language]:
    set_language(request.param)
    yield request.param
    set_language("en")


def write(desk: Desk, kind: str, path: Path) -> int:
    """Write an export as the command line does."""
    if kind == "rating":
        cells = {"rating_class": rating_sheet.class_cell}
        return export(desk, kind=kind, path=path, header=rating_sheet.title, cells=cells).rows
    return export(desk, kind=kind, path=path).rows


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
@pytest.mark.parametrize("kind", sorted(BACK))
def test_an_export_of_the_sample_changes_nothing(
    sampled: Desk, tmp_path: Path, language: Language, kind: str, suffix: str
) -> None:
    path = tmp_path / f"{kind}.{suffix}"
    rows = write(sampled, kind, path)
    assert rows or kind == "inbox"
    before = state_of(sampled)
    done = import_step(sampled, sources=[Source(path)], kind=BACK[kind])
    assert counts(done.results[0]) == (0, 0, rows, 0, 0)
    assert done.changes is None and state_of(sampled) == before


def test_the_rating_sheet_is_read_without_being_told_what_it_is(
    sampled: Desk, tmp_path: Path, language: Language
) -> None:
    rows = write(sampled, "rating", tmp_path / "r.csv")
    (result,) = import_files(sampled, sources=[Source(tmp_path / "r.csv")])
    assert counts(result) == (0, 0, rows, 0, 0)


@pytest.mark.parametrize(
    ("phone", "points", "changed"),
    [
        ("021-5550", [], 0),
        ("021 5550", [], 0),  # written otherwise, the same line
        ("(021) 5550", [], 0),
        ("021-5550;010-77", ["010-77"], 1),
        ("010-77", ["010-77"], 1),
        ("", [], 0),
    ],
)
def test_only_a_number_that_differs_is_taken(
    desk: Desk, tmp_path: Path, phone: str, points: list[str], changed: int
) -> None:
    records.add(desk, draft=CustomerDraft(name="A", customer_no="1", phones=["021-5550"]))
    text = f"customer_no,name,phone\n1,A,{phone}\n".encode()
    for turn in (changed, 0):
        (result,) = import_files(desk, sources=[Source(text, "c.csv")])
        assert result.updated == turn
    with desk.read() as reader:
        assert [row[0] for row in reader.rows("SELECT value FROM contact_point")] == points


def test_numbers_without_an_account_number_are_known_too(desk: Desk, tmp_path: Path) -> None:
    """The account's own field is empty; what it is reached by stands in the same column."""
    records.add(desk, draft=CustomerDraft(name="A", customer_no="1"))
    with desk.write("fill") as work:
        from kamtui.store.tables import ContactPoint, Customer

        (customer_id,) = (row[0] for row in work.reader.rows("SELECT id FROM customer"))
        assert work.get(Customer, customer_id).phone is None
        for kind, value in (("phone", "021-5550"), ("email", "a@b.cn"), ("fax", "021-5551")):
            work.add(ContactPoint(customer_id=customer_id, kind=kind, value=value))
        work.commit()
    for kind in ("customers", "rating"):
        path = tmp_path / f"{kind}.csv"
        write(desk, kind, path)
        before = state_of(desk)
        (result,) = import_files(desk, sources=[Source(path)], kind="customers")
        assert counts(result) == (0, 0, 1, 0, 0), kind
        assert state_of(desk) == before
