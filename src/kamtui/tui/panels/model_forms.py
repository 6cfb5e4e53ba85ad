"""Forms of a scoring model: a criterion, a class, what holds for the whole of it.

They change the model on the what-if screen; nothing is written into the book before it is saved.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, cast

from rich.cells import cell_len
from textual import on

from kamtui.domain.errors import KamError
from kamtui.domain.metrics import CATALOGUE, MetricKey, Window
from kamtui.domain.scoring.adjust import checked
from kamtui.domain.scoring.document import RuleKind, from_document, to_document
from kamtui.domain.scoring.model import Criterion, ScoreClass, ScoringModel
from kamtui.domain.scoring.rule_text import kind_of, read_rule, rule_text
from kamtui.i18n import _, pgettext
from kamtui.present.columns import fit
from kamtui.present.grading import class_label, criterion_label
from kamtui.present.metric_words import meaning_text, unit_text
from kamtui.present.model_words import criterion_name, refusal_text
from kamtui.present.rule_words import points_text, rule_words
from kamtui.present.treatments import shipped_treatment
from kamtui.tui.panels.field import Field, Option, matching
from kamtui.tui.panels.field_form import FieldForm
from kamtui.tui.panels.fields import FieldLines
from kamtui.tui.panels.form import show_form
from kamtui.tui.screens.base import KamScreen
from kamtui.tui.screens.what_if.metric_rows import MetricRows
from kamtui.tui.widgets.prompt import Part

if TYPE_CHECKING:
    from kamtui.tui.screens.what_if.screen import WhatIfScreen

__all__ = ["ClassForm", "CriterionForm", "WholeForm", "open_class", "open_criterion", "open_whole"]

#: Cells from which an echo of a rule says something.
_LEAST_ECHO = 8
#: What a new criterion starts with.
_FIRST_RULE = {
    RuleKind.BANDS: "1=10",
    RuleKind.PER_UNIT: "1",
    RuleKind.SHARE: "1",
    RuleKind.MEAN_SHARE: "0=1, 7=0.5",
}


async def open_criterion(screen: KamScreen, item: object = None) -> None:
    """Open the form of a criterion by its name; a new one without."""
    owner = cast("WhatIfScreen", screen)
    if owner.draft is not None:
        line = owner.draft.criterion(item) if isinstance(item, str) else None
        await show_form(screen, CriterionForm(owner, owner.draft.model, line))


async def open_class(screen: KamScreen, item: object = None) -> None:
    """Open the form of a class by its name; a new one without."""
    owner = cast("WhatIfScreen", screen)
    if owner.draft is not None:
        await show_form(
            screen, ClassForm(owner, owner.draft.model, item if isinstance(item, str) else "")
        )


async def open_whole(screen: KamScreen, item: object = None) -> None:
    """Open what holds for the whole model."""
    owner = cast("WhatIfScreen", screen)
    if owner.draft is not None:
        await show_form(screen, WholeForm(owner, owner.draft.model))


class _ModelForm(FieldForm):
    """Reads fields into a model's document and puts the model onto the screen."""

    #: The line it is about; empty for a new one.
    line_name = ""

    def __init__(self, owner: WhatIfScreen, model: ScoringModel) -> None:
        """Change a model."""
        super().__init__(owner)
        self.what_if = owner
        self.model = model

    @property
    def draft_name(self) -> str:
        """What is typed here is kept."""
        return f"model {type(self).__name__}"

    @property
    def draft_record(self) -> str:
        """Of which line of which model."""
        return f"{self.model.name}/{self.line_name}"

    def wanted(self) -> ScoringModel:
        """Return the model as the fields say.

        Raises:
            KamError: ``model.invalid`` and the like.
        """
        raise NotImplementedError

    async def save(self) -> None:
        """Put the model onto the screen."""
        draft = self.what_if.draft
        if draft is None or draft.model != self.model:
            raise KamError("model.moved")
        model = self.wanted()
        self.close()
        if not self.what_if.put(model):
            self.owner.say(_("Nothing was changed"))
            return
        self.owner.say((
            (self.title + "  ", "muted", False), (self.subject or self.told(), "text", False),
            ("  " + _("not saved yet"), "mark", False),
            *self.owner.key_hint("what_if.save", _("save")),
            *self.owner.key_hint("app.undo", _("undo")),
        ))  # fmt: skip

    def told(self) -> str:
        """Return what a new line is called."""
        return ""

    def failed(self, error: KamError) -> None:
        """Say why, naming the field, and go to it."""
        path = str(error.params.get("path", ""))
        for part in reversed(re.split(r"[.\[\]]+", path)):
            if self.go_to(part):
                break
        else:
            self.go_to(str(error.params.get("field", "")))
        self.owner.say(((refusal_text(error, self._meant()), "late", True),))

    def _meant(self) -> ScoringModel:
        """Return the model whose lines an error's path counts."""
        return self.model

    def go_to(self, name: str) -> bool:
        """Put the keyboard into a field; False where there is none of the name."""
        names = [one.name for one in self.lines.fields]
        if name in names:
            self.lines.enter(names.index(name))
        return name in names

    def typed(self, name: str) -> str:
        """Return what stands in a field, in half width."""
        return unicodedata.normalize("NFKC", self.lines.named(name).typed).strip()


