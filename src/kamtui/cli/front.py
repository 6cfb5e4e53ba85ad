"""The plain case of a command line, taken apart before argparse is loaded."""

from collections.abc import Sequence
from typing import NamedTuple

#: Global options with a value, and without one (`kamtui.cli.parsing.add_globals`).
_WITH_VALUE, _ALONE = ("--db", "--lang", "--today"), ("--ascii", "--no-color", "--reader")


class Front(NamedTuple):
    """What stands before a command, the command, and what follows it.

    Attributes:
        options: Global options and their values as written.
        command: The command's name.
        words: What is the command's own; global options may be among them.
    """

    options: Sequence[str]
    command: str
    words: Sequence[str]

    def value_of(self, name: str) -> str | None:
        """Return the last value an option before the command was given."""
        found = None
        for at, option in enumerate(self.options):
            if option == name:
                found = self.options[at + 1]
            elif option.startswith(f"{name}="):
                found = option.partition("=")[2]
        return found


def front_of(words: Sequence[str]) -> Front | None:
    """Return a command line in parts; None for whatever is less plain than options and words."""
    at = 0
    while at < len(words) and words[at].startswith("-"):
        name, sign, _value = words[at].partition("=")
        if (sign and name in _WITH_VALUE) or words[at] in _ALONE:
            at += 1
        elif words[at] in _WITH_VALUE and not "".join(words[at + 1 : at + 2]).startswith("-"):
            at += 2
        else:
            return None
    if at >= len(words) or not words[at]:
        return None
    return Front(words[:at], words[at], words[at + 1 :])
