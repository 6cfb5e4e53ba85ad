"""Cells are counted as Rich counts them, whoever counts."""

import subprocess
import sys

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len as exact

from kamtui.present.cells import cell_len


def test_every_character_alone() -> None:
    wrong = [
        hex(code)
        for code in range(0x11_0000)
        if not 0xD800 <= code < 0xE000 and cell_len(chr(code)) != exact(chr(code))
    ]
    assert wrong == []


@given(st.text(st.sampled_from("aZ9 ~…，。！“”·é¥½华東ｱ한e\u0301👍🏽\u200d\t\x1b\x7f\u3000")))
def test_texts_of_all_kinds(text: str) -> None:
    assert cell_len(text) == exact(text)


def test_names_in_hanzi_load_no_rich() -> None:
    code = (
        "import sys; from kamtui.present.columns import Column, table;"
        "table([['华东机械（集团）有限公司', 'Acme, Ltd.']], [Column('名称'), Column('b')]);"
        "sys.exit('rich' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
