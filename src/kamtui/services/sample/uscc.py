"""Unified social credit codes whose check character is right (GB 32100-2015)."""

_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def made_up_code(number: int, region: int) -> str:
    """Return a code of a company: ``region`` is its six-digit district code."""
    body = f"91{region:06d}MA{number * 7919 % 10_000_000:07d}"
    total = sum(_SIGNS.index(sign) * pow(3, place, 31) for place, sign in enumerate(body))
    return body + _SIGNS[-total % 31]
