"""Reporting suspected harm to the authority of the district: open to everybody who is signed in.

No page of a site leads here in a way that shows whether anybody came.
"""

from uuid import UUID, uuid4

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shanyu.domain.protection.actions import NewReport, report_harm
from shanyu.domain.protection.kinds import HarmKind
from shanyu.domain.protection.queries import harm_form, harm_receipt, own_harm_reports
from shanyu.domain.protection.queries.harm import HarmForm
from shanyu.domain.providers.naming import said
from shanyu.ui.handling import accepted, done
from shanyu.ui.pages import page

MOST = 2000


class ReportForm(forms.Form):
    """What somebody has seen or suspects."""

    use_required_attribute = False
    mark = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=gettext_lazy("您担心的是什么"), choices=HarmKind, widget=forms.RadioSelect)
    whom = forms.CharField(
        label=gettext_lazy("哪个孩子"), max_length=200,
        help_text=gettext_lazy("姓名，或者班级、年龄和样子。"),
    )  # fmt: skip
    what = forms.CharField(
        label=gettext_lazy("看到、听到或担心的事"), max_length=MOST, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("何时、何地、谁。不确定也可以写，由主管部门核实。"),
    )  # fmt: skip
    site = forms.TypedChoiceField(
        label=gettext_lazy("在哪家机构"), coerce=int, required=False, empty_value=None
    )
    district = forms.TypedChoiceField(
        label=gettext_lazy("在哪个区县"), coerce=int, required=False, empty_value=None,
        help_text=gettext_lazy("选了机构就不用选。"),
    )  # fmt: skip
    shielded = forms.BooleanField(
        label=gettext_lazy("只让受理人知道是我报告的"), required=False, initial=True
    )
    police_called = forms.BooleanField(label=gettext_lazy("已经打过 110"), required=False)

    def __init__(self, *args: object, form: HarmForm, **kwargs: object) -> None:
        super().__init__(*args, initial={"mark": uuid4(), "shielded": True}, **kwargs)
        sites = [(one.pk, said(one, "name")) for one in form.sites]
        self.fields["site"].choices = [("", gettext_lazy("都不是")), *sites]
        self.fields["district"].choices = [
            ("", "—"),
            *((one.pk, said(one, "name")) for one in form.districts),
        ]


@page("GET", "POST", verb="protection.harm_form", changes="protection.report_harm")
def report(request: HttpRequest) -> HttpResponse:
    """The form, the law it stands on, and the receipts of what one has reported."""
    found = harm_form(request.actor)
    form = ReportForm(request.POST or None, form=found)
    made = []
    if request.method == "POST" and accepted(
        form, lambda data: made.append(report_harm(request.actor, NewReport(**data)))
    ):
        words = _("已送达主管部门。请记下回执编号。")
        return done(request, words, reverse("account:harm_receipt", args=[made[0].public_id]))
    context = {"form": form, "found": found, "receipts": own_harm_reports(request.actor)}
    return _private(render(request, "account/report_harm.html", context, status=422 if form.errors else 200))


@page("GET", verb="protection.harm_receipt")
def receipt(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """The receipt: its number, when it was sent, how far it has come."""
    context = {"receipt": harm_receipt(request.actor, report_id)}
    return _private(render(request, "account/harm_receipt.html", context))


def _private(answer: HttpResponse) -> HttpResponse:
    """On a tablet that several people use nothing of this stays behind."""
    answer["Cache-Control"] = "private, no-store"
    return answer
