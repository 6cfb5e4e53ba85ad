"""Start the screens: settle colours before Textual is imported, read ahead while it is."""

import os
from collections.abc import Mapping
from concurrent.futures import Future
from threading import Thread
from typing import TYPE_CHECKING

from kamtui.tui.styles.palettes import choose_theme

if TYPE_CHECKING:
    from kamtui.domain.views.agenda import Agenda
    from kamtui.services.desk import Desk
    from kamtui.tui.book import Book

__all__ = ["run", "settle_terminal"]


def settle_terminal(environ: dict[str, str] | os._Environ[str], *, slow: bool) -> None:
    """Set what Textual reads from the environment when it is imported.

    256 colours over SSH even where the terminal offers more: they save a quarter of the bytes and
    the palettes are made of exactly these colours (speed.md).
    """
    if slow or environ.get("SSH_CONNECTION") or environ.get("SSH_TTY"):
        environ.setdefault("TEXTUAL_COLOR_SYSTEM", "256")
        environ.setdefault("TEXTUAL_FPS", "30")
    environ.setdefault("TEXTUAL_ANIMATIONS", "none")
    environ.setdefault("TEXTUAL_SMOOTH_SCROLL", "0")


def run(desk: "Desk", *, ascii_only: bool = False, no_color: bool = False) -> int:
    """Show the screens over an open desk until the user leaves; return the exit code.

    Theme, keys and thrift come from the desk's preferences.

    Args:
        desk: The open book; the caller closes it.
        ascii_only: Draw with ASCII characters only.
        no_color: Draw without colours: the cursor row is reverse, late rows have their ``!``.

    Raises:
        KamError: ``keys.clash`` and the like for keys that cannot be used.
    """
    from kamtui.tui.service_book import ServiceBook

    wanted = desk.preferences
    if no_color:
        os.environ["NO_COLOR"] = "1"
    settle_terminal(os.environ, slow=wanted.slow)
    book = ServiceBook(desk)
    first = _read_ahead(book)
    from kamtui.tui.app import KamApp

    app = KamApp(
        book,
        theme=choose_theme(None if "NO_COLOR" in os.environ else wanted.theme, os.environ),
        ascii_only=ascii_only or wanted.ascii,
        keys=_own_keys(wanted.keys),
        sample=desk.sample,
        first=first,
    )
    app.check_keys()
    app.run()
    return app.return_code or 0


def _read_ahead(book: "Book") -> "Future[Agenda]":
    """Read the agenda while Textual is imported, so that the first frame has its rows."""
    future: Future[Agenda] = Future()

    def work() -> None:
        try:
            future.set_result(book.agenda())
        except BaseException as error:
            future.set_exception(error)

    Thread(target=work, name="kamtui-first", daemon=True).start()
    return future


def _own_keys(keys: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Return a user's keys as tuples; a lone comma is the key itself."""
    return {
        name: (text,) if text == "," else tuple(text.replace(",", " ").split())
        for name, text in keys.items()
    }
