"""Settings in words: what each is called, how its value reads, in which section it stands."""

from collections.abc import Callable, Sequence
from typing import Any

from kamtui.i18n import N_, NP_, _, ngettext, pgettext
from kamtui.present.agenda_words import festival_words
from kamtui.present.feedback_words import cause_words
from kamtui.present.safe_text import safe_text
from kamtui.present.settings_table import TEMPLATES, rule_lines, template_words, value_words
from kamtui.present.words import join_words
from kamtui.tui.widgets.prompt import Part
from kamtui.tui.widgets.words import cadence_text

__all__ = [
    "KEY_MAP",
    "choices_of",
    "label",
    "sections",
    "shown",
    "start_text",
    "told_of",
    "typed_text",
]

#: The row that leads to the key map.
KEY_MAP = "keys"

_LABELS: dict[str, str] = {
    "language": N_("Language"),
    "theme": N_("Colours"),
    "ascii": N_("ASCII only"),
    "slow": N_("Slow link"),
    "reader": N_("Screen reader"),
    "user_name": N_("Your name"),
    "upcoming_days": N_("Days ahead"),
    KEY_MAP: N_("Key map"),
    "cadence.A": N_("Cadence of A customers"),
    "cadence.B": N_("Cadence of B customers"),
    "cadence.C": N_("Cadence of C customers"),
    "cadence.D": N_("Cadence of D customers"),
    "cadence.auto": N_("Cadence plans the next"),
    "plan.per_day": N_("By cadence, a day"),
    "plan.goal.A": N_("Goal with A customers"),
    "plan.goal.B": N_("Goal with B customers"),
    "plan.goal.C": N_("Goal with C customers"),
    "plan.goal.other": N_("Goal with others"),
    "plan.result.A": N_("Result expected of A"),
    "plan.result.B": N_("Result expected of B"),
    "plan.result.C": N_("Result expected of C"),
    "plan.result.other": N_("Result expected of others"),
    "stale.days": N_("Not verified after"),
    "silence.days": N_("Out of touch after"),
    "silence.A": N_("Out of touch, A customers"),
    "silence.B": N_("Out of touch, B customers"),
    "silence.C": N_("Out of touch, C customers"),
    "silence.D": N_("Out of touch, D customers"),
    "silence.shown_days": N_("Getting quiet from"),
    "complaint.clock": N_("Complaint clocks run in"),
    "care.days": N_("Birthdays and festivals ahead"),
    "care.festivals": N_("Festivals"),
    "care.grades": N_("Festivals for grades"),
    "credit.least_payments": N_("Credit: payments needed"),
    "credit.strict_below": N_("Credit: strict below"),
    "credit.flexible_from": N_("Credit: flexible from"),
    "credit.text.strict": N_("Credit: words for strict"),
    "credit.text.flexible": N_("Credit: words for flexible"),
    "review.months": N_("Review grades every"),
    "review.model_months": N_("Look over the model every"),
    "agenda.most": N_("Most rows of silence or care"),
    "complaint.respond_hours": N_("Complaint: answer in"),
    "complaint.settle_hours": N_("Complaint: settle in"),
    "complaint.causes": N_("Causes of complaints"),
    "grade.A": N_("A begins at"),
    "grade.B": N_("B begins at"),
    "grade.C": N_("C begins at"),
    "grade.data": N_("Data needed"),
    "segments.value": N_("Segments by value"),
    "segments.behaviour": N_("Segments by behaviour"),
    "segments.need": N_("Segments by need"),
    "segments.lifecycle": N_("Segments by lifecycle"),
    "segments.region": N_("Segments by region"),
    "segments.rfm": N_("Segments by RFM"),
    "segments.portrait.high": N_("Portrait: high value"),
    "segments.portrait.core": N_("Portrait: core"),
    "segments.portrait.at_risk": N_("Portrait: at risk"),
    "segments.portrait.potential": N_("Portrait: potential"),
    "segments.period_months": N_("Movement between segments"),
    "segments.rfm_months": N_("RFM looks back"),
    "segments.rfm_frequency": N_("RFM counts"),
    "segments.clv_months": N_("Lifetime value looks back"),
    "segments.clv_margin": N_("Gross margin assumed"),
    "segments.clv_retention": N_("Retention assumed"),
    "currency": N_("Currency"),
    "country": N_("Country"),
    "customer_no.prefix": N_("Customer no. begins with"),
    "backup.limit_mb": N_("Backups at most"),
}

