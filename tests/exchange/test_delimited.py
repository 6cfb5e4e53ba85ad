"""Text files as they come: separators, encodings, quotes, damage (trust.md 12)."""

import random
import time
import tracemalloc
from pathlib import Path

import pytest
from tests.exchange.helpers import pasted, reasons, rows_of, values_of

from kamtui.domain.errors import KamError
from kamtui.exchange.table import open_table

LINES = ["客户名称,行业,电话", "华大基因,生物,0755-36307888", "Müller & Söhne,Maschinen,+49 30 1"]
CHINESE = (
    "客户名称,行业,电话\n华大基因股份有限公司,生物医药,0755-36307888\n上海汽车,汽车制造,021-1\n"
)


@pytest.mark.parametrize("separator", [",", ";", "\t", "|", ":"])
def test_any_common_separator(separator: str) -> None:
    text = "\n".join(line.replace(",", separator) for line in LINES)
    assert values_of(text, "name") == ["华大基因", "Müller & Söhne"]


def test_commas_inside_cells_do_not_beat_the_separator() -> None:
    text = "name;address;city\nAcme;1, Main St, Top;X\nBeta;2, Low St, Bot;Y\n"
    assert values_of(text, "city") == ["X", "Y"]


@pytest.mark.parametrize(
    ("encoding", "guessed"),
    [
        ("utf-8", False), ("utf-8-sig", False), ("utf-16", False), ("utf-32", False),
        ("utf-16-le", True), ("utf-16-be", True), ("gb18030", True), ("gbk", True),
    ],
)  # fmt: skip
def test_encodings_of_chinese(encoding: str, guessed: bool) -> None:
    table = open_table(CHINESE.encode(encoding))
    assert [row.values["name"] for row in table.rows()] == ["华大基因股份有限公司", "上海汽车"]
    assert table.encoding_guessed is guessed
    assert ("note.encoding_guessed" in {note.code for note in table.notes}) is guessed


def test_traditional_chinese_and_western_code_pages_are_guessed_and_said() -> None:
    big5 = open_table("客戶名稱,行業,電話\n臺灣積體電路製造,半導體產業,03-5636688\n".encode("big5"))
    assert next(big5.rows()).values["name"] == "臺灣積體電路製造"
    western = open_table("Company,City,Country\nMüller Söhne,Köln,Österreich\n".encode("cp1252"))
    assert next(western.rows()).values["name"] == "Müller Söhne"
    assert (western.encoding, western.encoding_guessed) == ("cp1252", True)


def test_one_short_chinese_name_is_read_as_chinese() -> None:
    # A detector took such a file for Korean (trust.md, what was found).
    assert values_of_bytes("name,city\n王伟,北京\n".encode("gb18030")) == ["王伟"]


def values_of_bytes(raw: bytes) -> list[object]:
    return [row.values.get("name") for row in open_table(raw).rows()]


def test_the_named_encoding_is_used_or_refused() -> None:
    raw = CHINESE.encode("gbk")
    assert open_table(raw, encoding="GBK").encoding_guessed is False
    for name, code in [
        ("utf-8", "import.encoding_wrong"),
        ("klingon", "import.encoding_unknown"),
        ("base64", "import.encoding_unknown"),
        ("", "import.encoding_unknown"),
    ]:
        with pytest.raises(KamError) as caught:
            open_table(raw, encoding=name)
        assert caught.value.code == code


def test_rows_are_numbered_as_a_person_counts_lines() -> None:
    text = 'name,remarks\r\n\r\nA,"one\r\ntwo\r\nthree"\r\n,\r\nB,x\r\n'
    assert [(row.number, row.values["name"]) for row in rows_of(text)] == [(3, "A"), (7, "B")]
    assert rows_of(text)[0].values["remarks"] == "one\ntwo\nthree"


def test_old_mac_line_ends() -> None:
    assert [row.number for row in rows_of("name,city\rA,x\rB,y\r")] == [2, 3]


def test_an_unclosed_quote_costs_its_own_row_only() -> None:
    text = 'name,city\nA,x\nB,"y\nC,z\nD,w\n'
    rows = rows_of(text)
    assert [(row.number, row.rejected) for row in rows] == [
        (2, False), (3, True), (4, False), (5, False)]  # fmt: skip
    assert reasons(rows) == [(3, "", "row.unclosed_quote")]
    assert reasons(rows_of('name,city\nA,x\nB,"y')) == [(3, "", "row.unclosed_quote")]
    many = 'name,city\nA,"x\n' + "B,y\n" * 12_000
    assert [len(rows_of(many)), len(reasons(rows_of(many)))] == [12_001, 1]


