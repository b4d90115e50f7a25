"""What an authority must look at first: exceptions, each with the list behind it."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Model, QuerySet

from shanyu.domain.providers.models import Site
from shanyu.domain.providers.queries.authority import conditions
from shanyu.domain.providers.queries.authority.conditions import EXPIRED
from shanyu.domain.providers.queries.authority.filters import SiteFilters, filtered
from shanyu.domain.providers.queries.authority.reaching import Place, place_of
from shanyu.kernel.clock import today
from shanyu.kernel.door import Actor
from shanyu.kernel.door.verbs import query

WINDOWS = ("7", "30", "90")


@dataclass(frozen=True)
class Issue:
    """One kind of exception: so many `rows` (papers, classes, people) at so many `sites`.

    `filters` open the list of exactly these sites.
    """

    key: str
    sites: int
    rows: int
    filters: SiteFilters


@dataclass(frozen=True)
class Exceptions:
    """Everything that is wrong or soon will be, in a place, as of a day."""

    place: Place
    on: date
    issues: tuple[Issue, ...]
    running_out: tuple[Issue, ...]


@query("providers.exceptions", of=Site)
def exceptions(actor: Actor, sites: QuerySet[Site], *, place: str = "") -> Exceptions:
    """Care sites without a filing in force, expired papers, classes short of carers or over size, people at two
    places; and what runs out within 7, 30 and 90 days (each window holds the shorter ones).

    Raises OutOfReach for a place elsewhere. A fixed number of questions.
    """
    on, where = today(), place_of(actor, place)
    here = where.cut(sites)
    own = _windows(conditions.site_papers(on), "papers", here, place, on)
    staff = _staff_windows(here, place, on)
    missing = _sites(here, SiteFilters(place=place, filing="missing"), on)
    return Exceptions(
        place=where,
        on=on,
        issues=(
            Issue("filing_missing", missing, missing, SiteFilters(place=place, filing="missing")),
            own[EXPIRED],
            staff[EXPIRED],
            _classes("ratio", conditions.classes_short_of_carers(on), here, place),
            _classes("size", conditions.classes_over_size(on), here, place),
            _two_places(here, place, on),
        ),
        running_out=(
            *(own[window] for window in WINDOWS),
            *(staff[window] for window in WINDOWS),
            _filings_ending(here, place, on),
        ),
    )


def _sites(here: QuerySet[Site], filters: SiteFilters, on: date) -> int:
    return filtered(here, filters, on).count()


def _filings_ending(here: QuerySet[Site], place: str, on: date) -> Issue:
    filters = SiteFilters(place=place, filing="ending")
    found = _sites(here, filters, on)
    return Issue("filing_ending", found, found, filters)


def _windows(
    papers: QuerySet[Model], name: str, here: QuerySet[Site], place: str, on: date
) -> dict[str, Issue]:
    """For each window the papers that run out in it and the sites they belong to."""
    rows = papers.filter(site__in=here.filter(state__in=conditions.RUNNING))
    return _issues(name, rows, "site", place, on)


def _staff_windows(here: QuerySet[Site], place: str, on: date) -> dict[str, Issue]:
    """The same over the papers of everybody with a post: each paper once, each site once."""
    held = {
        "worker__posts__valid__contains": on,
        "worker__posts__site__state__in": conditions.RUNNING,
        "worker__posts__site__in": here,
    }
    rows = conditions.staff_papers(on).filter(**held)
    return _issues("staff_papers", rows, "worker__posts__site", place, on)


def _issues(name: str, rows: QuerySet[Model], site: str, place: str, on: date) -> dict[str, Issue]:
    """One question: papers that run out later than the widest window are left out before they are counted."""
    windows = {window: conditions.ending(window, on) for window in (EXPIRED, *WINDOWS)}
    counts = {
        f"rows_{window}": Count("pk", filter=wanted, distinct=True) for window, wanted in windows.items()
    }
    counts |= {
        f"sites_{window}": Count(site, filter=wanted, distinct=True) for window, wanted in windows.items()
    }
    widest = on + timedelta(days=int(WINDOWS[-1]))
    found = rows.filter(ends__lte=widest).order_by().aggregate(**counts)
    return {
        window: Issue(
            f"{name}_{window}",
            found[f"sites_{window}"],
            found[f"rows_{window}"],
            SiteFilters(place=place, **{name: window}),
        )
        for window in windows
    }


def _classes(key: str, classes: QuerySet[Model], here: QuerySet[Site], place: str) -> Issue:
    found = classes.filter(site__in=here).order_by().aggregate(
        rows=Count("pk"), sites=Count("site", distinct=True)
    )  # fmt: skip
    return Issue(key, found["sites"], found["rows"], SiteFilters(place=place, issue=key))


def _two_places(here: QuerySet[Site], place: str, on: date) -> Issue:
    posts = conditions.posts_elsewhere_too(on).filter(site__in=here)
    found = posts.order_by().aggregate(
        rows=Count("worker", distinct=True), sites=Count("site", distinct=True)
    )
    return Issue("two_places", found["sites"], found["rows"], SiteFilters(place=place, issue="two_places"))
