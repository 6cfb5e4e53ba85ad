"""Names of companies and people, put together from parts whose search keys are worked out once."""

from dataclasses import dataclass
from functools import cache

from kamtui.domain.names import digits, name_key
from kamtui.domain.pinyin import PinyinKeys, readings, suffix_initials
from kamtui.domain.search_keys import SearchKeys, search_keys

_CITIES = (
    ("苏州", "华东", "0512"),
    ("无锡", "华东", "0510"),
    ("常州", "华东", "0519"),
    ("南通", "华东", "0513"),
    ("徐州", "华东", "0516"),
    ("扬州", "华东", "0514"),
    ("宁波", "华东", "0574"),
    ("温州", "华东", "0577"),
    ("嘉兴", "华东", "0573"),
    ("绍兴", "华东", "0575"),
    ("台州", "华东", "0576"),
    ("合肥", "华东", "0551"),
    ("芜湖", "华东", "0553"),
    ("福州", "华东", "0591"),
    ("泉州", "华东", "0595"),
    ("南昌", "华东", "0791"),
    ("济南", "华北", "0531"),
    ("青岛", "华北", "0532"),
    ("烟台", "华北", "0535"),
    ("潍坊", "华北", "0536"),
    ("天津", "华北", "022"),
    ("石家庄", "华北", "0311"),
    ("唐山", "华北", "0315"),
    ("太原", "华北", "0351"),
    ("广州", "华南", "020"),
    ("佛山", "华南", "0757"),
    ("东莞", "华南", "0769"),
    ("中山", "华南", "0760"),
    ("惠州", "华南", "0752"),
    ("珠海", "华南", "0756"),
    ("南宁", "华南", "0771"),
    ("武汉", "华中", "027"),
    ("宜昌", "华中", "0717"),
    ("襄阳", "华中", "0710"),
    ("郑州", "华中", "0371"),
    ("洛阳", "华中", "0379"),
    ("长沙", "华中", "0731"),
    ("株洲", "华中", "0731"),
    ("成都", "西南", "028"),
    ("绵阳", "西南", "0816"),
    ("昆明", "西南", "0871"),
    ("贵阳", "西南", "0851"),
    ("西安", "西北", "029"),
    ("宝鸡", "西北", "0917"),
    ("兰州", "西北", "0931"),
    ("沈阳", "东北", "024"),
    ("大连", "东北", "0411"),
    ("哈尔滨", "东北", "0451"),
)
_FIRST = "恒鼎瑞宏金华永泰新鑫联博凯立正天东海伟德创科安中启晟腾祥富佳"
_SECOND = "达源泰通盛丰辉力诚信隆利康骏邦旺锐峰光宇航星业成腾飞润洋环林"
_TRADES = (
    "机械",
    "精密",
    "电气",
    "阀门",
    "仪表",
    "自动化",
    "化工",
    "塑胶",
    "五金",
    "模具",
    "电子",
    "食品",
    "包装",
    "环保",
    "水务",
    "纺织",
    "制药",
    "船舶",
    "新材料",
    "汽配",
)
_SUFFIXES = ("有限公司", "有限公司", "科技有限公司", "", "集团有限公司")
_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓彭"
_GIVEN = (
    "建国",
    "丽华",
    "志强",
    "敏",
    "静",
    "海燕",
    "伟",
    "文斌",
    "晓东",
    "雪梅",
    "国庆",
    "俊杰",
    "婷",
    "浩",
    "玉兰",
    "永刚",
    "佳怡",
    "明辉",
    "春燕",
    "立新",
    "思远",
    "红",
    "鹏飞",
    "秀英",
)
_HEADS = (
    "Nor",
    "Alt",
    "Bel",
    "Cal",
    "Dor",
    "El",
    "Fen",
    "Gar",
    "Hal",
    "Iver",
    "Kes",
    "Lan",
    "Mar",
    "Nev",
    "Or",
    "Pel",
    "Quin",
    "Ros",
    "Sel",
    "Tor",
    "Ul",
    "Var",
    "Wes",
    "Yor",
    "Zan",
    "Brom",
    "Clay",
    "Drum",
    "Ash",
    "Stan",
)
_TAILS = (
    "den",
    "vik",
    "ford",
    "berg",
    "mont",
    "ton",
    "ley",
    "wick",
    "dale",
    "stad",
    "ham",
    "mere",
    "field",
    "gate",
    "holm",
    "land",
    "ridge",
    "well",
    "worth",
    "by",
)
_NOUNS = (
    "Pumps",
    "Valves",
    "Foods",
    "Steel",
    "Chemicals",
    "Controls",
    "Marine",
    "Plastics",
    "Paper",
    "Textiles",
    "Dairy",
    "Logistics",
    "Tools",
    "Packaging",
    "Water",
    "Energy",
    "Machining",
    "Castings",
    "Brewing",
    "Ceramics",
)
_FORMS = (" Ltd", " GmbH", "", " Inc", " AB", " BV")
_PLACES = (
    ("Manchester", "GB", "+44161496"),
    ("Hamburg", "DE", "+49405550"),
    ("Lyon", "FR", "+33481550"),
    ("Rotterdam", "NL", "+31105550"),
    ("Gothenburg", "SE", "+46315550"),
    ("Chicago", "US", "+1312555"),
    ("Toronto", "CA", "+1416555"),
    ("Penang", "MY", "+6042550"),
    ("Melbourne", "AU", "+6137010"),
    ("Gdansk", "PL", "+48585550"),
)
_REGION_OF = {
    "GB": "Europe",
    "DE": "Europe",
    "FR": "Europe",
    "NL": "Europe",
    "SE": "Europe",
    "PL": "Europe",
    "US": "North America",
    "CA": "North America",
    "MY": "Southeast Asia",
    "AU": "Oceania",
}
_LATIN_NAMES = (
    "Becker",
    "Novak",
    "Jensen",
    "Moreau",
    "Clarke",
    "Ahmed",
    "Silva",
    "Kowalski",
    "Meyer",
    "Larsen",
    "Rossi",
    "Dubois",
    "Walker",
    "Tan",
    "Haas",
    "Lind",
    "Olsen",
    "Reid",
    "Singh",
    "Costa",
    "Bauer",
    "Young",
    "Peters",
    "Vega",
)

