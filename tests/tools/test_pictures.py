"""The pictures' tools: glyphs on their cells, dumps that notice a change, a manifest that binds."""

import re
from pathlib import Path

import pytest
from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from tests.tools import pictures
from tests.tools.drawing import CELL_HEIGHT, CELL_WIDTH, svg_to_terminal_svg
from tests.tools.pictures import Capture, Scene, capture, check, draw, hash_of
from tests.tools.screen_dump import dump
from textual.app import App, ComposeResult
from textual.strip import Strip
from textual.widgets import Static


class Sample(App[None]):
    """Two rows as a screen would draw them."""

    CSS = "Screen {background: #1c1c1c;} Static {height: 1; color: #dadada;}"
    words = "华东"

    def compose(self) -> ComposeResult:
        yield Static(Text.assemble(("▌", "#5fd7d7 on #3a3a3a"), (self.words, "bold"), " <&> ━"))
        yield Static("second")


async def sample(scene: Scene) -> Capture:
    app = Sample()
    async with app.run_test(size=(scene.columns, scene.rows)) as pilot:
        await pilot.pause()
        return capture(app)


SCENE = Scene(title="sample", language="zh", columns=20, rows=4, theme="dark", draw=sample)


async def test_every_glyph_stands_in_the_middle_of_its_cells() -> None:
    svg = svg_to_terminal_svg((await sample(SCENE)).svg, 20, 4)
    centres = {
        character: float(x)
        for x, character in re.findall(r'<text [^>]*x="([\d.]+)" y="[\d.]+">([^<]+)</text>', svg)
    }
    assert centres["华"] == pytest.approx(2 * CELL_WIDTH)
    assert centres["东"] == pytest.approx(4 * CELL_WIDTH)
    assert centres["&lt;"] == pytest.approx(6.5 * CELL_WIDTH)
    assert "▌" not in svg and "━" not in svg
    assert f'width="{CELL_WIDTH / 2:.2f}" height="{CELL_HEIGHT:.2f}"' in svg
    assert "font-face" not in svg


def test_a_drawing_needs_a_terminal() -> None:
    with pytest.raises(ValueError, match="no terminal"):
        svg_to_terminal_svg('<svg xmlns="http://www.w3.org/2000/svg"/>', 80, 24)


def test_a_dump_says_text_and_style_and_ignores_offsets() -> None:
    bold = Style(bold=True, color="red")
    strip = Strip([Segment("华", bold), Segment("a", bold + Style(meta={"offset": (1, 2)}))])
    assert dump([strip], 3) == "|华a|\n\na = bold red on default\n\n 0 a3\n"
    with pytest.raises(AssertionError, match="row 0 has 3 cells"):
        dump([strip], 4)


def test_check_notices_what_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "ROOT", tmp_path)
    monkeypatch.setattr(pictures, "PICTURES", tmp_path / "screenshots")
    monkeypatch.setattr(pictures, "DUMPS", tmp_path / "pictures")
    monkeypatch.setattr(pictures, "MANIFEST", tmp_path / "pictures" / "manifest.json")
    (tmp_path / "pictures").mkdir()
    drawn: list[str] = []

    def convert(svg: str, columns: int, rows: int) -> bytes:
        drawn.append(svg)
        return b"png"

    monkeypatch.setattr(pictures, "svg_to_terminal_png", convert)
    name = "sample-20x4-zh-dark"
    assert check([SCENE], everything=True) == [f"{name}: there is no picture"]
    draw([SCENE], everything=True)
    assert check([SCENE], everything=True) == []
    draw([SCENE], everything=True)
    assert len(drawn) == 1, "a picture whose screen is the same is not drawn again"

    monkeypatch.setattr(Sample, "words", "华西")
    found = check([SCENE], everything=True)
    assert found[0] == f"{name}: the screen changed"
    assert any("华西" in line for line in found)
    monkeypatch.undo()

    dump_path = tmp_path / "pictures" / f"{name}.txt"
    assert pictures.hash_of is hash_of
    dump_path.write_text(dump_path.read_text() + "x")
    monkeypatch.setattr(pictures, "PICTURES", tmp_path / "screenshots")
    monkeypatch.setattr(pictures, "DUMPS", tmp_path / "pictures")
    monkeypatch.setattr(pictures, "MANIFEST", tmp_path / "pictures" / "manifest.json")
    assert check([SCENE], everything=True) == [f"{name}: the dump changed without its picture"]
    assert check([], everything=True) == [f"{name}: no scene draws this"]


def test_two_scenes_cannot_have_one_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "SCENES", {})
    pictures.register(SCENE)
    with pytest.raises(ValueError, match="sample-20x4-zh-dark"):
        pictures.register(SCENE)
