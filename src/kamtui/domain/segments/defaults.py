"""The seeds' own rules, as settings until somebody writes others.

Numbers: high value from 500,000 a year, core from 100,000, low below (S1-21, S1-22, S1-27 and
product.md); at risk six months without an order (S1-14, S1-23).  Activity is what the seeds do
not count: two interactions a month as a high-value customer has them (S1-21), orders and contacts
alike, and half a year without either as dormant, as for churn.
"""

from collections.abc import Mapping

DIMENSIONS: Mapping[str, tuple[str, ...]] = {
    "value": (
        "high: amount.12 >= 500000",
        "core: amount.12 >= 100000",
        "low: amount.12 < 100000",
    ),
    "behaviour": (
        "highly_active: activities_per_month.3 >= 2",
        "less_active: activities.6 >= 1",
        "dormant: activities.6 = 0",
    ),
    "need": ("price: need_type = price", "quality: need_type = quality",
             "service: need_type = service"),
    "lifecycle": (
        "at_risk: orders is known and orders.6 = 0",
        "mature: orders is known and years_together >= 1",
        "new: orders is known and years_together < 1",
        "prospect: orders is unknown and contacts >= 1 or lifecycle = prospect",
    ),
    "region": ("each region",),
    "rfm": (
        "champions: r >= 4 and f >= 4 and m >= 4",
        "big_spenders: r >= 4 and f < 4 and m >= 4",
        "cant_lose: r < 4 and f >= 4 and m >= 4",
        "win_back: r < 4 and f < 4 and m >= 4",
        "loyal: r >= 4 and f >= 4 and m < 4",
        "promising: r >= 4 and f < 4 and m < 4",
        "fading: r < 4 and f >= 4 and m < 4",
        "hibernating: r < 4 and f < 4 and m < 4",
    ),
}  # fmt: skip

#: The traits of the seeds' portraits; the class itself is decided by the rules above.
PORTRAITS: Mapping[str, tuple[str, ...]] = {
    # S1-13 and S1-21, which ask for more and for at least as much as 500,000.
    "high": (
        "amount.12 >= 500000",
        "amount.12 > 500000",
        "years_together >= 3",
        "preferences ~ 定制, 定做, 个性化, customi, custom-made, bespoke, tailor",
        "satisfaction >= 4.5",
        "complaints = 0",
        "contacts_per_month.3 >= 2",
    ),
    # S1-22
    "core": (
        "amount.12 >= 100000 and amount.12 < 500000",
        "years_together = 1..3",
        "need_type = price",
        "preferences ~ 标准, standard, off-the-shelf",
        "contacts.12 >= 1 and contacts_per_month.3 < 2",
    ),
    # S1-14 and S1-23
    "at_risk": (
        "orders is known and orders.6 = 0",
        "complaints >= 2",
        "feedback ~ 价格偏高, 价格高, 价格贵, 太贵, 偏贵, too expensive, price is high, high price,"
        ' "cause: price"',
        "feedback ~ 服务响应慢, 响应慢, 回复慢, slow response, slow to respond, slow service",
        "amount = 100000..500000",
        "feedback ~ 竞品, 竞争对手, 别家, 同行, competitor, cheaper elsewhere",
    ),
    # S1-24
    "potential": (
        "orders is unknown and contacts >= 2",
        "valued_industry = yes",
        "need_type is known",
        "orders is unknown and first_contact_days >= 180",
    ),
}
