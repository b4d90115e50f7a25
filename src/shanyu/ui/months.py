"""Which month a page shows: the one that is asked for, as 2027-01, and those beside it."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest

from shanyu.kernel.clock import today
from shanyu.kernel.months import month_after

#: Months farther away than these years are not shown.
YEARS = 3


@dataclass(frozen=True)
class Month:
    """The first day of a month, of the one before and of the one after."""

    first: date

    @property
    def before(self) -> date:
        return date(self.first.year - (self.first.month == 1), (self.first.month - 2) % 12 + 1, 1)

    @property
    def after(self) -> date:
        return month_after(self.first)


def month_asked(request: HttpRequest) -> Month:
    """The month that a form or an address names; this one where it cannot be read or is far away."""
    this = today().replace(day=1)
    asked = request.POST.get("month") or request.GET.get("month") or ""
    try:
        found = date.fromisoformat(f"{asked[:7]}-01")
    except ValueError:
        found = this
    return Month(found if abs(found.year - this.year) <= YEARS else this)
