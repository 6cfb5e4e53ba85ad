"""``kamtui settings``: list, get, set, edit, export and import, over both homes."""

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from kamtui.cli.commands.actions import report
from kamtui.cli.context import Context
from kamtui.cli.output import emit, emit_json, emit_lines, warn
from kamtui.domain.errors import KamError
from kamtui.domain.views.scoring_models import ModelEntry
from kamtui.i18n import _
from kamtui.services import settings
from kamtui.services.settings import Applied, SettingView

_ACTIONS = ("list", "get", "set", "edit", "export", "import", "metrics")


def add_arguments(_name: str, parser: argparse.ArgumentParser) -> None:
    """Declare the options of cli.md."""
    parser.add_argument(
        "action", choices=_ACTIONS, nargs="?", default="list",
        help=_("list, get KEY, set KEY VALUE, edit [model NAME], export [FILE], import FILE|-,"
               " metrics"),
    )  # fmt: skip
    parser.add_argument("words", nargs="*", metavar="WORD")
    parser.add_argument("--json", action="store_true", help=_("one JSON document"))
    parser.epilog = _(
        "For example: kamtui settings set grade.data 55; kamtui settings edit model default."
        " What a model's criteria can judge: kamtui settings metrics; what rules of segments can"
        " ask: kamtui segments --facts."
    )
    parser.set_defaults(run=run)


def run(context: Context) -> int:
    """Do what the action says."""
    action = context.options.action
    words = context.options.words
    counts = {"list": (0, 0), "get": (1, 1), "set": (1, 99), "edit": (0, 99), "export": (0, 1),
              "import": (1, 1), "metrics": (0, 0)}  # fmt: skip
    least, most = counts[action]
    fits = least <= len(words) <= most
    if action == "edit" and words:
        fits = words[0] == "model" and len(words) > 1
    if not fits:
        raise KamError("usage.settings", {"text": " ".join(["settings", action, *words])}, 2)
    actions: Mapping[str, Callable[[Context], int]] = {
        "list": _list, "get": _get, "set": _set, "edit": _edit, "export": _export,
        "import": _import, "metrics": _metrics,
    }  # fmt: skip
    return actions[action](context)


def _list(context: Context) -> int:
    from kamtui.present.settings_table import settings_lines

    found = settings.entries(context.desk)
    if context.as_json:
        emit_json([_document(each) for each in found])
    else:
        rows = [(each.key, each.value, each.default, each.home) for each in found]
        emit_lines(settings_lines(rows, ascii_only=context.options.ascii))
    return 0


def _metrics(context: Context) -> int:
    """Print what the criteria of a model can judge."""
    from kamtui.domain.metrics import MetricKey
    from kamtui.present.grade_data import gives_text
    from kamtui.present.grading import criterion_label
    from kamtui.present.metric_words import meaning_text, unit_text

    # Whatever the catalogue does not know can be a number of the customer's own (S4-12).
    own = _("a number field of the customer's own: credit score, loyalty, market potential, ...")
    data = {one: own if one is MetricKey.CUSTOM else gives_text(one) for one in MetricKey}
    if context.as_json:
        emit_json(
            [
                {
                    "metric": one.value,
                    "name": criterion_label(one, None),
                    "unit": unit_text(one),
                    "meaning": meaning_text(one),
                    "data": data[one],
                }
                for one in MetricKey
            ]
        )
        return 0
    found = [
        (one.value, criterion_label(one, None), unit_text(one), data[one]) for one in MetricKey
    ]
    from kamtui.present.columns import Column, table

    columns = [
        Column(_("Metric")), Column(_("Name")), Column(_("Unit")), Column(_("What gives it")),
    ]  # fmt: skip
    ellipsis = "~" if context.options.ascii else "…"
    emit_lines(table(found, columns, ellipsis=ellipsis))
    return 0


def _get(context: Context) -> int:
    from kamtui.present.settings_table import rule_lines, value_words

    found = settings.get(context.desk, key=context.options.words[0])
    if context.as_json:
        emit_json(_document(found))
    else:
        emit(rule_lines(found.key, found.value) or value_words(found.value))
    return 0


def _set(context: Context) -> int:
    # FIELD=VALUE is what `edit` takes, so hands type it here too.
    key, equals, first = context.options.words[0].partition("=")
    rest = context.options.words[1:]
    if not equals and not rest:
        raise KamError("usage.settings", {"text": f"settings set {key}"}, 2)
    text = " ".join([first, *rest] if equals else rest)
    return _said(context, settings.change(context.desk, key=key, text=text))


