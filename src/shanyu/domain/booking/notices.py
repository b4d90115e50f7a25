"""Telling families what became of their bookings: whoever booked by every channel, the other guardians here only."""

from collections.abc import Callable, Iterable

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from shanyu.domain.booking.kinds import BookingState, EntryKind
from shanyu.domain.booking.links import token_for
from shanyu.domain.booking.models import Booking, Entry
from shanyu.domain.booking.words import Notice, notice_of
from shanyu.domain.messaging.telling import notify
from shanyu.domain.people.models import Account
from shanyu.kernel.clock import today
from shanyu.kernel.events import subscribe

#: What waits for an answer soon, or spares somebody a way in vain.
URGENT = (EntryKind.OFFER, EntryKind.CALL_OFF)
#: What is news only as long as the booking still stands so.
_ONLY_WHILE = {
    EntryKind.CLAIM: BookingState.BOOKED,
    EntryKind.HOLD: BookingState.HELD,
    EntryKind.JOIN: BookingState.WAITING,
    EntryKind.OFFER: BookingState.OFFERED,
}
#: What the signed link of a message does, and what is written on it.
_LINKS: dict[EntryKind, tuple[Promise, str]] = {
    EntryKind.OFFER: (_("确认或放弃"), "offer"),
    EntryKind.JOIN: (_("退出候补"), "leave"),
}


def tell(entry: Entry) -> None:
    """Tell the family of an entry of the ledger, once for each guardian."""
    booking = entry.booking
    if entry.kind in _ONLY_WHILE and booking.state != _ONLY_WHILE[entry.kind]:
        return
    tell_family(
        booking,
        kind=f"booking.{entry.kind}",
        dedupe=f"booking.entry:{entry.pk}",
        make=lambda: notice_of(entry),
        link=_LINKS.get(entry.kind),
        urgent=entry.kind in URGENT,
    )


def tell_family(
    booking: Booking,
    *,
    kind: str,
    dedupe: str,
    make: Callable[[], Notice],
    link: tuple[Promise, str] | None = None,
    urgent: bool = False,
) -> None:
    """Tell one thing of a booking. `make` makes the words in the language of whoever reads them; `link` is what is
    written on a signed link and its purpose, for messages that leave the house."""
    links = [(link[0], f"/b/{token_for(booking, link[1])}/")] if link else []
    for account in (booking.account, *other_guardians(booking)):
        with translation.override(account.language):
            notice = make()
        notify(
            account,
            kind=kind,
            title=notice.title,
            body=notice.body,
            url=f"/family/bookings/{booking.public_id}/",
            dedupe=dedupe,
            urgent=urgent,
            links=links if account.pk == booking.account_id else (),
            only_here=account.pk != booking.account_id,
        )


def other_guardians(booking: Booking) -> Iterable[Account]:
    """Today's guardians of the household's children, but for whoever booked."""
    if booking.household_id is None:
        return ()
    held = Account.objects.filter(
        guardianships__child__household=booking.household_id, guardianships__valid__contains=today()
    )
    return held.exclude(pk=booking.account_id).distinct().order_by("pk")


subscribe("booking.noted", tell)
