"""Errors about segments and why a rule is refused (`domain.segments.grammar.Reason`)."""

from kamtui.i18n import N_

WORDS: dict[str, str | tuple[str, ...]] = {
    "segments.invalid": (
        N_("{path}: {reason}: “{value}”. There are: {known}."),
        N_("{path}: {reason}: “{value}”."),
        N_("{path}: {reason}."),
        N_("This rule of a segment cannot be used."),
    ),
    "segments.unknown": (
        N_("There is no dimension “{name}”. There are: {known}."),
        N_("There is no such dimension."),
    ),
    "segments.unknown_segment": (
        N_("There is no segment “{name}” here. There are: {known}."),
        N_("There is no such segment here."),
    ),
    "segments.no_name": N_("A dimension needs a name: segments.own.NAME."),
    "segments.name_long": (
        N_("The name of a dimension has at most {longest} characters, on one line."),
        N_("The name of a dimension is too long."),
    ),
    "segments.name_taken": (
        N_("“{name}” is a dimension every book has. Change it under segments.{name}."),
        N_("This is a dimension every book has."),
    ),
    "usage.segments_option": (
        N_("{option} does nothing beside {chosen}."),
        N_("One of these options does nothing beside another."),
    ),
    "usage.segments": N_(
        "--members lists a segment, --moved those of it who moved, --portrait one customer."
    ),
}

REASONS = {
    "empty": N_("it must not be empty"),
    "too_many": N_("these are too many"),
    "too_long": N_("it is too long"),
    "not_text": N_("text on one line is needed"),
    "no_name": N_("a name and a colon are needed before the conditions"),
    "reserved": N_("this name is taken"),
    "keyword": N_("this is a word of the rules themselves: give the segment another name"),
    "brackets": N_(
        "rules have no brackets, “and” binds tighter than “or”; quote a value that has one"
    ),
    "duplicate": N_("it is there twice"),
    "after_otherwise": N_("nobody is left for a segment after “otherwise”"),
    "unknown_measure": N_("there is nothing of this name to compare"),
    "months_needed": N_("a number of months is needed, as in contacts_per_month.3"),
    "no_months": N_("this takes no number of months"),
    "bad_months": N_("the months are a number from 1 to 600"),
    "no_comparison": N_("a comparison is needed, as in amount.12 >= 500000"),
    "bad_comparison": N_("this cannot be compared so"),
    "not_a_number": N_("a number is needed"),
    "no_value": N_("there is nothing to compare with"),
    "unknown_value": N_("this value is not known"),
    "unexpected": N_("this is not understood here"),
    "not_a_field": N_("“each” takes a field with words, as in each region"),
}
