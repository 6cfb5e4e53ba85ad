"""Draw the screens for people, and check that they still look so.

``python -m tests.tools.pictures [--check] [--list] [NAME...]``:

- without options every scene is drawn: ``screenshots/NAME.png``, its text and styles in
  ``tests/pictures/NAME.txt``, and in ``tests/pictures/manifest.json`` which dump each picture was
  drawn from.  This needs the fonts and converters of `drawing`.
- ``--check`` needs neither: it fails when a screen says or looks other than its dump, when a dump
  changed without its picture, or when a picture is missing or nobody's.

Scenes are registered by the modules of ``tests/tools/scenes``.
"""

import argparse
import asyncio
import difflib
import hashlib
import importlib
import json
import os
import pkgutil
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.tools.drawing import svg_to_terminal_png
from tests.tools.screen_dump import dump, screen_strips
from textual.app import App

from kamtui.i18n import Language, language, set_language

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / "screenshots"
DUMPS = ROOT / "tests" / "pictures"
MANIFEST = DUMPS / "manifest.json"


@dataclass(frozen=True, slots=True)
class Capture:
    """What a screen showed: Textual's SVG, and its text and styles."""

    svg: str
    text: str


@dataclass(frozen=True, slots=True)
class Scene:
    """One picture to draw.

    Attributes:
        title: What it shows, such as ``agenda``.
        language: The language to show it in; set before `draw` is called.
        columns: Width in cells.
        rows: Height in cells.
        theme: Name of the theme; `draw` applies it.
        draw: Brings the app to the moment of the picture and returns its `capture`.
    """

    title: str
    language: Language
    columns: int
    rows: int
    theme: str
    draw: "Callable[[Scene], Awaitable[Capture]]"

    @property
    def name(self) -> str:
        """Return the file name without suffix: ``agenda-80x24-zh-dark``."""
        return f"{self.title}-{self.columns}x{self.rows}-{self.language}-{self.theme}"


SCENES: dict[str, Scene] = {}


def register(scene: Scene) -> None:
    """Add a scene.

    Raises:
        ValueError: There is one of this name already.
    """
    if scene.name in SCENES:
        raise ValueError(scene.name)
    SCENES[scene.name] = scene


def capture(app: App[Any]) -> Capture:
    """Return what a running app shows now; every row must have exactly its width."""
    return Capture(app.export_screenshot(), dump(screen_strips(app), app.size.width))


def load_scenes() -> list[Scene]:
    """Return the scenes of all modules in ``tests/tools/scenes``."""
    import tests.tools.scenes as package

    for module in pkgutil.iter_modules(package.__path__):
        importlib.import_module(f"{package.__name__}.{module.name}")
    return [SCENES[name] for name in sorted(SCENES)]


def shoot(scene: Scene) -> Capture:
    """Return one scene as it looks now, in its language, without the caller's own settings."""
    before = language()
    for variable in ("NO_COLOR", "KAMTUI_DB", "KAMTUI_TODAY", "KAMTUI_LANG"):
        os.environ.pop(variable, None)
    set_language(scene.language)
    try:
        return asyncio.run(_draw(scene))
    finally:
        set_language(before)


async def _draw(scene: Scene) -> Capture:
    """Run a scene's coroutine."""
    return await scene.draw(scene)


def hash_of(text: str) -> str:
    """Return what the manifest remembers of a dump."""
    return hashlib.sha256(text.encode()).hexdigest()


def read_manifest() -> dict[str, str]:
    """Return which dump each picture was drawn from."""
    if not MANIFEST.exists():
        return {}
    content: dict[str, str] = json.loads(MANIFEST.read_text(encoding="utf-8"))
    return content


def draw(scenes: list[Scene], *, everything: bool) -> None:
    """Draw scenes; pictures whose screen has not changed are left as they are."""
    PICTURES.mkdir(exist_ok=True)
    DUMPS.mkdir(exist_ok=True)
    manifest = read_manifest()
    for scene in scenes:
        taken = shoot(scene)
        png = PICTURES / f"{scene.name}.png"
        (DUMPS / f"{scene.name}.txt").write_text(taken.text, encoding="utf-8")
        if manifest.get(scene.name) != hash_of(taken.text) or not png.exists():
            png.write_bytes(svg_to_terminal_png(taken.svg, scene.columns, scene.rows))
            manifest[scene.name] = hash_of(taken.text)
            print(f"drawn {png.relative_to(ROOT)}")
    if everything:
        for name in manifest.keys() - {scene.name for scene in scenes}:
            del manifest[name]
            (PICTURES / f"{name}.png").unlink(missing_ok=True)
            (DUMPS / f"{name}.txt").unlink(missing_ok=True)
    MANIFEST.write_text(json.dumps(manifest, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def check_scene(scene: Scene, manifest: dict[str, str]) -> list[str]:
    """Return what is wrong with one scene's picture, with the lines that differ."""
    path = DUMPS / f"{scene.name}.txt"
    kept = path.read_text(encoding="utf-8") if path.exists() else ""
    if not (PICTURES / f"{scene.name}.png").exists():
        return [f"{scene.name}: there is no picture"]
    if manifest.get(scene.name) != hash_of(kept):
        return [f"{scene.name}: the dump changed without its picture"]
    now = shoot(scene).text
    if now == kept:
        return []
    lines = difflib.unified_diff(kept.splitlines(), now.splitlines(), "picture", "now", n=0,
                                 lineterm="")  # fmt: skip
    return [f"{scene.name}: the screen changed", *list(lines)[:40]]


def check(scenes: list[Scene], *, everything: bool) -> list[str]:
    """Return what is wrong with the committed pictures of `scenes`."""
    manifest = read_manifest()
    found = [line for scene in scenes for line in check_scene(scene, manifest)]
    if everything:
        names = {scene.name for scene in scenes}
        strays = {path.stem for path in PICTURES.glob("*.png")} | manifest.keys()
        found += [f"{name}: no scene draws this" for name in sorted(strays - names)]
    return found


def main(arguments: list[str] | None = None) -> int:
    """Draw or check the pictures; return 1 when a check failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.tools.pictures")
    parser.add_argument("--check", action="store_true", help="compare only, draw nothing")
    parser.add_argument("--list", action="store_true", help="print the names of all scenes")
    parser.add_argument("names", nargs="*", help="beginnings of scene names; all without any")
    chosen = parser.parse_args(arguments)
    scenes = [
        scene
        for scene in load_scenes()
        if not chosen.names or scene.name.startswith(tuple(chosen.names))
    ]
    if chosen.list:
        print("\n".join(scene.name for scene in scenes))
        return 0
    if not chosen.check:
        draw(scenes, everything=not chosen.names)
        return 0
    found = check(scenes, everything=not chosen.names)
    print("\n".join(found) if found else f"{len(scenes)} pictures are as drawn")
    return 1 if found else 0


if __name__ == "__main__":
    # The module that scenes import must be the one that runs.
    from tests.tools import pictures

    sys.exit(pictures.main())
