"""Chinese characters: traditional to simplified, and where they stand in a text.

No pattern is compiled at import: `kamtui find` loads this module and may cost little.
"""

import re
from functools import cache
from importlib.machinery import PathFinder

#: The first Chinese character; what lies above is Chinese or as rare as it.
_FIRST = "\u3400"
_BETWEEN_HAN = r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])"


def is_han(character: str) -> bool:
    """Return whether a character is a Chinese ideograph."""
    return (
        "\u3400" <= character <= "\u4dbf"
        or "\u4e00" <= character <= "\u9fff"
        or "\uf900" <= character <= "\ufaff"
        or "\U00020000" <= character <= "\U0003ffff"
    )


def simplified(text: str) -> str:
    """Return a text with each traditional character as its first simplified form.

    Character by character, so that it is good for comparing and wrong for reading.  Nothing is
    loaded for a text without Chinese characters.
    """
    return text.translate(_table()) if max(text, default="") >= _FIRST else text


def close_up(text: str) -> str:
    """Return a text without the spaces between Chinese characters (``张　三`` is 张三)."""
    return re.sub(_BETWEEN_HAN, "", text) if max(text, default="") >= _FIRST else text


@cache
def _table() -> dict[int, str]:
    """Read OpenCC's character list (4,113 lines, about 2 ms) without importing its package."""
    spec = PathFinder.find_spec("opencc")
    read = getattr(spec and spec.loader, "get_data", None)
    if spec is None or spec.origin is None or read is None:
        raise ModuleNotFoundError("opencc-python-reimplemented is not installed", name="opencc")
    path = spec.origin.removesuffix("__init__.py") + "dictionary/TSCharacters.txt"
    content: bytes = read(path)
    table: dict[int, str] = {}
    for line in content.decode("utf-8").splitlines():
        traditional, _, choices = line.partition("\t")
        table[ord(traditional)] = choices.split(" ")[0]
    # A few targets are themselves listed; following them makes folding twice the same as once.
    for code, target in table.items():
        table[code] = table.get(ord(target), target)
    return table
