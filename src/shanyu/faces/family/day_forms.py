"""Forms about a child's day: leave, a one-time pick-up, a medicine, a word to the carer."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from shanyu.domain.care.actions import NewMedicine
from shanyu.domain.care.kinds import LeaveReason, Symptom

PICTURES = "image/jpeg,image/png,image/webp"
_TIME = re.compile(r"([01]?\d|2[0-3])[:：]([0-5]\d)")


def _day(label: str, **facts: object) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"), **facts)


class LeaveForm(forms.Form):
    first_day = _day(_("从哪天"))
    last_day = _day(_("到哪天"))
    reason = forms.ChoiceField(label=_("原因"), choices=LeaveReason.choices, widget=forms.RadioSelect)
    symptoms = forms.MultipleChoiceField(
        label=_("有哪些症状"), choices=Symptom.choices, required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("生病时请选一下，园所好留意有没有别的孩子也这样。"),
    )  # fmt: skip
    note = forms.CharField(
        label=_("想说明的"),
        required=False,
        max_length=300,
        widget=forms.Textarea({"rows": 2, "maxlength": 300}),
    )


class PickUpForm(forms.Form):
    name = forms.CharField(label=_("谁来接"), max_length=60, widget=forms.TextInput({"autocomplete": "off"}))
    phone = forms.CharField(
        label=_("手机号"), required=False, max_length=20,
        widget=forms.TextInput({"inputmode": "tel", "autocomplete": "off"}),
        help_text=_("老师有疑问时打给对方。"),
    )  # fmt: skip
    day = _day(_("哪天接"))


class MedicineForm(forms.Form):
    drug = forms.CharField(
        label=_("药名"),
        max_length=60,
        widget=forms.TextInput({"autocomplete": "off"}),
        help_text=_("照药盒写。"),
    )
    dose = forms.CharField(
        label=_("每次的量"), max_length=60, widget=forms.TextInput({"autocomplete": "off"}),
        help_text=_("例如 2.5 毫升、半包。"),
    )  # fmt: skip
    times = forms.CharField(
        label=_("喂药时间"), max_length=60, help_text=_("例如 09:30、12:00，用逗号或空格隔开。"),
        widget=forms.TextInput({"autocomplete": "off"}),
    )  # fmt: skip
    first_day = _day(_("从哪天"))
    last_day = _day(_("到哪天"))
    why = forms.CharField(label=_("为什么吃"), required=False, max_length=200)
    label = forms.FileField(
        label=_("药品标签的照片"), widget=forms.FileInput({"accept": PICTURES, "capture": "environment"}),
        help_text=_("看得清药名、用量和有效期。"),
    )  # fmt: skip

    def clean_times(self) -> list[int]:
        words = self.cleaned_data["times"]
        found = [int(hour) * 60 + int(minute) for hour, minute in _TIME.findall(words)]
        if not found or _TIME.sub("", words).strip(" ,，、;；"):
            raise forms.ValidationError(_("请写成 09:30 这样，几次用逗号隔开。"))
        return found

    def asked(self) -> NewMedicine:
        data = dict(self.cleaned_data)
        file = data.pop("label")
        return NewMedicine(**data, label=file, label_name=file.name)


class NoteForm(forms.Form):
    mark = forms.UUIDField(widget=forms.HiddenInput)
    words = forms.CharField(
        label=_("告诉老师"), max_length=500, widget=forms.Textarea({"rows": 2, "maxlength": 500})
    )
