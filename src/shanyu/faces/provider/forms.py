"""The forms of the office. They read what was typed; whether it may be is for the verbs to say."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shanyu.domain.providers.actions import DRAWINGS, Terms, UnmaskReason
from shanyu.domain.providers.kinds import (
    AgeBand,
    CertificateKind,
    CredentialKind,
    FeeUnit,
    PostRole,
    RoomUse,
    ServiceForm,
)
from shanyu.domain.providers.models import CareClass, Room
from shanyu.kernel.coordinates import Datum

DATES = ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日"]
SCANS = ".pdf,.jpg,.jpeg,.png,.webp"
PHOTOS = ".jpg,.jpeg,.png,.webp"
DATUMS = [
    (Datum.WGS84, _("GPS（WGS-84）")),
    (Datum.GCJ02, _("高德、腾讯地图（GCJ-02）")),
    (Datum.BD09, _("百度地图（BD-09）")),
]
DAYS = [
    ("1", _("周一")), ("2", _("周二")), ("3", _("周三")), ("4", _("周四")), ("5", _("周五")), ("6", _("周六")),
    ("7", _("周日")),
]  # fmt: skip
DRAWING_WORDS = {
    "canal": _("运河边"), "classroom": _("教室"), "garden": _("花园"), "hands": _("大手小手"),
    "health": _("保健"), "kitchen": _("厨房"), "meal": _("用餐"), "nap": _("午睡"), "outdoor": _("户外"),
    "playroom": _("活动室"), "reading": _("阅读"), "station": _("驿站"), "toys": _("玩具"),
    "washroom": _("盥洗室"),
}  # fmt: skip


class OfficeForm(forms.Form):
    """Errors in our own words, and no browser bubbles that cover them."""

    use_required_attribute = False


def day_field(label: str, *, required: bool = True, help_text: str = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    words = {"invalid": _("请填日期，如 2026-11-21。")}
    return forms.DateField(
        label=label, required=required, help_text=help_text, widget=widget, input_formats=DATES,
        error_messages=words,
    )  # fmt: skip


def time_field(label: str) -> forms.TimeField:
    return forms.TimeField(label=label, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))


def text(label: str, most: int, *, required: bool = True, rows: int = 0, help_text: str = "", **attrs: str):
    widget = forms.Textarea(attrs={"rows": rows, **attrs}) if rows else forms.TextInput(attrs=attrs)
    return forms.CharField(
        label=label, max_length=most, required=required, widget=widget, help_text=help_text
    )


def with_blank(choices: list, words: str) -> list:
    return [("", words), *choices]


class PageForm(OfficeForm):
    introduction = text(
        _("机构介绍"), 2000, required=False, rows=8, help_text=_("写给家长看：环境、老师、一天怎么过。")
    )
    introduction_en = text(_("英文介绍"), 4000, required=False, rows=5, lang="en")
    meals = text(_("餐食"), 600, required=False, rows=3, help_text=_("几餐几点、谁来做、过敏怎么办。"))
    meals_en = text(_("英文餐食说明"), 1200, required=False, rows=3, lang="en")
    camera_policy = text(
        _("监控说明"),
        600,
        required=False,
        rows=3,
        help_text=_("哪里有摄像头、录像保存多久、家长怎样申请查看。"),
    )
    camera_policy_en = text(_("英文监控说明"), 1200, required=False, rows=3, lang="en")
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_seen(self) -> datetime | None:
        """When the draft was last changed as this form showed it; an unreadable moment is the earliest one."""
        given = self.cleaned_data["seen"]
        earliest = datetime.min.replace(tzinfo=UTC)
        try:
            moment = datetime.fromisoformat(given) if given else None
        except ValueError:
            return earliest
        return earliest if moment is not None and moment.tzinfo is None else moment


class SiteForm(OfficeForm):
    name = text(_("名称"), 120)
    name_en = text(_("英文名称"), 160, required=False, lang="en")
    address = text(_("地址"), 200)
    address_en = text(_("英文地址"), 240, required=False, lang="en")
    phone = text(_("电话"), 20, required=False, inputmode="tel")
    floor_area_m2 = forms.DecimalField(
        label=_("建筑面积（平方米）"), required=False, decimal_places=1, max_digits=8
    )


class PlaceForm(OfficeForm):
    lon = forms.FloatField(label=_("经度"), widget=forms.TextInput(attrs={"inputmode": "decimal"}))
    lat = forms.FloatField(label=_("纬度"), widget=forms.TextInput(attrs={"inputmode": "decimal"}))
    datum = forms.ChoiceField(label=_("坐标来自"), choices=DATUMS)


class RoomForm(OfficeForm):
    name = text(_("名称"), 60)
    use = forms.ChoiceField(label=_("用途"), choices=RoomUse.choices)
    area_m2 = forms.DecimalField(label=_("面积（平方米）"), decimal_places=1, max_digits=7)
    floor = forms.IntegerField(label=_("楼层"), initial=1, help_text=_("地下一层填 -1。"))
    has_camera = forms.BooleanField(label=_("装有摄像头"), required=False)


class ClassForm(OfficeForm):
    name = text(_("班名"), 60)
    band = forms.ChoiceField(label=_("班型"), choices=AgeBand.choices)
    room = forms.TypedChoiceField(label=_("活动室"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, rooms: list[Room], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["room"].choices = with_blank([(room.pk, room.name) for room in rooms], _("未定"))


class NewClassForm(ClassForm):
    licensed = forms.IntegerField(label=_("核定托位"), min_value=0)


class PlacesForm(OfficeForm):
    licensed = forms.IntegerField(label=_("核定托位"), min_value=0)
    placed = forms.IntegerField(label=_("已入托"), min_value=0)
    held = forms.IntegerField(label=_("留位"), min_value=0, help_text=_("已答应、还没有入托的。"))


class OfferForm(OfficeForm):
    form = forms.ChoiceField(label=_("服务形式"), choices=ServiceForm.choices)
    band = forms.ChoiceField(
        label=_("班型"), required=False, choices=with_blank(AgeBand.choices, _("所有班型"))
    )
    weekdays = forms.TypedMultipleChoiceField(
        label=_("服务日"),
        coerce=int,
        choices=DAYS,
        widget=forms.CheckboxSelectMultiple,
        initial=[1, 2, 3, 4, 5],
    )
    opens = time_field(_("开始时间"))
    closes = time_field(_("结束时间"))
    fee_fen = forms.DecimalField(label=_("收费（元）"), decimal_places=2, max_digits=9, min_value=0)
    fee_unit = forms.ChoiceField(label=_("计费单位"), choices=FeeUnit.choices)
    meal_fee_fen = forms.DecimalField(
        label=_("餐费（元/天）"), decimal_places=2, max_digits=7, min_value=0, required=False,
        help_text=_("按天单独收取，不供餐填 0。"),
    )  # fmt: skip
    starts = day_field(_("从哪天起"), help_text=_("同一服务原来的收费到前一天为止。"))

    def terms(self) -> tuple[Terms, date]:
        """What the verb takes, with the yuan of the form as fen."""
        data = dict(self.cleaned_data)
        starts = data.pop("starts")
        for name in ("fee_fen", "meal_fee_fen"):
            data[name] = int((data[name] or Decimal(0)) * 100)
        return Terms(**data), starts


class LastDayForm(OfficeForm):
    last_day = day_field(_("最后一天"))


class WorkerForm(OfficeForm):
    name = text(_("姓名"), 60, help_text=_("与身份证一致。"))
    identity = text(_("身份证号"), 24, help_text=_("加密保存，名单里只显示头尾。"), autocomplete="off")
    phone = text(_("手机号"), 20, required=False, inputmode="tel", autocomplete="off")
    role = forms.ChoiceField(label=_("岗位"), choices=PostRole.choices, initial=PostRole.CARER)
    care_class = forms.TypedChoiceField(label=_("班级"), required=False, coerce=int, empty_value=None)
    full_time = forms.BooleanField(label=_("全职"), required=False, initial=True)
    starts = day_field(_("到岗日期"))

    def __init__(self, *args: Any, classes: list[CareClass], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["care_class"].choices = with_blank([(one.pk, one.name) for one in classes], _("不带班"))


class PostForm(OfficeForm):
    care_class = forms.TypedChoiceField(label=_("班级"), required=False, coerce=int, empty_value=None)
    full_time = forms.BooleanField(label=_("全职"), required=False)
    starts = day_field(_("从哪天起"))

    def __init__(self, *args: Any, classes: list[CareClass], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["care_class"].choices = with_blank([(one.pk, one.name) for one in classes], _("不带班"))


class PaperForm(OfficeForm):
    """A paper of a site or of a worker; the kinds differ."""

    kind = forms.ChoiceField(label=_("证照种类"))
    issued_on = day_field(_("签发日期"))
    expires_on = day_field(_("到期日期"), required=False, help_text=_("长期有效就留空。"))
    number = text(_("编号"), 60, required=False)
    issued_by = text(_("签发单位"), 120, required=False)
    file = forms.FileField(
        label=_("扫描件或照片"), required=False, widget=forms.FileInput(attrs={"accept": SCANS}),
        help_text=_("PDF、JPEG、PNG 或 WebP，不超过 8 MB。照片里的拍摄地点和时间会自动去掉。"),
    )  # fmt: skip

    def __init__(self, *args: Any, kinds: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kinds


CERTIFICATES = CertificateKind.choices
CREDENTIALS = CredentialKind.choices


class UnmaskForm(OfficeForm):
    reason = forms.ChoiceField(
        label=_("为什么查看"), choices=UnmaskReason.choices, widget=forms.RadioSelect,
        help_text=_("查看的人、时间和理由会记入审计。"),
    )  # fmt: skip


class PictureForm(OfficeForm):
    file = forms.FileField(
        label=_("照片"), required=False, widget=forms.FileInput(attrs={"accept": PHOTOS}),
        help_text=_("请不要拍到孩子的脸。拍摄地点和时间会自动去掉。"),
    )  # fmt: skip
    drawing = forms.ChoiceField(
        label=_("或选一幅配图"), required=False,
        choices=with_blank([(name, DRAWING_WORDS[name]) for name in DRAWINGS], _("不用配图")),
    )  # fmt: skip
    words = text(_("画面说明"), 120, help_text=_("一句话，看不见图的人靠它了解。"))
    words_en = text(_("英文说明"), 160, required=False, lang="en")
