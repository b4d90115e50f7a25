"""Sample values for the living style page: plainly invented, no database."""

from datetime import date, timedelta

from django import forms
from django.core.paginator import Paginator
from django.utils.translation import gettext_lazy as _

from shanyu.kernel import clock

STATES = ("valid", "soon", "due", "invalid", "closed", "info")
COLOURS = ("bamboo", "persimmon", "lake", "plum", "straw")


class VisitForm(forms.Form):
    """One field of every kind."""

    name = forms.CharField(label=_("孩子姓名"), max_length=20, help_text=_("与户口本一致。"))
    born = forms.DateField(label=_("出生日期"), widget=forms.DateInput(attrs={"type": "date"}))
    kind = forms.ChoiceField(
        label=_("照护方式"), choices=[("full", _("全日")), ("half", _("半日")), ("hour", _("临时托"))]
    )
    when = forms.ChoiceField(
        label=_("参观时间"),
        widget=forms.RadioSelect,
        choices=[("am", _("上午 09:30")), ("pm", _("下午 15:00"))],
    )
    needs = forms.MultipleChoiceField(
        label=_("想先了解"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("food", _("餐食")), ("sleep", _("午睡")), ("fee", _("收费与退费"))],
    )
    note = forms.CharField(label=_("想说的话"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    photo = forms.FileField(label=_("附件"), required=False)
    remind = forms.BooleanField(
        label=_("参观前一天提醒我"), required=False, widget=forms.CheckboxInput(attrs={"data-switch": "1"})
    )
    agree = forms.BooleanField(label=_("同意把联系方式告诉这家机构"))


def gallery() -> dict:
    """The context of ui/style.html."""
    today = clock.today()
    filled = VisitForm({"name": "", "born": "2024-08-20", "kind": "full", "when": "am", "needs": ["food"]})
    rows = [
        {"name": _("竹溪托育园"), "kind": _("托育机构"), "state": "valid", "free": 6, "fee": 268000},
        {"name": _("桥西幼儿园托班"), "kind": _("幼儿园托班"), "state": "soon", "free": 2, "fee": 198000},
        {"name": _("禾苗家庭托育点"), "kind": _("家庭托育点"), "state": "invalid", "free": 0, "fee": 320050},
    ]
    return {
        "form": VisitForm(),
        "filled": filled,
        "states": STATES,
        "colours": COLOURS,
        "rows": rows,
        "page": Paginator(range(166), 20).page(3),
        "born": date(today.year - 2, today.month, 1) - timedelta(days=80),
        "today": today,
        "now": clock.now(),
        "crumbs": [(_("浙江省"), "/"), (_("杭州市"), "/"), (_("拱墅区"), "/"), (_("米市巷街道"), "")],
        "tabs": [
            {"url": "#find", "label": _("找托育"), "icon": "search", "active": True},
            {"url": "#today", "label": _("今天"), "icon": "sun", "active": False},
            {"url": "#growth", "label": _("成长"), "icon": "sprout", "active": False},
            {"url": "#mine", "label": _("我的"), "icon": "circle-user", "active": False},
        ],
        "rail": [
            {"url": "#due", "label": _("今日待办"), "icon": "clipboard-check", "active": True, "count": 3},
            {"url": "#page", "label": _("机构主页"), "icon": "store", "active": False, "title": _("机构")},
            {"url": "#rooms", "label": _("房间与班级"), "icon": "door-open", "active": False},
            {"url": "#staff", "label": _("人员与证件"), "icon": "id-card", "active": False},
        ],
    }
