"""The agenda and the contacts as files for a phone, to a typed path; as `kamtui export` does."""

from pathlib import Path

from kamtui.i18n import _, ngettext
from kamtui.present.event_words import event_words
from kamtui.present.safe_text import safe_text
from kamtui.services.transfer.export import export
from kamtui.tui.screens.base import KamScreen
from kamtui.tui.widgets.prompt import Part, TextPrompt

__all__ = ["open_calendar_file", "open_contact_file"]


async def open_calendar_file(screen: KamScreen, item: object = None) -> None:
    """Ask where to, and write everything owed as iCalendar."""
    del item
    await _write(screen, _("Calendar file"), kind="agenda", name="kamtui-agenda.ics")


async def open_contact_file(screen: KamScreen, item: object = None) -> None:
    """Ask where to, and write every contact as vCard."""
    del item
    await _write(screen, _("Contact file"), kind="contacts", name="kamtui-contacts.vcf")


async def _write(screen: KamScreen, title: str, *, kind: str, name: str) -> None:
    suffix = Path(name).suffix

    def check(text: str) -> tuple[Part, ...] | None:
        path = _path(text)
        if path.suffix.lower() != suffix or path.name == suffix:
            words = _("The name must end in {suffix}").format(suffix=suffix)
            return ((words, "late", True),)
        if not path.parent.is_dir():
            return ((_("There is no such folder"), "late", True),)
        return None

    def remark(text: str) -> tuple[Part, ...]:
        taken = _path(text).is_file()
        return ((_("replaces the file there"), "muted", False),) if taken else ()

    typed = await screen.ask(TextPrompt(title, f"~/{name}", check=check, remark=remark))
    if typed is None:
        return
    path, desk = _path(typed), screen.desk
    done = await screen.operations.perform(
        lambda: export(desk, kind=kind, path=path, words=event_words)
    )
    words = ngettext("{rows} row written to {path}.", "{rows} rows written to {path}.", done.rows)
    screen.say(((words.format(rows=done.rows, path=safe_text(typed.strip())), "text", False),))


def _path(text: str) -> Path:
    try:
        return Path(text.strip()).expanduser()
    except RuntimeError:  # ~somebody
        return Path(text.strip())
