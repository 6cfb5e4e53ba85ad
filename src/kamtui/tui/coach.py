"""The line of the first sessions: what is late, and the three keys of the day (ux.md, First run).

How often it was shown is kept beside the drafts: a book that moves to another computer, or is
shared, coaches whoever is new to it there.
"""

from contextlib import suppress
from typing import TYPE_CHECKING

from kamtui.config import paths
from kamtui.i18n import _
from kamtui.tui.widgets.prompt import Part

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kamtui.domain.views.agenda import AgendaCounts

__all__ = ["SESSIONS", "coach_parts", "is_over", "link_parts", "note_link", "note_shown"]

#: Sessions it is shown in; tips retire after three uses.
SESSIONS = 3
_FILE = "coached"
#: Made once the line about the link was shown.
_LINK_FILE = "link-hint"


def is_over() -> bool:
    """Tell whether it was shown in enough sessions on this computer."""
    return _shown() >= SESSIONS


def note_shown() -> None:
    """Count this session; a state folder that cannot be written coaches again the next time."""
    with suppress(OSError):
        paths.write_private(paths.state_folder() / _FILE, f"{_shown() + 1}\n")


def coach_parts(counts: "AgendaCounts") -> tuple[Part, ...]:
    """Return the line for an agenda with rows."""
    late = counts.overdue
    words = _("{count} late").format(count=late) if late else (
        _("{count} today").format(count=counts.today)
    )  # fmt: skip
    parts: list[Part] = [(words, "late" if late else "text", bool(late))]
    for key, word in (("1", _("Done")), ("2", _("Snooze")), ("4", _("Log")), ("?", _("Help"))):
        parts += [(f"   {key}", "accent", False), (f" {word}", "muted", False)]
    return tuple(parts)


def link_parts(environ: "Mapping[str, str]") -> tuple[Part, ...]:
    """Return what makes a slow link faster, the first time the screens are shown over SSH."""
    if not environ.get("SSH_CONNECTION") or (paths.state_folder() / _LINK_FILE).exists():
        return ()
    words = _("Over SSH: `Compression yes` in ~/.ssh/config makes this up to 20 times faster")
    return ((words, "muted", False),)


def note_link() -> None:
    """Say it no more on this computer."""
    with suppress(OSError):
        paths.write_private(paths.state_folder() / _LINK_FILE, "1\n")


def _shown() -> int:
    try:
        text = (paths.state_folder() / _FILE).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return 0
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else 0
