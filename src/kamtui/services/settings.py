"""Settings of both homes behind one door: this computer's file, and the rules of the book."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kamtui.config import paths
from kamtui.config.preferences import (
    Preferences,
    PreferencesError,
    allowed,
    check_preference,
    load_preferences,
    save_preferences,
)
from kamtui.config.toml_text import document_text
from kamtui.domain.errors import KamError
from kamtui.domain.filter_of import FilterOf
from kamtui.domain.views.changes import ChangeSet
from kamtui.services import grade_rules, rules, saved_filters, segment_rules
from kamtui.services.desk import Desk
from kamtui.store.reader import Reader

if TYPE_CHECKING:
    from kamtui.services.model_toml import WantedModel
    from kamtui.store.unit_of_work import UnitOfWork

#: Where a setting lives: in this computer's file, or in the book, with which it travels.
COMPUTER = "computer"
BOOK = "book"
#: A key map override is the setting ``keys.COMMAND``.
KEYS = "keys"
#: A model that was saved or put in force is told as the setting ``model.NAME``.
MODEL = "model."
#: Characters of a settings document: many times what any book needs.
LONGEST_DOCUMENT = 1_000_000
#: Characters of a line that cannot be read, in the sentence about it.
_SHOWN = 60
#: What tomllib says of a key or table that was written before.
_THERE_ALREADY = ("overwrite", "twice", "redefine", "Duplicate", "mutate")
_TRUE = frozenset({"true", "yes", "on", "1", "是"})
_FALSE = frozenset({"false", "no", "off", "0", "否"})
_CADENCES = ("1m visit", "3m call", "6m email", "none")


@dataclass(frozen=True, slots=True)
class SettingView:
    """One setting; `value` and `default` are of the type TOML would hold."""

    key: str
    value: Any
    default: Any
    home: str


@dataclass(frozen=True, slots=True)
class Applied:
    """What a change of settings did.

    Attributes:
        keys: Settings whose value is another one now.
        changes: The undo step of those in the book, None where only the computer's changed.
        stay: Models in force that the document does not want in force: there is none in their
            place.
        put: Models that are in force now and were not.
    """

    keys: tuple[str, ...]
    changes: ChangeSet | None
    stay: tuple[str, ...] = ()
    put: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SettingsDocument:
    """What a settings document gives.

    Attributes:
        values: Settings by key.
        models: Scoring models, those in force marked.
    """

    values: dict[str, Any]
    models: "tuple[WantedModel, ...]" = ()


def entries(desk: Desk) -> tuple[SettingView, ...]:
    """Return every setting, the computer's first; key map overrides one by one.

    Where the settings file cannot be read, what the desk was opened with stands for it: the rules
    of the book have nothing to do with that file.
    """
    try:
        mine = _preferences()
    except KamError:
        mine = desk.preferences
    standard = Preferences()
    found = [
        SettingView(name, getattr(mine, name), getattr(standard, name), COMPUTER)
        for name in _names()
    ]
    found += [
        SettingView(f"{KEYS}.{command}", keys, None, COMPUTER)
        for command, keys in mine.keys.items()
    ]
    with desk.read() as reader:
        stored = rules.stored(reader)
        grades = _grades(reader)
        filters = [
            (of + one.name, one.words)
            for of in FilterOf
            for one in saved_filters.read_in(reader, of)
        ]
        segments = segment_rules.lines_in(reader)
    found += [
        SettingView(rule.key, stored.get(rule.key, rule.default), rule.default, BOOK)
        for rule in rules.RULES.values()
    ]
    from kamtui.domain.scoring.defaults import default_grade_model

    standard_grades = grade_rules.values_of(default_grade_model())
    found += [
        SettingView(key, value, standard_grades.get(key), BOOK) for key, value in grades.items()
    ]
    found += [
        SettingView(key, lines, segment_rules.default_of(key) or None, BOOK)
        for key, lines in segments.items()
    ]
    found += [SettingView(key, words, None, BOOK) for key, words in filters]
    return tuple(found)


def get(desk: Desk, *, key: str) -> SettingView:
    """Return one setting.

    Raises:
        KamError: ``setting.unknown`` with the keys that look like it; ``filter.gone``;
            ``model.unknown_class`` for the cut-off of a class there is not.
    """
    wanted = _known(key)
    found = next((each for each in entries(desk) if each.key == wanted), None)
    if found is not None:
        return found
    if (of := saved_filters.of_key(wanted)) is not None:
        raise KamError("filter.gone", {"name": wanted.removeprefix(of)})
    if wanted in grade_rules.CUT_OFFS:
        return _lowest_cut_off(desk, wanted)
    if segment_rules.is_key(wanted):
        raise KamError("setting.unknown", {"key": key, "matches": []}, exit_code=2)
    return SettingView(wanted, None, None, BOOK if _in_book(wanted) else COMPUTER)


def _lowest_cut_off(desk: Desk, key: str) -> SettingView:
    """Return the cut-off of the lowest class, which begins at 0 and cannot be set.

    Raises:
        KamError: ``model.unknown_class`` for a class the model in force does not have.
    """
    name = grade_rules.CUT_OFFS[key]
    with desk.read() as reader:
        known = grade_rules.classes_in(reader)
    if name != known[-1]:
        raise KamError("model.unknown_class", {"key": name, "known": list(known)}, exit_code=2)
    return SettingView(key, 0, 0, BOOK)


def stored_preference(key: str) -> Any:
    """Return what this computer's file says about one of its settings.

    Raises:
        KamError: ``setting.file``; ``setting.unknown``.
    """
    return getattr(_preferences(), _known(key))


def check(*, key: str, text: str) -> Any:
    """Return the value typed text stands for, changing nothing; quick, for every key typed.

    Raises:
        KamError: ``setting.unknown``; ``setting.invalid`` with what is allowed.
    """
    name = _known(key)
    return _checked(name, _from_text(name, text))


def change(desk: Desk, *, key: str, text: str, base: Mapping[str, Any] | None = None) -> Applied:
    """Set one setting from typed text.

    Raises:
        KamError: ``setting.unknown``; ``setting.invalid`` with what is allowed;
            ``setting.conflict`` (see `apply`).
    """
    name = _known(key)
    return apply(desk, values={name: _from_text(name, text)}, base=base)


def apply(
    desk: Desk,
    *,
    values: Mapping[str, Any],
    base: Mapping[str, Any] | None = None,
    models: "Sequence[WantedModel]" = (),
    model_bases: Mapping[str, int] | None = None,
) -> Applied:
    """Set several settings and models: those of the book as one undo step, all or none.

    Values equal to what holds already change nothing.  What this computer's file holds is in force
    at once on this desk.

    Args:
        desk: The open book.
        values: By key, as TOML would hold them; None takes a key map override away.
        base: The values the change was decided on; None overwrites whatever there is.
        models: Scoring models to keep; one that equals the kept one changes nothing.
        model_bases: The revisions the models were edited on, by name; None overwrites.

    Raises:
        KamError: ``setting.unknown``, ``setting.invalid``; ``setting.conflict`` and
            ``record.conflict`` where another window set something else meanwhile;
            ``grade.cut_order``; ``model.contradicts`` where a model and a cut-off given beside it
            differ; what `kamtui.services.models.save` raises; ``setting.file`` and what a write of
            the book raises.  Nothing is changed then.
    """
    checked = {(name := _known(key)): _checked(name, value) for key, value in values.items()}
    moved: tuple[str, ...] = ()
    stay: tuple[str, ...] = ()
    if models:
        from kamtui.services.model_import import plan, staying

        stay = staying(desk, models)
        plan_of_models = plan(desk, models, checked)
        checked, moved = plan_of_models.values, plan_of_models.cut_offs
        models = plan_of_models.models
    now = {each.key: each.value for each in entries(desk)}
    wanted = {key: value for key, value in checked.items() if now.get(key) != value}
    for key, value in wanted.items():
        if base is not None and key in base and base[key] != now.get(key):
            raise KamError("setting.conflict", {"key": key, "mine": value, "theirs": now.get(key)})
    book = {key: value for key, value in wanted.items() if _in_book(key)}
    computer = {key: value for key, value in wanted.items() if key not in book}
    before = _computer_text() if computer else None
    if computer:
        _save(computer)
    try:
        changes = _write(desk, book, models, model_bases) if book or models else None
    except BaseException:
        if computer:
            _put_back(before)
        raise
    if computer:
        _take_effect(desk, computer)
    kept = tuple(MODEL + one.model.name for one in models)
    put = tuple(one.model.name for one in models if one.active)
    return Applied((*wanted, *moved, *kept), changes, stay, put)


def as_document(views: tuple[SettingView, ...]) -> dict[str, dict[str, Any]]:
    """Return settings as the two tables of a TOML document, unset key overrides left out."""
    found: dict[str, dict[str, Any]] = {COMPUTER: {}, BOOK: {}}
    for each in views:
        if each.value is not None and _settable(each):
            found[each.home][each.key] = each.value
    return found


def _settable(view: SettingView) -> bool:
    """Tell whether a value can be set again: a model's own cut-off may be a fraction."""
    if view.key not in grade_rules.GRADE_RULES:
        return True
    try:
        return bool(grade_rules.parse(view.key, view.value) == view.value)
    except ValueError:
        return False


