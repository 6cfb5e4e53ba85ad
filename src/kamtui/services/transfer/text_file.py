"""A text of ours in a file of the user's choice."""

from pathlib import Path

from kamtui.exchange.atomic import replacing

__all__ = ["write_text"]


def write_text(path: Path, text: str) -> None:
    """Write a text in UTF-8: whole or not at all, readable by its owner only.

    Raises:
        KamError: ``export.failed``, ``export.no_space``.
    """
    with replacing(path) as handle:
        handle.write(text.encode("utf-8", "backslashreplace"))
