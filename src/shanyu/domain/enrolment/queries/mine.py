"""A family's own cases: the list with the next step of each, and the page of one."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, F, Q, QuerySet

from shanyu.domain.enrolment.kinds import OPEN, SEEKING, OfferState, PlacementState, Side
from shanyu.domain.enrolment.models import Application, Assent, Case, Entry, Offer, Placement
from shanyu.domain.enrolment.queries.line import with_position
from shanyu.domain.enrolment.transitions import NextStep, next_step
from shanyu.domain.enrolment.turns import done, standing_of
from shanyu.kernel.door import Actor, audit
from shanyu.kernel.door.verbs import query

#: Cases that one family's list shows at most, the newest first.
MOST = 50


@dataclass(frozen=True)
class CaseCard:
    """One case in the family's list. `at`: public ids of the sites at which it stands."""

    case: Case
    child: str
    next: NextStep
    at: tuple[UUID, ...]

    @property
    def asks(self) -> int:
        return len(self.at)


@dataclass(frozen=True)
class ApplicationView:
    """One site the family asks at. `position` counts from 1 while it waits; `offer` is the one that stands."""

    application: Application
    position: int | None
    offer: Offer | None
    agreed: int


@dataclass(frozen=True)
class CaseView:
    """A case as its family reads it: what comes next, where it asks, its places, and everything that happened."""

    case: Case
    child: str
    next: NextStep
    applications: list[ApplicationView]
    placements: list[Placement]
    entries: list[Entry]


@query("enrolment.my_cases", of=Case)
def my_cases(actor: Actor, cases: QuerySet[Case]) -> list[CaseCard]:
    """The cases of the actor's children, open ones first."""
    standing = Q(applications__state__in=OPEN)
    rows = (
        cases.select_related("child", "site")
        .annotate(at=ArrayAgg("applications__site__public_id", filter=standing, default=[]))
        .order_by(F("ended_at").desc(nulls_first=True), "-created_at")[:MOST]
    )
    found = list(rows)
    audit.touched(*found)
    ready = done(found)
    return [
        CaseCard(
            one,
            one.child.name.reveal(),
            next_step(standing_of(one, len(one.at), ready), Side.FAMILY),
            tuple(one.at),
        )
        for one in found
    ]


@query("enrolment.case", on=Case)
def case_page(actor: Actor, case: Case) -> CaseView:
    """One case of the family, with its place in each line and its whole history."""
    applications = list(
        with_position(case.applications.select_related("site")).order_by("rank", "created_at", "pk")
    )
    offers = {
        one.application_id: one
        for one in Offer.objects.filter(application__case=case, state=OfferState.STANDING).select_related(
            "placement__care_class"
        )
    }
    agreed = dict(
        Assent.objects.filter(case=case, step=Assent.Step.ACCEPT)
        .values_list("offer")
        .annotate(count=Count("pk"))
        .values_list("offer", "count")
    )
    asks = sum(one.state in OPEN for one in applications) if case.state in SEEKING else 1
    views = [
        ApplicationView(
            one,
            one.ahead + 1 if one.state == "waiting" else None,
            offers.get(one.pk),
            agreed.get(offers[one.pk].pk, 0) if one.pk in offers else 0,
        )
        for one in applications
    ]
    placements = case.placements.exclude(state=PlacementState.RELEASED).select_related("care_class", "site")
    return CaseView(
        case=case,
        child=case.child.name.reveal(),
        next=next_step(standing_of(case, asks, done([case])), Side.FAMILY),
        applications=views,
        placements=list(placements.order_by("during")),
        entries=list(case.entries.select_related("application__site").order_by("pk")),
    )
