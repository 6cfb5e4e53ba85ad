"""Text from data neither drives the terminal nor breaks a document (trust.md 11)."""

import json
import re
from pathlib import Path

import pytest

from .conftest import Kam

NAMES = (
    "\x1b]0;pwned\x07Evil\x1b[2J",
    "[@click=app.pwn()]Acme[/]",
    "[/Acme]",
    "txt\u202egnp.exe",
    "zero\u200bwidth",
    "C1\x9b31m red",
    "{name} %s {0.__class__}",
    "a\u0301\u0302\u0303\u0304\u0305\u0306 marks",
)
CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069]")


@pytest.mark.parametrize("name", NAMES)
def test_no_control_bytes_reach_the_terminal(kam: Kam, name: str) -> None:
    kam("add", f"公司{name}".replace("@", "＠x "))
    kam("edit", "C0001", f"city={name}", f"remarks={name}", f"custom.x={name}")
    kam("contact", "C0001", f"name={name}", f"title={name}", f"wechat={name}")
    kam("log", "C0001", f"note {name}", "--with", name, "--outcome", name)
    kam("plan", "C0001", "fri", f"do {name}", "--goal", name, "--place", name)
    for words in (
        ("find", "C0001"), ("find", "note", "--notes"), ("agenda",), ("agenda", "--brief"),
        ("show", "C0001"), ("history",), ("grades", "--all"), ("grades", "explain", "C0001"),
        ("doctor",), ("settings",), ("date", name), ("find", name), ("show", name),
    ):  # fmt: skip
        for extra in ((), ("--json",)):
            if extra and words[-1] == "--brief":
                continue
            said = kam_any(kam, *words, *extra)
            assert not CONTROL.search(said.replace("\n", "")), (words, said)


def kam_any(kam: Kam, *words: str) -> str:
    """Return all a command says, whatever its exit code."""
    for code in (0, 1, 2):
        try:
            said = kam(*words, code=code)
        except AssertionError:
            continue
        return said.out + said.err
    raise AssertionError(words)


def test_json_keeps_the_data_whole(kam: Kam) -> None:
    kam("add", "普通公司")
    kam("edit", "C0001", "remarks=a\u202eb[/x]{y}")
    raw = kam("show", "C0001", "--json")
    assert "\u202e" not in raw.out
    assert json.loads(raw.raw)["customer"]["remarks"].replace("\u202e", "") == "ab[/x]{y}"


def test_a_hostile_path_is_made_safe(kam: Kam, tmp_path: Path) -> None:
    said = kam("--db", str(tmp_path / "x\x1b[2J\n.db"), "doctor")
    assert "\x1b" not in said.out + said.err
