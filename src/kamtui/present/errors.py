"""From an error's code to the sentence a person reads."""

from kamtui.domain.errors import KamError
from kamtui.i18n import _
from kamtui.present.words import filled, first_complete

__all__ = ["sentence"]


def sentence(error: KamError) -> str:
    """Return what went wrong, where and what to do, in the current language.

    A code without a sentence of its own gives a general one that names the code, so no failure is
    ever silent.  Parameters are data: they are made safe here.
    """
    from kamtui.present.error_words import SENTENCES

    words = SENTENCES.get(error.code)
    if words is None:
        general = _("This could not be done ({code}). Nothing was changed.")
        return filled(general, {"code": error.code})
    params = error.params
    if error.code == "model.invalid":
        from kamtui.present.error_words.model_reasons import MODEL_REASONS

        reason = MODEL_REASONS.get(str(params.get("reason")))
        params = {**params, "reason": _(reason)} if reason else params
    if error.code == "segments.invalid":
        from kamtui.present.error_words.segments import REASONS

        reason = REASONS.get(str(params.get("reason")))
        params = {**params, "reason": _(reason)} if reason else params
    return filled(_(first_complete(words, params)), params)
