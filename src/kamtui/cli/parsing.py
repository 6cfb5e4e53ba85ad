"""The words of the command line: global options first, then one command's own."""

import argparse
import os
import re
from collections.abc import Callable, Sequence
from datetime import date
from importlib import import_module

import kamtui
from kamtui.cli.front import front_of
from kamtui.cli.registry import COMMANDS, CommandEntry
from kamtui.i18n import N_, _

#: argparse's own words that our readers meet, so that both catalogues hold them.
_ARGPARSE_WORDS = (
    N_("usage: "),
    N_("options"),
    N_("positional arguments"),
    N_("show this help message and exit"),
    N_("the following arguments are required: %s"),
    N_("unrecognized arguments: %s"),
    N_("expected one argument"),
    N_("expected at least one argument"),
    N_("%(prog)s: error: %(message)s\n"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
    N_("invalid %(type)s value: %(value)r"),
    N_("ambiguous option: %(option)s could match %(matches)s"),
    N_("not allowed with argument %s"),
)


def speak(translate: Callable[[str], str]) -> None:
    """Let argparse speak the reader's language too."""
    argparse._ = translate  # type: ignore[attr-defined]


def global_parser() -> argparse.ArgumentParser:
    """Return the parser of everything before the command (cli.md)."""
    parser = argparse.ArgumentParser(
        prog="kamtui", add_help=False, allow_abbrev=False, formatter_class=_formatter
    )
    add_globals(parser, defaults=True)
    parser.add_argument("-h", "--help", action="store_true")
    parser.add_argument(
        "--version", action="version", version=f"kamtui {kamtui.__version__}",
        help=_("print the version and stop"),
    )  # fmt: skip
    parser.add_argument("command", nargs="?")
    parser.add_argument("words", nargs=argparse.REMAINDER)
    return parser


#: What a variable of the environment says to leave something off.
_OFF = ("", "0", "false", "no", "off")


def split_front(words: Sequence[str]) -> argparse.Namespace | None:
    """Return the plain case without its own parser, which costs a twentieth of a look-up.

    A command's parser knows the global options too, so that options before a command are handed
    to it as they are.

    Returns:
        The global options' defaults with the ``command`` and the ``words`` for its parser; None
        for whatever is less plain than options, a command and words.
    """
    plain = front_of(words)
    if plain is None:
        return None
    today = None
    if os.environ.get("KAMTUI_TODAY"):
        try:
            today = _day(os.environ["KAMTUI_TODAY"])
        except argparse.ArgumentTypeError:  # said by the parser
            return None
    return argparse.Namespace(
        db=os.environ.get("KAMTUI_DB") or None,
        lang=None,
        today=today,
        ascii=False,
        no_color=bool(os.environ.get("NO_COLOR")),
        reader=_reader_wanted(),
        help=False,
        command=plain.command,
        words=[*plain.options, *plain.words],
    )


def add_globals(parser: argparse.ArgumentParser, *, defaults: bool) -> None:
    """Add the global options; after a command without defaults, so that earlier ones stay."""

    def default(value: object) -> object:
        return value if defaults else argparse.SUPPRESS

    environ = os.environ
    group = parser if defaults else parser.add_argument_group(_("for every command"))
    group.add_argument(
        "--db",
        metavar="PATH|URL",
        default=default(environ.get("KAMTUI_DB") or None),
        help=_("the book to open instead of your own"),
    )
    group.add_argument(
        "--lang", choices=("zh", "en"), default=default(None), help=_("language of the answer")
    )
    group.add_argument(
        "--today",
        metavar="DATE",
        type=_day,
        default=default(environ.get("KAMTUI_TODAY") or None),
        help=_("look at the book as on another day"),
    )
    group.add_argument(
        "--ascii", action="store_true", default=default(False), help=_("draw with ASCII only")
    )
    group.add_argument(
        "--no-color", action="store_true", default=default(bool(environ.get("NO_COLOR"))),
        help=_("no colours"),
    )  # fmt: skip
    group.add_argument(
        "--reader", action="store_true", default=default(_reader_wanted()),
        help=_("for a screen reader"),
    )  # fmt: skip


def _reader_wanted() -> bool:
    return os.environ.get("KAMTUI_READER", "").strip().casefold() not in _OFF


def command_parser(entry: CommandEntry) -> argparse.ArgumentParser:
    """Return the parser of one command, with ``run`` among its defaults."""
    module = import_module(f"kamtui.cli.commands.{entry.module}")
    parser = argparse.ArgumentParser(
        prog=f"kamtui {entry.name}",
        description=_(entry.summary),
        allow_abbrev=False,
        formatter_class=_formatter,
    )
    add_globals(parser, defaults=False)
    module.add_arguments(entry.name, parser)
    return _take_dashes(parser)


def help_lines() -> Sequence[str]:
    """Return the help of the whole program."""
    width = max(len(entry.name) for entry in COMMANDS)
    parser = global_parser()
    usage = (
        "kamtui [--db PATH|URL] [--lang zh|en] [--today DATE] [--ascii] [--no-color]"
        " [--reader] [--version] [COMMAND]"
    )
    lines = [
        _("usage: ") + usage,
        "",
        _("Without a command: the agenda on the screen."),
        "",
        *(f"  {entry.name:<{width}}  {_(entry.summary)}" for entry in COMMANDS),
        "",
    ]
    for action in parser._actions:
        if action.option_strings and action.help and action.help != argparse.SUPPRESS:
            name = " ".join([action.option_strings[-1], action.metavar or ""]).strip()  # type: ignore[list-item]
            lines.append(f"  {name:<{width + 5}}  {_(action.help)}")
    lines += ["", _("kamtui COMMAND --help explains a command.")]
    return lines


def _formatter(prog: str) -> argparse.HelpFormatter:
    """Return argparse's formatter, told the width: it would load shutil for every option."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal() and int(columns):
        return argparse.HelpFormatter(prog, width=int(columns) - 2)
    try:
        return argparse.HelpFormatter(prog, width=os.get_terminal_size(1).columns - 2)
    except OSError:
        return argparse.HelpFormatter(prog, width=78)


def whole_number(text: str) -> int:
    """Read a number of 0 or more.

    Raises:
        argparse.ArgumentTypeError: It is none.
    """
    plain = text.strip()
    number = int(plain) if plain.isdecimal() and len(plain) <= 8 else -1
    if number < 0:
        raise argparse.ArgumentTypeError(_("{number}: a number from 0 up").format(number=text))
    return number


#: A hundred years: nobody plans further, and no date runs out of its calendar.
MOST_DAYS = 36_525


def days_ahead(text: str) -> int:
    """Read how many days ahead.

    Raises:
        argparse.ArgumentTypeError: It is no number, or above `MOST_DAYS`.
    """
    plain = text.strip()
    number = int(plain) if plain.isdecimal() and len(plain) <= 8 else -1
    if not 0 <= number <= MOST_DAYS:
        words = _("{number}: a number from 0 to {most}")
        raise argparse.ArgumentTypeError(words.format(number=text, most=MOST_DAYS))
    return number


def _take_dashes(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """Let words such as ``-5%``, ``-1`` and ``-同意`` be words: no option of ours looks like it."""
    parser._negative_number_matcher = re.compile("-(?:[^-A-Za-z]|-[^A-Za-z])")
    return parser


def _day(text: str) -> date:
    """Read ``--today``: an ISO date, or what `kamtui date` understands of the real today."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    from kamtui.domain.dates import DateOrder, parse_date
    from kamtui.services.clock import SystemClock

    typed = parse_date(text, today=SystemClock().today(), order=DateOrder.MDY)
    day = typed.on or typed.suggestion
    if day is None or typed.clears:
        raise argparse.ArgumentTypeError(
            _("{date}: not a date; write it like 2026-11-22").format(date=repr(text))
        )
    return day
