"""Removing the sample: every sample book and nothing that is not one."""

import shutil
from pathlib import Path

import pytest
from tests.conftest import TODAY

from kamtui.domain.errors import KamError
from kamtui.services import sample
from kamtui.services.sample import Sizes


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("removal") / "sample.db"
    sample.build(path, today=TODAY, sizes=Sizes(customers=3))
    return path


@pytest.fixture
def place(built: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    return Path(shutil.copyfile(built, folder / "sample.db"))


def test_samples_of_every_size_go_and_their_backups(place: Path) -> None:
    other = Path(shutil.copyfile(place, place.with_name("sample-500-x-x.db")))
    backups = place.parent / "sample-backups"
    backups.mkdir()
    (backups / "kamtui-2026.db").write_text("copy")
    place.with_name("sample.db-journal").write_text("")
    assert sample.remove(path=place) == (place, other)
    assert list(place.parent.iterdir()) == []
    assert sample.remove(path=place) == ()


def test_other_files_of_such_a_name_stay(place: Path, book_path: Path) -> None:
    """Somebody's own book may be called like a sample, and so may a file of another program."""
    own = Path(shutil.copyfile(book_path, place.with_name("sample-of-mine.db")))
    foreign = place.with_name("sample-notes.db")
    foreign.write_text("not a database")
    assert sample.remove(path=place) == (place,)
    assert own.exists() and foreign.exists()


def test_a_book_of_ones_own_in_the_samples_place_is_refused(place: Path, book_path: Path) -> None:
    shutil.copyfile(book_path, place)
    with pytest.raises(KamError) as caught:
        sample.remove(path=place)
    assert caught.value.code == "sample.not_sample" and place.exists()


def test_the_book_one_works_in_is_never_deleted(place: Path, tmp_path: Path) -> None:
    """KAMTUI_DB may name the sample's file: then somebody works in it."""
    link = tmp_path / "mine.db"
    link.symlink_to(place)
    with pytest.raises(KamError) as caught:
        sample.remove(path=place, keep=link)
    assert caught.value.code == "sample.is_own_book" and place.exists()
    assert sample.remove(path=place, keep=tmp_path / "nowhere.db") == (place,)
