"""A phone number as another country's phone dials it: ``+86 138 2803 4063``."""

import re
import unicodedata

__all__ = ["COUNTRY_CODES", "dialled", "international"]

#: Calling codes (ITU-T E.164) of the countries people set, by ISO 3166.
COUNTRY_CODES = {
    "AE": "971", "AR": "54", "AT": "43", "AU": "61", "BD": "880", "BE": "32", "BR": "55",
    "CA": "1", "CH": "41", "CL": "56", "CN": "86", "CO": "57", "CZ": "420", "DE": "49",
    "DK": "45", "EG": "20", "ES": "34", "FI": "358", "FR": "33", "GB": "44", "GR": "30",
    "HK": "852", "HU": "36", "ID": "62", "IE": "353", "IL": "972", "IN": "91", "IR": "98",
    "IT": "39", "JP": "81", "KE": "254", "KH": "855", "KR": "82", "KZ": "7", "LA": "856",
    "LK": "94", "MM": "95", "MN": "976", "MO": "853", "MX": "52", "MY": "60", "NG": "234",
    "NL": "31", "NO": "47", "NP": "977", "NZ": "64", "PE": "51", "PH": "63", "PK": "92",
    "PL": "48", "PT": "351", "QA": "974", "RO": "40", "RU": "7", "SA": "966", "SE": "46",
    "SG": "65", "TH": "66", "TR": "90", "TW": "886", "UA": "380", "US": "1", "UZ": "998",
    "VN": "84", "ZA": "27",
}  # fmt: skip
#: What one dials before a number inside the country and not from abroad; "0" where not listed.
_TRUNK = {"US": "1", "CA": "1", "RU": "8", "KZ": "8", "HU": "06", "IT": "", "ES": "", "PT": "",
          "PL": "", "CZ": "", "DK": "", "NO": "", "GR": "", "HK": "", "MO": "", "SG": "",
          "MX": "", "QA": "", "CL": "", "CO": ""}  # fmt: skip
#: Before an extension, in either language; what follows is no part of the number.
_EXTENSION = re.compile(r"(?:ext|extension|x|转|轉|分机|分機|#|,|;)", re.IGNORECASE)
#: Fewest digits of a number that can be reached from abroad; shorter ones lack their area.
_WHOLE = {"CN": 10, "US": 10, "CA": 10, "RU": 10, "KZ": 10}
_SHORTEST = 7
#: Digits of a whole number where its first one may look like the trunk prefix.
_WITHOUT_TRUNK = {"US": 10, "CA": 10, "RU": 10, "KZ": 10}


def dialled(number: str) -> str:
    """Return the digits of a number, with its leading plus, without an extension."""
    text = unicodedata.normalize("NFKC", number).strip()
    cut = _EXTENSION.search(text, 1)
    text = text[: cut.start()] if cut else text
    # (0) is dialled inside the country only: +44 (0)20 7946 0812.
    text = re.sub(r"\(0\)", "", text) if text.startswith(("+", "00")) else text
    digits = "".join(part for part in text if part.isascii() and part.isdigit())
    return f"+{digits}" if text.startswith("+") and digits else digits


def international(number: str, country: str) -> str:
    """Return a number as it is dialled from anywhere: a plus and digits.

    A number that cannot be reached from abroad stays as it is dialled here: one without its area,
    an emergency number, China's 400 numbers, any of a country whose code is not known.

    Args:
        number: As people write it, also in full width.
        country: Of the book, as ISO 3166 names it.
    """
    plain = dialled(number)
    if plain.startswith("+"):
        return plain
    if plain.startswith("00") and len(plain) > 9:
        return f"+{plain[2:]}"
    code = COUNTRY_CODES.get(country.upper())
    if code is None or not _from_abroad(plain, country.upper()):
        return plain
    trunk = _TRUNK.get(country.upper(), "0")
    if len(plain) == _WITHOUT_TRUNK.get(country.upper()):
        trunk = ""
    return f"+{code}{plain.removeprefix(trunk)}"


def _from_abroad(digits: str, country: str) -> bool:
    if country == "CN" and digits[:3] in ("400", "800"):
        return False
    return len(digits) >= _WHOLE.get(country, _SHORTEST)
