"""Operators, and the accounts that act for them."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from shanyu.domain.providers.actions import appoint_operator, end_operator_post
from shanyu.domain.providers.naming import said
from shanyu.domain.providers.queries.authority import list_operators, operator_file
from shanyu.faces.authority.asking import number_of
from shanyu.faces.authority.forms import OperatorForm
from shanyu.faces.authority.frame import shown
from shanyu.kernel.door.policy import may
from shanyu.ui.handling import accepted, done, tried
from shanyu.ui.pages import page


@page("GET", verb="providers.list_operators")
def operators(request: HttpRequest) -> HttpResponse:
    """The list, by name or credit code."""
    words = request.GET.get("q", "").strip()
    found = list_operators(request.actor, text=words, page=number_of(request))
    context = {
        "found": found,
        "words": words,
        "pages": Paginator(range(found.total), found.size).get_page(found.number),
        "crumbs": [],
    }
    return shown(request, "authority/operators.html", context, here="operators")


@page("GET", "POST", verb="providers.operator_file", changes="providers.appoint_operator")
def operator(request: HttpRequest, operator_id: UUID) -> HttpResponse:
    """One operator: its sites, its people, and appointing another."""
    form = OperatorForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and accepted(
        form, lambda data: appoint_operator(request.actor, operator_id, **data)
    ):
        words = _("已授权，对方下次打开页面就能看到这家运营方的机构。")
        return done(request, words, reverse("authority:operator", args=[operator_id]))
    found = operator_file(request.actor, operator_id)
    context = {
        "found": found,
        "operator": found.operator,
        "name": said(found.operator, "name"),
        "form": form,
        "opens_sites": may(request.actor, "providers.site_file"),
        "crumbs": [(_("运营方"), reverse("authority:operators")), (said(found.operator, "name"), "")],
    }
    status = 422 if request.method == "POST" else 200
    return shown(request, "authority/operator.html", context, here="operators", status=status)


@page("POST", verb="providers.end_operator_post")
def end(request: HttpRequest, post_id: int) -> HttpResponseRedirect:
    """End what an account does for an operator, at once."""
    return tried(
        request,
        lambda: end_operator_post(request.actor, post_id),
        _("授权已结束，对方立即不能再管理这些机构。"),
        _back(request),
    )


def _back(request: HttpRequest) -> str:
    try:
        return reverse("authority:operator", args=[UUID(request.POST.get("operator", ""))])
    except ValueError:
        return reverse("authority:operators")