_COMPUTER = ("language", "theme", "ascii", "slow", "reader", "user_name", "upcoming_days")
_TEMPLATES = tuple(
    f"plan.{kind}.{grade}" for kind in ("goal", "result") for grade in ("A", "B", "C", "other")
)
_CLOCKS = (
    "cadence.A", "cadence.B", "cadence.C", "cadence.D", "cadence.auto", "plan.per_day", *_TEMPLATES,
    "stale.days", "silence.days", "silence.A", "silence.B", "silence.C", "silence.D",
    "silence.shown_days", "complaint.respond_hours", "complaint.settle_hours",
    "complaint.clock", "complaint.causes",
    "care.days", "care.festivals", "care.grades", "review.months", "review.model_months",
    "agenda.most",
)  # fmt: skip
_SEGMENTS = tuple(key for key in _LABELS if key.startswith("segments."))
_GRADES = (
    "grade.A", "grade.B", "grade.C", "grade.data", "credit.least_payments",
    "credit.strict_below", "credit.flexible_from", "credit.text.strict",
    "credit.text.flexible",
)  # fmt: skip
_SECTIONS: tuple[tuple[str, Sequence[str]], ...] = (
    (N_("This computer"), _COMPUTER),
    (N_("Keys"), (KEY_MAP,)),
    (N_("Cadence and clocks"), _CLOCKS),
    (N_("Grades"), _GRADES),
    (N_("Segments"), _SEGMENTS),
)
_REST = N_("The book")

#: The closed lists: value, how it reads; without a context a language's own name.
_CHOICES: dict[str, tuple[tuple[str, tuple[str, str]], ...]] = {
    "language": (
        ("auto", NP_("setting", "automatic")),
        ("zh", ("", "中文")),
        ("en", ("", "English")),
    ),
    "theme": (
        ("auto", NP_("setting", "automatic")),
        ("dark", NP_("setting", "dark")),
        ("light", NP_("setting", "light")),
        ("ansi", NP_("setting", "the terminal's own")),
    ),
    "ascii": (("true", NP_("setting", "yes")), ("false", NP_("setting", "no"))),
    "slow": (("true", NP_("setting", "yes")), ("false", NP_("setting", "no"))),
    "reader": (("true", NP_("setting", "yes")), ("false", NP_("setting", "no"))),
}

_CHOICES["cadence.auto"] = (
    ("off", NP_("cadence", "never")),
    ("cadence", NP_("cadence", "after its own")),
    ("all", NP_("cadence", "after any follow-up")),
)
_CHOICES["complaint.clock"] = (
    ("calendar", NP_("setting", "calendar time")),
    ("working", NP_("setting", "working days")),
)

_CHOICES["segments.rfm_frequency"] = (
    ("orders", NP_("rfm", "orders")),
    ("days", NP_("rfm", "days with an order")),
)

_COUNTED: dict[str, Callable[[int], str]] = {
    "upcoming_days": lambda count: ngettext("{count} day", "{count} days", count),
    "plan.per_day": lambda count: ngettext("{count} customer", "{count} customers", count),
    "stale.days": lambda count: ngettext("{count} day", "{count} days", count),
    "silence.days": lambda count: ngettext("{count} day", "{count} days", count),
    **{
        key: lambda count: ngettext("{count} day", "{count} days", count)
        for key in (
            "silence.A",
            "silence.B",
            "silence.C",
            "silence.D",
            "silence.shown_days",
            "care.days",
        )
    },
    "review.months": lambda count: ngettext("{count} month", "{count} months", count),
    "review.model_months": lambda count: ngettext("{count} month", "{count} months", count),
    "complaint.respond_hours": lambda count: ngettext("{count} hour", "{count} hours", count),
    "complaint.settle_hours": lambda count: ngettext("{count} hour", "{count} hours", count),
    "grade.A": lambda count: ngettext("{count} point", "{count} points", count),
    "grade.B": lambda count: ngettext("{count} point", "{count} points", count),
    "grade.C": lambda count: ngettext("{count} point", "{count} points", count),
    "grade.data": lambda count: ngettext("{count} point", "{count} points", count),
    **{
        key: lambda count: ngettext("{count} month", "{count} months", count)
        for key in ("segments.period_months", "segments.rfm_months", "segments.clv_months")
    },
    "credit.least_payments": lambda count: ngettext("{count} payment", "{count} payments", count),
    "credit.strict_below": lambda _count: _("{count}% timely"),
    "credit.flexible_from": lambda _count: _("{count}% timely"),
    "segments.clv_margin": lambda _count: "{count}%",
    "segments.clv_retention": lambda _count: "{count}%",
    "backup.limit_mb": lambda _count: "{count} MB",
}


