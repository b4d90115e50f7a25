"""What booking knows of an account and its children, for taking one's data along."""

from django.db.models import Q

from shanyu.domain.booking.models import Booking, Signature, TrustMark
from shanyu.domain.people.models import Account, Child
from shanyu.domain.people.queries import export_part


@export_part("bookings")
def _bookings(account: Account, children: list[Child]) -> list[dict]:
    households = {child.household_id for child in children}
    rows = (
        Booking.objects.filter(Q(account=account) | Q(household__in=households))
        .select_related("session", "feedback")
        .prefetch_related("children__child")
        .order_by("created_at", "pk")
    )
    own = {child.pk for child in children}
    return [
        {
            "session": row.session.title,
            "starts_at": row.session.starts_at.isoformat(),
            "place": row.session.place,
            "state": row.state,
            "places": row.places,
            "adults": row.adults,
            "children": [one.child.name.reveal() for one in row.children.all() if one.child_id in own],
            "note": row.note.reveal() if row.note else "",
            "outcome": row.outcome,
            "booked": row.created_at.isoformat(),
            "feedback": _feedback(row),
        }
        for row in rows
    ]


def _feedback(booking: Booking) -> dict | None:
    one = getattr(booking, "feedback", None)
    return one and {"stars": one.stars, "again": one.again, "words": one.words, "wishes": one.wishes}


@export_part("signatures")
def _signatures(account: Account, children: list[Child]) -> list[dict]:
    rows = Signature.objects.filter(account=account).select_related("agreement").order_by("at", "pk")
    return [
        {"title": row.agreement.title, "version": row.agreement.version, "at": row.at.isoformat()}
        for row in rows
    ]


@export_part("trust_marks")
def _trust_marks(account: Account, children: list[Child]) -> list[dict]:
    households = {child.household_id for child in children}
    rows = TrustMark.objects.filter(Q(account=account) | Q(household__in=households)).order_by("at", "pk")
    return [
        {"kind": row.kind, "at": row.at.isoformat(), "appeal": row.appeal, "forgiven": row.forgiven}
        for row in rows
    ]
