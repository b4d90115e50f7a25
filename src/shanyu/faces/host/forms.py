"""The forms of the host. They read what was typed; whether it may be is for the verbs to say."""

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shanyu.domain.booking.drafting import DRAWINGS, Facts, kinds_of
from shanyu.domain.booking.kinds import Group, Unit
from shanyu.domain.booking.making import Batch
from shanyu.domain.booking.models import Host, Session
from shanyu.domain.booking.queries.hosting import Choices
from shanyu.domain.booking.weekly import Weekly
from shanyu.domain.providers.naming import said
from shanyu.kernel.clock import SHANGHAI, local
from shanyu.ui.sessions import LANGUAGES

LOCAL = "%Y-%m-%dT%H:%M"
PHOTOS = ".jpg,.jpeg,.png,.webp"
POPULAR = [("auto", _("按以往预约情况自动判断")), ("yes", _("算热门")), ("no", _("不算热门"))]
SCOPES = [("one", _("只改这一场")), ("onward", _("这一场和以后的")), ("all", _("系列里还没开始的都改"))]
WEEKDAYS = [
    ("1", _("周一")), ("2", _("周二")), ("3", _("周三")), ("4", _("周四")), ("5", _("周五")), ("6", _("周六")),
    ("7", _("周日")),
]  # fmt: skip
DRAWING_WORDS = {
    "canal": _("运河边"), "classroom": _("教室"), "garden": _("花园"), "hands": _("大手小手"),
    "health": _("保健"), "kitchen": _("厨房"), "meal": _("用餐"), "nap": _("午睡"), "outdoor": _("户外"),
    "playroom": _("活动室"), "reading": _("阅读"), "station": _("驿站"), "toys": _("玩具"),
    "washroom": _("盥洗室"),
}  # fmt: skip


class HostForm(forms.Form):
    """Errors in our own words, and no browser bubbles that cover them."""

    use_required_attribute = False


def text(label: str, most: int, *, required: bool = False, rows: int = 0, help_text: str = "", **attrs: str):
    widget = forms.Textarea(attrs={"rows": rows, **attrs}) if rows else forms.TextInput(attrs=attrs)
    return forms.CharField(
        label=label, max_length=most, required=required, widget=widget, help_text=help_text
    )


def day_field(label: str, *, required: bool = True, help_text: str = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    words = {"invalid": _("请填日期，如 2026-11-21。")}
    return forms.DateField(
        label=label, required=required, help_text=help_text, widget=widget, error_messages=words
    )


def time_field(label: str, *, help_text: str = "") -> forms.TimeField:
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(label=label, widget=widget, help_text=help_text)


def moment_field(label: str, help_text: str = "", *, required: bool = False) -> forms.DateTimeField:
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=LOCAL)
    return forms.DateTimeField(
        label=label, required=required, help_text=help_text, widget=widget,
        input_formats=[LOCAL, "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S"],
    )  # fmt: skip


def number_field(label: str, *, required: bool = False, help_text: str = "", low: int = 0, high: int = 9999):
    widget = forms.NumberInput(attrs={"inputmode": "numeric"})
    return forms.IntegerField(
        label=label, required=required, help_text=help_text, min_value=low, max_value=high, widget=widget
    )


def kind_choices(host: Host) -> list[tuple[str, str]]:
    return [(one.value, one.label) for one in kinds_of(host)]


