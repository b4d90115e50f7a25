"""What the officer of the district decides at a site: authorisations, its state; and the papers to look at."""

from collections.abc import Callable
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from shanyu.domain.providers.actions import (
    change_authorisation,
    close_site,
    record_authorisation,
    resume_site,
    suspend_site,
)
from shanyu.domain.providers.kinds import AuthorisationState
from shanyu.domain.providers.models import Site
from shanyu.domain.providers.naming import said
from shanyu.domain.providers.queries import read_certificate, read_credential
from shanyu.domain.providers.queries.authority import FilingAtHand, officer_site
from shanyu.faces.authority.dossier import filing_of
from shanyu.faces.authority.forms import AuthorisationForm, day_given
from shanyu.faces.authority.frame import shown
from shanyu.kernel.clock import today
from shanyu.ui.files import answered
from shanyu.ui.handling import accepted, done, tried
from shanyu.ui.pages import page


@page("GET", verb="providers.officer_site")
def desk(request: HttpRequest, site_id: UUID) -> HttpResponse:
    """Everything that may be decided at one site, each with what it means for families."""
    return _shown(request, site_id)


@page("POST", verb="providers.record_authorisation")
def authorise(request: HttpRequest, site_id: UUID) -> HttpResponse:
    """Record a filing or permit."""
    form = AuthorisationForm(request.POST)
    if accepted(form, lambda data: record_authorisation(request.actor, site_id, **data)):
        return done(request, _("已登记，家长页上的可信情况随即更新。"), _desk(site_id))
    return _shown(request, site_id, form, status=422)


@page("POST", verb="providers.change_authorisation")
def change(request: HttpRequest, authorisation_id: int) -> HttpResponseRedirect:
    """Suspend, let hold again, cancel or revoke."""
    state = request.POST.get("state", "")
    return tried(
        request,
        lambda: change_authorisation(request.actor, authorisation_id, state=state),
        _("备案（许可）状态已改，家长页上的可信情况随即更新。"),
        back_of(request, "authority:desk"),
    )


@page("POST", verb="providers.suspend_site")
def suspend(request: HttpRequest, site_id: UUID) -> HttpResponseRedirect:
    return _decided(request, site_id, suspend_site, _("已暂停服务。家长页已注明，找托育里不再出现。"))


@page("POST", verb="providers.resume_site")
def resume(request: HttpRequest, site_id: UUID) -> HttpResponseRedirect:
    return _decided(request, site_id, resume_site, _("已恢复服务，家长又能找到这家机构。"))


@page("POST", verb="providers.close_site")
def close(request: HttpRequest, site_id: UUID) -> HttpResponseRedirect:
    on = day_given(request, "on")
    return _decided(
        request,
        site_id,
        lambda actor, site: close_site(actor, site, on=on),
        _("已登记停办。家长页已注明，记录保留。"),
    )


@page("GET", verb="providers.read_certificate")
def certificate(request: HttpRequest, certificate_id: int) -> FileResponse:
    """The scan of a site's paper."""
    return answered(read_certificate(request.actor, certificate_id))


@page("GET", verb="providers.read_credential")
def credential(request: HttpRequest, credential_id: int) -> FileResponse:
    """The scan of a worker's paper."""
    return answered(read_credential(request.actor, credential_id))


def crumbs_at(site: Site, here: str) -> list[tuple[str, str]]:
    """全部机构 › the site's file › here."""
    return [
        (_("全部机构"), reverse("authority:sites")),
        (said(site, "name"), reverse("authority:site", args=[site.public_id])),
        (here, ""),
    ]


def back_of(request: HttpRequest, name: str) -> str:
    """The page of the site on which the button stood; the list of sites where it did not say."""
    try:
        return reverse(name, args=[UUID(request.POST.get("site", ""))])
    except ValueError:
        return reverse("authority:sites")


def _decided(
    request: HttpRequest, site_id: UUID, verb: Callable[..., Site], words: str
) -> HttpResponseRedirect:
    return tried(request, lambda: verb(request.actor, site_id), words, _desk(site_id))


def _desk(site_id: UUID) -> str:
    return reverse("authority:desk", args=[site_id])


def _shown(
    request: HttpRequest, site_id: UUID, form: AuthorisationForm | None = None, status: int = 200
) -> HttpResponse:
    found, on = officer_site(request.actor, site_id), today()
    return shown(
        request,
        "authority/desk.html",
        {
            "found": found,
            "site": found.site,
            "name": said(found.site, "name"),
            "filings": [{"view": filing_of(one.filing, on), "ways": _ways(one)} for one in found.filings],
            "form": form or AuthorisationForm(initial={"issued_on": on}),
            "today": on,
            "crumbs": crumbs_at(found.site, _("处置")),
        },
        here="sites",
        status=status,
    )


def _ways(at_hand: FilingAtHand) -> list[dict]:
    """What may be done to an authorisation, with what follows; an ending is marked as such."""
    words = {
        AuthorisationState.VALID: (_("恢复有效"), _("家长页重新显示为有效。"), False),
        AuthorisationState.SUSPENDED: (_("暂停"), _("家长页提示备案（许可）已暂停，以后可以恢复。"), False),
        AuthorisationState.CANCELLED: (
            _("注销"),
            _("家长页提示没有有效备案（许可）。不能撤回，要重新登记。"),
            True,
        ),
        AuthorisationState.REVOKED: (
            _("撤销"),
            _("家长页提示没有有效备案（许可）。不能撤回，要重新登记。"),
            True,
        ),
    }
    return [
        {"state": state.value, "label": words[state][0], "means": words[state][1], "final": words[state][2]}
        for state in at_hand.next_states
    ]
