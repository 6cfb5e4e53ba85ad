"""A user's own keys: as typed in a file, as given in the program, never a locked door."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamtui.domain.errors import KamError
from kamtui.tui.commands import COMMANDS, SCOPES_OF, command
from kamtui.tui.keymap import BANNED, KeyMap
from kamtui.tui.own_keys import (
    give,
    holders,
    keys_text,
    named,
    put_back,
    read_keys,
    settle,
    typed_key,
)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("d", "d"), ("D", "D"), ("ｄ", "d"), ("Ｄ", "D"), ("１", "1"), ("，", ","), ("、", "/"),
        ("。", "."), ("【", "["),
        ("Ctrl+R", "ctrl+r"), ("CTRL-r", "ctrl+r"), ("ｃｔｒｌ＋ｒ", "ctrl+r"),
        ("Esc", "escape"), ("ENTER", "enter"), ("Return", "enter"), ("F5", "f5"), ("Ｆ７", "f7"),
        ("space", "space"), ("PgUp", "pageup"), ("Shift+Tab", "shift+tab"),
        ("shift+d", "D"),
        ("comma", ","), ("ctrl+Home", "ctrl+home"), ("shift+ctrl+up", "ctrl+shift+up"),
        ("hello", None), ("", None), ("中", None), ("ctrl+", None),
        ("super+x", None), ("f99", None),
        ("\x1b", None), ("[red]", None), ("é", None), ("😀", None), ("a" * 10_000, None),
    ],
)  # fmt: skip
def test_a_key_as_people_write_it(text: str, key: str | None) -> None:
    assert named(text) == key


@pytest.mark.parametrize(
    ("key", "character", "wanted"),
    [
        ("d", "d", "d"), ("upper_d", "D", "D"), ("question_mark", "?", "?"),
        ("space", " ", "space"),
        ("ideographic_space", "\u3000", "space"), ("ｄ", "ｄ", "d"),
        ("ideographic_comma", "、", "/"),
        ("ctrl+k", "\x0b", "ctrl+k"), ("enter", "\r", "enter"), ("f6", None, "f6"),
        ("tab", "\t", "tab"), ("中", "中", None), ("left", None, "left"),
    ],
)  # fmt: skip
def test_a_key_as_it_is_pressed(key: str, character: str | None, wanted: str | None) -> None:
    assert typed_key(key, character) == wanted


def test_keys_of_a_file_come_round() -> None:
    texts = {
        "a.a": "d x",
        "b.b": "d, x",
        "c.c": ",",
        "d.d": "，",
        "e.e": "x x",
        "f.f": "",
        "g": "nö",
    }
    assert read_keys(texts) == {
        "a.a": ("d", "x"), "b.b": ("d", "x"), "c.c": (",",), "d.d": (",",), "e.e": ("x",),
        "f.f": (), "g": ("nö",),
    }  # fmt: skip
    for keys in ((",",), (",", "x"), ("ctrl+r",), ("[", "]", "f7"), ()):
        assert read_keys({"a": keys_text(keys)})["a"] == keys


@pytest.mark.parametrize(
    ("overrides", "codes"),
    [
        ({"agenda.done": ("s",)}, ["keys.clash"]),
        ({"agenda.done": ("s",), "agenda.snooze": ("d",)}, []),
        ({"agenda.done": ("ctrl+b",)}, ["keys.banned"]),
        ({"agenda.done": ("alt+x",)}, ["keys.banned"]),
        ({"app.help": ()}, ["keys.required"]),
        ({"agenda.copy": ()}, []),
        ({"agenda.fly": ("x",)}, ["keys.unknown"]),
        ({"agenda.done": ("nö",)}, ["keys.no_key"]),
        ({"panel.save": ("x",)}, ["keys.typed"]),
        ({"panel.save": ("f6",)}, []),
        ({"app.redo": ("d",)}, ["keys.clash"]),
        ({"agenda.done": ("8",)}, ["keys.clash"]),
        ({"agenda.done": ("4",)}, ["keys.clash"]),
        ({"agenda.edit": ("x",), "agenda.log": ("x",)}, ["keys.clash"]),
        # Taking one key back makes the next clash: both are named.
        ({"agenda.done": ("u",), "agenda.log": ("d",)}, ["keys.clash", "keys.clash"]),
    ],
)
def test_what_cannot_hold_is_left_out_and_named(
    overrides: dict[str, tuple[str, ...]], codes: list[str]
) -> None:
    key_map, problems = settle(overrides)
    assert [one.code for one in problems] == codes
    for scopes in SCOPES_OF.values():
        key_map.table(scopes)
    assert set(key_map.overrides) <= set(overrides)
    if not codes:
        assert key_map.overrides == overrides


def test_a_clash_names_the_key_and_both_commands() -> None:
    _key_map, [problem] = settle({"agenda.done": ("s",)})
    assert problem.params["key"] == "s"
    assert {problem.params["first"], problem.params["second"]} == {"agenda.done", "agenda.snooze"}


_IDS = st.sampled_from([*(one.id for one in COMMANDS), "agenda.fly", ""])
_KEYS = st.one_of(
    st.sampled_from([key for one in COMMANDS for key in one.keys]),
    st.sampled_from(sorted(BANNED)),
    st.text(max_size=3),
)


@given(st.dictionaries(_IDS, st.lists(_KEYS, max_size=3).map(" ".join), max_size=12))
def test_any_file_gives_keys_that_hold(texts: dict[str, str]) -> None:
    """Nobody is kept out, the way out never loses its keys, and each line left out is named."""
    overrides = read_keys(texts)
    key_map, problems = settle(overrides)
    for scopes in SCOPES_OF.values():
        key_map.table(scopes)
    for one in COMMANDS:
        assert not one.required or key_map.keys(one)
    left_out = overrides.keys() - key_map.overrides.keys()
    named_ones = {str(p.params.get(n)) for p in problems for n in ("command", "first", "second")}
    assert left_out <= named_ones
    again, none = settle(key_map.overrides)
    assert again == key_map and not none


@given(st.lists(st.tuples(_IDS.filter(lambda one: "." in one and "fly" not in one),
                          st.sampled_from([*"abcdxyzJKQ!,/", "f6", "ctrl+k", "space"]),
                          st.booleans()), max_size=12))  # fmt: skip
def test_giving_keys_never_leaves_a_map_that_does_not_hold(
    steps: list[tuple[str, str, bool]],
) -> None:
    key_map = KeyMap()
    for name, key, swap in steps:
        one = command(name)
        try:
            given_keys = give(key_map, one, key, swap=swap)
        except KamError as error:
            assert error.code.startswith("keys.")
            if error.code == "keys.clash" and not swap:
                assert holders(key_map, one, key)
            continue
        key_map = given_keys.key_map
        assert key_map.keys(one)[0] == key
        settled, problems = settle(key_map.overrides)
        assert settled == key_map and not problems
        texts = {k.removeprefix("keys."): v for k, v in given_keys.settings().items()}
        for changed, text in texts.items():
            kept = key_map.overrides.get(changed)
            assert (None if text is None else read_keys({changed: text})[changed]) == kept
    for one in COMMANDS:
        if one.id in key_map.overrides:
            key_map = put_back(key_map, one).key_map
    assert key_map == KeyMap()


def test_a_swap_changes_both_and_a_digit_stays() -> None:
    done, snooze = command("agenda.done"), command("agenda.snooze")
    with pytest.raises(KamError) as caught:
        give(KeyMap(), done, "s")
    assert caught.value.code == "keys.clash"
    swapped = give(KeyMap(), done, "s", swap=True)
    assert swapped.key_map.shown(done) == "1s" and swapped.key_map.shown(snooze) == "2d"
    assert swapped.settings() == {"keys.agenda.done": "s", "keys.agenda.snooze": "d"}
    back = put_back(swapped.key_map, done)
    assert back.settings() == {"keys.agenda.done": None, "keys.agenda.snooze": None}
    with pytest.raises(KamError) as caught:
        give(KeyMap(), done, "2", swap=True)
    assert caught.value.code == "keys.digit"
    redo = give(KeyMap(), command("app.redo"), "d", swap=True)  # d means done on three screens
    assert {"agenda.done", "customers.done", "customer.done"} <= set(redo.changed)
