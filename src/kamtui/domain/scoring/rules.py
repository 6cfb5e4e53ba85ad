"""The rules a criterion can follow: each turns what was measured into raw points.

Named tuples, since a look-up waits for them; ``kind`` keeps two rules of one number apart.
"""

from decimal import Decimal
from typing import Literal, NamedTuple


class PerUnit(NamedTuple):
    """So many raw points for each unit: an order, a product, a step, a whole thousand.

    Attributes:
        points: Raw points per unit; units of money are whole units of currency.
    """

    points: Decimal
    kind: Literal["per_unit"] = "per_unit"


class Band(NamedTuple):
    """Raw points from a limit on.

    Attributes:
        limit: In the metric's unit; whole units of currency for money.
        points: Raw points.
        inclusive: True when the limit itself belongs to the band, as the seeds' "以上" does
            (product.md, Numbers); False for "above".
    """

    limit: Decimal
    points: Decimal
    inclusive: bool = True


class Bands(NamedTuple):
    """Raw points of the first band the value reaches, 0 below all of them.

    Attributes:
        bands: Highest limit first, points never rising on the way down.
    """

    bands: tuple[Band, ...]
    kind: Literal["bands"] = "bands"


class UpperBands(NamedTuple):
    """Raw points of the first band the value is within, 0 beyond all of them: less is better.

    Attributes:
        bands: Lowest limit first, points never rising on the way up; ``inclusive`` is "to" the
            limit, else "below" it.
    """

    bands: tuple[Band, ...]
    kind: Literal["upper_bands"] = "upper_bands"


class Share(NamedTuple):
    """One raw point at `full_at` and above, in proportion below.

    Attributes:
        full_at: In the metric's unit.
    """

    full_at: Decimal
    kind: Literal["share"] = "share"


class ShareStep(NamedTuple):
    """What a payment at most so many days late is worth.

    Attributes:
        days_late: The most days late that still earn the share; 0 is on time.
        share: Between 0 and 1.
    """

    days_late: int
    share: Decimal


class MeanShare(NamedTuple):
    """The mean over the receivables of their shares (requirements S4-02).

    Attributes:
        steps: Fewest days late first, shares never rising; anything later is worth 0.
    """

    steps: tuple[ShareStep, ...]
    kind: Literal["mean_share"] = "mean_share"


#: Rules whose raw points end by themselves; `PerUnit` needs a cap.
BoundedRule = Bands | UpperBands | Share | MeanShare
Rule = PerUnit | BoundedRule


def most_raw_points(rule: BoundedRule) -> Decimal:
    """The raw points a rule can give."""
    match rule:
        case Bands(bands) | UpperBands(bands):
            return bands[0].points
        case Share():
            return Decimal(1)
        case MeanShare(steps):
            return steps[0].share
