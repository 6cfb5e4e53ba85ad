"""What marks a birthday or festival of one year as met: a key on what was written about it.

A communication with the key says something was sent, a follow-up with it that it was put off.
"""

from typing import NamedTuple

__all__ = ["BIRTHDAY", "PREFIX", "Occasion", "gift_of", "read_occasion"]

PREFIX = "care:"
BIRTHDAY = "birthday"
#: Between the occasion and what was sent, in the words of the communication.
_BETWEEN = ": "


class Occasion(NamedTuple):
    """One birthday or festival of one year.

    Attributes:
        year: The year its day falls in.
        code: ``birthday``, or a festival's name.
        who: A contact's id for a birthday, else a customer's.
    """

    year: int
    code: str
    who: str

    @property
    def key(self) -> str:
        """What is stored with what was written about it."""
        return f"{PREFIX}{self.year}:{self.code}:{self.who}"

    def earlier(self, years: int = 5) -> tuple[str, ...]:
        """Return the keys of the years before, the latest first."""
        return tuple(self._replace(year=self.year - ago).key for ago in range(1, years + 1))


def read_occasion(text: str) -> Occasion | None:
    """Return the occasion of a key or an agenda id, None for anything else."""
    parts = text.split(":", 3)
    if len(parts) != 4 or f"{parts[0]}:" != PREFIX or not all(parts):
        return None
    if not (parts[1].isascii() and parts[1].isdigit() and len(parts[1]) == 4):
        return None
    return Occasion(int(parts[1]), parts[2], parts[3])


def gift_of(content: str) -> str:
    """Return what was sent, without the occasion before it."""
    _called, between, sent = content.partition(_BETWEEN)
    return sent if between else content


def content_of(called: str, sent: str) -> str:
    """Return the words of a communication about something sent."""
    return f"{called}{_BETWEEN}{sent}" if called and sent else sent
