"""What the last word of a typed filter may become: the same for every list of customers."""

from collections.abc import Mapping, Sequence

from kamtui.domain.customer_filter import field_of, word_for
from kamtui.domain.typed_words import TypedWord, typed_words
from kamtui.i18n import language
from kamtui.tui.screens.saved_filters import begins

__all__ = ["last_word", "offered_words"]


def last_word(text: str) -> TypedWord:
    """Return the word that is being typed at the end of a filter, an empty one between words."""
    words = typed_words(text)
    if words and words[-1].end == len(text):
        return words[-1]
    return TypedWord(len(text), len(text), "", None)


def offered_words(
    text: str,
    values: Mapping[str, Sequence[str]],
    words: Mapping[str, Sequence[str]],
    most: int = 6,
) -> tuple[str, ...]:
    """Return what the last word of a filter may become, the likeliest first.

    Args:
        text: What is typed.
        values: Owner, region, city and tag to the values there are.
        words: The words the parser knows, by language; those of the screen's come first.
        most: At most so many.
    """
    last = last_word(text)
    name, begun = last.name, last.value
    typed = text[last.start :]
    if begun is None and name[-1:] in (":", "："):
        name, begun = name[:-1], ""
    field = field_of(name) if begun is not None else None
    if field is not None and begun is not None:
        known = [one for one in values.get(field, ()) if begins(one, begun)]
        offered = [word_for(name, one) for one in known]
    else:
        english, own = words["en"], words[language()]
        every = (*own, *english, *words["zh"]) if typed else own
        used = {text[one.start : one.end] for one in typed_words(text)}
        offered = [one for one in dict.fromkeys(every) if begins(one, typed) and one not in used]
    return tuple(one for one in offered if one != typed)[:most]
