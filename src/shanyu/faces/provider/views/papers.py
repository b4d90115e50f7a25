"""Papers of a site: needed and held, a new one, the scan, and a sheet for the wall or the inspector."""

from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from shanyu.domain.providers.actions import add_certificate, revoke_certificate
from shanyu.domain.providers.queries import office_papers, office_site, read_certificate
from shanyu.faces.provider.forms import CERTIFICATES, PaperForm
from shanyu.faces.provider.frame import address, shown
from shanyu.faces.provider.views.workers import back_of, paper_of
from shanyu.ui.files import answered
from shanyu.ui.handling import accepted, done, tried
from shanyu.ui.pages import page


@page("GET", verb="providers.office_papers")
def papers(request: HttpRequest, site_id: UUID) -> HttpResponse:
    context = {"papers": office_papers(request.actor, site_id)}
    office = office_site(request.actor, site_id)
    return shown(
        request, "provider/papers.html", context | {"office": office}, site=office.site, tab="papers"
    )


@page("GET", "POST", verb="providers.office_papers", changes="providers.add_certificate")
def new(request: HttpRequest, site_id: UUID) -> HttpResponse:
    office_papers(request.actor, site_id)
    site = office_site(request.actor, site_id).site
    given = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = PaperForm(*given, kinds=CERTIFICATES, initial={"kind": request.GET.get("kind", "")})
    if form.is_bound and accepted(form, lambda data: add_certificate(request.actor, site, paper_of(data))):
        return done(request, _("证照已登记，家长页的信任标记同时更新。"), address("papers", site))
    context = {
        "form": form,
        "heading": _("登记或续期证照"),
        "back": address("papers", site),
        "files": True,
        "note": _("续期就是登记一份新的，旧的会留在记录里。"),
    }
    status = 422 if form.is_bound else 200
    return shown(
        request, "provider/form.html", context, site=site, tab="papers", here=_("登记证照"), status=status
    )


@page("GET", verb="providers.office_papers")
def sheet(request: HttpRequest, site_id: UUID) -> HttpResponse:
    context = {"papers": office_papers(request.actor, site_id)}
    office = office_site(request.actor, site_id)
    return shown(request, "provider/print.html", context | {"office": office}, site=office.site, tab="papers")


@page("GET", verb="providers.read_certificate")
def file(request: HttpRequest, certificate_id: int) -> FileResponse:
    return answered(read_certificate(request.actor, certificate_id))


@page("POST", verb="providers.revoke_certificate")
def revoke(request: HttpRequest, certificate_id: int) -> HttpResponseRedirect:
    return tried(
        request,
        lambda: revoke_certificate(request.actor, certificate_id),
        _("证照已作废，从今天起不再计入。"),
        back_of(request),
    )
