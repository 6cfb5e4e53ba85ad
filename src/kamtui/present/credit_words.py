"""What late payments say of a customer's credit, in words."""

from kamtui.domain.credit_risk import CreditHint, CreditTerms, Risk
from kamtui.i18n import _, ngettext, pgettext
from kamtui.present.safe_text import safe_text
from kamtui.present.settings_table import template_words

__all__ = ["credit_line", "terms_words"]


def terms_words(hint: CreditHint, terms: CreditTerms) -> str:
    """Return which terms are advised; the book's own words, else those that ship; may be empty."""
    match hint.risk:
        case Risk.HIGH:
            return _own("credit.text.strict", terms.strict)
        case Risk.LOW:
            return _own("credit.text.flexible", terms.flexible)
        case Risk.MIDDLE:
            return pgettext("credit", "the usual terms")


def credit_line(hint: CreditHint | None, terms: CreditTerms | None) -> str:
    """Return ``Credit: strict credit terms (3 of 8 payments late)``, empty for nothing to say."""
    if hint is None or terms is None:
        return ""
    words = terms_words(hint, terms)
    if not words:
        return ""
    late = ngettext(
        "{late} of {total} payment late", "{late} of {total} payments late", hint.total
    ).format(late=hint.late, total=hint.total)
    if not hint.late:
        late = _("paid on time")
    elif hint.risk is not Risk.LOW:
        late = _("{facts}, timeliness {percent}%").format(
            facts=late, percent=int(hint.timeliness * 100)
        )
    return _("Credit: {terms} ({facts})").format(facts=late, terms=words)


def _own(key: str, stored: str) -> str:
    return template_words(key, safe_text(stored)) if stored else ""
