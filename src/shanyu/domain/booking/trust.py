"""Trust marks: who did not come, or cancelled late. The rule is `trust.marks`; a family may appeal."""

from datetime import datetime

from shanyu.domain.booking.kinds import EntryKind
from shanyu.domain.booking.models import Booking, Entry, TrustMark


def mark(booking: Booking, kind: str, at: datetime) -> TrustMark:
    """Note a mark for a booking; there is one at most."""
    facts = {"account_id": booking.account_id, "household_id": booking.household_id, "kind": kind, "at": at}
    return TrustMark.objects.get_or_create(booking=booking, defaults=facts)[0]


def unmark(booking: Booking) -> None:
    """Take a no-show back that was marked by mistake; one that was decided on stays with its decision."""
    TrustMark.objects.filter(booking=booking, kind=TrustMark.Kind.NO_SHOW, decided_at__isnull=True).delete()


def on_noted(entry: Entry) -> None:
    """The ledger noted a late cancellation."""
    if entry.kind == EntryKind.CANCEL_LATE:
        mark(entry.booking, TrustMark.Kind.LATE, entry.at)
