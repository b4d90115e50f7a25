"""Asking after children who are absent without a word: the list of the morning, and who asks at which hour."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shanyu.domain.care.actions.tracing import (
    MOST_NOTE,
    choose_tracing,
    family_not_reached,
    family_reached,
    tried_to_reach,
)
from shanyu.domain.care.duties import at_minute
from shanyu.domain.care.kinds import LeaveReason, Symptom
from shanyu.domain.care.queries.tracings import TracingForm, tracing_form, tracings
from shanyu.faces.provider.forms import OfficeForm, time_field
from shanyu.faces.provider.frame import address, shown
from shanyu.kernel.clock import local, today
from shanyu.kernel.door import may
from shanyu.ui.handling import accepted, done, tried
from shanyu.ui.pages import page


class OutcomeForm(OfficeForm):
    """What came of a call. Symptoms only with an illness; the verbs say so."""

    reason = forms.ChoiceField(label=gettext_lazy("没来的原因"), choices=LeaveReason.choices, required=False)
    symptoms = forms.MultipleChoiceField(
        label=gettext_lazy("有什么症状"),
        choices=Symptom.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    note = forms.CharField(label=gettext_lazy("备注"), max_length=MOST_NOTE, required=False)


class ChoiceForm(OfficeForm):
    """Who asks, and from when."""

    begins = time_field(gettext_lazy("几点开始追踪"))
    named = forms.ChoiceField(label=gettext_lazy("由谁负责"), required=False)

    def __init__(self, *args: object, chosen: TracingForm, **kwargs: object) -> None:
        first = local(at_minute(today(), chosen.begins)).time()
        initial = {"begins": first, "named": str(chosen.named.pk) if chosen.named else ""}
        super().__init__(*args, initial=initial, **kwargs)
        people = [(str(one.pk), one.name) for one in chosen.people]
        self.fields["named"].choices = [("", _("负责人")), *people]


@page("GET", verb="care.tracings")
def tracing(request: HttpRequest, site_id: UUID) -> HttpResponse:
    """Today's absences without a word at a site, with the phones of the families."""
    found = tracings(request.actor, site_id)
    context = {
        "found": found,
        "lines": [(line, OutcomeForm(prefix=str(line.tracing.pk))) for line in found.lines],
        "left": sum(line.open for line in found.lines),
        "may_choose": may(request.actor, "care.choose_tracing"),
    }
    return shown(request, "provider/care/tracing.html", context, site=found.site, tab="tracing")


@page("POST", verb="care.tried_to_reach")
def outcome(request: HttpRequest, site_id: UUID, tracing_id: int) -> HttpResponseRedirect:
    """What came of a call, by the button that was pressed."""
    form = OutcomeForm(request.POST, prefix=str(tracing_id))
    given = form.cleaned_data if form.is_valid() else {}
    note = given.get("note", "")
    steps = {
        "tried": lambda: tried_to_reach(request.actor, tracing_id, note=note),
        "reached": lambda: family_reached(
            request.actor, tracing_id, reason=given.get("reason") or LeaveReason.OTHER,
            symptoms=given.get("symptoms", ()), note=note,
        ),
        "unreached": lambda: family_not_reached(request.actor, tracing_id, note=note),
    }  # fmt: skip
    words = {
        "tried": _("已记下一次联系，请稍后再打。"),
        "reached": _("已记下原因，今天算请假。"),
        "unreached": _("已记下没有联系上，主管部门会看到这一条。"),
    }
    do = request.POST.get("do", "")
    if do not in steps:
        do = "tried"
    back = reverse("provider:tracing", args=[site_id])
    return tried(request, steps[do], words[do], back)


@page("GET", "POST", verb="care.tracing_form", changes="care.choose_tracing")
def settings(request: HttpRequest, site_id: UUID) -> HttpResponse:
    """From when a site asks after absent children, and who does."""
    chosen = tracing_form(request.actor, site_id)
    form = ChoiceForm(request.POST if request.method == "POST" else None, chosen=chosen)
    site = chosen.site

    def keep(data: dict) -> None:
        begins = data["begins"].hour * 60 + data["begins"].minute
        named = next((one for one in chosen.people if str(one.pk) == data["named"]), None)
        choose_tracing(request.actor, site_id, begins=None if begins == chosen.usual else begins, named=named)

    if form.is_bound and accepted(form, keep):
        return done(request, _("缺勤追踪的时间和人已保存。"), address("tracing", site))
    context = {
        "form": form,
        "heading": _("缺勤追踪的时间和人"),
        "back": address("tracing", site),
        "note": _("到这个时间还没到园、也没有请假的孩子，会列出来并通知这位人员当天上午联系家长。"),
    }
    status = 422 if form.is_bound else 200
    return shown(
        request, "provider/form.html", context, site=site, tab="tracing", here=_("设置"), status=status
    )