class CriterionForm(_ModelForm):
    """One line of the model."""

    def __init__(
        self, owner: WhatIfScreen, model: ScoringModel, criterion: Criterion | None
    ) -> None:
        """Change a line, or make one."""
        super().__init__(owner, model)
        self._line = criterion
        #: Where the cursor of the model was, while the catalogue stands in its place.
        self._place: str | None = None
        self.line_name = criterion.key if criterion is not None else ""
        self.title = _("Criterion") if criterion is not None else _("New criterion")
        self.subject = criterion_name(criterion) if criterion is not None else ""
        metric = criterion.metric if criterion is not None else MetricKey.ORDERS
        kind = kind_of(criterion.rule) if criterion is not None else RuleKind.BANDS
        start = rule_text(criterion.rule) if criterion is not None else _FIRST_RULE[kind]
        months = criterion.months if criterion is not None else 12
        cap = criterion.cap if criterion is not None else None
        self.build(
            [
                Field("metric", _("Judges"), criterion_label(metric, None), row=0,
                      options=_metrics(), echo=_meant_by),
                Field("field", _("Own field"), criterion.field if criterion is not None else "",
                      row=1, hint=_("only for an own field")),
                Field("months", _("Months"), str(months or ""), row=2,
                      hint=_("all of history"), echo=self._window),
                Field("kind", _("Kind"), _kinds()[kind], row=3, options=_kind_options()),
                Field("rule", _("Rule"), start, row=4, echo=self._echo, continued=True),
                Field("weight", _("Weight"),
                      f"{criterion.weight:f}" if criterion is not None else "1", row=5,
                      hint="1", echo=self._most),
                Field("cap", _("At most"), "" if cap is None else f"{cap:f}", row=6,
                      hint=_("no cap")),
                Field("key", _("Name"), criterion.key if criterion is not None else "", row=7,
                      hint=_("what commands call it")),
            ]
        )  # fmt: skip

    def focus_first(self) -> None:
        """Take the keyboard to what is judged, and show what can be."""
        super().focus_first()
        self.call_after_refresh(self.moved)

    def moved(self) -> None:
        """Show the catalogue of what can be judged while that is chosen, else the model."""
        chooses = self.lines.current.name == "metric" and self.screen.focused is self.lines
        listing = self.what_if.main_list
        if not chooses:
            self._show_model()
            return
        if self._place is None:
            self._place = listing.key
        chosen = matching(self.lines.named("metric").typed, _metrics())
        listing.show(MetricRows(chosen))
        if chosen is not None:
            listing.move_to_key(chosen)

    def _show_model(self) -> None:
        """Show the model again where the catalogue stood."""
        if self._place is None:
            return
        place, self._place = self._place, None
        self.what_if.show_rows()
        self.what_if.main_list.move_to_key(place)

    @on(FieldLines.Edited)
    def _edited(self) -> None:
        if self.lines.current.name == "metric":
            self.moved()

    def do_panel_list(self) -> None:
        """Let the keyboard go to the model behind."""
        self._show_model()
        super().do_panel_list()

    def close(self) -> None:
        """Give the room back to the model."""
        self._show_model()
        super().close()

    def wanted(self) -> ScoringModel:
        """Return the model with this line."""
        document = _document(self.model)
        lines = cast("list[dict[str, object]]", document["criteria"])
        written = self._written()
        if self._line is None:
            lines.append(written)
        else:
            at = [one.key for one in self.model.criteria].index(self._line.key)
            lines[at] = written
        return checked(from_document(document))

    def told(self) -> str:
        """Return what a new line is called."""
        metric = matching(self.lines.named("metric").typed, _metrics())
        return criterion_label(MetricKey(metric), None) if metric else ""

    def _meant(self) -> ScoringModel:
        if self._line is not None:
            return self.model
        metric = MetricKey(matching(self.lines.named("metric").typed, _metrics()) or "orders")
        template = self.model.criteria[-1]._replace(metric=metric, months=None)
        return self.model._replace(criteria=(*self.model.criteria, template))

    def _written(self) -> dict[str, object]:
        """Return the line's document.

        Raises:
            KamError: ``value.invalid``, ``rule.unreadable``.
        """
        metric = self._choice("metric", _metrics())
        kind = RuleKind(self._choice("kind", _kind_options()))
        try:
            rule = read_rule(kind, self.typed("rule"))
        except KamError as error:
            raise KamError(error.code, {**error.params, "field": "rule"}) from error
        written: dict[str, object] = {
            "key": self.typed("key") or self._new_key(metric),
            "metric": metric,
            "rule": rule,
            "weight": self.typed("weight") or "1",
        }
        for name in ("months", "cap", "field"):
            if self.typed(name):
                written[name] = self.typed(name)
        return written

    def _choice(self, name: str, options: Sequence[Option]) -> str:
        found = matching(self.lines.named(name).typed, options)
        if found is None:
            words = [word for _value, word in options]
            label = self.lines.named(name).label
            raise KamError(
                "value.invalid",
                {"field": label, "value": self.typed(name)[:40], "choices": words,
                 "path": name},
            )  # fmt: skip
        return found

    def _new_key(self, metric: str) -> str:
        taken = {one.key for one in self.model.criteria}
        number, key = 1, metric
        while key in taken:
            number += 1
            key = f"{metric} {number}"
        return key

    def _alone(self) -> Criterion | None:
        """Return the line as typed, None where it is not a right one yet."""
        try:
            document = _document(self.model)
            document["criteria"] = [self._written()]
            document["minimum_with_data"] = 0
            return from_document(document).criteria[0]
        except KamError:
            return None

    def _echo(self, text: str) -> tuple[Part, ...]:
        """Return what the rule gives, or how one is typed, in the cells typing leaves."""
        line = self._alone()
        kind = matching(self.lines.named("kind").typed, _kind_options())
        words = rule_words(line) if line else _example(RuleKind(kind)) if kind else ""
        room = self.lines.size.width - 18 - cell_len(text)
        if room < _LEAST_ECHO:
            return ()
        return ((fit(words, min(room, cell_len(words)), ellipsis=self.brush.ellipsis), "muted",
                 False),)  # fmt: skip

    def _most(self, text: str) -> tuple[Part, ...]:
        line = self._alone()
        if line is None:
            return ()
        words = _("{points} points at most").format(points=points_text(line.maximum))
        return ((words, "muted", False),)

    def _window(self, text: str) -> tuple[Part, ...]:
        metric = matching(self.lines.named("metric").typed, _metrics())
        window = CATALOGUE[MetricKey(metric)].window if metric else Window.OPTIONAL
        words = {
            Window.NEVER: _("none for this one"),
            Window.REQUIRED: _("needed for this one"),
            Window.OPTIONAL: "",
        }[window]
        return ((words, "muted", False),) if words else ()


