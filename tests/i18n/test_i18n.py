"""The language is chosen once, words are translated when shown, catalogues are complete."""

import gettext
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.tools import catalogues

from kamtui import i18n
from kamtui.i18n import N_, NP_, _, choose_language, language, ngettext, pgettext, set_language
from kamtui.i18n.catalogue import load


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


@pytest.mark.parametrize("locale", ["zh_CN", "en"])
def test_our_reader_says_what_the_standard_library_says(locale: str) -> None:
    path = Path(i18n.LOCALE_DIRECTORY) / locale / "LC_MESSAGES" / "kamtui.mo"
    with path.open("rb") as file:
        theirs = gettext.GNUTranslations(file)
    ours = load(path)
    messages = catalogues.read_catalogue(locale)
    assert len(messages) > 1000
    for message in messages:
        if not message.id:
            continue
        one, *many = catalogues.texts(message.id)
        if many:
            for count in (0, 1, 2, 5):
                forms = (one, many[0], count)
                assert ours.ngettext(*forms) == theirs.ngettext(*forms)
            assert ours.gettext(one) == theirs.gettext(one)
        elif message.context:
            assert ours.pgettext(message.context, one) == theirs.pgettext(message.context, one)
        else:
            assert ours.gettext(one) == theirs.gettext(one)


@pytest.mark.parametrize("kept", [0, 1, 4, 19, 20, 27, 200, 5_000, 60_000])
def test_a_catalogue_cut_off_shows_message_ids_or_messages(tmp_path: Path, kept: int) -> None:
    whole = (Path(i18n.LOCALE_DIRECTORY) / "zh_CN/LC_MESSAGES/kamtui.mo").read_bytes()
    cut = tmp_path / "kamtui.mo"
    cut.write_bytes(whole[:kept])
    assert load(cut).gettext("customer") in ("customer", "客户")
    assert load(cut).gettext("no such message, ever") == "no such message, ever"
    assert load(tmp_path / "none.mo").ngettext("{n} day", "{n} days", 1) == "{n} day"
