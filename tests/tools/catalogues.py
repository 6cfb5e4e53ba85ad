"""Keep the catalogues complete: ``python -m tests.tools.catalogues update|check|compile``."""

import argparse
import io
import re
import string
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
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
_PERCENT = re.compile(r"%[-#0 +]*\d*(?:\.\d+)?[a-zA-Z%]")

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


def merged(template: Catalog, old: Catalog, locale: str) -> Catalog:
    """Return the template's messages with the translations that are known for them.

    Nothing is guessed: a message that changed is untranslated, one that is gone is dropped.
    """
    new = Catalog(locale=locale, domain="kamtui", charset="utf-8", fuzzy=False)
    known = {key_of(message): message for message in messages_of(old)}
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
        f'msgid ""\nmsgstr ""\n"Language: {catalogue.locale}\\n"\n"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
        f'"Plural-Forms: {catalogue.plural_forms}\\n"\n\n'
    )
    return header.encode() + lines.getvalue()


def mo_bytes(catalogue: Catalog) -> bytes:
    """Return the compiled file of a catalogue, from its readable bytes alone."""
    out = io.BytesIO()
    plain = Catalog(locale=catalogue.locale, charset="utf-8", fuzzy=False, header_comment="")
    for message in messages_of(catalogue):
        plain.add(message.id, message.string, context=message.context)
    plain.mime_headers = [
        ("Language", str(catalogue.locale)),
        ("Content-Type", "text/plain; charset=utf-8"),
        ("Plural-Forms", catalogue.plural_forms),
    ]
    write_mo(out, plain)
    return out.getvalue()


def placeholders(text: str) -> list[str]:
    """Return the placeholders of a message, sorted; a broken one is named as such."""
    try:
        names = [
            f"{name}!{conversion or ''}:{form}"
            for _literal, name, form, conversion in string.Formatter().parse(text)
            if name is not None
        ]
    except ValueError as error:
        return [f"broken: {error}"]
    return sorted(names) + sorted(_PERCENT.findall(text) if "{" not in text else [])


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
    if not compiled.exists() or compiled.read_bytes() != mo_bytes(catalogue):
        found.append(f"{locale}: {compiled.name} is stale, run `compile`")
    return sorted(found)


def update() -> list[str]:
    """Rewrite both catalogues from the source; return the Chinese messages left to translate."""
    template = extract()
    waiting: list[str] = []
    for locale in LOCALES:
        catalogue = merged(template, read_catalogue(locale), locale)
        po_path(locale).parent.mkdir(parents=True, exist_ok=True)
        po_path(locale).write_bytes(po_bytes(catalogue))
        waiting += [
            f"{locale}: {message.context or ''}{' | ' if message.context else ''}{message.id!r}"
            for message in messages_of(catalogue)
            if not is_translated(message.string)
        ]
    compile_all()
    return waiting


def compile_all() -> None:
    """Rewrite the compiled catalogues from the readable ones."""
    for locale in LOCALES:
        path = po_path(locale).with_suffix(".mo")
        path.write_bytes(mo_bytes(read_catalogue(locale)))


def main(arguments: list[str] | None = None) -> int:
    """Run one of the three commands; return 1 when something is left to do."""
    parser = argparse.ArgumentParser(prog="python -m tests.tools.catalogues")
    parser.add_argument("command", choices=("update", "check", "compile"))
    command = parser.parse_args(arguments).command
    if command == "compile":
        compile_all()
        return 0
    left = (
        update()
        if command == "update"
        else [line for locale in LOCALES for line in problems(locale, extract())]
    )
    for line in left:
        print(line)
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
