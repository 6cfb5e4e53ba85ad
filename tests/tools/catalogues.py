"""Keep the catalogues complete: ``python -m tests.tools.catalogues update|check|compile|fill``.

- ``update`` reads the source, rewrites and compiles both catalogues, keeps every translation and
  prints what is left to translate; texts of messages that are gone stay as comments until
  ``update --prune``;
- ``fill FILE`` enters Chinese texts from a JSON object ``{"message": "文字"}`` (a message with a
  context is written ``"context | message"``, a plural by its singular) and compiles;
- ``check`` fails on anything missing, untranslated, fuzzy, obsolete, stale or with placeholders
  that differ; ``compile`` only rewrites the compiled files.
"""

import argparse
import io
import json
import re
import string
import struct
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "kamtui"
LOCALE = SOURCE / "i18n" / "locale"
LOCALES = ("zh_CN", "en")
KEYWORDS = {
    "_": None,
    "N_": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "NP_": ((1, "c"), 2),
}
#: Placeholders of argparse's own messages.
_PERCENT = re.compile(r"%\(\w+\)[sdr]|%[sdr]\b")

Key = tuple[object, str | None]


def po_path(locale: str) -> Path:
    """Return where the readable catalogue of a locale is kept."""
    return LOCALE / locale / "LC_MESSAGES" / "kamtui.po"


def key_of(message: Message) -> Key:
    """Return what tells two messages apart."""
    return message.id, message.context


def messages_of(catalogue: Catalog) -> Iterator[Message]:
    """Yield the messages of a catalogue without its header."""
    return (message for message in catalogue if message.id)


def extract() -> Catalog:
    """Return every message the source marks for translation, without line numbers.

    Line numbers would change with every edit, so a message names its files only.
    """
    template = Catalog(charset="utf-8", fuzzy=False)
    found = extract_from_dir(
        SOURCE,
        method_map=[("**.py", "python")],
        options_map={},
        keywords=KEYWORDS,
        comment_tags=("Translators:",),
        strip_comment_tags=True,
    )
    for filename, _line, message, comments, context in sorted(
        found, key=lambda entry: (entry[0], entry[1])
    ):
        template.add(
            message,
            locations=[(f"src/kamtui/{Path(filename).as_posix()}", 0)],
            auto_comments=comments,
            context=context,
        )
    return template


def read_catalogue(locale: str) -> Catalog:
    """Return the committed catalogue of a locale, or an empty one."""
    path = po_path(locale)
    if not path.exists():
        return Catalog(locale=locale, domain="kamtui", charset="utf-8", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=locale, domain="kamtui")


def merged(template: Catalog, old: Catalog, locale: str, *, prune: bool) -> Catalog:
    """Return the template's messages with the translations that are known for them.

    Nothing is guessed: a message that changed is untranslated.  One that is gone is kept as a
    comment, so that its text returns with it, until `prune` drops it.
    """
    new = Catalog(locale=locale, domain="kamtui", charset="utf-8", fuzzy=False)
    known = {key_of(message): message for message in old.obsolete.values()}
    known |= {key_of(message): message for message in messages_of(old)}
    for message in messages_of(template):
        before = known.get(key_of(message))
        text = before.string if before is not None and not before.fuzzy else None
        if locale == "en" and not is_translated(text):
            text = message.id
        if text is None:
            text = ("",) * new.num_plurals if message.pluralizable else ""
        new.add(
            message.id,
            text,
            locations=message.locations,
            auto_comments=message.auto_comments,
            user_comments=before.user_comments if before is not None else (),
            context=message.context,
        )
    if not prune and locale != "en":
        wanted = {key_of(message) for message in messages_of(template)}
        for key, message in known.items():
            if key not in wanted and is_translated(message.string):
                new.obsolete[key if message.context else message.id] = message  # type: ignore[index]
    return new


def is_translated(text: object) -> bool:
    """Tell whether every form of a message's text is there."""
    if isinstance(text, str):
        return bool(text.strip())
    return isinstance(text, (list, tuple)) and bool(text) and all(map(is_translated, text))


def po_bytes(catalogue: Catalog) -> bytes:
    """Return the readable file of a catalogue, the same on every run and machine."""
    lines = io.BytesIO()
    write_po(lines, catalogue, width=96, sort_by_file=False, omit_header=True, include_lineno=False)
    header = (
        f'msgid ""\nmsgstr ""\n"Language: {catalogue.locale_identifier}\\n"\n'
        '"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
        f'"Plural-Forms: {catalogue.plural_forms}\\n"\n\n'
    )
    return header.encode() + lines.getvalue()


def compiled_texts(data: bytes) -> set[str]:
    """Return what a compiled file translates, its header aside: that names Babel's version."""
    try:
        found = list(messages_of(read_mo(io.BytesIO(data))))
    except (OSError, ValueError, struct.error):
        return set()  # cut off or no compiled file at all
    return {repr((key_of(message), message.string)) for message in found}


def mo_bytes(catalogue: Catalog) -> bytes:
    """Return the compiled file of a catalogue, from its texts alone: no clock, no tool version."""
    out = io.BytesIO()
    plain = Catalog(
        locale=catalogue.locale_identifier,
        charset="utf-8",
        fuzzy=False,
        header_comment="",
        project="kamtui",
        version="1",
        # Babel would write the minute it runs in, and every check a minute later would fail.
        creation_date=datetime(2026, 1, 1, tzinfo=UTC),
    )
    for message in messages_of(catalogue):
        plain.add(message.id, message.string, context=message.context)
    plain.mime_headers = [
        ("Language", str(catalogue.locale_identifier)),
        ("Content-Type", "text/plain; charset=utf-8"),
        ("Plural-Forms", catalogue.plural_forms),
    ]
    write_mo(out, plain)
    return _in_order(out.getvalue())