def export_text(desk: Desk) -> str:
    """Return all settings as TOML, as `read_document` takes them back."""
    from kamtui.services import models
    from kamtui.services.model_toml import text_of

    return f"{settings_text(desk)}\n{text_of(models.listed(desk))}"


def settings_text(desk: Desk) -> str:
    """Return the settings without the models, one value a line."""
    return document_text(as_document(entries(desk)))


def read_document(text: str, *, name: str) -> dict[str, Any]:
    """Return the settings a TOML document gives, by key; see `read_whole` for its models."""
    return read_whole(text, name=name).values


def read_whole(text: str, *, name: str) -> SettingsDocument:
    """Return what a TOML document gives: settings by key, and scoring models.

    Args:
        text: The document.
        name: What to call it in a complaint.

    Raises:
        KamError: ``setting.not_toml`` or ``setting.twice`` naming the line; ``setting.unknown``
            for a key or table that there is not; ``setting.invalid``; ``setting.too_long``;
            ``model.invalid``.
    """
    from kamtui.services.model_toml import TABLE, exact_number, read_tables

    if len(text) > LONGEST_DOCUMENT:
        raise KamError("setting.too_long", {"path": name, "most": LONGEST_DOCUMENT})
    try:
        document = tomllib.loads(text, parse_float=exact_number)
    except (ValueError, RecursionError) as problem:
        raise _not_toml(problem, text, name) from problem
    models = read_tables(document.pop(TABLE)) if TABLE in document else ()
    found: dict[str, Any] = {}
    for home, table in document.items():
        if home not in (COMPUTER, BOOK):
            raise KamError("setting.table", {"key": home, "choices": [COMPUTER, BOOK, TABLE]})
        if not isinstance(table, dict):
            raise KamError("setting.table", {"key": home, "choices": [COMPUTER, BOOK]})
        for key, value in _flat(table):
            if _in_book(_known(key)) != (home == BOOK):
                raise KamError("setting.wrong_home", {"key": key, "home": home})
            found[_known(key)] = _checked(_known(key), value)
    return SettingsDocument(found, models)


