"""The filters of the authority's list of sites: what can be asked, and how it becomes SQL."""

import unicodedata
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from shanyu.domain.providers.kinds import CARE_KINDS, RunningModel, SiteKind, SiteState, StationGrade
from shanyu.domain.providers.models import Authorisation, CareClass, Site
from shanyu.domain.providers.queries.authority import conditions
from shanyu.domain.providers.queries.authority.conditions import ENDING_SOON, EXPIRED
from shanyu.kernel.door import Invalid

Filing = Literal["", "valid", "missing", "ending", "pending", "suspended"]
FILINGS = ("valid", "missing", "ending", "pending", "suspended")
WINDOWS = (EXPIRED, "7", "30", "90")
ISSUES = ("ratio", "size", "two_places")
SORTS = ("name", "street", "kind", "licensed", "free", "changed")
LONGEST_TEXT = 60


@dataclass(frozen=True)
class SiteFilters:
    """What the list shows. Empty means no limit.

    `place` is a division's code. `filing`: valid, missing (a care site in operation without one in force),
    ending (within 90 days), pending, suspended. `papers` and `staff_papers`: expired, or running out within
    7, 30 or 90 days. `issue`: ratio (a class short of carers), size (a class over its size), two_places
    (somebody who is registered elsewhere too). `care` keeps the kinds that care for children under three.
    """

    place: str = ""
    kinds: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    care: bool = False
    inclusive: bool | None = None
    model: str = ""
    grade: str = ""
    filing: Filing = ""
    papers: str = ""
    staff_papers: str = ""
    issue: str = ""
    has_free: bool = False
    text: str = ""
    sort: str = "name"
    descending: bool = False

    def checked(self) -> "SiteFilters":
        """The same with clean text. Raises Invalid, naming every field that cannot be meant."""
        known = {
            "kinds": set(self.kinds) <= set(SiteKind.values),
            "states": set(self.states) <= set(SiteState.values),
            "model": self.model in {"", *RunningModel.values},
            "grade": self.grade in {"", *StationGrade.values},
            "filing": self.filing in {"", *FILINGS},
            "papers": self.papers in {"", *WINDOWS},
            "staff_papers": self.staff_papers in {"", *WINDOWS},
            "issue": self.issue in {"", *ISSUES},
            "sort": self.sort in SORTS,
        }
        if not all(known.values()):
            raise Invalid({name: _("没有这个选项。") for name, right in known.items() if not right})
        text = "".join(c if c.isprintable() else " " for c in unicodedata.normalize("NFKC", self.text))
        return replace(self, text=" ".join(text.split())[:LONGEST_TEXT])


def filtered(sites: QuerySet[Site], filters: SiteFilters, on: date) -> QuerySet[Site]:
    """The sites that answer checked filters but for `place`, in no order."""
    plain = {"kind__in": filters.kinds, "state__in": filters.states, "running_model": filters.model}
    sites = sites.filter(**{name: value for name, value in plain.items() if value})
    if filters.grade:
        sites = sites.filter(station_grade=filters.grade)
    if filters.care:
        sites = sites.filter(kind__in=CARE_KINDS)
    if filters.inclusive is not None:
        sites = sites.filter(inclusive=filters.inclusive)
    for condition in (*_papers(filters, on), *_issues(filters, on)):
        sites = sites.filter(condition)
    for word in filters.text.split():
        sites = sites.filter(_says(word))
    if filters.has_free:
        sites = sites.filter(
            Exists(CareClass.objects.filter(conditions.running(on), site=OuterRef("pk"), free__gt=0))
        )
    return sites


def ordered(sites: QuerySet[Site], filters: SiteFilters, on: date) -> QuerySet[Site]:
    """The sites in the order asked; the name decides between equals."""
    if filters.sort in {"licensed", "free"}:
        sites = sites.annotate(places=_places(filters.sort, on))
    column = {
        "name": "sort_key", "street": "region__code", "kind": "kind", "licensed": "places", "free": "places",
        "changed": "modified_at",
    }[filters.sort]  # fmt: skip
    first = F(column).desc() if filters.descending else F(column).asc()
    return sites.order_by(first, "sort_key", "pk")


def _places(column: str, on: date) -> Coalesce:
    classes = CareClass.objects.filter(conditions.running(on), site=OuterRef("pk"))
    sums = classes.order_by().values("site")
    return Coalesce(Subquery(sums.annotate(all=Sum(column)).values("all")), 0)


def _papers(filters: SiteFilters, on: date) -> list[Q | Exists]:
    found: list[Q | Exists] = []
    if filters.filing:
        found.append(_filing(filters.filing, on))
    if filters.papers:
        found += [Q(state__in=conditions.RUNNING), conditions.has_site_paper(filters.papers, on)]
    if filters.staff_papers:
        found.append(conditions.has_staff_paper(filters.staff_papers, on))
    return found


def _filing(filing: str, on: date) -> Q | Exists:
    valid = conditions.valid_filing(on).filter(site=OuterRef("pk"))
    if filing == "missing":
        return Q(kind__in=CARE_KINDS, state=SiteState.OPEN) & conditions.unfiled(on)
    if filing == "ending":
        return Exists(valid.filter(valid__endswith__lte=on + ENDING_SOON))
    if filing == "valid":
        return Exists(valid)
    return Exists(Authorisation.objects.filter(site=OuterRef("pk"), state=filing))


def _issues(filters: SiteFilters, on: date) -> list[Exists]:
    rows = {
        "ratio": conditions.classes_short_of_carers,
        "size": conditions.classes_over_size,
        "two_places": conditions.posts_elsewhere_too,
    }
    return [conditions.has_one_of(rows[filters.issue](on))] if filters.issue else []


def _says(word: str) -> Q:
    """Name (Chinese, English or pinyin), address, operator, reference or filing number holds the word."""
    said = Q(reference__iexact=word)
    for name in ("name", "name_en", "address", "operator__name", "operator__credit_code"):
        said |= Q(**{f"{name}__icontains": word})
    if word.isascii():
        said |= Q(sort_key__icontains=word)
    return said | Exists(Authorisation.objects.filter(site=OuterRef("pk"), number__icontains=word))
