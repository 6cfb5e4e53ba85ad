"""Commands as rows: the key, the word, what it does; and customers among them in the palette."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len

from kamtui.domain.filter_of import FilterOf
from kamtui.domain.views.customer_list import SavedFilter
from kamtui.domain.views.search import CustomerMatch
from kamtui.i18n import LANGUAGES, N_, _, language, set_language
from kamtui.present.spoken import clauses, graded
from kamtui.services.drafts import FormDraft
from kamtui.tui.commands import SCOPES_OF, Command, Scope, in_scopes
from kamtui.tui.keymap import KeyMap, key_text
from kamtui.tui.screens.palette_initials import initials
from kamtui.tui.widgets.agenda_rows import put_cursor
from kamtui.tui.widgets.line_list import RowState
from kamtui.tui.widgets.paint import Brush, Line
from kamtui.tui.widgets.words import head, put_badge, put_name

__all__ = [
    "FILTER_TITLES", "CommandRows", "Entry", "entries_for", "in_both_languages", "matches", "score",
]  # fmt: skip
#: What saved filters are called in the rows.
FILTER_TITLES = {
    FilterOf.CUSTOMERS: N_("Filter:"),
    FilterOf.AGENDA: N_("Agenda filter:"),
    FilterOf.GRADES: N_("Grades filter:"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: a command with its keys, a customer, a saved filter, or a draft.

    ``why_not`` says that a command cannot run now.
    """

    command: Command | None = None
    keys: str = ""
    number: int | None = None
    customer: CustomerMatch | None = None
    group: str = ""
    why_not: str = ""
    saved: SavedFilter | None = None
    of: FilterOf = FilterOf.CUSTOMERS
    draft: FormDraft | None = None

    @property
    def key(self) -> str:
        """What tells the row apart."""
        if self.command is not None:
            return self.command.id
        if self.saved is not None:
            return f"{self.of}{self.saved.name}"
        if self.draft is not None:
            return f"draft {self.draft.form} {self.draft.record}"
        return self.customer.customer_id if self.customer is not None else ""


def in_both_languages(message: str) -> tuple[str, ...]:
    """Return a message in every language: a palette understands all of them."""
    now = language()
    try:
        found = []
        for name in LANGUAGES:
            set_language(name)
            found.append(_(message))
        return tuple(dict.fromkeys(found))
    finally:
        set_language(now)


def score(text: str, one: Command) -> int | None:
    """Return how well a command fits typed words, the best first as 0; None for not at all.

    Words, pinyin initials and the command's id are looked at in both languages.
    """
    wanted = text.strip().casefold()
    if not wanted:
        return 0
    labels = [word.casefold() for word in in_both_languages(one.label)]
    helps = [word.casefold() for word in in_both_languages(one.help)]
    letters = [initials(word) for word in labels]
    if wanted in labels or wanted in letters or wanted in (one.keys or ()):
        return 0
    if any(word.startswith(wanted) for word in (*labels, *letters)):
        return 1
    if any(wanted in word for word in (*labels, *letters, one.id)):
        return 2
    if all(any(part in word for word in (*labels, *helps)) for part in wanted.split()):
        return 3
    return None


def matches(text: str, entries: Sequence[Entry]) -> list[Entry]:
    """Return the entries that fit, best first, their order kept where they fit alike."""
    scored = [
        (fit, place, entry)
        for place, entry in enumerate(entries)
        if entry.command is not None and (fit := score(text, entry.command)) is not None
    ]
    if text.strip():
        scored.sort(key=lambda one: (one[0], one[1]))
    return [entry for _fit, _place, entry in scored]


def entries_for(kind: str, key_map: KeyMap, *, moves: bool, groups: bool = True) -> list[Entry]:
    """Return the commands of a screen: its own first, then the lists', then everywhere's.

    Args:
        kind: Key of `SCOPES_OF`.
        key_map: The keys as they are bound.
        moves: Moving about too: help has it, palette and menu do not.
        groups: Name the group each stands in.
    """
    titles: dict[Scope, str] = {
        "list": _("In lists"),
        "global": _("Everywhere"),
        "panel": _("In forms"),
    }
    found = []
    scopes = [*SCOPES_OF[kind], *(("panel",) if moves else ())]
    for scope in scopes:
        for one in in_scopes((scope,)):
            if (one.hidden and not moves) or (one.id in ("app.palette", "app.menu") and not moves):
                continue
            keys = key_map.overrides.get(one.id, one.keys)
            shown = " ".join(key_text(key) for key in dict.fromkeys(
                (*((one.digit,) if one.digit else ()), *keys)))  # fmt: skip
            found.append(
                Entry(one, shown, group=titles.get(scope, _("This screen")) if groups else "")
            )
    return found


