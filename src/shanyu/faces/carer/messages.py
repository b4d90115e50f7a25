"""A carer's threads with the families of the own classes, and what she lets them know."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from shanyu.domain.messaging.kinds import Side, ThreadKind
from shanyu.faces.carer.frame import shown
from shanyu.kernel.door import Role
from shanyu.ui.announcements import publisher_pages
from shanyu.ui.messages import Face, thread_pages


def _shown(request: HttpRequest, template: str, context: dict, status: int = 200) -> HttpResponse:
    return shown(request, template, context, "messages", status=status)


def _beside(request: HttpRequest) -> dict:
    published = {"icon": "send", "label": _("给班级家长的公告"), "url": reverse("carer:published")}
    return {"more": [published]}


FACE = Face(
    name="carer",
    roles=(Role.CARER,),
    base="ui/family.html",
    shown=_shown,
    writes=lambda one: one.side == Side.STAFF and one.kind == ThreadKind.CLASS,
    beside=_beside,
)
PAGES = [*thread_pages(FACE), *publisher_pages(FACE)]
