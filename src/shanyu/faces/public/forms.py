"""The search as a GET form: everything a family may ask, each field optional, each readable in the address."""

from django import forms
from django.utils.translation import gettext_lazy as _

from shanyu.domain.providers.kinds import ServiceForm, SiteKind

#: Representative months of the age ranges offered to somebody who has not signed in.
AGES = (
    (9, _("半岁到1岁")),
    (15, _("1岁到1岁半")),
    (21, _("1岁半到2岁")),
    (30, _("2岁到3岁")),
    (54, _("3岁到6岁")),
    (108, _("小学")),
    (162, _("初中")),
)
WITHIN = ((5, _("5分钟")), (10, _("10分钟")), (15, _("15分钟")), (20, _("20分钟")), (30, _("30分钟")))
SORTS = (("walk", _("走路最近")), ("free", _("空位最多")), ("fee", _("收费最低")), ("name", _("名称")))
STARTS = (("home", _("家")), ("work", _("工作地点")))
CARE_FORMS = tuple(ServiceForm.choices)
DECIMALS = 4


def point_of(text: str) -> tuple[float, float] | None:
    """A point of "longitude,latitude" in degrees, kept to about ten metres: nobody's door. None for anything else."""
    try:
        lon, lat = (round(float(part), DECIMALS) for part in text.split(","))
    except ValueError:
        return None
    return (lon, lat) if abs(lon) <= 180 and abs(lat) <= 85 else None


class PointField(forms.CharField):
    """A point as `point_of` reads it."""

    widget = forms.HiddenInput

    def to_python(self, value: object) -> tuple[float, float] | None:
        text = super().to_python(value)
        point = point_of(text)
        if text and point is None:
            raise forms.ValidationError(_("没有看懂这个位置，请重新选择。"))
        return point


class FindForm(forms.Form):
    """What a family asks for. `near` holds as long as `q` still says `place`; otherwise `q` is looked up."""

    q = forms.CharField(label=_("从哪里出发"), max_length=60, required=False)
    near = PointField(required=False)
    tap = PointField(required=False)
    place = forms.CharField(max_length=60, required=False, widget=forms.HiddenInput)
    start = forms.ChoiceField(choices=STARTS, required=False)
    work_q = forms.CharField(label=_("工作地点"), max_length=60, required=False)
    near_work = forms.BooleanField(label=_("离我的工作地点也近"), required=False)
    kind = forms.MultipleChoiceField(label=_("类型"), choices=SiteKind.choices, required=False)
    form = forms.MultipleChoiceField(label=_("服务形式"), choices=CARE_FORMS, required=False)
    inclusive = forms.BooleanField(label=_("普惠"), required=False)
    age = forms.IntegerField(label=_("孩子年龄"), min_value=0, max_value=215, required=False)
    fee = forms.IntegerField(label=_("每月最多（元）"), min_value=0, max_value=99_999, required=False)
    free = forms.BooleanField(label=_("有空位"), required=False)
    early = forms.BooleanField(label=_("7:30前开门"), required=False)
    late = forms.BooleanField(label=_("18:00后还在"), required=False)
    minutes = forms.TypedChoiceField(
        label=_("走路多久以内"), choices=WITHIN, coerce=int, empty_value=None, required=False
    )
    sort = forms.ChoiceField(label=_("排序"), choices=SORTS, required=False)
    page = forms.IntegerField(min_value=1, max_value=5, required=False)
    compare = forms.CharField(required=False)

    @property
    def kept(self) -> dict:
        """What could be understood; the rest is left out, and `errors` says so."""
        self.is_valid()
        return self.cleaned_data
