"""``kamtui settings``: list, get, set, edit, export and import, over both homes."""

import argparse
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from kamtui.cli.commands.actions import report
from kamtui.cli.context import Context
from kamtui.cli.output import emit, emit_json, emit_lines, warn
from kamtui.domain.errors import KamError
from kamtui.i18n import _
from kamtui.services import settings
from kamtui.services.settings import Applied, SettingView

_ACTIONS = ("list", "get", "set", "edit", "export", "import")


def add_arguments(_name: str, parser: argparse.ArgumentParser) -> None:
    """Declare the options of cli.md."""
    parser.add_argument(
        "action", choices=_ACTIONS, nargs="?", default="list",
        help=_("list, get KEY, set KEY VALUE, edit, export [FILE], import FILE|-"),
    )  # fmt: skip
    parser.add_argument("words", nargs="*", metavar="WORD")
    parser.add_argument("--json", action="store_true", help=_("one JSON document"))
    parser.set_defaults(run=run)


def run(context: Context) -> int:
    """Do what the action says."""
    action = context.options.action
    words = context.options.words
    counts = {"list": (0, 0), "get": (1, 1), "set": (1, 99), "edit": (0, 0), "export": (0, 1),
              "import": (1, 1)}  # fmt: skip
    least, most = counts[action]
    if not least <= len(words) <= most:
        raise KamError("usage.settings", {"text": " ".join(["settings", action, *words])}, 2)
    actions: Mapping[str, Callable[[Context], int]] = {
        "list": _list, "get": _get, "set": _set, "edit": _edit, "export": _export,
        "import": _import,
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
    values = settings.read_document(text, name=word)
    return _said(context, settings.apply(context.desk, values=values))


def _edit(context: Context) -> int:
    from kamtui.cli.editor import edited_text
    from kamtui.present.errors import sentence
    from kamtui.present.settings_table import annotated

    views = settings.entries(context.desk)
    before = settings.as_document(views)
    keys = [key for table in before.values() for key in table]
    text = annotated(settings.export_text(context.desk), allowed=settings.allowed_texts, keys=keys)
    with edited_text(text, name="settings") as draft:
        while True:
            changed = draft.edit()
            try:
                values = settings.read_document(changed, name="settings.toml")
                now = {each.key: each.value for each in views}
                # Only what was edited: another window may have changed the rest meanwhile.
                wanted = {key: value for key, value in values.items() if now.get(key) != value}
                applied = settings.apply(context.desk, values=wanted)
            except KamError as problem:
                warn(sentence(problem))
                if draft.asks_again():
                    continue
                warn(_("Your text is kept in {path}.").format(path=draft.keep()))
                return problem.exit_code
            return _said(context, applied)


def _said(context: Context, applied: Applied) -> int:
    from kamtui.present.settings_table import rule_lines, value_words

    if context.as_json:
        report(context, applied.changes.group_id if applied.changes else "", "",
               keys=list(applied.keys))  # fmt: skip
        return 0
    if not applied.keys:
        emit(_("Nothing changed"))
        return 0
    now = {each.key: each.value for each in settings.entries(context.desk)}
    emit_lines(
        f"{key} = {rule_lines(key, now.get(key)) or value_words(now.get(key))}"
        for key in applied.keys
    )
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
