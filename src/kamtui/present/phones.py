"""How a phone number is written so that it can be read out; its digits never change."""

import re

from kamtui.present.safe_text import safe_text

__all__ = ["phone_text"]

_SEPARATORS = re.compile(r"[\s().\-‐-―－（）]+")
_PLAIN = re.compile(r"\+?[0-9]{5,20}")

#: Country calling codes of one and two digits (ITU-T E.164); all others have three.
_ONE_DIGIT = ("1", "7")
_TWO_DIGITS = re.compile(
    r"2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]"  # 37, 38, 42, 59 and so on have three
)

#: Chinese numbers as they are read out, the first that matches.
_CHINESE: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(1[3-9]\d)(\d{4})(\d{4})"), r"\1 \2 \3"),
    (re.compile(r"(0(?:10|2\d))(\d{4})(\d{4})"), r"\1 \2 \3"),
    (re.compile(r"(0[3-9]\d\d)(\d{3,4})(\d{4})"), r"\1 \2 \3"),
    (re.compile(r"([48]00)(\d{3})(\d{4})"), r"\1 \2 \3"),
    (re.compile(r"(\d{3,4})(\d{4})"), r"\1 \2"),
)


def phone_text(number: object) -> str:
    """Return a phone number grouped for reading: ``138 2803 4063``, ``+44 2079460812``.

    Only a number that is nothing but digits and separators is regrouped, and a foreign one only
    when its writer did not group it; anything else ("ext. 12", 转8003) stays as it was written.
    The digits and their order are always the same.
    """
    text = " ".join(safe_text(number).split())
    plain = _SEPARATORS.sub("", text)
    if not _PLAIN.fullmatch(plain):
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
    for pattern, groups in _CHINESE:
        if pattern.fullmatch(digits):
            return pattern.sub(groups, digits)
    return digits


def _international(digits: str) -> str:
    """Return an international number with its country code set apart."""
    length = 1 if digits[0] in _ONE_DIGIT else 2 if _TWO_DIGITS.match(digits) else 3
    return f"+{digits[:length]} {digits[length:]}"
