"""A cadence in words: ``monthly visit``, ``每月拜访``."""

from kamtui.domain.cadence import Cadence, CadenceUnit, parse_cadence
from kamtui.domain.errors import KamError
from kamtui.i18n import N_, _, ngettext
from kamtui.present.labels import channel_label

__all__ = ["cadence_text"]

#: The periods that have a word of their own.
_WORDS = {
    (1, CadenceUnit.DAY): N_("daily {channel}"),
    (1, CadenceUnit.WEEK): N_("weekly {channel}"),
    (1, CadenceUnit.MONTH): N_("monthly {channel}"),
    (3, CadenceUnit.MONTH): N_("quarterly {channel}"),
    (6, CadenceUnit.MONTH): N_("half-yearly {channel}"),
    (12, CadenceUnit.MONTH): N_("yearly {channel}"),
}


def cadence_text(stored: str | None) -> str:
    """Return a stored cadence in words; empty for none, and for one that cannot be read."""
    if not stored:
        return ""
    try:
        cadence = parse_cadence(stored)
    except KamError:
        return ""
    if cadence is None:
        return ""
    known = _WORDS.get((cadence.every, cadence.unit))
    channel = channel_label(cadence.channel.value)
    if known:
        return _(known).format(channel=channel)
    return _every(cadence).format(count=cadence.every, channel=channel)


def _every(cadence: Cadence) -> str:
    match cadence.unit:
        case CadenceUnit.DAY:
            return ngettext("{channel} every {count} day", "{channel} every {count} days",
                            cadence.every)  # fmt: skip
        case CadenceUnit.WEEK:
            return ngettext("{channel} every {count} week", "{channel} every {count} weeks",
                            cadence.every)  # fmt: skip
        case CadenceUnit.MONTH:
            return ngettext("{channel} every {count} month", "{channel} every {count} months",
                            cadence.every)  # fmt: skip
