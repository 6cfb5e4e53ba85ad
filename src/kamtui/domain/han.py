"""Chinese characters: traditional to simplified, and where they stand in a text."""

import re
from functools import cache

#: Han ideographs with their extensions, one run at a time.
HAN_RUN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
_SPACE_BETWEEN_HAN = re.compile(
    "(?<=[\u3400-\u4dbf\u4e00-\u9fff])\\s+(?=[\u3400-\u4dbf\u4e00-\u9fff])"
)


def has_han(text: str) -> bool:
    """Return whether a text holds a Chinese character."""
    return HAN_RUN.search(text) is not None


def simplified(text: str) -> str:
    """Return a text with each traditional character as its first simplified form.

    Character by character, so that it is good for comparing and wrong for reading.  Nothing is
    loaded for a text without Chinese characters.
    """
    return text.translate(_table()) if has_han(text) else text


def close_up(text: str) -> str:
    """Return a text without the spaces between Chinese characters (``张　三`` is 张三)."""
    return _SPACE_BETWEEN_HAN.sub("", text)


@cache
def _table() -> dict[int, str]:
    """Read OpenCC's character list (4,113 lines, about 2 ms) without importing its package."""
    from importlib.util import find_spec
    from pathlib import Path

    spec = find_spec("opencc")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("opencc-python-reimplemented is not installed", name="opencc")
    folder = Path(spec.submodule_search_locations[0])
    table: dict[int, str] = {}
    for line in (folder / "dictionary" / "TSCharacters.txt").read_text("utf-8").splitlines():
        traditional, _, choices = line.partition("\t")
        table[ord(traditional)] = choices.split(" ")[0]
    # A few targets are themselves listed; following them makes folding twice the same as once.
    for code, target in table.items():
        table[code] = table.get(ord(target), target)
    return table
