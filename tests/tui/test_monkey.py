"""Nothing a user can press or paste breaks the program (trust.md 16)."""

from pathlib import Path

import pytest
from tests.tui.monkey import go_wild
from tests.tui.sample_desk import sample_desk

from kamtui.i18n import set_language
from kamtui.services.desk import Desk


@pytest.mark.parametrize("seed", range(4))
async def test_random_keys_on_the_sample_book(tmp_path: Path, seed: int) -> None:
    set_language("zh" if seed % 2 else "en")
    desk = sample_desk(tmp_path)
    await go_wild(desk, seed=seed, steps=250, ascii_only=seed == 3)
    desk.close()


@pytest.mark.parametrize("where", [("f6",), ("f6", "enter"), ("f6", "enter", "p"), ("f6", "e")])
async def test_random_keys_among_segments(tmp_path: Path, where: tuple[str, ...]) -> None:
    desk = sample_desk(tmp_path)
    back = ("escape", "escape", "escape", *where)
    await go_wild(desk, seed=len("".join(where)), steps=150, back=back)
    desk.close()


@pytest.mark.parametrize("seed", (31, 32))
async def test_random_keys_for_a_screen_reader(tmp_path: Path, seed: int) -> None:
    set_language("zh" if seed % 2 else "en")
    desk = sample_desk(tmp_path)
    await go_wild(desk, seed=seed, steps=250, reader=True)
    desk.close()


@pytest.mark.parametrize("seed", range(20, 23))
async def test_random_keys_around_the_scoring_model(tmp_path: Path, seed: int) -> None:
    set_language("zh" if seed % 2 else "en")
    desk = sample_desk(tmp_path)
    back = ("escape", "escape", "escape", "f4", "w", *("j",) * (seed % 14))
    await go_wild(desk, seed=seed, steps=300, ascii_only=seed == 22, back=back)
    desk.close()


async def test_random_keys_on_an_empty_book(desk: Desk) -> None:
    await go_wild(desk, seed=17, steps=200)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(100, 106))
async def test_many_random_keys(tmp_path: Path, seed: int) -> None:
    set_language("zh" if seed % 2 else "en")
    desk = sample_desk(tmp_path)
    await go_wild(desk, seed=seed, steps=1000, ascii_only=seed % 3 == 0)
    desk.close()
