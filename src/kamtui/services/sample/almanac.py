"""Days as the sample book needs them: stored text by days ago, and a note's own calendar."""

from datetime import date, timedelta

_GREETINGS = {
    1: "元旦问候", 2: "春节问候", 3: "开工问候", 4: "谷雨茶叶寄到，致谢", 5: "端午问候",
    6: "端午问候", 7: "高温慰问", 8: "高温慰问", 9: "中秋问候", 10: "中秋问候",
    11: "入冬问候", 12: "新年问候",
}  # fmt: skip
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class Almanac:
    """The days around one today.

    Hours are UTC between 1 and 8, so that the local date is the same from Dublin to Tokyo.
    """

    def __init__(self, today: date) -> None:
        """Count from ``today``."""
        self.today = today
        self._days: dict[int, str] = {}

    def day(self, ago: int) -> date:
        """Return the date so many days ago; negative for the future."""
        return self.today - timedelta(days=ago)

    def iso(self, ago: int) -> str:
        """Return the date so many days ago as stored."""
        known = self._days.get(ago)
        if known is None:
            known = self._days[ago] = self.day(ago).isoformat()
        return known

    def at(self, ago: int, turn: int) -> str:
        """Return an instant of that day as stored; ``turn`` picks the time of day."""
        return f"{self.iso(ago)}T0{1 + turn % 7}:{turn * 7 % 60:02d}:00.000Z"

    def working(self, ago: int) -> int:
        """Return ``ago``, or the Friday before where it falls on a weekend."""
        return ago + max(0, self.day(ago).weekday() - 4)

    def working_ahead(self, due_in: int) -> int:
        """Return ``due_in``, or the Monday after where it falls on a weekend."""
        weekday = self.day(-due_in).weekday()
        return due_in if weekday < 5 else due_in + 7 - weekday

    def told(self, text: str, ago: int) -> str:
        """Return a note's text with the calendar of its own day filled in.

        ``{m}`` ``{m1}`` ``{m2}`` are its month and the next ones, ``{M}`` ``{M1}`` in English,
        ``{q}`` its quarter, ``{h}`` its half year, ``{y}`` ``{y1}`` years, ``{greeting}`` what one
        wishes then.
        """
        if "{" not in text:
            return text
        day = self.day(ago)
        month = day.month
        return text.format(
            m=month,
            m1=month % 12 + 1,
            m2=(month + 1) % 12 + 1,
            M=_MONTHS[month - 1],
            M1=_MONTHS[month % 12],
            q=(month + 2) // 3,
            h=1 if month < 7 else 2,
            y=day.year,
            y1=day.year + 1,
            greeting=_GREETINGS[month],
        )
