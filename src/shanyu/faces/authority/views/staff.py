"""Who is registered at two places."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from shanyu.domain.providers.naming import said
from shanyu.domain.providers.queries.authority import PostHeld, workers_at_two_places
from shanyu.faces.authority.asking import number_of
from shanyu.faces.authority.frame import crumbs_of, place_name, shown
from shanyu.kernel.tables import Table
from shanyu.ui import words
from shanyu.ui.downloads import download, kind_of
from shanyu.ui.pages import page

MOST_EXPORTED = 20_000


@page("GET", verb="providers.workers_at_two_places")
def two_places(request: HttpRequest) -> HttpResponse:
    """The list, masked."""
    place = request.GET.get("place", "")
    found = workers_at_two_places(request.actor, place=place, page=number_of(request))
    return shown(
        request,
        "authority/two_places.html",
        {
            "found": found,
            "name": place_name(found.place),
            "crumbs": crumbs_of(found.place, "authority:two_places"),
            "pages": Paginator(range(found.total), found.size).get_page(found.number),
            "query": f"?place={place}&" if place else "?",
        },
        here="two_places",
    )


@page("GET", verb="providers.workers_at_two_places")
def two_places_export(request: HttpRequest) -> HttpResponse:
    """The list as CSV or XLSX: one row for each post."""
    kind = kind_of(request)
    found = workers_at_two_places(request.actor, place=request.GET.get("place", ""), size=MOST_EXPORTED)
    headings = [
        _("姓名（隐去）"), _("身份证号（隐去）"), _("所在机构"), _("区县"), _("岗位"), _("全职"), _("起始日期"),
        _("同一运营方"),
    ]  # fmt: skip
    rows = [
        [row.name, row.identity, *_post(post), row.same_operator] for row in found.rows for post in row.posts
    ]
    notes = [
        _("来源：本平台人员登记，%(day)s，共 %(n)s 人。")
        % {"day": words.full_day(found.on), "n": found.total}
    ]
    return download(Table(_("两处任职人员"), headings, rows, notes), kind)


def _post(post: PostHeld) -> list:
    site = said(post.site, "name") if post.site else _("辖区外")
    district = said(post.district, "name") if post.district else ""
    return [site, district, post.role_name, post.full_time, post.since]
