"""A period of time as a contract states it: ISO 8601, and P20B / P20C for business and clear days."""

import re

from clmctl.model.frozen import frozen

_ISO = re.compile(r"(-)?P(?=\d)(?:(\d{1,4})Y)?(?:(\d{1,5})M)?(?:(\d{1,5})W)?(?:(\d{1,6})D)?(?:(\d{1,5})B)?(?:(\d{1,5})C)?")


@frozen
class Period:
    """Years, months, weeks, days, business days (B) and clear days (C), kept as written: P1Y and P12M print differently.

    Months are not days: compare with `total_months` and `total_days`, never by a conversion between them. Business days
    are the open days of a calendar. Clear days are calendar days of which neither the first nor the last event's own day
    counts (14 clear days before the 30th: at the latest on the 15th).
    """

    years: int = 0
    months: int = 0
    weeks: int = 0
    days: int = 0
    business_days: int = 0
    clear_days: int = 0

    @property
    def total_months(self) -> int:
        """Calendar months: years times twelve plus months."""
        return self.years * 12 + self.months

    @property
    def total_days(self) -> int:
        """Calendar days: weeks times seven plus days."""
        return self.weeks * 7 + self.days

    def iso(self) -> str:
        """The period as `parse_period` reads it, `P0D` for nothing."""
        parts = (
            (self.years, "Y"),
            (self.months, "M"),
            (self.weeks, "W"),
            (self.days, "D"),
            (self.business_days, "B"),
            (self.clear_days, "C"),
        )
        text = "".join(f"{n}{unit}" for n, unit in parts if n)
        return f"P{text or '0D'}"

    def __str__(self) -> str:
        return self.iso()


def parse_period(text: str) -> Period:
    """The period written as `P1Y6M`, `P2W`, `P60D`, `P20B` or `P20C`; ValueError for anything else, negatives included."""
    match = _ISO.fullmatch(text.strip())
    if match is None or match[1]:
        raise ValueError(f"{text!r} is not a duration such as P12M, P60D, P1Y, P20B (business days) or P20C (clear days)")
    return Period(*(int(group or 0) for group in match.groups()[1:]))
