"""Appeals against trust marks: of one host, or of everything an officer or a host answers for."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from shanyu.domain.booking.actions.line import decide_appeal
from shanyu.domain.booking.names import guardian_name
from shanyu.domain.booking.queries.hosting import appeals as list_appeals
from shanyu.domain.booking.queries.hosting import host_frame, trust_mark
from shanyu.faces.host.forms import AnswerForm
from shanyu.faces.host.frame import shown
from shanyu.ui.handling import accepted, done
from shanyu.ui.pages import page


@page("GET", verb="booking.host_frame")
def appeals(request: HttpRequest, host_id: UUID) -> HttpResponse:
    frame = host_frame(request.actor, host_id)
    rows = list_appeals(request.actor, host=frame.host)
    return shown(request, "host/appeals.html", {"rows": _named(rows)}, frame=frame, tab="appeals")


@page("GET", verb="booking.appeals")
def every(request: HttpRequest) -> HttpResponse:
    return shown(request, "host/appeals.html", {"rows": _named(list_appeals(request.actor)), "every": True})


@page("GET", "POST", verb="booking.trust_mark", changes="booking.decide_appeal")
def decide(request: HttpRequest, mark_id: int) -> HttpResponse:
    mark = trust_mark(request.actor, mark_id)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    forgive = request.POST.get("do") == "forgive"
    back = reverse("host:all_appeals")

    def act(data: dict) -> None:
        decide_appeal(request.actor, mark, forgive=forgive, answer=data["answer"])

    if form.is_bound and accepted(form, act):
        words = (
            _("已撤销这次记录，家长会看到您的话。") if forgive else _("已保留这次记录，家长会看到您的话。")
        )
        return done(request, words, back)
    context = {"mark": mark, "name": guardian_name(mark.account), "form": form, "back": back}
    status = 422 if form.is_bound else 200
    return shown(request, "host/appeal.html", context, status=status)


def _named(rows: list) -> list[tuple[object, str]]:
    return [(row, guardian_name(row.account)) for row in rows]
