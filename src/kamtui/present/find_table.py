"""What a look-up found, as lines of text."""

from collections.abc import Sequence
from datetime import date

from kamtui.domain.views.search import CustomerMatch, NoteMatch
from kamtui.i18n import _
from kamtui.present.columns import Column, table
from kamtui.present.dates import ago, due_text
from kamtui.present.labels import channel_label
from kamtui.present.phones import phone_text

#: Cells of the words of a note.
_NOTE_CELLS = 60


def match_lines(matches: Sequence[CustomerMatch], *, today: date, ascii_only: bool) -> list[str]:
    """Return one line a customer under titles."""
    rows = []
    for match in matches:
        last = ""
        if match.last_contact is not None:
            last = f"{channel_label(match.last_channel)} {ago((today - match.last_contact).days)}"
        rows.append(
            (
                match.customer_no,
                match.grade or "-",
                match.name,
                match.contact or "-",
                phone_text(match.phone) if match.phone else "-",
                last or "-",
                due_text(match.next_due, today) if match.next_due else "-",
                "-" if match.score is None else str(match.score),
            )
        )
    columns = [
        Column(_("No."), max_width=14),
        Column(_("Grade"), max_width=5),
        Column(_("Customer"), max_width=32),
        Column(_("Contact"), max_width=12),
        Column(_("Phone"), max_width=20),
        Column(_("Last contact"), max_width=16),
        Column(_("Next"), align="right", max_width=8),
        Column(_("Score"), align="right", max_width=5),
    ]
    return table(rows, columns, ellipsis="~" if ascii_only else "…")


def note_lines(matches: Sequence[NoteMatch], *, text: str, ascii_only: bool) -> list[str]:
    """Return one line a note: day, channel, customer, the words around what was looked for."""
    from kamtui.domain.note_words import note_words
    from kamtui.present.excerpt import excerpt, note_text

    ellipsis = "~" if ascii_only else "…"
    words = note_words(text)
    rows = [
        (
            match.on.isoformat(),
            channel_label(match.channel),
            match.name,
            "".join(
                piece.text
                for piece in excerpt(note_text(match), words, _NOTE_CELLS, ellipsis=ellipsis)
            ),
        )
        for match in matches
    ]
    columns = [
        Column(_("Day"), max_width=10),
        Column(_("Channel"), max_width=10),
        Column(_("Customer"), max_width=24),
        Column(_("Note"), max_width=_NOTE_CELLS),
    ]
    return table(rows, columns, ellipsis=ellipsis)
