"""How a phone number is written so that it can be read out; its digits never change."""

from kamtui.present.safe_text import safe_text

__all__ = ["phone_text"]

_NO_SEPARATORS = str.maketrans("", "", " \xa0\u3000().-‐‑‒–―－（）")

#: Country calling codes of two digits (ITU-T E.164); 1 and 7 have one, all others three.
_TWO_DIGIT_CODES = frozenset([20, 27, *range(30, 35), 36, 39, 40, 41, *range(43, 50)]) | {
    *range(51, 59),
    *range(60, 67),
    *(81, 82, 84, 86),
    *(90, 91, 92, 93, 94, 95, 98),
}


def phone_text(number: object) -> str:
    """Return a phone number grouped for reading: ``138 2803 4063``, ``+44 2079460812``.

    Only a number that is nothing but digits and separators is regrouped, and a foreign one only
    when its writer did not group it; anything else ("ext. 12", 转8003) stays as it was written.
    The digits and their order are always the same.
    """
    text = " ".join(safe_text(number).split())
    plain = text.translate(_NO_SEPARATORS)
    digits = plain.removeprefix("+")
    if not (5 <= len(digits) <= 20 and digits.isascii() and digits.isdigit()):
        return text
    if plain.startswith("+86"):
        return f"+86 {_grouped(plain[3:])}"
    if plain.startswith("0086"):
        return f"0086 {_grouped(plain[4:])}"
    if plain.startswith("+"):
        return text if text != plain else _international(plain[1:])
    grouped = _grouped(plain)
    return text if grouped == plain and text != plain else grouped


def _grouped(digits: str) -> str:
    """Return a national Chinese number in its groups, any other number unchanged."""
    size = len(digits)
    if size == 11 and digits[0] == "1" and digits[1] in "3456789":
        sizes = (3, 4, 4)  # mobile
    elif digits[:2] in ("01", "02") and size == 11:
        sizes = (3, 4, 4)  # landline of the largest cities: 010, 02x
    elif digits[0] == "0" and digits[1] in "3456789" and size in (11, 12):
        sizes = (4, size - 8, 4)  # landline elsewhere
    elif digits[:3] in ("400", "800") and size == 10:
        sizes = (3, 3, 4)
    elif size in (7, 8):
        sizes = (size - 4, 4, 0)  # landline without its area
    else:
        return digits
    first, second = sizes[0], sizes[0] + sizes[1]
    return f"{digits[:first]} {digits[first:second]} {digits[second:]}".rstrip()


def _international(digits: str) -> str:
    """Return an international number with its country code set apart."""
    length = 1 if digits[0] in "17" else 2 if int(digits[:2]) in _TWO_DIGIT_CODES else 3
    return f"+{digits[:length]} {digits[length:]}"
