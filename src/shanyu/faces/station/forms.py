"""Forms of a station: hours, duty, drop-in care, equipment, guests."""

import re
from collections.abc import Sequence
from datetime import datetime, time, timedelta

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shanyu.domain.stations.kinds import EquipmentKind, PickUpRelation
from shanyu.domain.stations.rules import Hours, at_minute, minutes_of
from shanyu.kernel.clock import today
from shanyu.ui.words import WEEKDAYS_EN, WEEKDAYS_ZH, is_chinese

_TIME = r"([01]?\d|2[0-4])[:：]([0-5]\d)"
_RANGE = re.compile(rf"{_TIME}\s*[-–—~至到]\s*{_TIME}")
_START = re.compile(_TIME)


def weekday_names() -> tuple[str, ...]:
    """Monday first, in the reader's language."""
    return WEEKDAYS_ZH if is_chinese() else WEEKDAYS_EN


class _Day(forms.DateField):
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class _Clock(forms.TimeField):
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class DropInForm(forms.Form):
    """Hours of drop-in care: from when to when, on which days, beginning at which times."""

    since = _Day(label=gettext_lazy("从哪天起"))
    until = _Day(label=gettext_lazy("到哪天"))
    weekdays = forms.TypedMultipleChoiceField(
        label=gettext_lazy("星期"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    starts = forms.CharField(
        label=gettext_lazy("几点开始"),
        help_text=gettext_lazy("用空格隔开，例如 09:00 10:10 14:30。同一时间只能有一个时段。"),
    )
    minutes = forms.IntegerField(label=gettext_lazy("每个时段几分钟"), min_value=15, max_value=60)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["weekdays"].choices = list(enumerate(weekday_names(), 1))

    def clean_starts(self) -> list[time]:
        found = _START.findall(self.cleaned_data["starts"])
        if not found or any(int(hour) > 23 for hour, _minute in found):
            raise forms.ValidationError(_("请按 09:00 的样子填时间。"))
        return [time(int(hour), int(minute)) for hour, minute in found]


class DutyForm(forms.Form):
    """One duty: a day and two times."""

    day = _Day(label=gettext_lazy("日期"))
    begins = _Clock(label=gettext_lazy("从几点"))
    ends = _Clock(label=gettext_lazy("到几点"))

    def span(self) -> dict[str, datetime]:
        """The two moments; an end before the beginning is the next day's."""
        day = self.cleaned_data["day"]
        begins = at_minute(day, minutes_of(self.cleaned_data["begins"]))
        ends = at_minute(day, minutes_of(self.cleaned_data["ends"]))
        return {"begins": begins, "ends": ends}


class PlanDutyForm(DutyForm):
    """A duty for somebody of the station."""

    worker = forms.TypedChoiceField(label=gettext_lazy("谁来"), coerce=int)

    field_order = ("worker", "day", "begins", "ends")

    def __init__(self, *args: object, workers: Sequence[tuple[int, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["worker"].choices = workers


class HoursForm(forms.Form):
    """A week: for every day the ranges in which the station is open; empty is closed."""

    def __init__(self, *args: object, week: Sequence[tuple[int, list[Hours]]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        names = weekday_names()
        for weekday, hours in week:
            self.fields[f"day{weekday}"] = forms.CharField(
                label=names[weekday - 1], required=False, max_length=80,
                initial=" ".join(one.words for one in hours),
                widget=forms.TextInput(attrs={"placeholder": _("休息"), "inputmode": "text"}),
            )  # fmt: skip

    def week(self) -> dict[int, list[Hours]]:
        return {int(name[3:]): ranges_of(text) for name, text in self.cleaned_data.items()}

    def clean(self) -> None:
        for name, text in list(self.cleaned_data.items()):
            left = _RANGE.sub("", text).strip(" ,，;；、")
            if left:
                self.add_error(name, _("请按 09:00–11:30 的样子填，时间不能重叠。"))


def ranges_of(text: str) -> list[Hours]:
    return [Hours(int(a) * 60 + int(b), int(c) * 60 + int(d)) for a, b, c, d in _RANGE.findall(text)]


class ExceptionForm(forms.Form):
    """A date on which the hours differ."""

    day = _Day(label=gettext_lazy("日期"))
    why = forms.CharField(label=gettext_lazy("原因"), max_length=80)
    opens = _Clock(
        label=gettext_lazy("改为从几点"), required=False, help_text=gettext_lazy("全天不开请留空。")
    )
    closes = _Clock(label=gettext_lazy("改为到几点"), required=False)

    def facts(self) -> dict:
        data = self.cleaned_data
        hours = None
        if data["opens"] and data["closes"]:
            hours = Hours(minutes_of(data["opens"]), minutes_of(data["closes"]))
        return {"day": data["day"], "why": data["why"], "hours": hours}


class EquipmentForm(forms.Form):
    kind = forms.ChoiceField(label=gettext_lazy("种类"), choices=EquipmentKind.choices)
    name = forms.CharField(label=gettext_lazy("名称"), max_length=60)
    count = forms.IntegerField(label=gettext_lazy("数量"), min_value=1, max_value=5000, initial=1)
    every_days = forms.IntegerField(
        label=gettext_lazy("最长几天清洁一次"), min_value=1, max_value=366, required=False,
        help_text=gettext_lazy("留空用建议的间隔。"),
    )  # fmt: skip


class GuestForm(forms.Form):
    """A family without an account: what to call it and how old the children are; a telephone if it likes."""

    name = forms.CharField(label=gettext_lazy("怎么称呼您"), max_length=30)
    months = forms.CharField(
        label=gettext_lazy("孩子几个月大"), max_length=30,
        help_text=gettext_lazy("几个孩子就填几个数，用空格隔开，例如 14 或 14 30。"),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    adults = forms.IntegerField(label=gettext_lazy("来了几位大人"), min_value=1, max_value=6, initial=1)
    phone = forms.CharField(
        label=gettext_lazy("手机号（可以不填）"), max_length=20, required=False,
        help_text=gettext_lazy("只在孩子有急事时联系您，加密保存。"),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )  # fmt: skip

    def clean_months(self) -> list[int]:
        found = [int(one) for one in re.findall(r"\d{1,3}", self.cleaned_data["months"])]
        if not found:
            raise forms.ValidationError(_("请填数字，例如 14。"))
        return found


class PickUpForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("姓名"), max_length=60)
    phone = forms.CharField(
        label=gettext_lazy("手机号"), max_length=20, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )
    relation = forms.ChoiceField(label=gettext_lazy("和孩子的关系"), choices=PickUpRelation.choices)


def coming_weeks() -> dict:
    """Where a plan of drop-in care begins: tomorrow, for two weeks, on working days."""
    day = today() + timedelta(days=1)
    return {
        "since": day, "until": day + timedelta(days=13), "weekdays": [1, 2, 3, 4, 5],
        "starts": "09:00 10:10 14:00 15:10", "minutes": 60,
    }  # fmt: skip
