"""What the import says in a screen where the command line would name an option."""

from collections.abc import Mapping

from kamtui.domain.errors import KamError
from kamtui.i18n import N_, _
from kamtui.present.errors import sentence
from kamtui.present.fields import field_label
from kamtui.present.reasons import in_words, reason_text
from kamtui.present.words import filled, first_complete
from kamtui.services.transfer.survey import IGNORE, KEEP

__all__ = ["field_word", "import_sentence", "reason_words"]

_SENTENCES: dict[str, tuple[str, ...]] = {
    "import.kind_unknown": (
        N_("What this file holds cannot be told from its titles. Choose it under Kind."),
    ),
    "import.unknown_kind": (
        N_("What this file holds cannot be told from its titles. Choose it under Kind."),
    ),
    "import.no_header": (
        N_("None of the titles is known. Choose below what the columns are; one is needed."),
    ),
    "import.required_column_missing": (
        N_("No column is read as {fields}, which {kind} need. Choose one below."),
        N_("A column that is needed is missing. Choose it below."),
    ),
    "import.encoding_wrong": (
        N_("{file} is not in {encoding}: row {row} cannot be read. Try another encoding."),
        N_("{file} is not in {encoding}. Try another encoding."),
    ),
    "import.map_no_field": (N_("“{field}” is no field of {kind}. Space shows them one by one."),),
    "import.kind_bad": (N_("“{kind}” is not a kind of records. Space shows them one by one."),),
}
_REASONS = {
    "row.customer_unknown": N_("nobody knows this customer; New customers above adds it"),
    "note.encoding_guessed": N_("the encoding is guessed as {encoding}; look at the first values"),
    "note.kind_close": N_("taken as {kind}, but {other} is nearly as likely"),
}


def import_sentence(error: KamError) -> str:
    """Return why something could not be done, in the words of the screen."""
    words = _SENTENCES.get(error.code)
    if words is None:
        return sentence(error)
    params = dict(error.params)
    fields = params.get("fields")
    if isinstance(fields, (list, tuple)):
        params["fields"] = _(" or ").join(field_label(str(name)) for name in fields)
    return filled(_(first_complete(words, params)), params)


def reason_words(code: str, params: Mapping[str, object]) -> str:
    """Return why a row was left out, or what was decided about a column."""
    words = _REASONS.get(code)
    return reason_text(code, params) if words is None else filled(_(words), in_words(code, params))


def field_word(field: str | None, *, custom: bool) -> str:
    """Return what a column is read as."""
    if field in (None, KEEP, IGNORE):
        return _("a field of your own") if custom else _("not read")
    return field_label(str(field))
