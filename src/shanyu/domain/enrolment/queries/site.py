"""What a site reads: its inbox by clock, and its waiting list."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import OuterRef, QuerySet, Subquery

from shanyu.domain.enrolment import rules
from shanyu.domain.enrolment.kinds import ENTERING, THERE, ApplicationState, CaseState, OfferState, Side
from shanyu.domain.enrolment.models import Application, Case, Offer
from shanyu.domain.enrolment.queries.line import with_position
from shanyu.domain.enrolment.transitions import NextStep, Standing, next_step
from shanyu.domain.enrolment.turns import done, standing_of
from shanyu.domain.providers.models import Site
from shanyu.kernel.ages import completed_months
from shanyu.kernel.clock import now, today
from shanyu.kernel.door import Actor, audit
from shanyu.kernel.door.verbs import query
from shanyu.kernel.masks import mask_name

MOST = 500


@dataclass(frozen=True)
class InboxItem:
    """A case that wants something of the site or of its family. `child` is the name only after acceptance."""

    case: Case
    application: Application | None
    child: str
    months: int
    next: NextStep
    overdue: bool


@dataclass(frozen=True)
class WaitingFamily:
    """One line of a waiting list. `months`: completed on the day from which care is wanted."""

    application: Application
    position: int
    child: str
    months: int
    wanted_from: date
    since: datetime


@query("enrolment.inbox", on=Site)
def inbox(actor: Actor, site: Site) -> list[InboxItem]:
    """Everything at a site that is not yet at its first day, or away, by its clock: the most urgent first."""
    asked = standing(site, [ApplicationState.WAITING, ApplicationState.OFFERED])
    cases = Case.objects.filter(site=site, state__in=[*ENTERING, *THERE], due_at__isnull=False)
    items = [_item(one.case, one) for one in with_offers(asked)]
    own = list(cases.select_related("child").order_by("due_at")[:MOST])
    ready = done(own)
    items += [_item(case, None, ready) for case in own]
    audit.touched(*(item.case for item in items))
    return sorted(items, key=lambda item: (item.next.due_at is None, item.next.due_at or now(), item.case.pk))


@query("enrolment.waiting_list", on=Site)
def waiting_list(actor: Actor, site: Site) -> list[WaitingFamily]:
    """Who waits at a site, in the order of the rule. Of other sites a family asks at nothing is told."""
    rows = list(standing(site, [ApplicationState.WAITING]))
    audit.touched(*rows)
    return [family_of(one) for one in rows]


def family_of(application: Application) -> WaitingFamily:
    """An application that `standing` has found, as a line of the list."""
    child = application.case.child
    return WaitingFamily(
        application=application,
        position=application.ahead + 1,
        child=mask_name(child.name.reveal()),
        months=completed_months(child.born, max(application.case.wanted_from, child.born)),
        wanted_from=application.case.wanted_from,
        since=application.created_at,
    )


def standing(site: Site, states: list[str]) -> QuerySet[Application]:
    """The applications at a site in these states, in the order of its list."""
    rows = Application.objects.filter(site=site, state__in=states).select_related("case__child")
    return with_position(rows).order_by("priority", "line")[:MOST]


def with_offers(applications: QuerySet[Application]) -> QuerySet[Application]:
    """Applications with `offer_until`: the end of the offer of theirs that stands."""
    offers = Offer.objects.filter(application=OuterRef("pk"), state=OfferState.STANDING)
    return applications.annotate(offer_until=Subquery(offers.values("until")[:1]))


def step_at_the_site(application: Application) -> NextStep:
    """What comes next for the site that an application `with_offers` is made to.

    Its own clock, from the day of asking or to the end of its own offer: of an offer elsewhere it learns nothing.
    """
    if application.state == ApplicationState.OFFERED:
        return next_step(Standing(CaseState.OFFERED, application.offer_until), Side.SITE)
    due_at = application.created_at + timedelta(days=rules.days_to_answer(today()))
    return next_step(Standing(CaseState.APPLIED, due_at), Side.SITE)


def _item(case: Case, application: Application | None, ready: Collection[int] = ()) -> InboxItem:
    name = case.child.name.reveal()
    own = standing_of(case, 1, ready)
    step = step_at_the_site(application) if application else next_step(own, Side.SITE)
    return InboxItem(
        case=case,
        application=application,
        child=mask_name(name) if application else name,
        months=completed_months(case.child.born, max(today(), case.child.born)),
        next=step,
        overdue=step.overdue(now()),
    )
