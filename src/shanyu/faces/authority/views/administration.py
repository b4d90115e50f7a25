"""Beginning and ending one's time-boxed session of administration."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shanyu.domain.people.actions import begin_administration, end_administration
from shanyu.domain.people.queries import my_duty
from shanyu.faces.authority.frame import shown
from shanyu.kernel.door import Invalid, Refusal
from shanyu.ui.pages import page

LENGTHS = [("15", gettext_lazy("15 分钟")), ("30", gettext_lazy("30 分钟")), ("60", gettext_lazy("60 分钟"))]


class DutyForm(forms.Form):
    """Why, and for how long."""

    reason = forms.CharField(
        label=gettext_lazy("为什么需要管理权限"), max_length=200, widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("会写进记录，请不要写孩子或家长的姓名、号码。"),
    )  # fmt: skip
    minutes = forms.ChoiceField(
        label=gettext_lazy("多长时间"), choices=LENGTHS, initial="30", widget=forms.RadioSelect
    )


def _shown(request: HttpRequest, form: DutyForm, status: int = 200) -> HttpResponse:
    context = {"duty": my_duty(request.actor), "form": form, "crumbs": []}
    return shown(request, "authority/administration.html", context, here="administration", status=status)


@page("GET", verb="people.my_duty")
def administration(request: HttpRequest) -> HttpResponse:
    """One's open session, or the form that begins one."""
    return _shown(request, DutyForm())


@page("POST", verb="people.begin_administration")
def begin(request: HttpRequest) -> HttpResponse:
    """Begin a session."""
    form = DutyForm(request.POST)
    minutes = form.cleaned_data.get("minutes", "30") if form.is_valid() else "30"
    try:
        begin_administration(request.actor, reason=request.POST.get("reason", ""), minutes=int(minutes))
    except Invalid as invalid:
        for name, words in invalid.errors.items():
            if name not in form.errors:
                form.add_error(name if name in form.fields else None, str(words))
        return _shown(request, form, status=422)
    except Refusal as refusal:
        if refusal.status == 404:
            raise
        form.add_error(None, str(refusal))
        return _shown(request, form, status=refusal.status)
    messages.success(request, _("管理时段已开始，到时自动结束。"))
    return redirect("authority:people")


@page("POST", verb="people.end_administration")
def end(request: HttpRequest) -> HttpResponse:
    """End it at once."""
    end_administration(request.actor)
    messages.success(request, _("管理时段已结束。"))
    return redirect("authority:administration")