def read_file(path: Path) -> str:
    """Return the text of a settings document.

    Raises:
        KamError: ``file.missing``, ``file.is_directory``, ``setting.unreadable``;
            ``setting.not_text``.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as problem:
        raise KamError("file.missing", {"path": str(path)}) from problem
    except IsADirectoryError as problem:
        raise KamError("file.is_directory", {"path": str(path)}) from problem
    except (OSError, ValueError) as problem:
        if isinstance(problem, UnicodeDecodeError):
            raise KamError("setting.not_text", {"path": str(path)}) from problem
        reason = getattr(problem, "strerror", None) or str(problem)
        raise KamError("setting.unreadable", {"path": str(path), "reason": reason}) from problem


def write_file(path: Path, text: str) -> None:
    """Write a settings document, whole or not at all, readable by its owner alone.

    Raises:
        KamError: ``export.failed`` or ``export.no_space``.
    """
    from kamtui.exchange.atomic import replacing

    with replacing(path) as handle:
        handle.write(text.encode("utf-8"))


def allowed_texts(key: str) -> tuple[str, ...]:
    """Return what a setting may be: words, a range ``1..366``, or examples ending in ``…``."""
    of = saved_filters.of_key(key)
    if of is not None:
        return _FILTER_EXAMPLES[of]
    if segment_rules.is_key(key):
        return segment_rules.examples(key)
    if not _in_book(key):
        return allowed(key)
    if key == "cadence.auto":
        return rules.AUTO
    if key.startswith(("plan.goal.", "plan.result.", "credit.text.")):
        return ("…",)
    if key.startswith("cadence."):
        return (*_CADENCES, "…")
    return _BOOK_ALLOWED.get(key, ())


_FILTER_EXAMPLES = {
    FilterOf.CUSTOMERS: ("A late", "noplan B", "…"),
    FilterOf.AGENDA: ("A late", "plan nextweek", "…"),
    FilterOf.GRADES: ("up A", "down owner:NAME", "…"),
}
_BOOK_ALLOWED = {
    "stale.days": ("1..3650",),
    "silence.days": ("1..3650",),
    "silence.A": ("0..3650",),
    "silence.B": ("0..3650",),
    "silence.C": ("0..3650",),
    "silence.D": ("0..3650",),
    "silence.shown_days": ("1..3650",),
    "complaint.clock": ("calendar", "working"),
    "care.days": ("0..60",),
    "care.festivals": ("春节, 中秋", "厂庆=05-02", "none", "…"),
    "care.grades": ("A", "A, B", "…"),
    "credit.least_payments": ("1..100",),
    "credit.strict_below": ("0..100",),
    "credit.flexible_from": ("0..100",),
    "review.months": ("1..24",),
    "review.model_months": ("1..60",),
    "agenda.most": ("1..1000",),
    "complaint.respond_hours": ("1..720",),
    "complaint.settle_hours": ("1..2160",),
    "complaint.causes": ("price, delivery, …",),
    "currency": ("CNY", "USD", "EUR", "…"),
    "customer_no.prefix": ("C", "KA-", "…"),
    "country": ("CN", "US", "DE", "…"),
    "plan.per_day": ("1..100",),
    "backup.limit_mb": ("10..100000",),
    "segments.period_months": ("1..24",),
    "segments.rfm_months": ("0..600",),
    "segments.rfm_frequency": ("orders", "days"),
    "segments.clv_months": ("1..120",),
    "segments.clv_margin": ("0..100",),
    "segments.clv_retention": ("0..99",),
    "grade.A": ("1..100",),
    "grade.B": ("1..100",),
    "grade.C": ("1..100",),
    "grade.data": ("0..100",),
}


def _in_book(key: str) -> bool:
    return (
        key in rules.RULES
        or key in grade_rules.GRADE_RULES
        or saved_filters.of_key(key) is not None
        or segment_rules.is_key(key)
    )


def _grades(reader: Reader) -> Mapping[str, Any]:
    try:
        return grade_rules.values_in(reader)
    except KamError:  # a model another program broke must not hide every other setting
        return {}


def _names() -> tuple[str, ...]:
    return tuple(name for name in Preferences._fields if name != KEYS)


def _known(key: str) -> str:
    """Return a key as it is spelt, whatever its case was typed in."""
    every = [
        *_names(), *rules.RULES, *grade_rules.GRADE_RULES, *segment_rules.SEGMENT_KEYS
    ]  # fmt: skip
    wanted = key.strip()
    if wanted.startswith(f"{KEYS}.") and wanted != f"{KEYS}.":
        return wanted
    if (of := saved_filters.of_key(wanted)) is not None:
        return saved_filters.filter_key(wanted.removeprefix(of), of)
    if wanted.startswith(segment_rules.OWN):
        return segment_rules.key_as_spelt(wanted)
    for name in every:
        if name.casefold() == wanted.casefold():
            return name
    from difflib import get_close_matches

    matches = get_close_matches(wanted, every, n=3, cutoff=0.5)
    matches = matches or [name for name in every if wanted and wanted.casefold() in name.casefold()]
    raise KamError("setting.unknown", {"key": key, "matches": matches[:3]}, exit_code=2)


def _from_text(key: str, text: str) -> Any:
    if _in_book(key) or key.startswith(f"{KEYS}."):
        return text
    standard = getattr(Preferences(), key)
    plain = text.strip()
    if isinstance(standard, bool):
        word = plain.casefold()
        return True if word in _TRUE else False if word in _FALSE else plain
    if isinstance(standard, int):
        return int(plain) if plain.isascii() and plain.isdecimal() else plain
    return plain


def _checked(key: str, value: Any) -> Any:
    rule = rules.RULES.get(key)
    if key in grade_rules.GRADE_RULES:
        try:
            return grade_rules.parse(key, value)
        except ValueError as problem:
            raise _invalid(key, value) from problem
    if (of := saved_filters.of_key(key)) is not None:
        if not isinstance(value, str):
            raise _invalid(key, value)
        return saved_filters.checked(value, of) if value.strip() else None
    if segment_rules.is_key(key):
        # None means the seeds' own, which is a value to compare with, but nothing to store.
        return segment_rules.parse(key, value) or segment_rules.default_of(key) or None
    if rule is None:
        return _checked_mine(key, value)
    if isinstance(value, bool) or not isinstance(value, (str, int, list)):
        raise _invalid(key, value)
    if isinstance(value, list):
        if not isinstance(rule.default, list) or not all(isinstance(each, str) for each in value):
            raise _invalid(key, value)
        value = ",".join(value)
    try:
        return rule.parse(str(value))
    except (ValueError, KamError) as problem:
        raise _invalid(key, value) from problem


def _not_toml(problem: Exception, text: str, name: str) -> KamError:
    """Return why a document is no TOML: the line, whatever the parser's own words are."""
    params: dict[str, object] = {"path": name}
    # A number of thousands of digits and a thousand nested brackets are told without a line.
    found = re.search(r"\(at line (\d+), column \d+\)", str(problem))
    lines = text.splitlines()
    if found is not None and 0 < int(found[1]) <= len(lines):
        at = int(found[1])
        params |= {"line": at, "text": lines[at - 1].strip()[:_SHOWN] or " "}
        if any(word in str(problem) for word in _THERE_ALREADY):
            return KamError("setting.twice", params)
    return KamError("setting.not_toml", params)


