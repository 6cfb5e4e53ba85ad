"""The catalogue tool loses no translation and notices every gap."""

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from tests.tools import catalogues


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    source = tmp_path / "src"
    source.mkdir()
    monkeypatch.setattr(catalogues, "SOURCE", source)
    monkeypatch.setattr(catalogues, "LOCALE", tmp_path / "locale")
    return source


def write(house: Path, code: str) -> None:
    (house / "words.py").write_text(code, encoding="utf-8")


def everything_wrong() -> list[str]:
    template = catalogues.extract()
    return [line for name in catalogues.LOCALES for line in catalogues.problems(name, template)]


def fill(house: Path, text: str) -> list[str]:
    path = house.parent / "texts.json"
    path.write_text(text, encoding="utf-8")
    return catalogues.fill(path)


CODE = """
a = _("Late {days}")
b = N_("Customer")
c = pgettext("order", "open")
d = NP_("relation", "open")
e = ngettext("{n} row", "{n} rows", n)
"""


def test_from_the_source_to_a_complete_catalogue_and_back(house: Path) -> None:
    write(house, CODE)
    assert catalogues.update() == [
        'zh_CN: "Late {days}"',
        'zh_CN: "Customer"',
        'zh_CN: "order | open"',
        'zh_CN: "relation | open"',
        'zh_CN: "{n} row"',
    ]
    assert len(everything_wrong()) == 5
    left = fill(
        house,
        '{"Late {days}": "逾期 {days}", "Customer": "客户", "order | open": "未确认",'
        ' "relation | open": "开放", "{n} row": "{n} 行", "gone": "没有"}',
    )
    assert left == ["no such message: gone"]
    assert everything_wrong() == []
    before = {path: path.read_bytes() for path in (house.parent / "locale").rglob("kamtui.*")}
    assert catalogues.update() == []
    assert {path: path.read_bytes() for path in before} == before, "a second run changes nothing"


def test_a_text_returns_with_its_message(house: Path) -> None:
    write(house, 'a = _("Customer")\nb = pgettext("order", "open")\n')
    catalogues.update()
    fill(house, '{"Customer": "客户", "order | open": "未确认"}')
    write(house, "")
    catalogues.update()
    assert all("obsolete" in line and "--prune" in line for line in everything_wrong())
    write(house, 'a = _("Customer")\nb = pgettext("order", "open")\n')
    assert catalogues.update() == []
    assert everything_wrong() == []
    write(house, "")
    catalogues.update(prune=True)
    assert everything_wrong() == []


def test_what_check_notices(house: Path) -> None:
    write(house, CODE)
    catalogues.update()
    fill(house, '{"Late {days}": "逾期 {day}", "Customer": " "}')
    assert "zh_CN: placeholders differ in 'Late {days}'" in everything_wrong()
    assert "zh_CN: untranslated 'Customer'" in everything_wrong()
    write(house, CODE + '\nf = _("New")\n')
    assert "en: missing 'New'" in everything_wrong()
    write(house, 'b = N_("Customer")\n')
    assert "en: obsolete 'Late {days}'" in everything_wrong()
    path = catalogues.po_path("zh_CN")
    path.write_text(path.read_text().replace('msgid "Customer"', '#, fuzzy\nmsgid "Customer"'))
    assert "zh_CN: fuzzy 'Customer'" in everything_wrong()
    path.with_suffix(".mo").write_bytes(b"")
    assert "zh_CN: kamtui.mo is stale, run `compile`" in everything_wrong()


def test_placeholders_of_a_broken_message_are_named() -> None:
    assert catalogues.placeholders("{a} {b!r:>3}") == ["a", "b"]
    assert catalogues.placeholders("{") != catalogues.placeholders("fine")
    assert catalogues.placeholders("100 %") == catalogues.placeholders("百分之百")


def test_nothing_is_guessed(house: Path) -> None:
    old, template = Catalog(locale="zh_CN"), Catalog()
    old.add("Customer no.", "客户编号")
    template.add("Customer no")
    texts = [m.string for m in catalogues.merged(template, old, "zh_CN", prune=True) if m.id]
    assert texts == [""]
