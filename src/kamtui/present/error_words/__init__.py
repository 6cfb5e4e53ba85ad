"""A sentence for every error code, by topic: what, where and what to do.

A code's words are one message, or several from the most to the least telling: the first whose
placeholders are all known is shown.
"""

from collections.abc import Mapping

from kamtui.present.error_words import (
    dates,
    doctor,
    files,
    money,
    records,
    segments,
    settings,
    transfer,
)

__all__ = ["SENTENCES", "Words"]

Words = str | tuple[str, ...]

SENTENCES: Mapping[str, Words] = {
    **records.WORDS,
    **money.WORDS,
    **dates.WORDS,
    **files.WORDS,
    **doctor.WORDS,
    **transfer.WORDS,
    **settings.WORDS,
    **segments.WORDS,
}
