"""One site: overview, own facts, the page families read, and the history of every change."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from shanyu.domain.providers.actions import (
    discard_draft,
    edit_page,
    edit_site,
    move_site,
    open_site,
    publish_page,
)
from shanyu.domain.providers.naming import said
from shanyu.domain.providers.queries import OfficeSite, due, history, office_site
from shanyu.faces.provider.forms import PageForm, PlaceForm, SiteForm
from shanyu.faces.provider.frame import address, numbered, shown
from shanyu.ui.handling import accepted, done, number, tried
from shanyu.ui.pages import page
from shanyu.ui.words import is_chinese

#: A text and its English twin stand side by side in the comparison.
TEXTS = ("introduction", "introduction_en", "meals", "meals_en", "camera_policy", "camera_policy_en")


@page("GET", verb="providers.office_site")
def overview(request: HttpRequest, site_id: UUID) -> HttpResponse:
    office = office_site(request.actor, site_id)
    things = [one for one in due(request.actor) if one.site.pk == office.site.pk]
    return shown(
        request, "provider/overview.html", {"office": office, "things": things}, site=office.site, tab="site"
    )


@page("GET", "POST", verb="providers.office_site", changes="providers.edit_site")
def facts(request: HttpRequest, site_id: UUID) -> HttpResponse:
    office = office_site(request.actor, site_id)
    site, doing = office.site, request.POST.get("do", "")
    if doing == "open":
        words = _("已向家长开放，现在可以在“找托育”里找到。")
        return tried(request, lambda: open_site(request.actor, site), words, address("site", site))
    if doing == "move":
        place = PlaceForm(request.POST)
        if accepted(place, lambda data: move_site(request.actor, site, **data)):
            return done(request, _("位置已更新，步行时间会在几分钟内重新计算。"), address("site", site))
        return shown_facts(request, office, place=place, status=422)
    if request.method == "POST":
        form = SiteForm(request.POST)
        if accepted(form, lambda data: edit_site(request.actor, site, **data)):
            return done(request, _("机构信息已保存，家长现在看到的就是这一版。"), address("site", site))
        return shown_facts(request, office, form=form, status=422)
    return shown_facts(request, office)


def shown_facts(
    request: HttpRequest,
    office: OfficeSite,
    *,
    form: SiteForm | None = None,
    place: PlaceForm | None = None,
    status: int = 200,
) -> HttpResponse:
    site = office.site
    filled = {name: getattr(site, name) for name in SiteForm.base_fields}
    context = {
        "office": office,
        "form": form or SiteForm(initial=filled),
        "place": place or PlaceForm(initial={"lon": site.lon, "lat": site.lat, "datum": "wgs84"}),
    }
    return shown(
        request, "provider/facts.html", context, site=site, tab="site", here=_("机构信息"), status=status
    )


@page("GET", "POST", verb="providers.office_site", changes="providers.edit_page")
def edit(request: HttpRequest, site_id: UUID) -> HttpResponse:
    office = office_site(request.actor, site_id)
    site, doing = office.site, request.POST.get("do", "")
    here = address("page", site)
    if doing == "discard":
        words = _("草稿已放弃，家长看到的一版没有变。")
        return tried(request, lambda: discard_draft(request.actor, site), words, here)
    if request.method == "POST":
        form = PageForm(request.POST)
        if not accepted(form, lambda data: _save(request, site, data)):
            return shown_page(request, office_site(request.actor, site), form=form, status=422)
        if doing == "publish" and accepted(form, lambda _data: publish_page(request.actor, site)):
            return done(request, _("已发布，家长现在看到的就是这一版。"), here)
        if form.errors:
            return shown_page(request, office_site(request.actor, site), form=form, status=422)
        return done(request, _("草稿已保存。核对无误后请发布，家长才会看到。"), here)
    return shown_page(request, office)


def _save(request: HttpRequest, site: object, data: dict) -> None:
    texts = {name: data[name] for name in TEXTS}
    edit_page(request.actor, site, seen=data["seen"], **texts)


def shown_page(
    request: HttpRequest, office: OfficeSite, *, form: PageForm | None = None, status: int = 200
) -> HttpResponse:
    if form is not None and office.draft:
        # The next save is made having seen what is in the draft now.
        form.data = form.data.copy()
        form.data["seen"] = office.draft.modified_at.isoformat()
    current = office.draft or office.published
    filled = {name: getattr(current, name) for name in TEXTS} if current else {}
    if office.draft:
        filled["seen"] = office.draft.modified_at.isoformat()
    context = {
        "office": office,
        "form": form or PageForm(initial=filled),
        "compared": _compared(office),
        "read": _read(office),
    }
    return shown(request, "provider/page.html", context, site=office.site, tab="page", status=status)


def _read(office: OfficeSite) -> list[dict]:
    """The published texts as a family of this language reads them; `chinese` where there is no English yet."""
    headings = {"introduction": "", "meals": _("餐食"), "camera_policy": _("监控说明")}
    out = office.published
    return [
        {
            "heading": heading,
            "text": said(out, name),
            "chinese": not is_chinese() and not getattr(out, f"{name}_en"),
        }
        for name, heading in headings.items()
        if out and said(out, name)
    ]


def _compared(office: OfficeSite) -> list[tuple[str, str, str]]:
    """Label, published text and draft's text of every field in which they differ."""
    if office.draft is None:
        return []
    pairs = [
        (
            str(PageForm.base_fields[name].label),
            getattr(office.published, name, ""),
            getattr(office.draft, name),
        )
        for name in TEXTS
    ]
    return [pair for pair in pairs if pair[1] != pair[2]]


@page("GET", verb="providers.office_history")
def changes(request: HttpRequest, site_id: UUID) -> HttpResponse:
    told = history(request.actor, site_id, page=number(request.GET.get("page")) or 1)
    context = {"history": told, "page": numbered(told.total, told.size, told.page)}
    return shown(request, "provider/history.html", context, site=told.site, tab="history")
