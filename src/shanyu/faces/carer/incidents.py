"""Incidents on the floor: written down with four taps and a few words, followed until they are closed."""

from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from shanyu.domain.protection.actions import record_incident
from shanyu.domain.protection.queries import incident as see_incident
from shanyu.domain.protection.queries import incident_form, incident_photo
from shanyu.domain.protection.queries import incidents as see_incidents
from shanyu.domain.providers.naming import said
from shanyu.domain.providers.queries import my_papers
from shanyu.faces.carer.frame import shown
from shanyu.ui.files import answered
from shanyu.ui.handling import accepted, done
from shanyu.ui.incidents import RecordForm, forms_of, worked
from shanyu.ui.pages import page


@page("GET", verb="protection.incidents")
def incidents(request: HttpRequest) -> HttpResponse:
    """The newest of one's classes, and where to write one down."""
    lines = see_incidents(request.actor)
    mine = my_papers(request.actor)
    sites = {view.post.site.pk: view.post.site for view in mine.posts} if mine else {}
    context = {"lines": lines, "sites": [(one, said(one, "name")) for one in sites.values()]}
    return shown(request, "carer/incidents.html", context, "incidents")


@page("GET", "POST", verb="protection.incident_form", changes="protection.record_incident")
def record(request: HttpRequest, site_id: UUID) -> HttpResponse:
    """Write an incident down: child, what, how grave, a few words."""
    found = incident_form(request.actor, site_id)
    form = RecordForm(request.POST or None, request.FILES or None, form=found)
    made = []
    if request.method == "POST" and accepted(
        form, lambda data: made.append(record_incident(request.actor, site_id, form.new(data)))
    ):
        words = _("已记下，监护人和负责人会马上收到。请打电话或当面说明，并记下来。")
        return done(request, words, reverse("carer:incident", args=[made[0].public_id]))
    context = {"form": form, "site": said(found.site, "name"), "nobody": not found.children}
    return shown(request, "carer/incident_new.html", context, "incidents", status=422 if form.errors else 200)


@page("GET", "POST", verb="protection.incident", changes="protection.add_step")
def incident(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """One incident with its steps, and the forms for the next."""
    view = see_incident(request.actor, incident_id)
    given = forms_of(request, view)
    words = worked(request, view, given) if request.method == "POST" else None
    here = reverse("carer:incident", args=[incident_id])
    if words:
        return done(request, str(words), here)
    context = {"view": view, "forms": given, "photo_url": reverse("carer:incident_photo", args=[incident_id])}
    return shown(
        request, "carer/incident.html", context, "incidents", status=422 if request.method == "POST" else 200
    )


@page("GET", verb="protection.incident_photo")
def photo(request: HttpRequest, incident_id: UUID) -> FileResponse:
    """The photograph of an incident."""
    return answered(incident_photo(request.actor, incident_id))
