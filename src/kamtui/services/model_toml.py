"""Scoring models as TOML that people read and write: one ``[[model]]`` table each."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from kamtui.config.toml_text import value_text
from kamtui.domain.errors import KamError
from kamtui.domain.scoring.document import from_document, to_document
from kamtui.domain.scoring.model import ScoringModel
from kamtui.domain.scoring.reading import Reason, refuse
from kamtui.domain.views.scoring_models import ModelEntry
from kamtui.services.model_names import folded

__all__ = ["MOST_MODELS", "TABLE", "WantedModel", "exact_number", "read_tables", "text_of"]

#: Name of the tables in a settings document.
TABLE = "model"
MOST_MODELS = 100


class WantedModel(NamedTuple):
    """A model as a document gives it.

    Attributes:
        model: What it says; the book gives it its version.
        active: Its axis shall be judged by it.
    """

    model: ScoringModel
    active: bool


def exact_number(text: str) -> Decimal | str:
    """Return a TOML float as it is written, so that 0.1 stays 0.1; text where no one could."""
    try:
        return Decimal(text)
    except InvalidOperation:  # an exponent beyond any decimal: refused where it is read
        return text


def read_tables(found: object) -> tuple[WantedModel, ...]:
    """Read the models of a parsed document whose floats are exact (see `exact_number`).

    Raises:
        KamError: ``model.invalid`` naming the model, the path in it, the reason and the value.
    """
    if not isinstance(found, list):
        refuse(TABLE, Reason.NOT_A_LIST, found)
    if len(found) > MOST_MODELS:
        refuse(TABLE, Reason.TOO_LONG, len(found))
    wanted: list[WantedModel] = []
    for at, table in enumerate(found, start=1):
        where = f"{TABLE}[{at}]"
        if not isinstance(table, dict):
            refuse(where, Reason.NOT_A_TABLE, table)
        active = table.get("active", False)
        if not isinstance(active, bool):
            refuse(f"{where}.active", Reason.NOT_TRUE_OR_FALSE, active)
        try:
            model = from_document({key: value for key, value in table.items() if key != "active"})
        except KamError as problem:
            raise _named(problem, where, table.get("name")) from problem
        model = model._replace(version=1)
        if any(folded(one.model.name) == folded(model.name) for one in wanted):
            refuse(f"{where}.name", Reason.DUPLICATE, model.name)
        if active and any(one.active and one.model.axis is model.axis for one in wanted):
            refuse(f"{where}.active", Reason.DUPLICATE, model.name)
        wanted.append(WantedModel(model, active))
    return tuple(wanted)


def text_of(entries: Iterable[ModelEntry], *, notes: Sequence[str] = ()) -> str:
    """Return models as tables of a settings document, which `read_tables` reads back equal.

    Args:
        entries: The models.
        notes: Comment lines before the first.
    """
    lines = list(notes)
    for one in entries:
        lines += ["", *_model_lines(one.model, one.active)]
    return "\n".join(lines).lstrip("\n") + "\n"


def _named(problem: KamError, where: str, name: object) -> KamError:
    """Return a refusal that says in which model of the document it is."""
    if isinstance(name, str) and name.isprintable() and 0 < len(name) <= 60:
        where = f"{where} “{name}”"
    path = str(problem.params.get("path", ""))
    place = where if path == "document" else f"{where} {path}"
    return KamError(problem.code, {**problem.params, "path": place}, problem.exit_code)


def _model_lines(model: ScoringModel, active: bool) -> list[str]:
    document: dict[str, Any] = to_document(model)
    lines = [
        f"[[{TABLE}]]",
        f"name = {value_text(document['name'])}",
        f"axis = {value_text(document['axis'])}",
        f"active = {value_text(active)}",
        f"normalise = {value_text(document['normalise'])}",
        f"minimum_with_data = {_number(document['minimum_with_data'])}",
        "classes = [",
        *(f"    {_inline(one)}," for one in document["classes"]),
        "]",
    ]
    for criterion in document["criteria"]:
        lines += ["", f"[[{TABLE}.criteria]]"]
        for key, value in criterion.items():
            lines += _rule_lines(value) if key == "rule" else [f"{key} = {_value(key, value)}"]
    return lines


def _rule_lines(rule: Mapping[str, Any]) -> list[str]:
    lines = []
    for key, value in rule.items():
        if isinstance(value, list):
            lines.append(f"rule.{key} = [")
            lines += [f"    {_inline(one)}," for one in value]
            lines.append("]")
        else:
            lines.append(f"rule.{key} = {_value(key, value)}")
    return lines


def _inline(table: Mapping[str, Any]) -> str:
    inner = ", ".join(f"{key} = {_value(key, value)}" for key, value in table.items())
    return f"{{ {inner} }}"


#: Keys whose text is a name; under every other one text is a decimal.
_NAMES = frozenset({"key", "metric", "field", "kind", "treatment"})


def _value(key: str, value: int | str) -> str:
    return value_text(value) if key in _NAMES else _number(value)


def _number(value: int | str) -> str:
    return str(value)
