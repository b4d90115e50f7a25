"""A family's trust marks, with the rule they stand under."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from shanyu.domain.booking import rules
from shanyu.domain.booking.models import TrustMark
from shanyu.kernel.clock import now, today
from shanyu.kernel.door import Actor, audit
from shanyu.kernel.door.verbs import query


@dataclass(frozen=True)
class MyMark:
    """A mark, until when it counts, and whether it may be appealed."""

    mark: TrustMark
    until: datetime
    counts: bool
    may_appeal: bool


@dataclass(frozen=True)
class MyTrust:
    """The rule (`marks` in `days`: `minutes` later) and the family's marks, the newest first."""

    days: int
    marks: int
    minutes: int
    counted: int
    rows: list[MyMark]


@query("booking.my_trust", of=TrustMark)
def my_trust(actor: Actor, marks: QuerySet[TrustMark]) -> MyTrust:
    rule = rules.trust_rule(today()).value
    rows = list(marks.select_related("booking__session").order_by("-at", "-pk"))
    audit.touched(*rows)
    lasts = timedelta(days=rule["days"])
    mine = [
        MyMark(
            mark=row,
            until=row.at + lasts,
            counts=not row.forgiven and row.at + lasts > now(),
            may_appeal=not row.appeal and row.decided_at is None,
        )
        for row in rows
    ]
    return MyTrust(rule["days"], rule["marks"], rule["minutes"], sum(one.counts for one in mine), mine)