def sections(keys: Sequence[str]) -> list[tuple[str, list[str]]]:
    """Return the settings there are by section, titles translated; unknown ones stand last."""
    known = {key for _title, names in _SECTIONS for key in names}
    found = [
        (_(title), [key for key in names if key in keys or key == KEY_MAP])
        for title, names in _SECTIONS
    ]
    own = [key for key in keys if key.startswith("segments.own.")]
    found = [
        (title, [*names, *own] if names and names[0] in _SEGMENTS else names)
        for title, names in found
    ]
    known |= {*own}
    rest = [key for key in keys if key not in known and not key.startswith("keys.")]
    return [(title, names) for title, names in (*found, (_(_REST), rest)) if names]


def label(key: str) -> str:
    """Return what a setting is called."""
    if key.startswith("segments.own."):
        return safe_text(key.removeprefix("segments.own."))
    words = _LABELS.get(key)
    return _(words) if words else safe_text(key)


def shown(key: str, value: Any) -> str:
    """Return a value as people read it: ``monthly visit``, ``90 days``, ``yes``."""
    plain = typed_text(value)
    for choice, words in _CHOICES.get(key, ()):
        if plain == choice:
            return _read(words)
    if key.startswith(TEMPLATES) and isinstance(value, str):
        return template_words(key, value)
    if key.startswith("cadence.") and isinstance(value, str):
        return cadence_text(value) or pgettext("cadence", "none")
    if key == "complaint.causes":
        return start_text(key, value)
    if key == "user_name" and not value:
        return pgettext("setting", "as logged in")
    if key.startswith("silence.") and value == 0:
        return pgettext("setting", "as for all")
    if value == 0 and key in ("segments.rfm_months", "segments.clv_retention"):
        if key == "segments.rfm_months":
            return pgettext("setting", "the whole history")
        return pgettext("setting", "as recorded")
    lines = rule_lines(key, value)
    if lines is not None:
        return lines
    if key == "care.festivals" and isinstance(value, (list, tuple)):
        return ", ".join(map(festival_words, value)) or pgettext("setting", "none")
    counted = _COUNTED.get(key)
    if counted is not None and isinstance(value, int):
        return counted(value).format(count=value)
    return value_words(value)


def typed_text(value: Any) -> str:
    """Return a value as one would type it; nothing for none."""
    return "" if value is None or value == "" else value_words(value)


def start_text(key: str, value: Any) -> str:
    """Return what a field begins with: the value, its words the program's own in this language."""
    if key.startswith(TEMPLATES) and value:
        return template_words(key, value)
    lines = rule_lines(key, value)
    if lines is not None:
        return lines
    if key != "complaint.causes" or not isinstance(value, (list, tuple)):
        return typed_text(value)
    return join_words([cause_words(word) for word in value], limit=len(value))


def choices_of(key: str) -> tuple[tuple[str, str], ...]:
    """Return the values of a closed list with their words, empty where any text will do."""
    return tuple((value, _read(words)) for value, words in _CHOICES.get(key, ()))


def _read(words: tuple[str, str]) -> str:
    return pgettext(*words) if words[0] else words[1]


def told_of(key: str, value: Any, before: Any) -> tuple[Part, ...]:
    """Return what the status line says about a change: what it is now and what it was."""
    return (
        (label(key) + " ", "muted", False),
        (shown(key, value), "text", False),
        ("   " + _("before: {value}").format(value=shown(key, before)), "muted", False),
    )