class ClassForm(_ModelForm):
    """One class of the model."""

    def __init__(self, owner: WhatIfScreen, model: ScoringModel, name: str) -> None:
        """Change a class, or make one."""
        super().__init__(owner, model)
        self.line_name = name
        found = next((one for one in model.classes if one.key == name), None)
        self.title = _("Class") if found is not None else _("New class")
        self.subject = class_label(name) if found is not None else ""
        self.build(
            [
                Field("key", _("Name"), name, row=0),
                Field("from", _("From"), "" if found is None else f"{found.cut_off:f}", row=1,
                      hint=_("points")),
                Field("treatment", _("Treatment"), "" if found is None else found.treatment,
                      row=2, continued=True, hint=self._shipped(name)),
            ]
        )  # fmt: skip

    def _shipped(self, name: str) -> str:
        """Return what holds where nothing is typed."""
        classes = tuple(one.key for one in self.model.classes)
        return shipped_treatment(self.model.axis, name, classes) or _("how they are treated")

    def wanted(self) -> ScoringModel:
        """Return the model with this class; classes stand by their cut-offs."""
        document = _document(self.model)
        classes = cast("list[dict[str, object]]", document["classes"])
        written: dict[str, object] = {"key": self.typed("key"), "from": self.typed("from")}
        # A sentence, not a number: its full-width signs stay as they were typed.
        treatment = self.lines.named("treatment").typed.strip()
        if treatment:
            written["treatment"] = treatment
        at = next((n for n, one in enumerate(classes) if one["key"] == self.line_name), None)
        if self.line_name and at is not None:
            classes[at] = written
            return checked(from_document(document))
        classes.insert(self._place(), written)
        return checked(from_document(document))

    def told(self) -> str:
        """Return what a new class is called."""
        return self.typed("key")

    def _meant(self) -> ScoringModel:
        if self.line_name:
            return self.model
        classes = list(self.model.classes)
        new = ScoreClass(self.typed("key") or "?", classes[0].cut_off)
        classes.insert(self._place(), new)
        return self.model._replace(classes=tuple(classes))

    def _place(self) -> int:
        """Return where a new class stands: above the first that begins lower."""
        try:
            cut = Decimal(self.typed("from"))
        except ArithmeticError:
            return 0
        if not cut.is_finite():
            return 0
        return sum(1 for one in self.model.classes if one.cut_off > cut)


