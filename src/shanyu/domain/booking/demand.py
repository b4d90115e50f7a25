"""How much a host's sessions were asked for: the measure behind "popular" and behind the next plan."""

from datetime import datetime, timedelta

from django.db.models import Sum

from shanyu.domain.booking import rules
from shanyu.domain.booking.kinds import SessionState
from shanyu.domain.booking.models import Booking, Counter, Session
from shanyu.kernel.clock import local


def asked_per_place(host: int, title: str, since: datetime, until: datetime) -> float | None:
    """Places asked for (with and without success) for each place there was, over a host's sessions of one title.

    None where there was no such session.
    """
    past = Session.objects.filter(
        host=host, title=title, state=SessionState.PUBLISHED, starts_at__gte=since, starts_at__lt=until
    )
    places = Counter.objects.filter(session__in=past).aggregate(sum=Sum("capacity"))["sum"]
    if not places:
        return None
    return (Booking.objects.filter(session__in=past).aggregate(sum=Sum("places"))["sum"] or 0) / places


def is_popular(host: int, title: str, now: datetime) -> bool:
    """Whether trust counts at a session like this (rule `popular.line`): past ones were asked for so often."""
    rule = rules.book.rule("popular.line", local(now).date()).value
    asked = asked_per_place(host, title, now - timedelta(days=rule["days"]), now)
    return asked is not None and asked > rule["asked_per_place"]
