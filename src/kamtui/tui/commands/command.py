"""What a command is: its keys, its words, where it answers.  No Textual import."""

from typing import Literal, NamedTuple

__all__ = ["Answer", "Command", "Scope"]

Scope = Literal[
    "global",
    "list",
    "agenda",
    "customers",
    "customer",
    "grades",
    "segments",
    "members",
    "portrait",
    "what_if",
    "models",
    "settings",
    "day",
    "report",
    "first_run",
    "import",
    "panel",
    "log",
    "strip",
]


#: What a question in the status row is answered with: one digit, or a typed line.
Answer = Literal["digit", "line"]


class Command(NamedTuple):
    """Something a user can do.

    Attributes:
        id: Stable name, used in the settings file to give it other keys.
        keys: Keys as people write them: ``d``, ``ctrl+r``, ``space``, ``?``; the first is shown.
        label: One or two words for the footer, an untranslated message id.
        help: What it does, a sentence fragment for help and palette, an untranslated message id.
        scope: Where its keys mean this.
        digit: The key of its family that works whatever the input method does (ux.md).
        twins: Further keys that stand for the first; full-width forms are derived by `keymap`.
        required: Cannot be left without a key.
        footer: Place in the footer, None for not there.
        wide: In the footer only where there is room.
        hidden: Moves and the like: in the help, not in the palette.
        asks: What it asks for first, None where it asks nothing: where the command is refused, what
            was typed for its question is no command (`KamScreen.refuse`).
    """

    id: str
    keys: tuple[str, ...]
    label: str
    help: str
    scope: Scope
    digit: str | None = None
    twins: tuple[str, ...] = ()
    required: bool = False
    footer: int | None = None
    wide: bool = False
    hidden: bool = False
    asks: Answer | None = None
