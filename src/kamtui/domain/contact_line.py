"""A person in one line: ``张工 技术部 13912345678 zhang@x.cn wx:zhang_gong`` (ux.md, Quick add)."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from kamtui.domain.birthdays import birthday_text, parse_birthday
from kamtui.domain.contact_texts import YES, joined
from kamtui.domain.han import is_han
from kamtui.domain.markers import LineProblem
from kamtui.domain.names import digits
from kamtui.domain.quick_add import sort_words

__all__ = ["ContactLine", "parse_contact_line"]

#: What is written before a value to say what it is; a colon of either width follows.
_PREFIXES: Mapping[str, str] = {
    **dict.fromkeys(("wx", "vx", "wechat", "微信", "微信号"), "wechat"),
    **dict.fromkeys(("wxr", "微信备注", "备注名"), "wechat_remark"),
    **dict.fromkeys(("fax", "传真"), "fax"),
    **dict.fromkeys(("tel", "phone", "电话", "座机"), "phone"),
    **dict.fromkeys(("mobile", "手机"), "mobile"),
    **dict.fromkeys(("email", "mail", "e-mail", "邮箱", "邮件"), "email"),
    **dict.fromkeys(("birthday", "bd", "生日"), "birthday"),
}
_MAIN = frozenset({"*", "main", "主要联系人", "主联系人"})
_COMMAS = re.compile(r"\s*[,，]\s*")
_MOBILE = re.compile(r"(?:\+?86)?(1[3-9][0-9]{9})")


@dataclass(frozen=True, slots=True)
class ContactLine:
    """A person as one line states it.

    Attributes:
        name: What the person is called.
        title: The words that are nothing else.
        role: A `ContactRole` value.
        is_main: Marked as the main contact.
        birthday: As `birthday_text` writes it.
        points: Kind and value of every contact detail, in the order typed.
        problems: What was marked but not understood; it is still in the title.
    """

    name: str
    title: str = ""
    role: str = ""
    is_main: bool = False
    birthday: str = ""
    points: tuple[tuple[str, str], ...] = ()
    problems: tuple[LineProblem, ...] = ()

    def texts(self) -> dict[str, str]:
        """Return what is stated as typed fields, by cli.md's names."""
        found = {
            "name": self.name,
            "title": self.title,
            "role": self.role,
            "is_main": YES if self.is_main else "",
            "birthday": self.birthday,
        }
        for kind in dict.fromkeys(kind for kind, _value in self.points):
            found[kind] = joined(value for each, value in self.points if each == kind)
        return {name: text for name, text in found.items() if text}


def parse_contact_line(text: str, *, roles: Mapping[str, str]) -> ContactLine:
    """Return the person a line states; an unknown word stays in the title.

    The first word is the name where it is Chinese, the first two where it is not; a comma after
    the name says where it ends.

    Args:
        text: The line.
        roles: What people call a role, folded, and its value.
    """
    found: dict[str, object] = {"role": "", "is_main": False, "birthday": ""}
    points: list[tuple[str, str]] = []
    problems: list[LineProblem] = []
    plain: list[str] = []
    words = _COMMAS.sub(", ", text).split()
    while words:
        word = words.pop(0)
        prefix, colon, value = unicodedata.normalize("NFKC", word).partition(":")
        kind = _PREFIXES.get(prefix.casefold()) if colon else None
        if kind is not None:
            value = value or (words.pop(0) if words else "")
            if kind == "birthday":
                try:
                    found["birthday"] = birthday_text(parse_birthday(value))
                except ValueError:
                    problems.append(LineProblem("contact.birthday", value))
                    plain.append(word)
            elif value:
                points.append((kind, value.rstrip(",")))
        elif _is_address(word):
            points.append(("email", unicodedata.normalize("NFKC", word).rstrip(",")))
        elif word.casefold() in roles:
            found["role"] = roles[word.casefold()]
        elif word.casefold() in _MAIN:
            found["is_main"] = True
        else:
            plain.append(word)
    rest: list[str] = []
    phones: dict[str, None] = {}
    sort_words(plain, name=rest, phones=phones)
    points += [(_kind(phone), phone) for phone in phones]
    name, title = _named(" ".join(rest))
    if not name:
        problems.append(LineProblem("contact.no_name", text.strip()))
    return ContactLine(
        name=name,
        title=title,
        role=str(found["role"]),
        is_main=bool(found["is_main"]),
        birthday=str(found["birthday"]),
        points=tuple(dict.fromkeys(points)),
        problems=tuple(problems),
    )


def _is_address(word: str) -> bool:
    before, at, after = unicodedata.normalize("NFKC", word).partition("@")
    return bool(at and before and after.rstrip(","))


def _kind(phone: str) -> str:
    return "mobile" if _MOBILE.fullmatch(digits(phone)) else "phone"


def _named(text: str) -> tuple[str, str]:
    """Return name and title of the words that are nothing else."""
    if ", " in text or text.endswith(","):
        name, _comma, title = text.partition(",")
        return name.strip(), title.strip(" ,")
    words = text.split(" ")
    count = 1 if any(map(is_han, words[0])) else 2
    return " ".join(words[:count]), " ".join(words[count:])
