"""Settings as lines of text, with what each one means."""

from collections.abc import Callable, Mapping, Sequence

from kamtui.i18n import N_, _
from kamtui.present.columns import Column, table
from kamtui.present.safe_text import safe_text

_MEANINGS: Mapping[str, str] = {
    "language": N_("language: zh, en, or auto for the system's"),
    "theme": N_("colours: dark, light, ansi (the terminal's sixteen) or auto"),
    "ascii": N_("draw with ASCII only"),
    "slow": N_("spare bytes, as over a slow link"),
    "reader": N_("for a screen reader: plain rows, each move said in a sentence"),
    "user_name": N_("who writes; empty for the login name"),
    "upcoming_days": N_("how many days ahead the agenda looks"),
    "cadence.A": N_("how often, and how, to be in touch with A customers"),
    "cadence.B": N_("how often, and how, to be in touch with B customers"),
    "cadence.C": N_("how often, and how, to be in touch with C customers"),
    "cadence.D": N_("how often, and how, to be in touch with D customers"),
    "cadence.auto": N_("after which follow-ups cadence plans the next: off, cadence or all"),
    "plan.per_day": N_("how many customers a working day get a plan by cadence"),
    "stale.days": N_("days after which a customer's data count as not verified"),
    "silence.days": N_("days without contact after which one is out of touch"),
    "silence.A": N_("the same for A customers; 0: as for all"),
    "silence.B": N_("the same for B customers; 0: as for all"),
    "silence.C": N_("the same for C customers; 0: as for all"),
    "silence.D": N_("the same for D customers; 0: as for all"),
    "silence.shown_days": N_("days without contact from which the agenda shows it coming"),
    "complaint.clock": N_("complaint clocks run in calendar time, or on working days only"),
    "care.days": N_("days before a birthday or festival at which it is on the agenda"),
    "care.festivals": N_("festivals to greet customers on, or one's own: name=05-02"),
    "care.grades": N_("grades of the customers greeted on festivals"),
    "credit.least_payments": N_("payments that fell due before anything is said of credit"),
    "credit.strict_below": N_("payment timeliness in percent below which terms are to be strict"),
    "credit.flexible_from": N_("payment timeliness in percent from which they may be flexible"),
    "credit.text.strict": N_("words for a customer with many late payments; empty for none"),
    "credit.text.flexible": N_("words for a customer that pays on time; empty for none"),
    "review.months": N_("months after which the grades are to be reviewed"),
    "review.model_months": N_("months after which the scoring model is to be looked over"),
    "agenda.most": N_("most rows of one kind for silence and care; the others are one line"),
    "complaint.respond_hours": N_("hours to answer a complaint"),
    "complaint.settle_hours": N_("hours to settle a complaint"),
    "complaint.causes": N_("causes of complaints to choose from"),
    "currency": N_("the book's currency; amounts in others are left out of sums"),
    "customer_no.prefix": N_("what a new customer number begins with"),
    "country": N_("country whose working days count"),
    "backup.limit_mb": N_("most megabytes all backups may take"),
    "segments.period_months": N_("months back from which movement between segments is counted"),
    "segments.rfm_months": N_("months of orders that RFM looks at; 0: the whole history"),
    "segments.rfm_frequency": N_("what RFM counts: orders, or days with an order"),
    "segments.clv_months": N_("months of orders that lifetime value looks at"),
    "segments.clv_margin": N_("gross margin in percent where no cost is known; 0: none assumed"),
    "segments.clv_retention": N_("retention in percent a year; 0: as the records say"),
    "segments.value": N_("segments by value, the first that fits"),
    "segments.behaviour": N_("segments by behaviour, the first that fits"),
    "segments.need": N_("segments by need, the first that fits"),
    "segments.lifecycle": N_("segments by lifecycle, the first that fits"),
    "segments.region": N_("segments by region"),
    "segments.rfm": N_("segments by RFM scores, the first that fits"),
    "segments.portrait.high": N_("traits of a high-value customer"),
    "segments.portrait.core": N_("traits of a core customer"),
    "segments.portrait.at_risk": N_("traits of a customer at risk"),
    "segments.portrait.potential": N_("traits of a potential customer"),
    "grade.A": N_("score from which a customer is proposed for A"),
    "grade.B": N_("score from which a customer is proposed for B"),
    "grade.C": N_("score from which a customer is proposed for C"),
    "grade.data": N_("points that need data before a grade is proposed"),
}
#: Settings that are words of the program until somebody writes their own.
TEMPLATES = ("plan.goal.", "plan.result.", "credit.text.")
_HOMES: Mapping[str, str] = {
    "computer": N_("this computer"),
    "book": N_("the book"),
}


