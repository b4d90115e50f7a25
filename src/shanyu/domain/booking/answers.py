"""What the codes of the database's functions mean to a person."""

from shanyu.domain.booking import refusals
from shanyu.domain.booking.claims import Answer
from shanyu.domain.booking.models import Booking, Session
from shanyu.domain.booking.moments import day_and_time
from shanyu.kernel.door import Refusal

_PLAIN = {
    "called_off": refusals.CalledOff,
    "closed": refusals.BookingClosed,
    "already": refusals.Already,
    "series_full": refusals.SeriesFull,
    "key_used": refusals.KeyUsed,
    "gone": refusals.BookingGone,
}
_WITH_MOMENT = {
    "not_open_yet": refusals.NotOpenYet,
    "week_full": refusals.WeekFull,
    "trust_wait": refusals.TrustWait,
}


def refuse(answer: Answer, session: Session) -> Refusal:
    """The refusal that an answer stands for. Raises KeyError for a code that is none."""
    if answer.code == "full":
        return refusals.MoreLater(when=day_and_time(answer.at)) if answer.at else refusals.Full()
    if answer.code == "clash":
        other = Booking.objects.select_related("session").get(pk=answer.booking).session
        return refusals.Clash(title=other.title)
    if answer.code in _WITH_MOMENT:
        return _WITH_MOMENT[answer.code](when=day_and_time(answer.at))
    return _PLAIN[answer.code]()
