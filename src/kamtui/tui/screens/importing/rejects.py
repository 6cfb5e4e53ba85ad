"""Writing the rejected rows where the user says, beside the file by default."""

from pathlib import Path
from typing import TYPE_CHECKING

from kamtui.i18n import _, ngettext
from kamtui.present.file_paths import shown_path
from kamtui.services.transfer.rejects import check_rejects, write_rejects
from kamtui.services.transfer.result import ImportResult, Remark
from kamtui.tui.screens.importing.plan import Plan
from kamtui.tui.screens.importing.words import reason_words
from kamtui.tui.widgets.prompt import TextPrompt

if TYPE_CHECKING:
    from kamtui.tui.screens.importing.screen import ImportScreen

__all__ = ["ask_rejects", "proposed"]


def proposed(source: Path | None) -> Path:
    """Return a file beside the one that was read whose name is free."""
    stem = source.stem if source is not None else "pasted"
    folder = source.parent if source is not None else Path.cwd()
    suffix = ".xlsx" if source is not None and source.suffix.casefold() == ".xlsx" else ".csv"
    for number in range(1, 1000):
        end = "" if number == 1 else f"-{number}"
        path = folder / f"{stem}-rejected{end}{suffix}"
        if not path.exists():
            break
    return path


async def ask_rejects(screen: "ImportScreen", plan: Plan, result: ImportResult) -> None:
    """Ask where to, and write the rejected rows with their reasons.

    Raises:
        KamError: The file cannot be written, or is the one that was read.
    """
    proposal = await screen.operations.fetch(lambda: proposed(plan.path))
    typed = await screen.ask(TextPrompt(_("Write to"), shown_path(proposal)))
    if typed is None or not typed.strip():
        screen.say(_("Nothing was written"))
        return
    path = Path(typed.strip()).expanduser()
    header = _("Reason rejected")

    def write() -> int:
        check_rejects(path, [plan.path] if plan.path is not None else [])
        return write_rejects(path, results=[result], reason=_reason, reason_header=header)

    count = await screen.operations.perform(write)
    words = ngettext("{rows} rejected row written to {path}", "{rows} rejected rows written to"
                     " {path}", count)  # fmt: skip
    screen.say(words.format(rows=f"{count:,}", path=shown_path(path)))


def _reason(remark: Remark) -> str:
    return reason_words(remark.code, remark.params)