def _in_order(data: bytes) -> bytes:
    """Put the originals in the order of their bytes, as the format wants them.

    Babel leaves contexts out when it sorts, and `kamtui.i18n.catalogue` looks in the middle first.
    """
    count, originals, translations = struct.unpack_from("<3I", data, 8)
    rows = []
    for index in range(count):
        pair = tuple(data[at + 8 * index : at + 8 * index + 8] for at in (originals, translations))
        length, start = struct.unpack("<2I", pair[0])
        rows.append((data[start : start + length], pair))
    rows.sort()
    sorted_ = bytearray(data)
    for index, (_key, pair) in enumerate(rows):
        for at, entry in zip((originals, translations), pair, strict=True):
            sorted_[at + 8 * index : at + 8 * index + 8] = entry
    return bytes(sorted_)


def placeholders(text: str) -> list[str]:
    """Return the names of a message's placeholders, sorted; a broken one is named as such.

    How a number is formatted is the translation's own business: ``{month:02d}`` may be ``{month}``.
    """
    try:
        fields = list(string.Formatter().parse(text))
    except ValueError as error:
        return [f"broken: {error}"]
    names = [name for _literal, name, _form, _conversion in fields if name is not None]
    return sorted(names + _PERCENT.findall(text))


def texts(value: object) -> tuple[str, ...]:
    """Return the forms of a message id or text."""
    if isinstance(value, str):
        return (value,)
    return tuple(map(str, value)) if isinstance(value, (list, tuple)) else ()


def problems(locale: str, template: Catalog) -> list[str]:
    """Return what is wrong with the committed catalogue of a locale, one sentence each."""
    catalogue = read_catalogue(locale)
    wanted = {key_of(message): message for message in messages_of(template)}
    have = {key_of(message): message for message in messages_of(catalogue)}
    found = [f"{locale}: missing {key[0]!r}" for key in wanted.keys() - have.keys()]
    found += [f"{locale}: obsolete {key[0]!r}" for key in have.keys() - wanted.keys()]
    found += [
        f"{locale}: obsolete {message.id!r}, run `update --prune`"
        for message in catalogue.obsolete.values()
    ]
    for message in have.values():
        if message.fuzzy:
            found.append(f"{locale}: fuzzy {message.id!r}")
        elif not is_translated(message.string):
            found.append(f"{locale}: untranslated {message.id!r}")
        else:
            allowed = [placeholders(text) for text in texts(message.id)]
            for text in texts(message.string):
                if placeholders(text) not in allowed:
                    found.append(f"{locale}: placeholders differ in {message.id!r}")
    compiled = po_path(locale).with_suffix(".mo")
    if not compiled.exists() or compiled_texts(compiled.read_bytes()) != compiled_texts(
        mo_bytes(catalogue)
    ):
        found.append(f"{locale}: {compiled.name} is stale, run `compile`")
    return sorted(found)


def update(*, prune: bool = False) -> list[str]:
    """Rewrite both catalogues from the source; return the Chinese messages left to translate."""
    template = extract()
    waiting: list[str] = []
    for locale in LOCALES:
        catalogue = merged(template, read_catalogue(locale), locale, prune=prune)
        po_path(locale).parent.mkdir(parents=True, exist_ok=True)
        po_path(locale).write_bytes(po_bytes(catalogue))
        waiting += [
            f"{locale}: {json.dumps(shown_name(message), ensure_ascii=False)}"
            for message in messages_of(catalogue)
            if not is_translated(message.string)
        ]
    compile_all()
    return waiting


def shown_name(message: Message) -> str:
    """Return how `update` prints and `fill` names a message."""
    text = texts(message.id)[0]
    return f"{message.context} | {text}" if message.context else text


def fill(path: Path) -> list[str]:
    """Enter Chinese texts from a JSON file; return the names no message has."""
    new: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    catalogue = read_catalogue("zh_CN")
    for message in messages_of(catalogue):
        text = new.pop(shown_name(message), None)
        if text is not None:
            message.string = (text,) if message.pluralizable else text
    po_path("zh_CN").write_bytes(po_bytes(catalogue))
    compile_all()
    return [f"no such message: {name}" for name in new]


def compile_all() -> None:
    """Rewrite the compiled catalogues from the readable ones."""
    for locale in LOCALES:
        path = po_path(locale).with_suffix(".mo")
        path.write_bytes(mo_bytes(read_catalogue(locale)))


def main(arguments: list[str] | None = None) -> int:
    """Run one of the commands; return 1 when something is left to do."""
    parser = argparse.ArgumentParser(prog="python -m tests.tools.catalogues")
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("check", "compile"):
        commands.add_parser(name)
    commands.add_parser("update").add_argument("--prune", action="store_true")
    commands.add_parser("fill").add_argument("file", type=Path)
    chosen = parser.parse_args(arguments)
    left: list[str] = []
    if chosen.command == "compile":
        compile_all()
    elif chosen.command == "update":
        left = update(prune=chosen.prune)
    elif chosen.command == "fill":
        left = fill(chosen.file)
    else:
        template = extract()
        left = [line for locale in LOCALES for line in problems(locale, template)]
    for line in left:
        print(line)
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
