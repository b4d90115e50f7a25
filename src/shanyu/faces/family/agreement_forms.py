"""Forms of agreements: a name under a text that was read, and another plan."""

from collections.abc import Sequence
from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from shanyu.domain.agreements.actions import Change
from shanyu.domain.agreements.kinds import EFFECTIVE
from shanyu.domain.agreements.models import Paper
from shanyu.domain.agreements.queries import AgreementView, ClassChoice
from shanyu.domain.providers.models import ServiceOffer
from shanyu.faces.family.enrolment_forms import day_field, offered_forms
from shanyu.kernel.clock import today
from shanyu.kernel.months import month_after
from shanyu.ui import words
from shanyu.ui.class_choice import class_field


class SignForm(forms.Form):
    """A name under the text with this hash."""

    sha256 = forms.CharField(widget=forms.HiddenInput, max_length=64)
    agrees = forms.BooleanField(
        label=_("我已读完并同意，签上我的名字"),
        error_messages={"required": _("请先读完并勾选，再签署。")},
    )


def in_force(now: AgreementView, on: date) -> Paper:
    """The paper that rules a day: the newest change in force by then, else the agreement."""
    ruling = [one.paper for one in now.changes if one.paper.state in EFFECTIVE and one.paper.begins_on <= on]
    return max(ruling, key=lambda one: (one.begins_on, one.number), default=now.agreement.paper)


class ChangeForm(forms.Form):
    """What care should be from a day on; as it is now where nothing is chosen."""

    def __init__(
        self,
        *args: object,
        offers: Sequence[ServiceOffer],
        now: AgreementView,
        classes: Sequence[ClassChoice] = (),
        **kwargs: object,
    ) -> None:
        super().__init__(*args, **kwargs)
        starts = max(month_after(today()), now.agreement.paper.begins_on)
        plan = in_force(now, starts)
        choices = offered_forms(offers, {plan.care_class.band, *(one.care_class.band for one in classes)})
        self.fields["form"] = forms.ChoiceField(
            label=_("改成"), choices=choices, initial=plan.form, widget=forms.RadioSelect
        )
        self.fields["begins_on"] = day_field(_("从哪天起"), initial=starts)
        if classes:
            self.fields["care_class"] = class_field(plan, classes)
        names = words.WEEKDAYS_ZH if words.is_chinese() else words.WEEKDAYS_EN
        open_on = sorted({day for one in offers for day in one.weekdays})
        self.fields["weekdays"] = forms.TypedMultipleChoiceField(
            label=_("每周哪几天"),
            coerce=int,
            choices=[(day, names[day - 1]) for day in open_on],
            initial=plan.weekdays,
            widget=forms.CheckboxSelectMultiple,
        )
        for name, label in (("opens", _("几点送")), ("closes", _("几点接"))):
            widget = forms.TimeInput({"type": "time"}, format="%H:%M")
            self.fields[name] = forms.TimeField(
                label=label, required=False, widget=widget, help_text=_("不填就按机构公布的时间。")
            )

    def change(self) -> Change:
        data = self.cleaned_data
        return Change(data["form"], data["weekdays"], data["opens"], data["closes"], data.get("care_class"))
