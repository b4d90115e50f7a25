"""Programmes at one's own sites: which classes are held there, and who has a place. Nothing of why."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from shanyu.domain.programmes.queries import given_places, host_classes
from shanyu.domain.providers.naming import said
from shanyu.faces.host.frame import PROGRAMMES, shown
from shanyu.kernel.door import OutOfReach
from shanyu.ui import programmes as told
from shanyu.ui.pages import page


@page("GET", verb="programmes.host_classes")
def programmes(request: HttpRequest) -> HttpResponse:
    """The classes of announced programmes at one's sites."""
    rows = [
        {
            "class": one,
            "line": told.class_line(one, seats=False),
            "programme": said(one.programme, "name"),
            "standing": told.standing_of(one.programme),
            "starts_on": one.programme.starts_on,
        }
        for one in host_classes(request.actor)
    ]
    return shown(request, "host/programmes.html", {"rows": rows}, tab=PROGRAMMES)


@page("GET", verb="programmes.given_places")
def places(request: HttpRequest, class_id: UUID) -> HttpResponse:
    """Who comes to one class, once the result is published."""
    row = next((one for one in host_classes(request.actor) if one.public_id == class_id), None)
    if row is None:
        raise OutOfReach
    context = {
        "row": row,
        "line": told.class_line(row, seats=False),
        "programme": said(row.programme, "name"),
        "period": told.period_words(row.programme),
        "published": row.programme.published_at is not None,
        "children": given_places(request.actor, class_id),
        "crumbs": [(_("集中报名"), reverse("host:programmes")), (row.name, "")],
    }
    return shown(request, "host/programme_class.html", context, tab=PROGRAMMES)