def _checked_mine(key: str, value: Any) -> Any:
    if key.startswith(f"{KEYS}."):
        if value is not None and not isinstance(value, str):
            raise _invalid(key, value)
        return value or None
    try:
        return check_preference(paths.preferences_file(), key, value)
    except PreferencesError as problem:
        raise _invalid(key, value) from problem


def _invalid(key: str, value: object) -> KamError:
    return KamError(
        "setting.invalid",
        {"key": key, "value": str(value), "choices": list(allowed_texts(key))},
        exit_code=2,
    )


def _preferences() -> Preferences:
    try:
        return load_preferences(paths.preferences_file())
    except PreferencesError as problem:
        raise _bad_file(problem) from problem


def _bad_file(problem: PreferencesError) -> KamError:
    return KamError("setting.file", {"path": str(problem.path), "where": problem.where}, 2)


def _save(values: Mapping[str, Any]) -> None:
    path = paths.preferences_file()
    plain = {key: value for key, value in values.items() if not key.startswith(f"{KEYS}.")}
    overrides = {
        key.removeprefix(f"{KEYS}."): value for key, value in values.items() if key not in plain
    }
    if overrides:
        merged = {**_preferences().keys, **overrides}
        plain[KEYS] = {command: keys for command, keys in merged.items() if keys}
    try:
        save_preferences(path, plain)
    except PreferencesError as problem:
        raise _bad_file(problem) from problem
    except OSError as problem:
        reason = problem.strerror or type(problem).__name__
        raise KamError("setting.unwritable", {"path": str(path), "reason": reason}) from problem


