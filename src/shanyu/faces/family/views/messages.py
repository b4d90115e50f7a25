"""The family's messages: what is still to answer on top, then the threads; requests for consent."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from shanyu.domain.messaging.actions import answer_consent
from shanyu.domain.messaging.kinds import Side
from shanyu.domain.messaging.queries import consent_request, my_announcements, my_consent_requests
from shanyu.faces.family.frame import shown
from shanyu.kernel.clock import today
from shanyu.kernel.door import Role, may
from shanyu.ui.announcements import reader_pages
from shanyu.ui.handling import tried
from shanyu.ui.messages import Face, thread_pages
from shanyu.ui.pages import page
from shanyu.ui.words import day


def to_do(request: HttpRequest) -> list[dict]:
    """What waits for the reader's own word: announcements to confirm or to read, requests to answer."""
    found = []
    if may(request.actor, "messaging.my_consent_requests"):
        found += [
            {
                "label": _("请您答复"),
                "title": one.request.title,
                "note": _("请在 %(day)s 前答复") % {"day": day(one.request.answer_by, today())},
                "url": reverse("family:consent_request", args=[one.request.public_id]),
                "action": _("看看并答复"),
            }
            for one in my_consent_requests(request.actor)
            if one.to_do
        ]
    if may(request.actor, "messaging.my_announcements"):
        found += [
            {
                "label": _("公告"),
                "title": one.announcement.title,
                "note": one.whose,
                "url": reverse("family:announcement", args=[one.announcement.public_id]),
                "action": _("看并确认") if one.announcement.must_confirm else _("查看公告"),
            }
            for one in my_announcements(request.actor)
            if one.to_do and one.announcement.region_id is None
        ]
    return found


def _beside(request: HttpRequest) -> dict:
    more = []
    if may(request.actor, "messaging.my_consent_requests"):
        more = [
            {"icon": "bell", "label": _("全部公告"), "url": reverse("family:announcements")},
            {"icon": "user-check", "label": _("全部征求同意"), "url": reverse("family:consent_requests")},
        ]
    return {
        "to_do": to_do(request),
        "more": more,
        "back_url": reverse("family:me"),
        "back_words": _("我的"),
    }


def _shown(request: HttpRequest, template: str, context: dict, status: int = 200) -> HttpResponse:
    return shown(request, template, context, here="me", status=status)


FACE = Face(
    name="family",
    roles=(Role.GUARDIAN, Role.MEMBER),
    base="ui/family.html",
    shown=_shown,
    writes=lambda one: one.side == Side.FAMILY,
    beside=_beside,
)
#: No child's.
NOBODY = UUID(int=0)
PAGES = [*thread_pages(FACE), *reader_pages(FACE)]


@page("GET", verb="messaging.my_consent_requests")
def consent_requests(request: HttpRequest) -> HttpResponse:
    """Everything one is asked for one's children, what is still open first."""
    lines = my_consent_requests(request.actor)
    context = {
        "waiting": [one for one in lines if one.to_do],
        "others": [one for one in lines if not one.to_do],
    }
    return _shown(request, "family/messages/consents.html", context)


@page("GET", "POST", verb="messaging.consent_request", changes="messaging.answer_consent")
def consent_of(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """One request with its words and term, and one's yes or no for each child."""
    if request.method == "POST":
        here = reverse("family:consent_request", args=[request_id])
        child, yes = _child(request), request.POST.get("say") == "yes"
        return tried(
            request, lambda: answer_consent(request.actor, request_id, child=child, yes=yes),
            _("已答复同意。") if yes else _("已答复不同意。"), here,
        )  # fmt: skip
    view = consent_request(request.actor, request_id)
    asked = view.request
    context = {
        "view": view,
        "may_yes": asked.withdrawn_at is None and today() <= asked.answer_by,
        "may_no": asked.withdrawn_at is None and today() <= asked.ends,
    }
    return _shown(request, "family/messages/consent.html", context)


def _child(request: HttpRequest) -> UUID:
    """The child that the form names; nobody's where it names none, which the verb refuses."""
    try:
        return UUID(request.POST.get("child", ""))
    except ValueError:
        return NOBODY
