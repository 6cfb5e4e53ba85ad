"""Translation: English message ids in the code, the reader's words when shown."""

import functools
from collections.abc import Mapping
from typing import Literal

from kamtui.i18n.catalogue import Catalogue, load

__all__ = [
    "LANGUAGES",
    "NP_",
    "N_",
    "Language",
    "_",
    "choose_language",
    "language",
    "ngettext",
    "pgettext",
    "set_language",
    "spoken_in",
]

Language = Literal["zh", "en"]

#: The languages there is a complete catalogue for.
LANGUAGES: tuple[Language, ...] = ("zh", "en")

#: As text: pathlib costs a look-up a tenth of its time.
LOCALE_DIRECTORY = f"{__file__.removesuffix('__init__.py')}locale"

_FOLDERS: Mapping[Language, str] = {"zh": "zh_CN", "en": "en"}

#: Asked in this order; the first that is set and not empty decides (POSIX, with our own first).
_VARIABLES = ("KAMTUI_LANG", "LC_ALL", "LC_MESSAGES", "LANG")

_current: Language = "en"


@functools.cache
def _catalogue(name: Language) -> Catalogue:
    """Open one catalogue, once; without its file the message ids themselves are shown."""
    return load(f"{LOCALE_DIRECTORY}/{_FOLDERS[name]}/LC_MESSAGES/kamtui.mo")


def _(message: str) -> str:
    """Return `message` in the current language; the empty message stays empty."""
    return _catalogue(_current).gettext(message) if message else ""


def spoken_in(name: Language, message: str, context: str = "") -> str:
    """Return `message` in a language, whichever is the current one; as it reads in a context."""
    if context:
        return _catalogue(name).pgettext(context, message)
    return _catalogue(name).gettext(message) if message else ""


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for it
    """Mark `message` for the catalogues; it is translated later, when it is shown."""
    return message


def NP_(context: str, message: str) -> tuple[str, str]:  # noqa: N802 - after N_ and pgettext
    """Mark `message` as it reads in `context`; ``pgettext(*pair)`` translates it later."""
    return context, message


def ngettext(singular: str, plural: str, count: int) -> str:
    """Return the form of a message for `count`, in the current language."""
    return _catalogue(_current).ngettext(singular, plural, count)


def pgettext(context: str, message: str) -> str:
    """Return `message` as it reads in `context`, in the current language."""
    return _catalogue(_current).pgettext(context, message)


def language() -> Language:
    """Return the language words are shown in."""
    return _current


def set_language(name: Language) -> None:
    """Show words in this language from the next call on.

    Raises:
        ValueError: There is no such language.
    """
    global _current
    if name not in LANGUAGES:
        raise ValueError(name)
    _current = name


def choose_language(explicit: str | None, environ: Mapping[str, str]) -> Language:
    """Return the language to start in.

    Args:
        explicit: A user's own choice such as ``zh``, ``zh_CN.UTF-8`` or ``en``; none or ``auto``
            leaves the choice to the environment.
        environ: The process environment.
    """
    names = [explicit or "", *(environ.get(name, "") for name in _VARIABLES)]
    for name in names:
        wanted = name.strip().casefold()
        if wanted and wanted != "auto":
            return "zh" if wanted.startswith(("zh", "chinese")) else "en"
    return "en"
