"""Incidents in the office: every one of a site, and what follows until it is closed."""

from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.urls import reverse

from shanyu.domain.protection.queries import incident as see_incident
from shanyu.domain.protection.queries import incident_form, incident_photo
from shanyu.domain.protection.queries import incidents as see_incidents
from shanyu.faces.provider.frame import shown
from shanyu.ui.files import answered
from shanyu.ui.handling import done
from shanyu.ui.incidents import forms_of, worked
from shanyu.ui.pages import page


@page("GET", verb="protection.incident_form")
def incidents(request: HttpRequest, site_id: UUID) -> HttpResponse:
    """The incidents of one site, the open ones first."""
    site = incident_form(request.actor, site_id).site
    lines = see_incidents(request.actor, site=site_id)
    return shown(request, "provider/protection/incidents.html", {"lines": lines}, site=site, tab="incidents")


@page("GET", "POST", verb="protection.incident", changes="protection.add_step")
def incident(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """One incident with its steps, and the forms for the next."""
    view = see_incident(request.actor, incident_id)
    given = forms_of(request, view)
    words = worked(request, view, given) if request.method == "POST" else None
    if words:
        return done(request, str(words), reverse("provider:incident", args=[incident_id]))
    photo_url = reverse("provider:incident_photo", args=[incident_id])
    return shown(
        request, "provider/protection/incident.html",
        {"view": view, "forms": given, "photo_url": photo_url},
        site=view.line.incident.site, tab="incidents", here=view.line.kind,
        status=422 if request.method == "POST" else 200,
    )  # fmt: skip


@page("GET", verb="protection.incident_photo")
def photo(request: HttpRequest, incident_id: UUID) -> FileResponse:
    """The photograph of an incident."""
    return answered(incident_photo(request.actor, incident_id))
