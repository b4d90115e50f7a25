"""What a head decides by: one application beside the free places, who could come, and the file of a case."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from shanyu.domain.enrolment.future import FreeFrom
from shanyu.domain.enrolment.kinds import OPEN, ApplicationState, EntryKind, OfferState, PlacementState, Side
from shanyu.domain.enrolment.models import Application, Case, Entry, Offer, Placement
from shanyu.domain.enrolment.openings import Possible, first_possible, free_on, in_turn, outgrows
from shanyu.domain.enrolment.queries.line import with_position
from shanyu.domain.enrolment.queries.places import ClassPlaces, places_of
from shanyu.domain.enrolment.queries.site import (
    WaitingFamily,
    family_of,
    standing,
    step_at_the_site,
    with_offers,
)
from shanyu.domain.enrolment.transitions import NextStep, next_step
from shanyu.domain.enrolment.turns import done, standing_of
from shanyu.domain.people.models import Guardianship
from shanyu.domain.providers.models import CareClass, Site
from shanyu.domain.providers.queries.office import classes_of
from shanyu.domain.providers.rules import carers_needed, fits
from shanyu.kernel.ages import completed_months
from shanyu.kernel.clock import today
from shanyu.kernel.door import Actor, audit
from shanyu.kernel.door.verbs import query

#: Entries that are the family's own: of its ranks and of other sites a site is not told.
_FAMILY_ONLY = (EntryKind.RANK, EntryKind.JOIN, EntryKind.WITHDRAW_ONE)


@dataclass(frozen=True)
class ClassChoice:
    """A class for one child: from when, how many places are free then, the carers it has and would need.

    `passed`: families that wait before and whose child would fit on that day as well. `needed` is None without a rule.
    """

    care_class: CareClass
    possible: Possible
    free: int
    carers: int
    needed: int | None
    passed: int

    @property
    def enough_carers(self) -> bool:
        return self.needed is None or self.carers >= self.needed


@dataclass(frozen=True)
class ApplicationFile:
    """An application as the site weighs it. The name is masked until the family has accepted a place here.

    `months`: completed on the first day wanted. `position` counts from 1 while it waits; `offer` is the one that
    stands.
    """

    application: Application
    child: str
    months: int
    next: NextStep
    position: int | None
    choices: list[ClassChoice]
    offer: Offer | None


@dataclass(frozen=True)
class Comer:
    """A family that waits and the day from which its child could come; `in_turn`: the free places reach to it."""

    family: WaitingFamily
    possible: Possible
    in_turn: bool


@dataclass(frozen=True)
class ClassOutlook:
    """A class, when its places come free, and which waiting families could come, in the order of the list."""

    care_class: CareClass
    free: list[FreeFrom]
    comers: list[Comer]


@dataclass(frozen=True)
class SiteCase:
    """A case as its site reads it once the family has accepted a place: the child, what comes next, what happened.

    `outgrows`: from which day the child is too old for its class of today, or for the first one to come.
    """

    case: Case
    child: str
    next: NextStep
    application: Application
    offer: Offer | None
    placements: list[Placement]
    outgrows: date | None
    entries: list[Entry]


@dataclass(frozen=True)
class Contact:
    """A guardian whom the site may call."""

    name: str
    relation: str
    phone: str


@query("enrolment.application", on=Application)
def application_file(actor: Actor, application: Application) -> ApplicationFile:
    """One application at a site, beside every class: the child's age, free places, carers, who waits before."""
    case = application.case
    rows = with_offers(with_position(Application.objects.select_related("case__child")))
    found = rows.get(pk=application.pk)
    family = family_of(found)
    waiting = application.state == ApplicationState.WAITING
    ahead = [
        one
        for one in standing(application.site, [ApplicationState.WAITING])
        if (one.priority, one.line) < (application.priority, application.line)
    ]
    offers = Offer.objects.filter(application=application, state=OfferState.STANDING)
    audit.touched(case)
    return ApplicationFile(
        application=application,
        child=family.child,
        months=family.months,
        next=step_at_the_site(found),
        position=family.position if waiting else None,
        choices=_choices(application, ahead) if application.state in OPEN else [],
        offer=offers.select_related("placement__care_class").first(),
    )