class WholeForm(_ModelForm):
    """What holds for the whole model."""

    def __init__(self, owner: WhatIfScreen, model: ScoringModel) -> None:
        """Change a model."""
        super().__init__(owner, model)
        self.title = _("Model")
        words = dict(_scores())
        self.build(
            [
                Field("normalise", _("Score"), words["yes" if model.normalise else "no"], row=0,
                      options=_scores()),
                Field("minimum_with_data", _("Data"), f"{model.minimum_with_data:f}", row=1,
                      echo=self._of),
            ]
        )  # fmt: skip

    def wanted(self) -> ScoringModel:
        """Return the model with these."""
        document = _document(self.model)
        found = matching(self.lines.named("normalise").typed, _scores())
        if found is None:
            raise KamError(
                "value.invalid",
                {"field": _("Score"), "value": self.typed("normalise")[:40],
                 "choices": [word for _value, word in _scores()], "path": "normalise"},
            )  # fmt: skip
        document["normalise"] = found == "yes"
        document["minimum_with_data"] = self.typed("minimum_with_data")
        return checked(from_document(document))

    def told(self) -> str:
        """Return which model."""
        return self.model.name

    def _of(self, text: str) -> tuple[Part, ...]:
        words = _("of {points} points, before a class is proposed").format(
            points=points_text(self.model.maximum)
        )
        return ((words, "muted", False),)


def _document(model: ScoringModel) -> dict[str, object]:
    document: dict[str, object] = json.loads(json.dumps(to_document(model)))
    return document


def _metrics() -> tuple[Option, ...]:
    return tuple((one.value, criterion_label(one, None)) for one in CATALOGUE)


def _meant_by(text: str) -> tuple[Part, ...]:
    """Return the unit and the meaning of what is chosen, or how one is."""
    metric = matching(text, _metrics())
    if metric is None:
        return ((_("Space, a number or the beginning of a name chooses"), "late", False),)
    key = MetricKey(metric)
    return ((f"{unit_text(key)} · {meaning_text(key)}", "muted", False),)


def _kinds() -> dict[RuleKind, str]:
    return {
        RuleKind.BANDS: pgettext("rule", "steps"),
        RuleKind.PER_UNIT: pgettext("rule", "for each"),
        RuleKind.SHARE: pgettext("rule", "in proportion"),
        RuleKind.MEAN_SHARE: pgettext("rule", "days late"),
    }


def _kind_options() -> tuple[Option, ...]:
    return tuple((one.value, word) for one, word in _kinds().items())


def _scores() -> tuple[Option, ...]:
    return (
        ("yes", _("of 100, by what is known")),
        ("no", _("the points themselves")),
    )


def _example(kind: RuleKind) -> str:
    words: dict[RuleKind, Callable[[], str]] = {
        RuleKind.BANDS: lambda: _("from=points: 500000=30, >0=10; less is better: <=30=10"),
        RuleKind.PER_UNIT: lambda: _("points for each, such as 1.5"),
        RuleKind.SHARE: lambda: _("all points from here on, such as 12"),
        RuleKind.MEAN_SHARE: lambda: _("days late=share, such as 0=1, 7=0.5"),
    }
    return words[kind]()