class CommandRows:
    """A `RowSource` over entries."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        """Show these; a head stands where the group changes."""
        self._rows: list[Entry | str] = []
        heads: list[int] = []
        group = ""
        for entry in entries:
            if entry.group != group:
                group = entry.group
                if group:
                    heads.append(len(self._rows))
                    self._rows.append(group)
            self._rows.append(entry)
        self.heads: Sequence[int] = heads
        keys = [cell_len(row.keys) for row in self._rows if isinstance(row, Entry)]
        numbered = any(isinstance(row, Entry) and row.number is not None for row in self._rows)
        self._keys_cells = min(16, max([4 if numbered else 0, *keys]))
        labels = [
            cell_len(_(row.command.label))
            for row in self._rows
            if isinstance(row, Entry) and row.command is not None
        ]
        self._label_cells = min(20, max(labels, default=0))

    def __len__(self) -> int:
        """Rows and heads."""
        return len(self._rows)

    def key(self, index: int) -> str | None:
        """Return a command's or a customer's id."""
        row = self._rows[index]
        return row.key if isinstance(row, Entry) else None

    def entry(self, index: int) -> Entry | None:
        """Return the entry of a row."""
        row = self._rows[index] if 0 <= index < len(self._rows) else None
        return row if isinstance(row, Entry) else None

    def spoken(self, index: int) -> str:
        """Return an entry in words: what it does and by which keys, or whom it opens."""
        row = self._rows[index]
        if isinstance(row, str):
            return row
        if row.customer is not None:
            one = row.customer
            return clauses((graded(one.grade), one.name, one.customer_no))
        if row.saved is not None:
            return clauses((_saved_title(row) + " " + row.saved.name, row.saved.words))
        if row.draft is not None:
            from kamtui.tui.screens.drafts import draft_title, draft_when

            return clauses((draft_title(row.draft), draft_when(row.draft)))
        if row.command is None:
            return ""
        key = str(row.number) if row.number is not None else ""
        keys = " ".join(part for part in (key, row.keys) if part)
        keys = keys and _("key {keys}").format(keys=keys)
        words = row.why_not or _(row.command.help)
        return clauses((_(row.command.label), keys, words))

    def draw(self, index: int, width: int, state: RowState, brush: Brush) -> Line:
        """Return one row."""
        row = self._rows[index]
        if isinstance(row, str):
            return head(Line(width), row, brush, end=width - 1)
        line = Line(width, state.plane)
        put_cursor(line, state, brush)
        x = 2
        if row.number is not None:
            line.put_right(5, row.number, "accent", limit=3)
            x = 7
        end = width - 1
        if row.customer is not None:
            put_badge(line, x, row.customer.grade, brush)
            put_name(line, x + 4, max(4, end - x - 4 - 12), row.customer.name, brush,
                     bold=state.cursor)  # fmt: skip
            line.put_right(end, row.customer.customer_no, "muted", limit=10)
            return line
        if row.saved is not None:
            title = _saved_title(row)
            x = line.put(x, title + " ", "muted", limit=max(0, end - x))
            x = line.put(x, row.saved.name, "text", bold=state.cursor, limit=max(0, end - x),
                         ellipsis=brush.ellipsis)  # fmt: skip
            line.put(x + 2, row.saved.words, "muted", limit=max(0, end - x - 2),
                     ellipsis=brush.ellipsis)  # fmt: skip
            return line
        if row.draft is not None:
            return _put_draft(line, x, end, row.draft, state, brush)
        if row.command is None:
            return line
        if row.number is None:
            line.put(x, row.keys, "accent", limit=self._keys_cells, ellipsis=brush.ellipsis)
            x += self._keys_cells + 2
        role = "muted" if row.why_not else "text"
        line.put(
            x, _(row.command.label), role, bold=state.cursor, limit=max(0, end - x),
            ellipsis=brush.ellipsis,
        )  # fmt: skip
        x += self._label_cells + 2
        room = end - x
        if row.number is not None and row.keys:
            room -= cell_len(row.keys) + 2
            line.put_right(end, row.keys, "muted")
        words = row.why_not or _(row.command.help)
        line.put(x, words, "muted", limit=max(0, room), ellipsis=brush.ellipsis)
        return line


def _saved_title(row: Entry) -> str:
    return _(FILTER_TITLES[row.of])


def _put_draft(
    line: Line, x: int, end: int, draft: FormDraft, state: RowState, brush: Brush
) -> Line:
    """Draw what a draft is called, when it was typed, and how it begins."""
    from kamtui.tui.screens.drafts import draft_title, draft_when

    when = draft_when(draft)
    room = max(0, end - x - cell_len(when) - 2)
    line.put_right(end, when, "muted", limit=max(0, end - x))
    at = line.put(x, draft_title(draft), "text", bold=state.cursor, limit=room,
                  ellipsis=brush.ellipsis)  # fmt: skip
    words = " ".join(" ".join(one.text.split()) for one in draft.fields.values() if one.text)
    line.put(at + 2, words[:500], "muted", limit=max(0, x + room - at - 2),
             ellipsis=brush.ellipsis)  # fmt: skip
    return line
