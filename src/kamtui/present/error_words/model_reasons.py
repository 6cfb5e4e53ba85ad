"""Why a scoring model's document is refused (`domain.scoring.reading.Reason`)."""

from kamtui.i18n import N_

MODEL_REASONS = {
    "missing": N_("it is missing"),
    "unknown_key": N_("there is no such key"),
    "unknown_value": N_("this value is not known"),
    "not_a_table": N_("a table of keys is needed"),
    "not_a_list": N_("a list is needed"),
    "empty": N_("it must not be empty"),
    "not_text": N_("text on one line without hidden characters is needed"),
    "too_long": N_("it is too long"),
    "not_a_number": N_("a number is needed"),
    "not_whole": N_("a whole number is needed"),
    "not_true_or_false": N_("true or false is needed"),
    "out_of_range": N_("it is out of range"),
    "duplicate": N_("it is there twice"),
    "wrong_order": N_("the highest must come first"),
    "not_for_metric": N_("this rule does not suit the metric"),
    "cap_needed": N_("a cap is needed"),
    "window_needed": N_("a number of months is needed"),
    "no_window": N_("this metric takes no number of months"),
    "last_not_zero": N_("the last class must begin at 0"),
    "no_field": N_("this metric takes no field"),
    "mixed_bands": N_("bands either begin at a number (from, above) or end at one (to, below)"),
    "lowest_first": N_("the lowest must come first"),
    "no_points": N_("no points can be earned"),
}
