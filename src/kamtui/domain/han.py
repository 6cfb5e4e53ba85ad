"""Chinese characters: traditional to simplified, and where they stand in a text.

No pattern is compiled at import: `kamtui find` loads this module and may cost little.
"""

import re
from collections.abc import Iterator
from functools import cache
from importlib.machinery import PathFinder
from itertools import islice, product

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


def traditional(text: str, *, most: int = 4) -> tuple[str, ...]:
    """Return a simplified text in traditional characters, the likeliest first; itself if none.

    One character may have several (发 is 發 and 髮): so many of the texts are returned as asked.
    """
    if max(text, default="") < _FIRST:
        return (text,)
    forms = _forms()
    choices = [forms.get(character, (character,)) for character in text]
    return tuple("".join(one) for one in islice(product(*choices), most))


def close_up(text: str) -> str:
    """Return a text without the spaces between Chinese characters (``张　三`` is 张三)."""
    return re.sub(_BETWEEN_HAN, "", text) if max(text, default="") >= _FIRST else text


@cache
def _table() -> dict[int, str]:
    """Read OpenCC's list of traditional characters (4,113 lines, about 2 ms)."""
    table = {ord(one): choices[0] for one, choices in _dictionary("TSCharacters.txt")}
    # A few targets are themselves listed; following them makes folding twice the same as once.
    for code, target in table.items():
        table[code] = table.get(ord(target), target)
    return table


@cache
def _forms() -> dict[str, tuple[str, ...]]:
    """Read OpenCC's list of simplified characters."""
    return {one: tuple(choices) for one, choices in _dictionary("STCharacters.txt")}


def _dictionary(name: str) -> Iterator[tuple[str, list[str]]]:
    """Yield the lines of one of OpenCC's lists, without importing its package."""
    spec = PathFinder.find_spec("opencc")
    read = getattr(spec and spec.loader, "get_data", None)
    if spec is None or spec.origin is None or read is None:
        raise ModuleNotFoundError("opencc-python-reimplemented is not installed", name="opencc")
    path = spec.origin.removesuffix("__init__.py") + f"dictionary/{name}"
    content: bytes = read(path)
    for line in content.decode("utf-8").splitlines():
        one, _, choices = line.partition("\t")
        yield one, choices.split(" ")
