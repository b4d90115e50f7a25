"""What a host has told families: that time or place has changed, and words of its own. Always by the platform."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from shanyu.domain.booking.kinds import IN_LINE, STANDING, BookingState
from shanyu.domain.booking.models import Booking, Session, TrustMark
from shanyu.domain.booking.notices import tell_family
from shanyu.domain.booking.words import Notice, in_language, where_and_what
from shanyu.kernel.clock import now

#: To whom a host may write: those with a place, those in line, or both.
BOOKED = (BookingState.HELD, BookingState.BOOKED, BookingState.ATTENDED, BookingState.NO_SHOW)
READERS = {"booked": BOOKED, "line": IN_LINE, "all": STANDING}


def readers(session: Session, to: str) -> list[Booking]:
    """The bookings that a message to `to` reaches."""
    rows = Booking.objects.filter(session=session, state__in=READERS[to]).select_related("account", "session")
    return list(rows.order_by("pk"))


def tell_changed(session: Session) -> None:
    """Tell every family that stands in a session its new time and place."""
    at = now().timestamp()

    def words() -> Notice:
        title = _("时间或地点有变：%(title)s") % {"title": in_language(session, "title")}
        lines = [*where_and_what(session), _("不方便的话可以取消，名额会给下一家。")]
        return Notice(title, "\n".join(line for line in lines if line))

    for booking in readers(session, "all"):
        tell_family(
            booking,
            kind="booking.changed",
            dedupe=f"booking.changed:{booking.pk}:{at}",
            make=words,
            urgent=True,
        )


def tell_decision(mark: TrustMark) -> None:
    """Tell a family what became of its appeal, with the words of who decided."""

    def words() -> Notice:
        about = {"title": in_language(mark.booking.session, "title")}
        forgiven = _("申诉已通过：%(title)s") % about
        kept = _("申诉没有通过：%(title)s") % about
        meaning = _("这次记录已撤销，不再计入。") if mark.forgiven else _("这次记录仍然计入。")
        return Notice(forgiven if mark.forgiven else kept, f"{meaning}\n{mark.answer}")

    tell_family(mark.booking, kind="booking.appeal", dedupe=f"booking.appeal:{mark.pk}", make=words)


def send(bookings: Iterable[Booking], title: str, body: str, key: str) -> int:
    """Send a host's words to families, once for each `key`. How many families."""
    sent = 0
    for booking in bookings:
        about = f"{booking.session.title}：{title}"
        tell_family(
            booking,
            kind="booking.letter",
            dedupe=f"booking.letter:{key}:{booking.pk}",
            make=lambda words=about: Notice(words, body),
        )
        sent += 1
    return sent
