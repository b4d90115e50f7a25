"""The form of another plan of care that the site proposes."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shanyu.domain.agreements.actions import Change
from shanyu.domain.agreements.models import Paper
from shanyu.domain.agreements.queries import ClassChoice
from shanyu.domain.providers.kinds import ServiceForm
from shanyu.domain.providers.models import ServiceOffer
from shanyu.faces.provider.forms import DAYS, OfficeForm, day_field, time_field
from shanyu.kernel.clock import today
from shanyu.kernel.months import month_after
from shanyu.ui.class_choice import class_field


class ChangeForm(OfficeForm):
    """Form of care, days and hours from a day on, within what the site publishes; as agreed now to begin with."""

    begins_on = day_field(_("从哪天起"))

    def __init__(
        self,
        *args: Any,
        offers: Sequence[ServiceOffer],
        now: Paper,
        classes: Sequence[ClassChoice] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["begins_on"].initial = max(month_after(today()), now.begins_on)
        published = {one.form for one in offers}
        self.fields["form"] = forms.ChoiceField(
            label=_("服务形式"),
            choices=[(form.value, form.label) for form in ServiceForm if form in published],
            initial=now.form,
            widget=forms.RadioSelect,
        )
        if classes:
            self.fields["care_class"] = class_field(now, classes)
        open_on = {str(day) for one in offers for day in one.weekdays}
        self.fields["weekdays"] = forms.TypedMultipleChoiceField(
            label=_("每周哪几天"),
            coerce=int,
            choices=[(day, words) for day, words in DAYS if day in open_on],
            initial=now.weekdays,
            widget=forms.CheckboxSelectMultiple,
        )
        for name, label in (("opens", _("几点送")), ("closes", _("几点接"))):
            self.fields[name] = time_field(label)
            self.fields[name].required = False
            self.fields[name].help_text = _("不填就按机构公布的时间。")

    def change(self) -> Change:
        data = self.cleaned_data
        return Change(data["form"], data["weekdays"], data["opens"], data["closes"], data.get("care_class"))