def _computer_text() -> str | None:
    try:
        return paths.preferences_file().read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None


def _put_back(text: str | None) -> None:
    path = paths.preferences_file()
    if text is None:
        path.unlink(missing_ok=True)
    else:
        paths.write_private(path, text)


def _write(
    desk: Desk,
    values: Mapping[str, Any],
    models: "Sequence[WantedModel]",
    bases: Mapping[str, int] | None,
) -> ChangeSet:
    # One key is named in the step, for undo and the history to say which.
    what = f"setting:{next(iter(values))}" if len(values) == 1 and not models else "setting"
    if models and not values:
        what = "model"
    grades = {key: value for key, value in values.items() if key in grade_rules.GRADE_RULES}
    with desk.write(what) as work:
        for key, value in values.items():
            if key not in grades:
                _store(work, key, value)
        for one in models:
            from kamtui.services import model_import

            model_import.store(work, one, bases)
        if grades:
            grade_rules.store(work, grades)
        names = [one.model.name for one in models]
        return work.commit(subject=", ".join([*values, *names]))


def _take_effect(desk: Desk, values: Mapping[str, Any]) -> None:
    """Let an open desk know what its computer's settings are now."""
    plain = {key: value for key, value in values.items() if not key.startswith(f"{KEYS}.")}
    if len(plain) != len(values):
        plain[KEYS] = _preferences().keys
    desk.preferences = desk.preferences._replace(**plain)
    if "user_name" in plain:
        from kamtui.services.bootstrap import login_name

        desk.actor = plain["user_name"] or login_name()


def _store(work: "UnitOfWork", key: str, value: Any) -> None:
    if saved_filters.of_key(key) is not None:
        saved_filters.store(work, key, value)
        return
    if segment_rules.is_key(key):
        segment_rules.store(work, key, value)
        return
    from sqlmodel import select

    from kamtui.store.tables import Setting

    # A row that undo took away still holds its key.
    row = work.session.exec(select(Setting).where(Setting.key == key)).first()
    if row is None:
        work.add(Setting(key=key, value=value))
        return
    row.deleted_at = None
    row.value = value
    work.session.add(row)


def _flat(table: Mapping[str, Any], prefix: str = "") -> list[tuple[str, Any]]:
    """Return ``(dotted key, value)``; ``[computer.keys]`` and ``"keys.x"`` are the same."""
    found: list[tuple[str, Any]] = []
    for name, value in table.items():
        if isinstance(value, dict):
            found += _flat(value, f"{prefix}{name}.")
        else:
            found.append((f"{prefix}{name}", value))
    return found
