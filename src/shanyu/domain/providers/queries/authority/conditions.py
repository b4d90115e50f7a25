"""What makes a site an exception, as conditions in SQL: each asks about one site and multiplies no row."""

from datetime import date, timedelta
from typing import Any

from django.db.models import (
    Case,
    DateField,
    Exists,
    F,
    Func,
    IntegerField,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.aggregates import Count
from django.db.models.functions import Coalesce, Least

from shanyu.domain.providers.kinds import AgeBand, PostRole, SiteState
from shanyu.domain.providers.models import Authorisation, CareClass, Certificate, Credential, Post
from shanyu.domain.providers.rules import band_rule, ratio_of, rules_under

#: Sites that operate or mean to go on: whose papers, classes and staff are looked at.
RUNNING = (SiteState.OPEN, SiteState.SUSPENDED)
EXPIRED = "expired"
#: A term ends the day before its upper bound; within 90 days of today's last day is thus before this.
ENDING_SOON = timedelta(days=91)


def valid_filing(on: date) -> QuerySet[Authorisation]:
    """Filings and permits in force on the day."""
    return Authorisation.objects.filter(state="valid", valid__contains=on)


def running(on: date) -> Q:
    """Classes that go on."""
    return Q(closed_on=None) | Q(closed_on__gt=on)


def unfiled(on: date) -> Q:
    """No filing or permit in force."""
    return ~Exists(valid_filing(on).filter(site=OuterRef("pk")))


def ending(window: str | int, on: date, field: str = "ends") -> Q:
    """`field` (a last day) lies before the day for "expired", else within so many days from it."""
    if window == EXPIRED:
        return Q(**{f"{field}__lt": on})
    return Q(**{f"{field}__range": (on, on + timedelta(days=int(window)))})


def held_papers(model: type[Model], holder: str, on: date) -> QuerySet:
    """Certificates (holder "site") or credentials (holder "worker") that count on the day.

    Of each kind the newest that is not revoked, with `ends`, the last day it holds: what it prints or the
    rule's clock, whichever is earlier, as `rules.effective_expiry` has it.
    """
    newer = model._default_manager.filter(
        **{holder: OuterRef(holder)},
        kind=OuterRef("kind"),
        revoked_on=None,
        issued_on__gt=OuterRef("issued_on"),
        issued_on__lte=on,
    )
    papers = model._default_manager.filter(~Exists(newer), revoked_on=None, issued_on__lte=on)
    return papers.annotate(ends=_last_day(on))


def _last_day(on: date) -> Case:
    clocks = [
        When(
            kind=clock.key.removeprefix("clock."),
            issued_on__gte=clock.since or date.min,
            then=Least(F("expires_on"), _months_after_issue(clock.value["months"])),
        )
        for clock in rules_under("clock.", on)
    ]
    return Case(*clocks, default=F("expires_on"), output_field=DateField())


def _months_after_issue(months: int) -> Func:
    return Func(
        F("issued_on"),
        Value(months),
        template="(%(expressions)s))::date",
        arg_joiner=" + make_interval(months => ",
        output_field=DateField(),
    )


def site_papers(on: date) -> QuerySet[Certificate]:
    return held_papers(Certificate, "site", on)


def staff_papers(on: date) -> QuerySet[Credential]:
    return held_papers(Credential, "worker", on)


def posts_held(on: date) -> QuerySet[Post]:
    """Posts held on the day at sites that operate."""
    return Post.objects.filter(valid__contains=on, site__state__in=RUNNING)


def has_site_paper(window: str | int, on: date) -> Exists:
    return Exists(site_papers(on).filter(ending(window, on), site=OuterRef("pk")))


def has_staff_paper(window: str | int, on: date) -> Exists:
    papers = staff_papers(on).filter(ending(window, on), worker=OuterRef("worker"))
    return Exists(posts_held(on).filter(Exists(papers), site=OuterRef("pk")))


def classes_short_of_carers(on: date) -> QuerySet[CareClass]:
    """Classes with fewer carers than the rule asks for their children; bands without a rule are left out."""
    ratios = {band: found[0] for band in AgeBand.values if (found := ratio_of(band, on))}
    carers = (
        Post.objects.filter(care_class=OuterRef("pk"), role=PostRole.CARER, valid__contains=on)
        .order_by()
        .values("care_class")
        .annotate(people=Count("worker", distinct=True))
        .values("people")
    )
    classes = _ruled_classes(ratios, on).annotate(carers=Coalesce(Subquery(carers), 0))
    return classes.filter(placed__gt=F("carers") * F("allowed"))


def classes_over_size(on: date) -> QuerySet[CareClass]:
    """Classes licensed for more children than the rule allows their band."""
    sizes = {band: found.most for band in AgeBand.values if (found := band_rule(band, on))}
    return _ruled_classes(sizes, on).filter(licensed__gt=F("allowed"))


def _ruled_classes(allowed: dict[str, int], on: date) -> QuerySet[CareClass]:
    whens: list[Any] = [When(band=band, then=Value(number)) for band, number in allowed.items()]
    classes = CareClass.objects.filter(running(on), site__state=SiteState.OPEN, band__in=list(allowed))
    return classes.annotate(allowed=Case(*whens, output_field=IntegerField()))


def posts_elsewhere_too(on: date) -> QuerySet[Post]:
    """Posts of workers who hold another one at another site on the same day."""
    another = posts_held(on).filter(worker=OuterRef("worker")).exclude(site=OuterRef("site"))
    return posts_held(on).filter(Exists(another))


def has_one_of(rows: QuerySet) -> Exists:
    """A site that one of these rows (classes, posts) belongs to."""
    return Exists(rows.filter(site=OuterRef("pk")))
