"""Where a book lives: a path, or a database URL."""

from typing import TYPE_CHECKING

from kamtui.domain.errors import KamError

if TYPE_CHECKING:
    from pathlib import Path

_SQLITE = "sqlite:///"


class Location:
    """A book's place; exactly one of ``place`` and ``url`` is set.

    Attributes:
        place: The path as text, which is all that reading needs: a look-up goes without pathlib,
            a tenth of its time.
        url: Of a database server.
    """

    __slots__ = ("place", "url")

    def __init__(self, path: "Path | str | None", url: str | None = None) -> None:
        """Keep an absolute path, or a URL."""
        self.place = None if path is None else str(path)
        self.url = url

    @property
    def path(self) -> "Path | None":
        """The book's file, None on a database server."""
        if self.place is None:
            return None
        from pathlib import Path

        return Path(self.place)

    @property
    def label(self) -> str:
        """The place as shown to people, without a password."""
        if self.place is not None:
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
    if text.startswith("/"):
        return Location(path=text)
    from pathlib import Path

    return Location(path=Path(text).expanduser().absolute())