#: Walk the combinations in a scattered order; both are prime to the number of combinations.
_ZH_STRIDE, _EN_STRIDE = 1_000_003, 100_003
_ZH_TOTAL = len(_CITIES) * len(_FIRST) * len(_SECOND) * len(_TRADES) * len(_SUFFIXES)
_EN_TOTAL = len(_HEADS) * len(_TAILS) * len(_NOUNS) * len(_FORMS)


@dataclass(frozen=True, slots=True)
class Company:
    """A made-up company: ``parts`` are the pieces of a Chinese name, empty for a Latin one."""

    name: str
    stem: str
    parts: tuple[str, ...]
    suffix: str
    city: str
    region: str
    country: str
    trade: str
    phone: str


def company(number: int) -> Company:
    """Return the so-manieth company, from 0; no two are alike, three in five are Chinese."""
    block, place = divmod(number, 5)
    if place < 3 or block * 2 + place - 3 >= _EN_TOTAL:
        return _chinese(block * 3 + place)
    return _latin(block * 2 + place - 3)


def _chinese(number: int) -> Company:
    rest, city = divmod(number * _ZH_STRIDE % _ZH_TOTAL, len(_CITIES))
    rest, first = divmod(rest, len(_FIRST))
    rest, second = divmod(rest, len(_SECOND))
    form, trade = divmod(rest, len(_TRADES))
    place, region, area = _CITIES[city]
    parts = (place, _FIRST[first] + _SECOND[second], _TRADES[trade])
    suffix = _SUFFIXES[form]
    stem = "".join(parts)
    phone = f"{area}{number * 7919 % 8_999_999 + 60_000_000}"
    return Company(stem + suffix, stem, parts, suffix, place, region, "CN", _TRADES[trade], phone)


def _latin(number: int) -> Company:
    rest, head = divmod(number * _EN_STRIDE % _EN_TOTAL, len(_HEADS))
    rest, tail = divmod(rest, len(_TAILS))
    form, noun = divmod(rest, len(_NOUNS))
    city, country, prefix = _PLACES[number % len(_PLACES)]
    stem = f"{_HEADS[head]}{_TAILS[tail]} {_NOUNS[noun]}"
    phone = f"{prefix}{number * 7919 % 9000 + 1000}"
    return Company(
        stem + _FORMS[form], stem, (), _FORMS[form], city, _REGION_OF[country], country,
        _NOUNS[noun], phone,
    )  # fmt: skip


def person(number: int, *, chinese: bool) -> str:
    """Return a person's name."""
    if chinese:
        given, surname = divmod(number, len(_SURNAMES))
        return _SURNAMES[surname] + _GIVEN[given % len(_GIVEN)]
    initial, surname = divmod(number, len(_LATIN_NAMES))
    return f"{chr(65 + initial % 26)}. {_LATIN_NAMES[surname]}"


def mobile(number: int) -> str:
    """Return a Chinese mobile number, a different one for each of the first ten millions."""
    prefix = ("138", "139", "136", "150", "158", "186", "189", "135")[number % 8]
    return f"{prefix}{number * 48_271 % 100_000_000:08d}"


@cache
def _read(part: str) -> PinyinKeys:
    return readings(part)


@cache
def _suffix(suffix: str) -> tuple[str, str]:
    """Return the suffix's own part of the stem's pinyin keys and the initials behind it."""
    return suffix, suffix_initials(f"某某{suffix}") if suffix else ""


def keys_of(made: Company, *, customer_no: str, contact: str, numbers: list[str]) -> SearchKeys:
    """Return the search columns; Chinese names from the cached keys of their parts."""
    if not made.parts:
        return search_keys(names=[made.name, customer_no], contacts=[contact], numbers=numbers)
    trade, tail = made.parts[-1], made.suffix
    if tail.startswith("科技"):
        trade, tail = trade + "科技", tail.removeprefix("科技")
    read = [_read(part) for part in (*made.parts[:-1], trade)]
    initials = _joined([keys.initials for keys in read], 8)
    initials[0] += _suffix(tail)[1]
    full = _joined([keys.full for keys in read], 4)
    known = _read(contact)
    names = dict.fromkeys(
        (name_key(made.name), "".join((*made.parts[:-1], trade)), customer_no.lower())
    )
    own, people = "|".join((*initials, *full)), "|".join((*known.initials, *known.full))
    return SearchKeys(
        names=f"|{'|'.join(names)}|",
        pinyin=f"|{own}||{people}|" if people else f"|{own}||",
        contacts=f"|{contact}|",
        digits=f"|{'|'.join(map(digits, numbers))}|",
    )


def _joined(options: list[tuple[str, ...]], most: int) -> list[str]:
    """Join one reading of each part: all first ones, then those that differ in one part."""
    first = [choice[0] for choice in options]
    found = ["".join(first)]
    for place, choice in enumerate(options):
        for other in choice[1:]:
            if len(found) >= most:
                return found
            found.append("".join((*first[:place], other, *first[place + 1 :])))
    return found
