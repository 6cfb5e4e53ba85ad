"""The typed-date grammar (ux.md, Dates): what somebody types becomes a day, never a guess."""

from kamtui.domain.dates.as_of import parse_as_of
from kamtui.domain.dates.model import DateOrder, TypedDate
from kamtui.domain.dates.parse import parse_date
from kamtui.domain.dates.prefix import longest_date_prefix

__all__ = ["DateOrder", "TypedDate", "longest_date_prefix", "parse_as_of", "parse_date"]
