"""Errors about typed dates and values."""

from kamtui.i18n import N_

WORDS: dict[str, str | tuple[str, ...]] = {
    "date.unknown": (
        N_("“{text}” is not understood as a date. For example: 2w, next fri, 12-15."),
        N_("This is not understood as a date. For example: 2w, next fri, 12-15."),
    ),
    "date.unknown_past": (
        N_("“{text}” is no day of the past. For example: 2026-06-30, 6月30日, last quarter."),
        N_("This is no day of the past. For example: 2026-06-30, 6月30日, last quarter."),
    ),
    "date.empty": N_("A date is needed here. For example: 2w, next fri, 12-15."),
    "date.invalid": (
        N_("There is no such day or hour: “{text}”. Check day and month."),
        N_("There is no such day or hour. Check day and month."),
    ),
    "date.ambiguous": (
        N_("“{text}” can be read in two ways. Write it like 2026-11-22."),
        N_("This date can be read in two ways. Write it like 2026-11-22."),
    ),
    "date.past": (
        N_("{date} is past. Did you mean {next_year}? A plan needs a date to come."),
        N_("{date} is past. A plan needs a date to come."),
        N_("This date is past. A plan needs a date to come."),
    ),
    "date.future": (
        N_("{date} is still to come. Something that happened needs a date up to today."),
        N_("This date is still to come. Something that happened needs a date up to today."),
    ),
    "date.holiday": (
        N_("“{text}”: no such holiday is known. Type the day, for example 12-15."),
        N_("No such holiday is known. Type the day, for example 12-15."),
    ),
    "date.impossible": (
        N_("There is no such day: “{text}”. Check day and month."),
        N_("There is no such day. Check day and month."),
    ),
    "date.missing": N_("A date is needed here. For example: 2w, next fri, 12-15."),
    "date.too_far": N_("{date} is too far away. Check the year."),
    "time.unknown": N_("“{text}” is not understood as a time. For example: 10:30, 下午3点."),
    "value.invalid": (
        N_("“{value}” cannot be the {field}. Understood are: {choices}."),
        N_("“{value}” cannot be the {field}. Check it and try again."),
        N_("“{value}” cannot be used here. Check it and try again."),
        N_("This value cannot be used here. Check it and try again."),
    ),
    "value.missing": (
        N_("{field} is needed. Type it and try again."),
        N_("A value is missing. Type it and try again."),
    ),
    "value.too_long": (
        N_("{field} is too long: at most {limit} characters."),
        N_("This text is too long."),
    ),
    "value.out_of_range": (
        N_("{field} must lie between {low} and {high}; “{value}” does not."),
        N_("This number is out of range."),
    ),
    "text.nul": N_("The text holds a NUL character, which cannot be kept. Remove it."),
    "text.surrogate": N_("The text holds half a character, which cannot be kept. Paste it anew."),
    "text.too_long": (
        N_("The text is too long: {length} characters, at most {longest}."),
        N_("This text is too long."),
    ),
    "field.unknown": (
        N_("There is no field “{field}”. There are: {known}."),
        N_("There is no field “{field}”."),
    ),
}
