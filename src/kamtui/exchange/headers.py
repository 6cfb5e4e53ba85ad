"""Header names reduced to what they say: case, width, script, marks and units aside."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

#: Traditional characters seen in headers, folded to simplified (requirements S1, 繁體 sheets).
_SIMPLIFIED = str.maketrans(
    "戶稱聯絡電話機號碼郵類級別業區編訂單額購買數產價時間內備註職務員聲評負責權應貨發幣狀態來"
    "訪後續計劃標簽籤傳網標題議錄實際潛細維徵係績點個關響應處結滿調減進處鎮鄉縣國",
    "户称联络电话机号码邮类级别业区编订单额购买数产价时间内备注职务员声评负责权应货发币状态来"
    "访后续计划标签签传网标题议录实际潜细维征系绩点个关响应处结满调减进处镇乡县国",
)
_REQUIRED = re.compile(
    r"\((?:必填|必選|必选|选填|required|optional|mandatory|多选|单选|日期格式.*?)\)"
)
_UNIT = re.compile(r"\(([^()]*)\)\s*$")
_NOISE = re.compile(r"[^\w%]|_")
#: How much larger the amounts of a column are than they are written, by the unit in its header.
_SCALES = {"万元": 10_000, "万": 10_000, "千元": 1_000, "亿元": 100_000_000, "k": 1_000}
_CURRENCIES = {
    "元": "CNY", "人民币": "CNY", "cny": "CNY", "rmb": "CNY", "¥": "CNY", "万元": "CNY",
    "美元": "USD", "usd": "USD", "$": "USD", "us$": "USD", "欧元": "EUR", "eur": "EUR",
    "€": "EUR", "gbp": "GBP", "£": "GBP", "英镑": "GBP", "港币": "HKD", "hkd": "HKD",
    "日元": "JPY", "jpy": "JPY",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Header:
    """A header taken apart.

    Attributes:
        key: Letters and digits only, folded; what synonyms are compared by.
        scale: Factor of an amount's unit ("金额（万元）" is 10,000), else 1.
        currency: ISO code when the header names one.
    """

    key: str
    scale: int = 1
    currency: str | None = None


@lru_cache(maxsize=4096)
def read_header(text: str) -> Header:
    """Take a header apart (vendor-headers.md, 9.2).

    >>> read_header(" *客戶名稱（必填）").key
    '客户名称'
    >>> read_header("CustomerID").key == read_header("customer_id").key
    True
    >>> read_header("金额（万元）").scale
    10000
    """
    folded = unicodedata.normalize("NFKC", text[:300]).casefold().translate(_SIMPLIFIED)
    folded = _REQUIRED.sub("", folded).strip("* \t\ufeff:")
    scale, currency = 1, None
    unit = _UNIT.search(folded)
    if unit is not None and unit.start() > 0:
        inside = unit.group(1).strip()
        scale = _SCALES.get(inside, 1)
        currency = _CURRENCIES.get(inside)
        if scale != 1 or currency or inside in {"%", "个", "件", "人", "天", "分", "pcs"}:
            folded = folded[: unit.start()]
    return Header(key=_NOISE.sub("", folded), scale=scale, currency=currency)


_PART = re.compile(r"[^.]*[\u3400-\u9fff][^.]*\.([^.]*[\u3400-\u9fff][^.]*)\Z")


def is_part(text: str) -> bool:
    """Whether a column belongs to a sub-form: "联系人.手机号" (vendor-headers.md, 5)."""
    return _PART.match(text.strip()) is not None


def header_keys(text: str) -> tuple[str, ...]:
    """The keys a header may be known by: its own, then that of its last part in a sub-form.

    >>> header_keys("产品明细.数量")
    ('产品明细数量', '数量')
    """
    key = read_header(text).key
    part = _PART.match(text.strip()) if "." in text else None
    return (key,) if part is None else (key, read_header(part[1]).key)


def currency_code(text: str) -> str | None:
    """The ISO code of a currency's name, sign or code, or None when it is none."""
    folded = unicodedata.normalize("NFKC", text).strip().casefold()
    known = _CURRENCIES.get(folded)
    if known is not None:
        return known
    return folded.upper() if re.fullmatch(r"[a-z]{3}", folded) else None


def column_letter(index: int) -> str:
    """What a spreadsheet calls the column: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def distinct_names(cells: tuple[str, ...]) -> tuple[str, ...]:
    """Header names made unique: a blank one is its letter, a repeated one is numbered."""
    seen: dict[str, int] = {}
    names: list[str] = []
    for index, cell in enumerate(cells):
        name = cell.strip("\ufeff \t\r\n") or column_letter(index)
        count = seen.get(name, 0) + 1
        seen[name] = count
        while count > 1 and f"{name} ({count})" in seen:
            count += 1
        final = name if count == 1 else f"{name} ({count})"
        seen.setdefault(final, 1)
        names.append(final)
    return tuple(names)
