"""The seed's rating sheet (requirements S4-09): which of its nine columns are computed."""

from collections.abc import Sequence

from kamtui.exchange.fields import keys
from kamtui.exchange.headers import read_header

__all__ = ["computed_columns"]

#: What the program works out of the records itself; reading it back would make the customer's own
#: fields of points, and of a rating class the grade, which is another axis (product.md, Axes).
_COMPUTED = (
    keys("购买历史评分|Purchase History Score"),
    keys("支付及时性评分|Payment Timeliness Score"),
    keys("客户反馈评分|Customer Feedback Score"),
    keys("总评分|Total Score"),
    keys("客户分类|Customer Class"),
)


def computed_columns(header: Sequence[str]) -> frozenset[int]:
    """Return the computed columns of a rating sheet, none for a table that lacks one of them."""
    found: list[int] = []
    names = [read_header(name).key for name in header]
    for known in _COMPUTED:
        at = next((index for index, name in enumerate(names) if name in known), None)
        if at is None:
            return frozenset()
        found.append(at)
    return frozenset(found)
