"""From an open desk to the running screens: terminal, colours, the first agenda, the chores."""

import os
import sys
from collections.abc import Callable, Mapping, MutableMapping
from concurrent.futures import Future
from threading import Thread
from typing import TYPE_CHECKING

from kamtui.services.desk import Desk

if TYPE_CHECKING:
    from kamtui.domain.errors import KamError
    from kamtui.domain.views.agenda import Agenda
    from kamtui.tui.desk_book import DeskBook
    from kamtui.tui.session import DeskApp

__all__ = ["build", "key_overrides", "run", "settle_environment"]

#: Seconds the import of Textual runs before the thread that reads the agenda gets its turn.
SWITCH_SECONDS = 0.0005
#: Exit code where the terminal cannot show screens.
NO_TERMINAL = 2


def run(
    desk: Desk,
    *,
    ascii_only: bool,
    no_color: bool,
    reader: bool = False,
    trouble: "KamError | None" = None,
    own: Callable[[], Desk] | None = None,
) -> int:
    """Show the screens until the user leaves; return the exit code.

    Where there is no book yet the first screen asks how to begin, and nothing is made before.

    Args:
        desk: The book to show; whoever opened it closes it.
        ascii_only: Draw with ASCII only.
        no_color: Draw without colours.
        reader: Draw for a screen reader.
        trouble: Why the settings file could not be used; said in the status line.
        own: Opens the user's own book, for leaving the sample.
    """
    environ = os.environ
    if environ.get("TERM", "") in ("dumb", "unknown"):
        return _refuse_dumb()
    from kamtui.tui.probe import Probe, locale_is_utf8

    settle_environment(environ, no_color=no_color, slow=desk.preferences.slow)
    needs_ascii = not locale_is_utf8(environ)
    ascii_only = ascii_only or needs_ascii
    begins = desk.path is not None and not desk.path.exists()
    with Probe(wanted=not ascii_only and not reader) as probe:
        first, book = (None, None) if begins else read_ahead(desk)
        import kamtui.tui.session  # noqa: F401  (while the terminal and the book answer)

        needs_ascii = needs_ascii or probe.is_wide()
        ascii_only = ascii_only or needs_ascii
    app = build(
        desk,
        ascii_only=ascii_only,
        reader=reader,
        first=first,
        book=book,
        trouble=trouble,
        own=own,
        first_run=begins,
    )
    app.needs_ascii = needs_ascii
    app.run()
    if app.fault is not None:
        raise app.fault
    return app.return_code or 0


def build(
    desk: Desk,
    *,
    ascii_only: bool = False,
    reader: bool = False,
    first: "Future[Agenda] | None" = None,
    book: "DeskBook | None" = None,
    trouble: "KamError | None" = None,
    own: Callable[[], Desk] | None = None,
    first_run: bool = False,
) -> "DeskApp":
    """Put the application together, for `run` and for tests.

    Keys of the settings file that cannot hold are left out, and the status line says which.
    """
    from kamtui.tui.desk_book import DeskBook
    from kamtui.tui.own_keys import settle
    from kamtui.tui.session import DeskApp, FirstRunApp
    from kamtui.tui.styles.palettes import choose_theme

    key_map, problems = settle(key_overrides(desk.preferences.keys))
    kind = FirstRunApp if first_run else DeskApp
    return kind(
        book or DeskBook(desk),
        theme=choose_theme(desk.preferences.theme, dict(os.environ)),
        ascii_only=ascii_only,
        reader=reader,
        keys=key_map.overrides,
        troubles=(*((trouble,) if trouble else ()), *problems),
        sample=desk.sample,
        first=first,
        own=own,
    )


def read_ahead(desk: Desk) -> "tuple[Future[Agenda], DeskBook]":
    """Read the agenda while Textual is being imported; its errors wait in the future."""
    from kamtui.tui.desk_book import DeskBook

    book = DeskBook(desk)
    first: Future[Agenda] = Future()

    def work() -> None:
        try:
            first.set_result(book.agenda(days=desk.preferences.upcoming_days))
        except BaseException as error:
            first.set_exception(error)

    # The import is busy without a pause: by default each statement would wait 5 ms for its turn.
    usual = sys.getswitchinterval()
    sys.setswitchinterval(SWITCH_SECONDS)
    first.add_done_callback(lambda _done: sys.setswitchinterval(usual))
    Thread(target=work, name="kamtui-first", daemon=True).start()
    return first, book


def key_overrides(keys: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Return a user's own keys: ``{"agenda.done": "d x"}`` separated by spaces or commas."""
    if not keys:
        return {}
    from kamtui.tui.own_keys import read_keys

    return read_keys(keys)


def settle_environment(environ: MutableMapping[str, str], *, no_color: bool, slow: bool) -> None:
    """Tell Textual and Rich what to send; they read the environment when they are imported.

    Over SSH, or where the settings ask for it, 256 colours are sent even where more are offered:
    the themes look the same and the stream is a quarter smaller (ux.md, Slow SSH).
    """
    if no_color:
        environ["NO_COLOR"] = "1"
    environ.setdefault("TEXTUAL_ANIMATIONS", "none")
    over_a_line = slow or bool(environ.get("SSH_CONNECTION") or environ.get("SSH_TTY"))
    many = environ.get("COLORTERM", "").lower() in ("truecolor", "24bit")
    if not over_a_line:  # half of what a key waits for is Textual's timer of 60 frames a second
        environ.setdefault("TEXTUAL_FPS", "200")
    if over_a_line and many:
        environ.setdefault("TEXTUAL_COLOR_SYSTEM", "256")


def _refuse_dumb() -> int:
    from kamtui.i18n import _

    words = _(
        "This terminal (TERM={term}) cannot show screens. Use `kamtui agenda`, `find`, `log`, or "
        "set TERM to what it really is."
    )
    sys.stderr.write(words.format(term=os.environ.get("TERM", "")) + "\n")
    return NO_TERMINAL
