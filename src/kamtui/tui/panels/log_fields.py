"""The fields beside a log's note: their order, what they start with, which stand in one row."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from kamtui.domain.enums import Channel
from kamtui.i18n import _, pgettext
from kamtui.present.labels import channel_label, choices
from kamtui.tui.panels.dates import day_text
from kamtui.tui.panels.field import Field
from kamtui.tui.panels.log_start import Start
from kamtui.tui.panels.log_values import FIELDS
from kamtui.tui.widgets.prompt import Part

__all__ = ["log_fields", "proposed_day"]


def log_fields(
    start: Start,
    draft: Mapping[str, str],
    *,
    today: date,
    echoes: Mapping[str, Callable[[str], tuple[Part, ...]]],
    offers: Callable[[str], Sequence[str]],
) -> list[Field]:
    """Return the fields with what the panel starts with, a draft over it.

    Args:
        start: What the panel starts with.
        draft: What was typed before, by field name.
        today: For the day that cadence proposes.
        echoes: What stands behind the text of a field, by name.
        offers: The people that a beginning may mean.
    """
    prefilled = {
        "next": proposed_day(start, today),
        "who": start.who,
        "channel": channel_label(start.channel),
    }
    texts = {name: draft.get(name, prefilled.get(name, "")) for name in FIELDS}

    def flat(name: str, label: str, hint: str = "-") -> Field:
        return Field(name, label, texts[name], row=3, well=False, hint=hint)

    fields = [
        Field("next", pgettext("label", "Next"), texts["next"], row=0, echo=echoes["next"]),
        Field("what", _("What"), texts["what"], row=1, echo=echoes["what"]),
        flat("when", _("When"), _("now")),
        flat("who", _("Who")),
        flat("channel", _("Channel"), ""),
        flat("outcome", _("Outcome")),
        flat("promise", _("Promise")),
    ]
    for one in fields:
        one.touched = one.name in draft
        if one.name == "who":
            one.offers, one.several = offers, True
        elif one.name == "channel":
            one.options = choices(Channel)
    return fields


def proposed_day(start: Start, today: date) -> str:
    """Return the day that cadence proposes as it could be typed, empty without one."""
    return day_text(start.proposal.on, today) if start.proposal else ""
