"""From the words of a command line to a command and its exit code."""

import argparse
import os
from collections.abc import Callable, Sequence

from kamtui.cli import parsing
from kamtui.cli.context import Context
from kamtui.cli.failures import USAGE, guarded
from kamtui.cli.output import emit_lines, warn
from kamtui.cli.registry import COMMANDS, entry_of
from kamtui.config.preferences import Preferences
from kamtui.domain.errors import KamError
from kamtui.i18n import _, choose_language, set_language

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kamtui.cli.ahead import Ahead


def run(words: Sequence[str], *, ahead: "Ahead | None" = None) -> int:
    """Run one command line and return its exit code (cli.md); its look-up may have begun."""
    set_language(choose_language(_early_language(words), os.environ))
    parsing.speak(_)
    return guarded(lambda: _run(words, ahead))


def _run(words: Sequence[str], ahead: "Ahead | None") -> int:
    options = parsing.split_front(words) or parsing.global_parser().parse_args(list(words))
    from kamtui.services.bootstrap import read_preferences

    trouble: KamError | None = None
    try:
        preferences = read_preferences()
    except KamError as problem:
        if options.command is not None:
            raise
        # The screens start all the same, and say what is wrong (ux.md: nobody is kept out).
        preferences, trouble = Preferences(), problem
    _settle_language(_early_language(words) or options.lang, preferences)
    options.ascii = options.ascii or preferences.ascii
    options.reader = options.reader or preferences.reader
    if options.command is None:
        if options.help:
            emit_lines(parsing.help_lines())
            return 0
        from kamtui.cli.commands.desk import open_or_print

        return _finish(Context(options, preferences, trouble), open_or_print)
    entry = entry_of(options.command)
    if entry is None:
        warn(
            _("There is no command {name}. There are: {names}").format(
                name=options.command, names=", ".join(one.name for one in COMMANDS)
            )
        )
        return USAGE
    rest = ["--help", *options.words] if options.help else options.words
    parser = parsing.command_parser(entry)
    full = parser.parse_args(rest, argparse.Namespace(**vars(options)))
    if full.lang:
        set_language(full.lang)
    return _finish(Context(full, preferences, ahead=ahead), full.run)


def _finish(context: Context, command: Callable[[Context], int]) -> int:
    try:
        return command(context)
    finally:
        context.close()


def _settle_language(given: str | None, preferences: Preferences) -> None:
    chosen = given or os.environ.get("KAMTUI_LANG")
    if not chosen and preferences.language != "auto":
        chosen = preferences.language
    set_language(choose_language(chosen, os.environ))


def _early_language(words: Sequence[str]) -> str | None:
    """Return ``--lang`` before anything is parsed, so that usage errors speak it."""
    for index, word in enumerate(words):
        if word == "--lang" and index + 1 < len(words):
            return words[index + 1] if words[index + 1] in {"zh", "en"} else None
        if word.startswith("--lang="):
            value = word.partition("=")[2]
            return value if value in {"zh", "en"} else None
    return None