def _export(context: Context) -> int:
    text = settings.export_text(context.desk)
    if not context.options.words or context.options.words[0] == "-":
        emit_lines(text.splitlines())
        return 0
    path = Path(context.options.words[0]).expanduser()
    settings.write_file(path, text)
    emit(_("The settings are in {path}.").format(path=path))
    return 0


def _import(context: Context) -> int:
    word = context.options.words[0]
    text = sys.stdin.read() if word == "-" else settings.read_file(Path(word).expanduser())
    found = settings.read_whole(text, name=word)
    return _said(context, settings.apply(context.desk, values=found.values, models=found.models))


def _edit(context: Context) -> int:
    from kamtui.present.model_notes import model_notes
    from kamtui.present.settings_table import annotated
    from kamtui.services import models
    from kamtui.services.model_toml import text_of

    if context.options.words:
        return _edit_model(context, " ".join(context.options.words[1:]))
    views = settings.entries(context.desk)
    listed = models.listed(context.desk)
    before = settings.as_document(views)
    keys = [key for table in before.values() for key in table]
    text = annotated(
        settings.settings_text(context.desk), allowed=settings.allowed_texts, keys=keys
    )
    text += "\n" + text_of(listed, notes=model_notes())
    return _edited(context, text, views, listed)


def _edit_model(context: Context, name: str) -> int:
    from kamtui.present.model_notes import model_notes
    from kamtui.services import models
    from kamtui.services.model_toml import text_of

    chosen = models.get(context.desk, name=name)
    listed = tuple(one for one in models.listed(context.desk) if one.name == chosen.name)
    return _edited(context, text_of(listed, notes=model_notes()), (), listed)


def _edited(
    context: Context,
    text: str,
    views: Sequence[SettingView],
    listed: Sequence[ModelEntry],
) -> int:
    """Let an editor change a document until it can be applied or is given up."""
    from kamtui.cli.editor import edited_text
    from kamtui.present.errors import sentence

    now = {each.key: each.value for each in views}
    bases = {one.name: one.revision for one in listed}
    shown = {(one.name, one.model._replace(version=1), one.active) for one in listed}
    with edited_text(text, name="settings") as draft:
        while True:
            changed = draft.edit()
            try:
                found = settings.read_whole(changed, name="settings.toml")
                # Only what was edited: another window may have changed the rest meanwhile.
                wanted = {k: value for k, value in found.values.items() if now.get(k) != value}
                models = [
                    one
                    for one in found.models
                    if (one.model.name, one.model, one.active) not in shown
                ]
                applied = settings.apply(
                    context.desk, values=wanted, models=models, model_bases=bases
                )
            except KamError as problem:
                warn(sentence(problem))
                if draft.asks_again():
                    continue
                warn(_("Your text is kept in {path}.").format(path=draft.keep()))
                return problem.exit_code
            return _said(context, applied)


def _said(context: Context, applied: Applied) -> int:
    from kamtui.present.safe_text import safe_text
    from kamtui.present.settings_table import rule_lines, value_words

    if context.as_json:
        report(context, applied.changes.group_id if applied.changes else "", "",
               keys=list(applied.keys), in_force=list(applied.put),
               stays_in_force=list(applied.stay))  # fmt: skip
        return 0
    for name in applied.stay:
        emit(
            _(
                "{name} stays in force, although the document says active = false: put another"
                " model in its place with `kamtui grades use NAME`"
            ).format(name=safe_text(name))
        )
    if not applied.keys:
        emit(_("Nothing changed"))
        return 0
    now = {each.key: each.value for each in settings.entries(context.desk)}
    # A model that was saved without being put in force may have been in force before.
    put = {safe_text(one) for one in (*applied.put, *applied.stay)}
    for key in applied.keys:
        if key.startswith(settings.MODEL):
            name = safe_text(key.removeprefix(settings.MODEL))
            said = (
                _("Model saved and in force: {name}")
                if name in put
                else _("Model saved, not in force: {name}")
            )
            emit(said.format(name=name))
        else:
            emit(f"{key} = {rule_lines(key, now.get(key)) or value_words(now.get(key))}")
    return 0


def _document(each: SettingView) -> dict[str, object]:
    from kamtui.present.settings_table import meaning

    return {
        "key": each.key,
        "value": each.value,
        "default": each.default,
        "home": each.home,
        "meaning": meaning(each.key),
    }