def meaning(key: str) -> str:
    """Return what a setting is for, in the current language."""
    if key.startswith("keys."):
        return _("keys of the command {command}").format(
            command=safe_text(key.removeprefix("keys."))
        )
    if key.startswith("filter."):
        return _("a saved filter of the customer list; empty forgets it")
    if key.startswith("agenda.filter."):
        return _("a saved filter of the agenda; empty forgets it")
    if key.startswith("grades.filter."):
        return _("a saved filter of the grade review; empty forgets it")
    if key.startswith("segments.own."):
        return _("segments of one's own, the first that fits; empty forgets them")
    if key.startswith("plan.goal."):
        return _("goal of what cadence plans; empty for none")
    if key.startswith("plan.result."):
        return _("result expected of what cadence plans; empty for none")
    words = _MEANINGS.get(key)
    return _(words) if words else ""


def template_words(key: str, value: str) -> str:
    """Return a template as it will be written: the program's own in the current language."""
    from kamtui.services.rules import RULES

    return _(value) if value and value == RULES[key].default else value_words(value)


def rule_lines(key: str, value: object) -> str | None:
    """Return the lines of a rule of segments as one would type them, None for another setting."""
    if not key.startswith("segments.") or not isinstance(value, (list, tuple)):
        return None
    return "; ".join(safe_text(part) for part in value)


def value_words(value: object) -> str:
    """Return a value as one would type it: ``true``, ``1m visit``, ``price, delivery``."""
    if value is None or value == "":
        return "-"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        return ", ".join(safe_text(part) for part in value)
    return safe_text(value)


def settings_lines(
    settings: Sequence[tuple[str, object, object, str]], *, ascii_only: bool
) -> list[str]:
    """Return one line a setting: ``(key, value, default, home)`` with its meaning.

    A value that is not the default is marked with ``*``.
    """
    rows = [
        (
            "*" if value != default else "",
            key,
            rule_lines(key, value)
            or (template_words(key, str(value)) if key.startswith(TEMPLATES) else None)
            or value_words(value),
            _(_HOMES.get(home, home)),
            meaning(key),
        )
        for key, value, default, home in settings
    ]
    columns = [
        Column(),
        Column(_("Setting"), max_width=32),
        Column(_("Value"), max_width=32),
        Column(_("Kept in"), max_width=14),
        Column(_("Meaning"), max_width=76),
    ]
    return table(rows, columns, ellipsis="~" if ascii_only else "…")


def annotated(text: str, *, allowed: Callable[[str], Sequence[str]], keys: Sequence[str]) -> str:
    """Return a settings document for an editor: each value under what it means and may be.

    Args:
        text: The document as exported; one value a line.
        allowed: What a setting may be, by key.
        keys: The settings in the order of the document's values.
    """
    head = [
        _("# kamtui settings. Save and leave to apply them; what you delete stays as it was."),
        _("# [computer] is this computer's, [book] travels with the book and can be undone."),
    ]
    lines = [*head, ""]
    waiting = iter(keys)
    for line in text.splitlines():
        if line and not line.startswith("["):
            key = next(waiting, "")
            may_be = ", ".join(allowed(key))
            lines.append(f"# {meaning(key)}" + (f" ({may_be})" if may_be else ""))
        lines.append(line)
    return "\n".join(lines) + "\n"
