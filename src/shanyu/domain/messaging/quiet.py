"""When a message may leave the house: not in somebody's quiet hours, and not one by one. Pure functions over values."""

from datetime import datetime, time, timedelta

from shanyu.kernel.clock import SHANGHAI, local

#: When people are left in peace unless they say otherwise.
STARTS, ENDS = time(21, 30), time(7)
#: After a message has left, others of no hurry wait for so long and leave together.
WINDOW = timedelta(minutes=10)


def quiet_until(moment: datetime, starts: time = STARTS, ends: time = ENDS) -> datetime | None:
    """When the quiet hours in which `moment` lies end; None outside them. The same time twice is no quiet at all."""
    here = local(moment)
    now = here.time()
    inside = starts <= now < ends if starts <= ends else now >= starts or now < ends
    if not inside:
        return None
    day = here.date() + timedelta(days=1 if starts > ends and now >= starts else 0)
    return datetime.combine(day, ends, SHANGHAI)


def leaves_at(moment: datetime, last: datetime | None, starts: time = STARTS, ends: time = ENDS) -> datetime:
    """When a message of no hurry may leave that comes up at `moment`.

    `last` is when the last one of the same channel left, or is to leave: one to come takes this one along, and one
    that left within the window makes it wait for the window's end.
    """
    due = moment
    if last is not None:
        due = last if last > moment else max(moment, last + WINDOW)
    return quiet_until(due, starts, ends) or due
