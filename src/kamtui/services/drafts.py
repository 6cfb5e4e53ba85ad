"""What was being typed when a form was closed or the program ended: one private file per form.

Drafts live beside the program's state and not in the book: a book may be shared, an unfinished
sentence is nobody's business (trust.md 9, 14).
"""

import hashlib
import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from kamtui.config import paths
from kamtui.domain.errors import KamError
from kamtui.services.desk import Desk

__all__ = [
    "LOG",
    "Draft",
    "FormDraft",
    "FormText",
    "discard",
    "discard_form",
    "drop",
    "everything",
    "keep",
    "keep_form",
    "latest",
    "latest_forms",
    "read",
    "read_form",
]

#: Larger files are not ours: nobody types a megabyte.
_LARGEST = 4_000_000
#: Folder of the forms other than the log.
_FORMS = "forms"


@dataclass(frozen=True, slots=True)
class Draft:
    """An unfinished log.

    Attributes:
        customer_id: Whose.
        customer: Its name when the draft was kept, for the sentence at the start.
        fields: Field name to typed text.
        kept_at: Aware local time.
    """

    customer_id: str
    customer: str
    fields: Mapping[str, str] = field(default_factory=dict)
    kept_at: datetime | None = None


def keep(desk: Desk, draft: Draft) -> bool:
    """Write a draft so that neither a kill nor a power cut loses it; False where that failed.

    A disk that is full must not cost the form its keystrokes, so nothing is raised.
    """
    if not _is_id(draft.customer_id):
        return False
    path = _path(desk, draft.customer_id)
    kept_at = draft.kept_at or desk.clock.now()
    document = {
        "customer_id": draft.customer_id,
        "customer": draft.customer,
        "kept_at": kept_at.isoformat(),
        "fields": dict(draft.fields),
    }
    text = json.dumps(document, ensure_ascii=True)  # lone surrogates survive as escapes
    try:
        paths.write_private(path, text)
        _sync_folder(path.parent)
    except OSError:
        return False
    return True


def read(desk: Desk, *, customer_id: str) -> Draft | None:
    """Return the draft of a customer, None where there is none or it cannot be read."""
    return _load(_path(desk, customer_id)) if _is_id(customer_id) else None


def latest(desk: Desk) -> tuple[Draft, ...]:
    """Return every draft of this book, the newest first."""
    try:
        files = sorted(_folder(desk).glob("*.json"))
    except OSError:
        return ()
    found = [draft for draft in map(_load, files) if draft is not None]
    found.sort(key=lambda draft: draft.kept_at.timestamp() if draft.kept_at else 0, reverse=True)
    return tuple(found)


def discard(desk: Desk, *, customer_id: str) -> None:
    """Forget the draft of a customer; one that is not there is forgotten already."""
    if not _is_id(customer_id):
        return
    with suppress(OSError):
        _path(desk, customer_id).unlink()


