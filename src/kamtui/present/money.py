"""How amounts are written: short in a column, whole where they are checked."""

from decimal import ROUND_HALF_UP, Decimal

from kamtui.i18n import _, language, pgettext

__all__ = ["full_amount", "short_amount"]


def short_amount(minor: int) -> str:
    """Return an amount in few cells: ``420k``, ``1.2M``; Chinese ``42万``, ``1.2亿``.

    Two digits at least, half rounded up: below ten units one decimal, unless it is 0.

    Args:
        minor: Integer minor units (cents).
    """
    amount = abs(Decimal(minor)) / 100
    sign = "-" if minor < 0 else ""
    whole = amount.quantize(Decimal(1), ROUND_HALF_UP)
    units = _units()
    for index, (size, pattern) in enumerate(units):
        if whole < size:
            continue
        number = _two_digits(amount / size)
        if index and number * size >= units[index - 1][0]:  # 999,600 is 1M, not 1000k
            number, pattern = Decimal(1), units[index - 1][1]
        return sign + pattern.format(number=f"{number:,f}")
    return f"{sign}{whole:,f}" if whole or not amount else f"{sign}{amount:.2f}"


def full_amount(minor: int, symbol: str = "") -> str:
    """Return an amount whole, with thousands separators: ``420,000``, ``-¥1,234.50``.

    Args:
        minor: Integer minor units (cents); cents are shown when there are any.
        symbol: The currency's sign, written before the number.
    """
    units, cents = divmod(abs(minor), 100)
    sign = "-" if minor < 0 else ""
    return f"{sign}{symbol}{units:,}" + (f".{cents:02d}" if cents else "")


def _units() -> tuple[tuple[Decimal, str], ...]:
    """Return the units people count in, the largest first: thousands, or ten thousands."""
    if language() == "zh":
        return (
            (Decimal(100_000_000), pgettext("hundred million", "{number} x 100M")),
            (Decimal(10_000), pgettext("ten thousand", "{number} x 10k")),
        )
    return (
        (Decimal(1_000_000_000), _("{number}B")),
        (Decimal(1_000_000), _("{number}M")),
        (Decimal(1_000), _("{number}k")),
    )


def _two_digits(number: Decimal) -> Decimal:
    """Return a number with one decimal below ten, unless it is 0, else whole."""
    if number < 10:
        rounded = number.quantize(Decimal("0.1"), ROUND_HALF_UP)
        return rounded if rounded % 1 else rounded.quantize(Decimal(1))
    return number.quantize(Decimal(1), ROUND_HALF_UP)
