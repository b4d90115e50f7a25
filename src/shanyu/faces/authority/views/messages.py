"""The authority's messages: threads with families and sites, announcements to sites, and reports of abuse."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shanyu.domain.messaging.actions import settle_report
from shanyu.domain.messaging.kinds import ReportState
from shanyu.domain.messaging.queries import report, reports
from shanyu.faces.authority.frame import shown
from shanyu.kernel.door import Role, may
from shanyu.ui.announcements import publisher_pages
from shanyu.ui.handling import accepted, done
from shanyu.ui.message_forms import words_field
from shanyu.ui.messages import Face, thread_pages
from shanyu.ui.pages import page


class SettleForm(forms.Form):
    """What was done about a report."""

    outcome = words_field(gettext_lazy("怎么处理的"), 500, 4)


def _shown(request: HttpRequest, template: str, context: dict, status: int = 200) -> HttpResponse:
    return shown(request, template, context, here="messages", status=status)


def _beside(request: HttpRequest) -> dict:
    if not may(request.actor, "messaging.reports"):
        return {}
    waiting = sum(one.state == ReportState.OPEN for one in reports(request.actor))
    words = _("留言举报（%(count)s 条待处理）") % {"count": waiting} if waiting else _("留言举报")
    return {
        "more": [
            {"icon": "flag", "label": words, "url": reverse("authority:reports")},
            {"icon": "send", "label": _("给机构的公告"), "url": reverse("authority:published")},
        ]
    }


FACE = Face(
    name="authority",
    roles=(Role.DISTRICT_OFFICER,),
    base="ui/desk.html",
    shown=_shown,
    writes=lambda one: False,
    beside=_beside,
    answers_only=True,
)
PAGES = [*thread_pages(FACE), *publisher_pages(FACE)]


@page("GET", verb="messaging.reports")
def all_reports(request: HttpRequest) -> HttpResponse:
    """What was reported in one's district, what is open first."""
    return _shown(request, "authority/messages/reports.html", {"found": reports(request.actor)})


@page("GET", "POST", verb="messaging.report", changes="messaging.settle_report")
def one_report(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """One report with what was written; a POST says what was done."""
    form = SettleForm(request.POST or None)
    if request.method == "POST" and accepted(
        form, lambda data: settle_report(request.actor, report_id, **data)
    ):
        return done(request, _("已记下，举报的人会收到通知。"), reverse("authority:report", args=[report_id]))
    context = {"view": report(request.actor, report_id), "form": form}
    return _shown(request, "authority/messages/report.html", context, 422 if form.errors else 200)