def _folder(desk: Desk) -> Path:
    """Return the folder of one book's drafts: a book is told by where it is."""
    where = str(desk.path.absolute()) if desk.path is not None else (desk.location.url or "")
    name = hashlib.sha256(where.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return paths.state_folder() / "drafts" / name


def _path(desk: Desk, customer_id: str) -> Path:
    return _folder(desk) / f"{customer_id}.json"


def _is_id(text: str) -> bool:
    return 0 < len(text) <= 64 and text.isascii() and text.isalnum()


def _load(path: Path) -> Draft | None:
    try:
        if path.stat().st_size > _LARGEST:
            return None
        document = json.loads(path.read_text(encoding="utf-8"))
        fields = {str(name): str(text) for name, text in document["fields"].items()}
        return Draft(
            customer_id=str(document["customer_id"]),
            customer=str(document["customer"]),
            fields=fields,
            kept_at=datetime.fromisoformat(document["kept_at"]),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _sync_folder(folder: Path) -> None:
    """Make the new name itself durable, where the system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@dataclass(frozen=True, slots=True)
class FormText:
    """What was typed in a field, and what stood there when the form was opened."""

    text: str
    before: str = ""


@dataclass(frozen=True, slots=True)
class FormDraft:
    """An unfinished form.

    Attributes:
        form: Which form, such as ``customer`` or ``talk``.
        record: The id of what it is about, empty for something new.
        title: What the form calls itself, with whom it is about, for the sentence at the start.
        fields: Field name to what was typed in it.
        kept_at: Aware local time.
        customer_id: About whom it is, empty where that is nobody or not known.
    """

    form: str
    record: str
    title: str
    fields: Mapping[str, FormText] = field(default_factory=dict)
    kept_at: datetime | None = None
    customer_id: str = ""


def keep_form(desk: Desk, draft: FormDraft) -> bool:
    """Write an unfinished form as `keep` does; False where that failed."""
    kept_at = draft.kept_at or desk.clock.now()
    document = {
        "form": draft.form,
        "record": draft.record,
        "title": draft.title,
        "about": draft.customer_id,
        "kept_at": kept_at.isoformat(),
        "fields": {name: [one.text, one.before] for name, one in draft.fields.items()},
    }
    path = _form_path(desk, draft.form, draft.record)
    try:
        paths.write_private(path, json.dumps(document, ensure_ascii=True))
        _sync_folder(path.parent)
    except OSError:
        return False
    return True


def read_form(desk: Desk, *, form: str, record: str) -> FormDraft | None:
    """Return what was typed in a form before, None where nothing is kept.

    Raises:
        KamError: ``draft.unreadable`` for a file that is there and is no draft; it is left alone
            until the form is kept again.
    """
    path = _form_path(desk, form, record)
    if not path.exists():
        return None
    found = _load_form(path)
    if found is None or (found.form, found.record) != (form, record):
        raise KamError("draft.unreadable", {"path": str(path)})
    return found


def latest_forms(desk: Desk) -> tuple[FormDraft, ...]:
    """Return every unfinished form of this book, the newest first."""
    try:
        files = sorted((_folder(desk) / _FORMS).glob("*.json"))
    except OSError:
        return ()
    found = [draft for draft in map(_load_form, files) if draft is not None]
    found.sort(key=lambda draft: draft.kept_at.timestamp() if draft.kept_at else 0, reverse=True)
    return tuple(found)


def discard_form(desk: Desk, *, form: str, record: str) -> None:
    """Forget what was typed in a form."""
    with suppress(OSError):
        _form_path(desk, form, record).unlink()


#: What the draft of a log is called among the others.
LOG = "log"


def everything(desk: Desk) -> tuple[FormDraft, ...]:
    """Return every draft of this book, logs among the others, the newest first.

    A log's record is its customer, and its title the customer's name.
    """
    logs = [
        FormDraft(
            LOG,
            one.customer_id,
            one.customer,
            {name: FormText(text) for name, text in one.fields.items()},
            one.kept_at,
            one.customer_id,
        )
        for one in latest(desk)
    ]
    found = [*logs, *latest_forms(desk)]
    found.sort(key=lambda draft: draft.kept_at.timestamp() if draft.kept_at else 0, reverse=True)
    return tuple(found)


def drop(desk: Desk, draft: FormDraft) -> None:
    """Forget one of `everything`."""
    if draft.form == LOG:
        discard(desk, customer_id=draft.record)
    else:
        discard_form(desk, form=draft.form, record=draft.record)


def _form_path(desk: Desk, form: str, record: str) -> Path:
    # Hashed: a record may be named by anything, and a name is never a path.
    name = hashlib.sha256(f"{form}\n{record}".encode("utf-8", "surrogatepass")).hexdigest()[:32]
    return _folder(desk) / _FORMS / f"{name}.json"


def _load_form(path: Path) -> FormDraft | None:
    try:
        if path.stat().st_size > _LARGEST:
            return None
        document = json.loads(path.read_text(encoding="utf-8"))
        fields = {
            str(name): FormText(str(text), str(before))
            for name, (text, before) in document["fields"].items()
        }
        return FormDraft(
            form=str(document["form"]),
            record=str(document["record"]),
            title=str(document["title"]),
            fields=fields,
            kept_at=datetime.fromisoformat(document["kept_at"]),
            customer_id=str(document.get("about", "")),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
