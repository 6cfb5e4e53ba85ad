"""The words of a follow-up planned by cadence: what, goal, expected result (S0-23..26).

They are data once written, so they are made here, in the language of who plans; the book's
settings replace goal and result.
"""

from typing import NamedTuple

from kamtui.domain.enums import FollowUpChannel
from kamtui.i18n import LANGUAGES, N_, Language, language, spoken_in
from kamtui.services import rules
from kamtui.store.reader import Reader

__all__ = ["Template", "template", "templates"]

_WHAT = {
    FollowUpChannel.VISIT: N_("Regular visit"),
    FollowUpChannel.CALL: N_("Regular call"),
    FollowUpChannel.EMAIL: N_("Product news"),
    FollowUpChannel.SMS: N_("Product news"),
}
_WHAT_ELSE = N_("Regular contact")


class Template(NamedTuple):
    """The words; goal and result are empty where the settings leave them so."""

    what: str
    goal: str
    result: str


def template(reader: Reader, grade: str | None, channel: FollowUpChannel) -> Template:
    """Return the words for a grade and a channel, in the current language."""
    return _template(reader, grade, channel, language())


def templates(reader: Reader, grade: str | None, channel: FollowUpChannel) -> tuple[Template, ...]:
    """Return the words in every language: another one may have been spoken when it was planned."""
    return tuple(_template(reader, grade, channel, name) for name in LANGUAGES)


def _template(
    reader: Reader, grade: str | None, channel: FollowUpChannel, name: Language
) -> Template:
    key = grade if grade in rules.TEMPLATE_GOALS else "other"
    return Template(
        spoken_in(name, _WHAT.get(channel, _WHAT_ELSE)),
        _own(reader, f"plan.goal.{key}", name),
        _own(reader, f"plan.result.{key}", name),
    )


def _own(reader: Reader, key: str, name: Language) -> str:
    value = str(rules.value_of(reader, key))
    return spoken_in(name, value) if value == rules.RULES[key].default else value