@query("enrolment.could_come", on=Site)
def could_come(actor: Actor, site: Site) -> list[ClassOutlook]:
    """Which waiting families could come to which class of a site and from when. Of other sites nothing is told."""
    rows = list(standing(site, [ApplicationState.WAITING]))
    audit.touched(*rows)
    return [_outlook(one, rows) for one in places_of(site)]


@query("enrolment.site_case", on=Case)
def site_case(actor: Actor, case: Case) -> SiteCase:
    """One case at the site where the family has accepted a place. What it asked elsewhere is left out."""
    application = case.applications.filter(site=case.site_id).latest("pk")
    here = Q(application__isnull=True) | Q(application__site=case.site_id)
    entries = case.entries.filter(here).exclude(kind__in=_FAMILY_ONLY).select_related("placement__care_class")
    rows = case.placements.filter(site=case.site_id).exclude(state=PlacementState.RELEASED)
    places = list(rows.select_related("care_class").order_by("during"))
    runs = [one for one in places if one.state != PlacementState.ENDED]
    return SiteCase(
        case=case,
        child=case.child.name.reveal(),
        next=next_step(standing_of(case, 1, done([case])), Side.SITE),
        application=application,
        offer=Offer.objects.filter(application=application, state=OfferState.ACCEPTED).last(),
        placements=places,
        outgrows=outgrows(runs[0].care_class.band, case.child.born, today()) if runs else None,
        entries=list(entries.order_by("pk")),
    )


@query("enrolment.call_family", on=Case)
def call_family(actor: Actor, case: Case) -> list[Contact]:
    """The telephones of a child's guardians, who opened the case first. The trail keeps who asked."""
    audit.because("call")
    ships = Guardianship.objects.filter(child=case.child_id, valid__contains=today()).select_related(
        "account"
    )
    audit.touched(*(one.account for one in ships))
    ordered = sorted(ships, key=lambda one: (one.account_id != case.opened_by_id, one.pk))
    return [
        Contact(one.account.name, one.get_relation_display(), one.account.phone.reveal())
        for one in ordered
        if one.account.phone
    ]


def _choices(application: Application, ahead: list[Application]) -> list[ClassChoice]:
    case, born = application.case, application.case.child.born
    since = max(case.wanted_from, today())
    carers = {one.care_class.pk: one.carers for one in classes_of(application.site, today())}
    found = []
    for one in places_of(application.site):
        row, possible = one.care_class, _possible(one, born, since)
        day = possible.on or since
        free = free_on(one.free, day)
        found.append(
            ClassChoice(
                care_class=row,
                possible=possible,
                free=free,
                carers=carers.get(row.pk, 0),
                needed=carers_needed(row.band, max(0, row.licensed - free) + 1, day),
                passed=sum(_would_fit(other, row.band, possible.on) for other in ahead),
            )
        )
    # What is possible first, and of that the soonest.
    return sorted(
        found, key=lambda one: (one.possible.on is None, one.possible.on or since, one.care_class.pk)
    )


def _would_fit(other: Application, band: str, day: date | None) -> bool:
    """Whether somebody who waits would fit on the day as well, as `enrolment_ahead` counts it."""
    born = other.case.child.born
    if day is None or other.case.wanted_from > day or born > day:
        return False
    return fits(band, completed_months(born, day), day)


def _possible(places: ClassPlaces, born: date, since: date) -> Possible:
    row = places.care_class
    return first_possible(row.band, born, places.free, since, closes=row.closed_on is not None)


def _outlook(places: ClassPlaces, rows: list[Application]) -> ClassOutlook:
    wanted = [max(one.case.wanted_from, today()) for one in rows]
    days = [_possible(places, one.case.child.born, day) for one, day in zip(rows, wanted, strict=True)]
    reached = in_turn(wanted, [one.on for one in days], places.free)
    comers = [
        Comer(family_of(row), possible, turn)
        for row, possible, turn in zip(rows, days, reached, strict=True)
        if possible.on is not None
    ]
    return ClassOutlook(places.care_class, places.free, comers)
