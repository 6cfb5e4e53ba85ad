"""The language is chosen once, words are translated when shown, catalogues are complete."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.tools import catalogues

from kamtui import i18n
from kamtui.i18n import N_, NP_, _, choose_language, language, ngettext, pgettext, set_language


@pytest.fixture(autouse=True)
def _language_as_before() -> Iterator[None]:
    before = language()
    yield
    set_language(before)


@pytest.mark.parametrize(
    ("explicit", "environ", "expected"),
    [
        (None, {}, "en"),
        (None, {"LANG": "zh_CN.UTF-8"}, "zh"),
        (None, {"LANG": "zh_TW.UTF-8"}, "zh"),
        (None, {"LANG": "de_DE.UTF-8"}, "en"),
        (None, {"LANG": "C"}, "en"),
        (None, {"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
        (None, {"LANG": "zh_CN.UTF-8", "LC_ALL": ""}, "zh"),
        (None, {"LANG": "en_GB.UTF-8", "LC_MESSAGES": "zh_CN.GBK"}, "zh"),
        (None, {"LANG": "zh_CN.UTF-8", "KAMTUI_LANG": "en"}, "en"),
        (None, {"KAMTUI_LANG": "auto", "LANG": "zh_CN"}, "zh"),
        ("zh", {"LANG": "en_US.UTF-8", "KAMTUI_LANG": "en"}, "zh"),
        ("en", {"LANG": "zh_CN.UTF-8"}, "en"),
        ("auto", {"LANG": "zh_CN.UTF-8"}, "zh"),
        ("ZH-hans", {}, "zh"),
    ],
)
def test_choosing(explicit: str | None, environ: dict[str, str], expected: str) -> None:
    assert choose_language(explicit, environ) == expected


def test_words_follow_the_language_while_running() -> None:
    marked = N_("customer")
    pair = NP_("order", "open")
    set_language("zh")
    assert (_(marked), pgettext(*pair), ngettext("{days} day", "{days} days", 1)) == (
        "客户",
        "未确认",
        "{days}天后",
    )
    set_language("en")
    assert (_(marked), pgettext(*pair), ngettext("{days} day", "{days} days", 1)) == (
        "customer",
        "open",
        "{days} day",
    )
    assert ngettext("{days} day", "{days} days", 2) == "{days} days"


def test_what_no_catalogue_knows_is_shown_as_it_is() -> None:
    set_language("zh")
    assert _("no such message, ever") == "no such message, ever"
    assert _("") == ""


def test_only_known_languages() -> None:
    with pytest.raises(ValueError, match="de"):
        set_language("de")  # type: ignore[arg-type]


def test_a_broken_catalogue_shows_message_ids(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "zh_CN" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "kamtui.mo").write_bytes(b"not a catalogue")
    monkeypatch.setattr(i18n, "LOCALE_DIRECTORY", tmp_path)
    i18n._catalogue.cache_clear()
    set_language("zh")
    try:
        assert _("customer") == "customer"
    finally:
        i18n._catalogue.cache_clear()


def test_importing_reads_no_catalogue() -> None:
    code = "import sys, kamtui.i18n; print('gettext' in sys.modules, 'locale' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]


def test_both_catalogues_are_complete() -> None:
    template = catalogues.extract()
    found = [line for name in catalogues.LOCALES for line in catalogues.problems(name, template)]
    assert not found, "run `python -m tests.tools.catalogues update`, then `fill`"
