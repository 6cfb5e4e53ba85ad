"""Where a book lives: a path, or a database URL."""

from pathlib import Path
from typing import NamedTuple

from kamtui.domain.errors import KamError

_SQLITE = "sqlite:///"


class Location(NamedTuple):
    """A book's place; exactly one of ``path`` and ``url`` is set."""

    path: Path | None
    url: str | None = None

    @property
    def label(self) -> str:
        """The place as shown to people, without a password."""
        if self.path is not None:
            return str(self.path)
        head, at, tail = (self.url or "").rpartition("@")
        return f"{head.split('://')[0]}://…@{tail}" if at else tail


def parse_location(text: str) -> Location:
    """Return the location of a path or URL.

    Raises:
        KamError: ``file.bad_url`` for a URL without a database name.
    """
    if text.startswith(_SQLITE):
        text = text.removeprefix(_SQLITE)
    elif "://" in text:
        if not text.partition("://")[2]:
            raise KamError("file.bad_url", {"url": text}, exit_code=2)
        return Location(path=None, url=text)
    if not text.strip() or "\0" in text:
        raise KamError("file.bad_url", {"url": text.replace("\0", "?")}, exit_code=2)
    return Location(path=Path(text).expanduser().absolute())
