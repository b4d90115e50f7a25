"""People of a site: the first head, ending a post, the number for a reason, the link to one's own papers."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from shanyu.domain.providers.actions import add_worker, end_post, invite_worker, unmask_worker
from shanyu.domain.providers.actions.staff import UnmaskReason
from shanyu.domain.providers.naming import said
from shanyu.domain.providers.queries.authority import officer_site
from shanyu.domain.providers.refusals import NotYoursToAppoint, WorkerHasAccount
from shanyu.faces.authority.forms import HeadForm, UnmaskForm, day_given
from shanyu.faces.authority.frame import shown
from shanyu.faces.authority.views.desk import back_of, crumbs_at
from shanyu.kernel.clock import today
from shanyu.kernel.door import Invalid
from shanyu.ui.handling import accepted, done, tried
from shanyu.ui.pages import page

PEOPLE = "authority:site_people"


@page("GET", verb="providers.officer_site")
def staff(request: HttpRequest, site_id: UUID) -> HttpResponse:
    """Everybody with a post at the site, masked."""
    return _shown(request, site_id)


@page("POST", verb="providers.officer_site", changes="providers.add_worker")
def appoint(request: HttpRequest, site_id: UUID) -> HttpResponse:
    """Enter a head or keeper."""
    officer_site(request.actor, site_id)
    form = HeadForm(request.POST)
    if accepted(form, lambda data: add_worker(request.actor, site_id, **data)):
        words = _("已登记。接下来请生成链接发给本人，本人绑定账号后就能管理这家机构。")
        return done(request, words, reverse(PEOPLE, args=[site_id]))
    return _shown(request, site_id, form, status=422)


@page("POST", verb="providers.end_post")
def end(request: HttpRequest, post_id: int) -> HttpResponseRedirect:
    """End a post after its last day, today where none is given."""
    last_day = day_given(request, "last_day")
    return tried(
        request,
        lambda: end_post(request.actor, post_id, last_day=last_day),
        _("离岗已登记。班级照护比会从第二天起重新计算。"),
        back_of(request, PEOPLE),
    )


@page("POST", verb="providers.unmask_worker")
def unmask(request: HttpRequest, worker_id: UUID) -> HttpResponse:
    """The number is in the answer to this one request; nothing keeps it."""
    back, reason = back_of(request, PEOPLE), request.POST.get("reason", "")
    try:
        found = unmask_worker(request.actor, worker_id, reason=reason)
    except Invalid as refusal:
        messages.error(request, refusal.step())
        return HttpResponseRedirect(back)
    context = {"found": found, "reason": UnmaskReason(reason).label, "back": back, "crumbs": []}
    return _once(request, "authority/unmasked_worker.html", context)


@page("POST", verb="providers.invite_worker")
def invite(request: HttpRequest, worker_id: UUID) -> HttpResponse:
    """The link by which a head comes to their site; it is in the answer to this one request."""
    back = back_of(request, PEOPLE)
    try:
        secret = invite_worker(request.actor, worker_id)
    except (NotYoursToAppoint, WorkerHasAccount) as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(back)
    link = request.build_absolute_uri(reverse("carer:join", args=[secret]))
    return _once(request, "authority/invited.html", {"link": link, "back": back, "crumbs": []})


def _once(request: HttpRequest, template: str, context: dict) -> HttpResponse:
    answer = shown(request, template, context, here="sites")
    answer["Cache-Control"] = "private, no-store"
    return answer


def _shown(
    request: HttpRequest, site_id: UUID, form: HeadForm | None = None, status: int = 200
) -> HttpResponse:
    found = officer_site(request.actor, site_id)
    return shown(
        request,
        "authority/site_people.html",
        {
            "people": found.people,
            "site": found.site,
            "name": said(found.site, "name"),
            "form": form or HeadForm(initial={"starts": today()}),
            "reason_form": UnmaskForm(auto_id=False),
            "today": today(),
            "crumbs": crumbs_at(found.site, _("人员")),
        },
        here="sites",
        status=status,
    )