class SessionForm(HostForm):
    """One session. What is left empty is filled by the platform's rules."""

    kind = forms.ChoiceField(label=_("种类"))
    title = text(_("名称"), 80, required=True, help_text=_("家长先看到它，如：亲子音乐、故事会。"))
    title_en = text(_("英文名称"), 120, lang="en")
    summary = text(_("做什么"), 1500, rows=5, help_text=_("一两段话：孩子做什么，大人做什么。"))
    summary_en = text(_("英文介绍"), 3000, rows=4, lang="en")
    bring = text(_("请带什么"), 200, help_text=_("如：水杯、隔汗巾。"))
    bring_en = text(_("请带什么（英文）"), 300, lang="en")
    spoken = forms.ChoiceField(label=_("活动语言"), choices=list(LANGUAGES.items()))
    day = day_field(_("日期"))
    starts_at = time_field(_("开始"))
    ends_at = time_field(_("结束"))
    room = forms.TypedChoiceField(label=_("房间"), required=False, coerce=int, empty_value=None)
    exclusive = forms.BooleanField(
        label=_("占用整个场地"), required=False, initial=True, help_text=_("同一时间不能再安排别的场次。")
    )
    place = text(_("地点"), 160, help_text=_("不填就是本机构的地址。外出活动请写清楚在哪里集合。"))
    place_en = text(_("英文地点"), 200, lang="en")
    staff = forms.TypedMultipleChoiceField(
        label=_("带领的老师"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    unit = forms.ChoiceField(label=_("名额怎么算"), choices=Unit.choices, widget=forms.RadioSelect)
    age_from = number_field(_("最小月龄"), required=True, high=216)
    age_to = number_field(_("最大月龄"), required=True, high=216, help_text=_("含这个月龄，按活动当天计算。"))
    most_adults = number_field(_("每家最多来几位大人"), required=True, low=1, high=10)
    price = forms.DecimalField(
        label=_("费用（元）"), decimal_places=2, max_digits=8, min_value=0, help_text=_("免费填 0。")
    )
    opens_at = moment_field(_("开放预约"), _("不填就是现在。"))
    closes_at = moment_field(_("预约截止"), _("不填就到开始时。"))
    cancel_until = moment_field(_("免责取消期限"), _("不填就按平台规则：开始前 24 小时。"))
    hold_minutes = number_field(
        _("保留待确认（分钟）"), high=1440, help_text=_("家长还要填表时用；不用就留空。")
    )
    line_limit = number_field(_("候补最多几家"), help_text=_("留空不限，0 为不设候补。"))
    limit_a_week = number_field(_("每家每周最多几次"), low=1, high=99)
    limit_in_series = number_field(_("每家在这个系列最多几次"), low=1, high=99)
    popular = forms.ChoiceField(
        label=_("热门活动"), choices=POPULAR, help_text=_("热门活动会让近期失约的家庭晚 30 分钟预约。")
    )
    agreement = forms.TypedChoiceField(
        label=_("先签协议"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_("外出等有风险的活动用。"),
    )
    drawing = forms.ChoiceField(label=_("配图"), required=False)

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kind_choices(choices.host)
        self.fields["room"].choices = [("", _("不指定")), *((one.pk, one.name) for one in choices.rooms)]
        self.fields["staff"].choices = [(one.pk, one.name) for one in choices.workers]
        texts = [(one.pk, said(one, "title")) for one in choices.agreements]
        self.fields["agreement"].choices = [("", _("不需要")), *texts]
        drawings = [(name, DRAWING_WORDS[name]) for name in DRAWINGS]
        self.fields["drawing"].choices = [("", _("不用配图")), *drawings]
        if not choices.rooms:
            del self.fields["room"]
        if not choices.workers:
            del self.fields["staff"]

    def facts(self) -> Facts:
        """What the verbs take; the form must be valid."""
        data = dict(self.cleaned_data)
        day: date = data["day"]
        names = set(Facts.__dataclass_fields__) & set(data) - {"starts_at", "ends_at", "popular", "staff"}
        return Facts(
            **{name: data[name] for name in names},
            starts_at=moment(day, data["starts_at"]),
            ends_at=moment(day, data["ends_at"]),
            staff=tuple(data.get("staff") or ()),
            price_fen=int((data["price"] or Decimal(0)) * 100),
            popular={"auto": None, "yes": True, "no": False}[data["popular"]],
        )


class NewSessionForm(SessionForm):
    capacity = number_field(
        _("名额"),
        required=True,
        low=1,
        high=5000,
        help_text=_("想分批放号，保存后在“名额”里加。"),
    )


class EditSessionForm(SessionForm):
    scope = forms.ChoiceField(label=_("改哪些场次"), choices=SCOPES, widget=forms.RadioSelect, required=False)


class SeriesForm(NewSessionForm):
    """Many sessions of one kind: weekly on some days, from one day to another."""

    weekdays = forms.TypedMultipleChoiceField(
        label=_("每周哪几天"), coerce=int, choices=WEEKDAYS, widget=forms.CheckboxSelectMultiple
    )
    last = day_field(_("到哪一天"))
    item = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    skipping = text(
        _("哪些天不办"), 2000, rows=2, help_text=_("如 2026-12-31、2027-01-01，用空格或逗号分开。")
    )

    def clean_skipping(self) -> frozenset[date]:
        words = self.cleaned_data["skipping"].replace("，", " ").replace(",", " ").replace("、", " ").split()
        try:
            return frozenset(date.fromisoformat(word) for word in words)
        except ValueError:
            raise forms.ValidationError(_("请填日期，如 2026-11-21。")) from None

    def weekly(self) -> Weekly:
        data = self.cleaned_data
        return Weekly(data["day"], data["last"], set(data["weekdays"]), data["skipping"])

    def batch(self) -> Batch:
        return Batch(self.cleaned_data["capacity"])


class WaveForm(HostForm):
    capacity = number_field(_("名额"), required=True, low=1, high=5000)
    opens_at = moment_field(_("什么时候开放"), _("不填就是现在，或开放预约时。"))
    group = forms.ChoiceField(label=_("给谁"), choices=Group.choices, required=False)
    open_to_all_at = moment_field(_("什么时候对所有家庭开放"), _("保留给一部分家庭时填。"))


class CopyForm(HostForm):
    day = day_field(_("日期"))
    starts_at = time_field(_("开始"))


class CallOffForm(HostForm):
    because = text(_("取消原因"), 200, required=True, rows=2, help_text=_("每个家庭都会看到。"))


class PosterForm(HostForm):
    file = forms.FileField(
        label=_("海报图片"), required=False, widget=forms.FileInput(attrs={"accept": PHOTOS}),
        help_text=_("JPEG、PNG 或 WebP，不超过 8 MB。请不要有孩子的正脸。"),
    )  # fmt: skip
    drawing = forms.ChoiceField(
        label=_("或选一幅配图"), required=False,
        choices=[("", _("不用配图")), *((name, DRAWING_WORDS[name]) for name in DRAWINGS)],
    )  # fmt: skip


class MoveForm(HostForm):
    position = number_field(_("移到第几位"), required=True, low=1)
    reason = text(_("原因"), 200, required=True, help_text=_("会留在记录里。"))


class LetterForm(HostForm):
    to = forms.ChoiceField(
        label=_("发给"),
        choices=[("booked", _("已预约的家庭")), ("line", _("候补的家庭")), ("all", _("所有家庭"))],
    )
    title = text(_("标题"), 40, required=True)
    body = text(_("内容"), 500, required=True, rows=4, help_text=_("由平台转达，双方都看不到电话。"))
    key = forms.UUIDField(widget=forms.HiddenInput)


class AnswerForm(HostForm):
    answer = text(_("给家长的话"), 300, required=True, rows=3)


class ItemForm(HostForm):
    title = text(_("名称"), 80, required=True)
    title_en = text(_("英文名称"), 120, lang="en")
    sessions = number_field(_("场次"), required=True, low=1, high=260)
    capacity = number_field(_("每场名额"), required=True, low=1, high=5000)
    age_from = number_field(_("最小月龄"), required=True, high=216)
    age_to = number_field(_("最大月龄"), required=True, high=216)


class OwnItemForm(ItemForm):
    """A line of a plan that no past session is the model of."""

    kind = forms.ChoiceField(label=_("种类"))
    unit = forms.ChoiceField(label=_("名额怎么算"), choices=Unit.choices, widget=forms.RadioSelect)
    term_from = day_field(_("这一期从"))
    term_to = day_field(_("这一期到"))

    def __init__(self, *args: Any, host: Host, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kind_choices(host)


class FirstForm(HostForm):
    first = day_field(_("第一场"), help_text=_("以后每周同一天。"))
    at = time_field(_("开始"))


class TermForm(HostForm):
    since = day_field(_("参考从"))
    until = day_field(_("参考到"))
    term_from = day_field(_("下期从"))
    term_to = day_field(_("下期到"))


def moment(day: date, at: time) -> datetime:
    return datetime.combine(day, at, tzinfo=SHANGHAI)


def filled(session: Session, facts: Facts) -> dict:
    """A form's initial values from a session as it stands."""
    starts, ends = local(facts.starts_at), local(facts.ends_at)
    values = {name: getattr(facts, name) for name in Facts.__dataclass_fields__}
    return values | {
        "day": starts.date(),
        "starts_at": starts.time(),
        "ends_at": ends.time(),
        "price": Decimal(facts.price_fen) / 100,
        "popular": "yes" if facts.popular else "no",
        "staff": list(facts.staff),
        "scope": "one",
    }


def blank() -> dict:
    """A new session's initial values."""
    return {
        "kind": "activity", "spoken": "zh", "exclusive": True, "unit": Unit.CHILD, "age_from": 6, "age_to": 36,
        "most_adults": 2, "price": 0, "popular": "auto", "capacity": 10, "starts_at": time(10), "ends_at": time(11),
    }  # fmt: skip
