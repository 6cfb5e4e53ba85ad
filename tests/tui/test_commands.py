"""The registry: one meaning per key and scope, labels everywhere, no banned key."""

import pytest
from rich.cells import cell_len

from kamtui.domain.errors import KamError
from kamtui.i18n import _, set_language
from kamtui.tui.commands import COMMANDS, SCOPES_OF, in_scopes
from kamtui.tui.keymap import BANNED, KeyMap, key_name, twins_of
from kamtui.tui.widgets.keys import FooterKey, fitting

#: The family of each digit (ux.md, Key map).
FAMILIES = {
    "1": ("Done", "Accept", "Import"),
    "2": ("Snooze", "Override"),
    "3": ("Date",),
    "4": ("Log",),
    "5": ("Edit", "Change", "Fill in"),
    "6": ("Copy",),
    "7": ("Undo",),
    "9": ("Add",),
}


@pytest.mark.parametrize("screen", sorted(SCOPES_OF))
def test_one_meaning_per_key_on_every_screen(screen: str) -> None:
    KeyMap().table(SCOPES_OF[screen])  # raises on a clash


def test_ids_are_unique_and_every_command_has_words_in_both_languages() -> None:
    assert len({one.id for one in COMMANDS}) == len(COMMANDS)
    for one in COMMANDS:
        assert one.label and one.help and (one.keys or not one.hidden)  # else by its name
        for name in ("zh", "en"):
            set_language("zh" if name == "zh" else "en")
            assert _(one.label) and _(one.help)
        set_language("zh")
        assert any("\u4e00" <= c <= "\u9fff" for c in _(one.label)), one.id


def test_digits_belong_to_one_family() -> None:
    for one in COMMANDS:
        if one.digit in FAMILIES:
            assert one.label in FAMILIES[one.digit or ""], one.id


def test_no_banned_key_and_nothing_destructive_on_a_letter() -> None:
    for one in COMMANDS:
        for key in one.keys:
            assert key not in BANNED and not key.startswith("alt+")
            if "delete" in one.id:
                assert len(key) > 1


def test_full_width_twins_are_bound() -> None:
    table = KeyMap().table(SCOPES_OF["agenda"])
    assert table["fullwidth_question_mark"] == "app.help"
    assert table["ideographic_comma"] == "app.find"
    assert table["ideographic_full_stop"] == "list.repeat"
    assert table["fullwidth_colon"] == "app.palette"
    assert table["ideographic_space"] == "list.mark"
    assert table["ｄ"] == table["１"] == "agenda.done"
    assert table["left_black_lenticular_bracket"] == "app.previous_screen"
    assert key_name("?") == "question_mark"
    assert twins_of("ctrl+r") == ()


@pytest.mark.parametrize(
    "screen",
    [
        "agenda",
        "customers",
        "customer",
        "grades",
        "segments",
        "members",
        "portrait",
        "what_if",
        "models",
    ],
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_footer_fits_eighty_cells_and_help_is_last(screen: str, language: str) -> None:
    set_language("zh" if language == "zh" else "en")
    keys = KeyMap()
    commands = sorted(
        (one for one in in_scopes(SCOPES_OF[screen]) if one.footer is not None and not one.wide),
        key=lambda one: one.footer or 0,
    )
    hints = [FooterKey(keys.shown(one), _(one.label), one.id) for one in commands]
    kept = fitting(hints, 80)
    assert 1 + sum(cell_len(f"{hint.key} {hint.word}") for hint in kept) + 2 * (len(kept) - 1) <= 80
    assert kept[-1].command_id == "app.help"
    assert len(kept) == len(hints) or screen != "agenda"
    assert fitting(hints, 10)[-1].command_id == "app.help"


def test_own_keys_replace_and_are_checked() -> None:
    own = KeyMap({"agenda.done": ("x",)})
    table = own.table(SCOPES_OF["agenda"])
    assert table["x"] == table["1"] == table["ｘ"] == "agenda.done" and "d" not in table
    assert own.shown(next(one for one in COMMANDS if one.id == "agenda.done")) == "1x"
    for overrides, code in (
        ({"agenda.done": ("s",)}, "keys.clash"),
        ({"agenda.done": ("ctrl+b",)}, "keys.banned"),
        ({"app.help": ()}, "keys.required"),
        ({"agenda.fly": ("x",)}, "keys.unknown"),
    ):
        with pytest.raises(KamError) as caught:
            KeyMap(overrides).table(SCOPES_OF["agenda"])
        assert caught.value.code == code
