"""What a changed model would do, as lines of text: what is changed, who moves, what stands."""

from kamtui.domain.scoring.model import ScoringModel
from kamtui.domain.views.what_if import Outcome
from kamtui.i18n import _, language, ngettext
from kamtui.present.columns import Column, table
from kamtui.present.grading import class_label
from kamtui.present.model_table import model_label
from kamtui.present.model_words import criterion_name
from kamtui.present.money import short_amount
from kamtui.present.rule_words import points_text

__all__ = ["changed_text", "what_if_lines"]


def what_if_lines(kept: ScoringModel, outcome: Outcome, *, ascii_only: bool) -> list[str]:
    """Return who would move, the most money first, and what they were held against.

    Args:
        kept: The model as it is kept.
        outcome: What the changed one does.
        ascii_only: Draw with ASCII alone.
    """
    arrow = "->" if ascii_only else "→"
    lines = [_about(kept, outcome, arrow)]
    moves = outcome.moves()
    if moves:
        rows = [
            (
                one.customer_no,
                one.name,
                *((_class(one.stands),) if outcome.standing else ()),
                _class(one.before),
                arrow,
                _class(one.after),
                short_amount(one.money_minor),
            )
            for one in moves
        ]  # fmt: skip
        columns = [
            Column(_("No."), max_width=14),
            Column(_("Customer"), max_width=32),
            *((Column(_("Grade now")),) if outcome.standing else ()),
            Column(_("By the model in force")),
            Column(""),
            Column(_("New")),
            Column(_("Amount, 12 months"), align="right"),
        ]
        lines += table(rows, columns, ellipsis="~" if ascii_only else "…")
        words = ngettext(
            "{count} customer would move, {amount} in 12 months.",
            "{count} customers would move, {amount} in 12 months.",
            len(moves),
        )
        lines.append(words.format(count=len(moves), amount=short_amount(outcome.money_minor)))
        if outcome.replayed:
            lines.append(_("Both classes are as of {day}.").format(day=outcome.as_of.isoformat()))
    else:
        lines.append(_("Nobody would move."))
    already = len(outcome.proposed_already)
    if already:
        words = ngettext(
            "{count} more is proposed another grade by the model in force already:"
            " `kamtui grades`.",
            "{count} more are proposed another grade by the model in force already:"
            " `kamtui grades`.",
            already,
        )
        lines.append(words.format(count=already))
    return lines


def changed_text(kept: ScoringModel, after: ScoringModel, *, arrow: str) -> str:
    """Return the numbers that are others than those kept: ``A 75 → 70``."""
    cuts = {one.key: one.cut_off for one in kept.classes}
    best = {one.key: one.maximum for one in kept.criteria}
    parts = [
        f"{criterion_name(one)} {points_text(best[one.key])} {arrow} {points_text(one.maximum)}"
        for one in after.criteria
        if one.key in best and best[one.key] != one.maximum
    ] + [
        f"{class_label(one.key)} {points_text(cuts[one.key])} {arrow} {points_text(one.cut_off)}"
        for one in after.classes
        if one.key in cuts and cuts[one.key] != one.cut_off
    ]
    return ("，" if language() == "zh" else ", ").join(parts)


def _about(kept: ScoringModel, outcome: Outcome, arrow: str) -> str:
    name = model_label(kept.name)
    about = _("{model}, version {number}").format(model=name, number=kept.version)
    changed = changed_text(kept, outcome.after, arrow=arrow)
    if changed:
        about = _("{model}: {changed}").format(model=about, changed=changed)
    against = model_label(outcome.before.name)
    if outcome.before.name == kept.name:
        return about
    return _("{model}, against {other}").format(model=about, other=against)


def _class(key: str | None) -> str:
    return class_label(key) if key else "-"
