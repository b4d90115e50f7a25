"""From a query to the filters of the list, and back."""

from collections.abc import Iterable

from django import forms
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shanyu.domain.providers.kinds import RunningModel, SiteKind, SiteState, StationGrade
from shanyu.domain.providers.naming import said
from shanyu.domain.providers.queries.authority import SiteFilters
from shanyu.domain.regions.models import Region

ANY = [("", _("不限"))]
WINDOWS = [
    ("expired", _("已过期")),
    ("7", _("7 天内到期")),
    ("30", _("30 天内到期")),
    ("90", _("90 天内到期")),
]
FILINGS = [
    ("valid", _("有效")),
    ("missing", _("没有有效备案")),
    ("ending", _("90 天内到期")),
    ("pending", _("办理中")),
    ("suspended", pgettext_lazy("状态", "暂停")),
]
ISSUES = [("ratio", _("照护人手不足")), ("size", _("班额超标")), ("two_places", _("有人两处任职"))]
#: Filters that stand behind "more".
FOLDED = ("state", "papers", "staff_papers", "issue", "model", "grade", "care", "inclusive", "free")


class FilterForm(forms.Form):
    """The filters as a form. Its names are those of the query."""

    q = forms.CharField(label=_("名称、地址、运营方或编号"), required=False, max_length=60)
    place = forms.ChoiceField(label=_("地区"), required=False)
    kind = forms.ChoiceField(label=_("类型"), required=False, choices=[*ANY, *SiteKind.choices])
    filing = forms.ChoiceField(label=_("备案"), required=False, choices=[*ANY, *FILINGS])
    state = forms.ChoiceField(label=_("状态"), required=False, choices=[*ANY, *SiteState.choices])
    papers = forms.ChoiceField(label=_("场所证件"), required=False, choices=[*ANY, *WINDOWS])
    staff_papers = forms.ChoiceField(label=_("人员证件"), required=False, choices=[*ANY, *WINDOWS])
    issue = forms.ChoiceField(label=_("其他异常"), required=False, choices=[*ANY, *ISSUES])
    model = forms.ChoiceField(label=_("举办方式"), required=False, choices=[*ANY, *RunningModel.choices])
    grade = forms.ChoiceField(label=_("驿站等级"), required=False, choices=[*ANY, *StationGrade.choices])
    care = forms.BooleanField(label=_("只看 3 岁以下托育"), required=False)
    inclusive = forms.BooleanField(label=_("普惠"), required=False)
    free = forms.BooleanField(label=_("有空位"), required=False)

    def __init__(
        self, *args: object, regions: Iterable[Region] = (), whole: str = "", **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)
        names = [
            (region.code, ("　" if region.level == "town" else "") + said(region, "name"))
            for region in regions
        ]
        self.fields["place"].choices = [("", whole or _("全部")), *names]

    @property
    def folded(self) -> list[forms.BoundField]:
        return [self[name] for name in FOLDED if not isinstance(self.fields[name], forms.BooleanField)]

    @property
    def switches(self) -> list[forms.BoundField]:
        return [self[name] for name in FOLDED if isinstance(self.fields[name], forms.BooleanField)]

    @property
    def folded_count(self) -> int:
        """How many of the filters behind "more" are set."""
        return sum(1 for name in FOLDED if self.data.get(name))


def filters_of(request: HttpRequest) -> SiteFilters:
    """The filters that the query asks for; the domain says what cannot be meant."""
    asked = request.GET
    sort = asked.get("sort", "name")
    return SiteFilters(
        place=asked.get("place", ""),
        kinds=tuple(one for one in asked.getlist("kind") if one),
        states=tuple(one for one in asked.getlist("state") if one),
        care=bool(asked.get("care")),
        inclusive=True if asked.get("inclusive") else None,
        model=asked.get("model", ""),
        grade=asked.get("grade", ""),
        filing=asked.get("filing", ""),
        papers=asked.get("papers", ""),
        staff_papers=asked.get("staff_papers", ""),
        issue=asked.get("issue", ""),
        has_free=bool(asked.get("free")),
        text=asked.get("q", ""),
        sort=sort.removeprefix("-"),
        descending=sort.startswith("-"),
    )


def query_of(filters: SiteFilters) -> str:
    """The query that asks for these filters."""
    pairs = [
        ("q", filters.text),
        ("place", filters.place),
        *(("kind", kind) for kind in filters.kinds),
        *(("state", state) for state in filters.states),
        *(
            (name, getattr(filters, name))
            for name in ("filing", "papers", "staff_papers", "issue", "model", "grade")
        ),
        *((name, "on" if value else "") for name, value in _switches(filters)),
        ("sort", "" if filters.sort == "name" and not filters.descending else _sort(filters)),
    ]
    return urlencode([(name, value) for name, value in pairs if value])


def sites_url(**filters: object) -> str:
    """The list of sites behind a figure."""
    return listed(SiteFilters(**filters))


def listed(filters: SiteFilters, page: str = "authority:sites") -> str:
    query = query_of(filters)
    return reverse(page) + (f"?{query}" if query else "")


def _switches(filters: SiteFilters) -> list[tuple[str, bool]]:
    return [("care", filters.care), ("inclusive", bool(filters.inclusive)), ("free", filters.has_free)]


def _sort(filters: SiteFilters) -> str:
    return f"-{filters.sort}" if filters.descending else filters.sort


def number_of(request: HttpRequest, name: str = "page") -> int:
    """A page number of the query, 1 where there is none."""
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 1