def test_stray_quotes_everywhere_take_no_longer_than_reading() -> None:
    # Each bad row looked 5,000 lines ahead: 42 seconds for 70,000 rows.
    before = time.process_time()
    rows = rows_of("name,city\n" + 'A"b,"c\n' * 20_000)
    assert len(rows) == 20_000
    assert all(row.rejected for row in rows)
    assert time.process_time() - before < 5


def test_a_row_far_wider_than_the_header_is_that_rows_problem() -> None:
    rows = rows_of("客户,下单日期,金额\nA,2024-01-01," + "1," * 40_000 + "\nA,2024-01-01,5\n")
    assert reasons(rows) == [(2, "", "row.too_many_cells")]


def test_bad_rows_are_told_while_good_ones_pass() -> None:
    rows = rows_of("name,city\nA,x,y,z\nB\nC\0,x\nD,w,,\n")
    assert reasons(rows) == [(2, "", "row.too_many_cells"), (4, "", "cell.nul_character")]
    assert [row.values.get("name") for row in rows] == [None, "B", None, "D"]


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "import.empty"), (b"\n\n \n", "import.empty"), (b"\xef\xbb\xbf", "import.empty"),
        (b"\x00" * 999, "import.empty"), (b"\x89PNG\r\n\x1a\n" + bytes(200), "import.binary"),
        (bytes(range(256)) * 50, "import.binary"), (b"%PDF-1.7 x", "import.binary"),
        (b"PK\x03\x04 no zip", "import.workbook_damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "import.workbook_damaged"),
        (b"hello world\n", "import.kind_unknown"), (b"a,b\n1,2\n", "import.kind_unknown"),
        (b"," * 20_000 + b"\nname," + b"x," * 20_000 + b"\n", "import.too_many_columns"),
    ],
)  # fmt: skip
def test_files_that_are_no_table(raw: bytes, code: str) -> None:
    with pytest.raises(KamError) as caught:
        open_table(raw)
    assert caught.value.code == code


def test_random_bytes_never_do_more_than_fail(tmp_path: Path) -> None:
    draw = random.Random(7)
    for _ in range(200):
        raw = b"name,city\n" * draw.randrange(2) + draw.randbytes(draw.randrange(400))
        try:
            list(open_table(raw).rows())
        except KamError as error:
            assert error.code.startswith("import.")


def test_missing_files_and_directories(tmp_path: Path) -> None:
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(KamError) as caught:
            open_table(path)
        assert caught.value.code in {"file.missing", "file.is_directory"}
        assert caught.value.exit_code == 1


def test_a_cell_of_ten_megabytes_and_a_thousand_columns(tmp_path: Path) -> None:
    path = tmp_path / "big.csv"
    header = "name," + ",".join(f"c{number}" for number in range(999))
    path.write_text(f"{header}\nA,x\nB,{'y' * 10_000_000}\nC,z\n")
    tracemalloc.start()
    rows = list(open_table(path).rows())
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [(row.number, row.rejected) for row in rows] == [(2, False), (3, True), (4, False)]
    assert reasons(rows)[0][2] == "cell.too_long"
    assert peak < 300 * 2**20


def test_a_line_without_end_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    path.write_bytes(b"name,city\n" + b"x" * (30 * 2**20))
    with pytest.raises(KamError) as caught:
        open_table(path)
    assert caught.value.code == "import.line_too_long"


def test_pasted_tables_are_read_as_drawn() -> None:
    markdown = "| 客户名称 | 城市 |\n|---|:--:|\n| 华大 | 深圳 |\n\n| a\\|b | 北京 |\n"
    assert values_of(markdown, "name") == ["华大", "a|b"]
    assert [row.number for row in rows_of(markdown)] == [3, 5]
    drawn = "┌────┬────┐\n│name│city│\n├────┼────┤\n│Acme│ X  │\n└────┴────┘\n"
    assert values_of(drawn, "city") == ["X"]
    aligned = "name         city\nAcme Corp    New York\nBeta         Rome\n"
    assert values_of(aligned, "city") == ["New York", "Rome"]
    assert values_of("name\tcity\nAcme\tX, Y\n", "city") == ["X, Y"]
    assert values_of("sep=;\nname;city\nA;b\n", "city") == ["b"]


def test_a_table_can_be_read_again_and_tells_how_far_it_is() -> None:
    table = pasted("name,city\n" + "A,b\n" * 5000)
    assert len(list(table.rows())) == len(list(table.rows())) == 5000
    assert table.fraction_read == 1.0
    assert len(table.preview(3)) == 3


def test_good_rows_still_pass_after_thousands_of_stray_quotes() -> None:
    rows = rows_of("name,city\n" + 'A,"c\nB,d\n' * 6_001)
    assert [row.values.get("name") for row in rows if row.number % 2][-1] == "B"
