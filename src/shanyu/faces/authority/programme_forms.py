"""The forms by which an officer makes a programme, its classes and its rules, and acts on them."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shanyu.domain.programmes.actions import NewClass, NewProgramme, NewRules
from shanyu.domain.programmes.kinds import Closing, Group, ProgrammeKind
from shanyu.domain.programmes.models import Programme, ProgrammeClass, RuleSet
from shanyu.domain.providers.kinds import AgeBand
from shanyu.domain.providers.models import Site
from shanyu.domain.providers.naming import said
from shanyu.faces.authority.forms import DeskForm, day
from shanyu.kernel.clock import local

#: Of a review: nothing else is given.
KEEP = "keep"
LOCAL = "%Y-%m-%dT%H:%M"
WEEKDAYS = [
    ("1", _("周一")), ("2", _("周二")), ("3", _("周三")), ("4", _("周四")), ("5", _("周五")), ("6", _("周六")),
    ("7", _("周日")),
]  # fmt: skip
ORDERS = [
    ("groups,sibling,neighbour", _("优先情形，再兄弟姐妹，再住在附近")),
    ("groups,neighbour,sibling", _("优先情形，再住在附近，再兄弟姐妹")),
    ("sibling,groups,neighbour", _("兄弟姐妹，再优先情形，再住在附近")),
    ("groups", _("只看优先情形")),
    ("", _("都不看，只抽签")),
]


def _moment(label: str, help_text: str = "", *, required: bool = True) -> forms.DateTimeField:
    widget = forms.DateTimeInput({"type": "datetime-local"}, format=LOCAL)
    return forms.DateTimeField(
        label=label, required=required, help_text=help_text, widget=widget,
        input_formats=[LOCAL, "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S"],
    )  # fmt: skip


def _number(label: str, low: int, high: int, help_text: str = "", *, required: bool = True):
    widget = forms.NumberInput({"inputmode": "numeric"})
    return forms.IntegerField(
        label=label, min_value=low, max_value=high, help_text=help_text, required=required, widget=widget
    )


def _time(label: str) -> forms.TimeField:
    return forms.TimeField(label=label, widget=forms.TimeInput({"type": "time"}, format="%H:%M"))


def _rules_choice(label: str, *, required: bool = True, help_text: str = "") -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=label, required=required, help_text=help_text, empty_value=None)


class ProgrammeForm(DeskForm):
    """A draft, or what is amended of an announcement."""

    kind = forms.ChoiceField(label=_("种类"), choices=ProgrammeKind.choices)
    name = forms.CharField(label=_("名称"), max_length=80, help_text=_("如：2027 年和睦片区暑期班。"))
    name_en = forms.CharField(
        label=_("英文名称"), max_length=120, required=False, widget=forms.TextInput({"lang": "en"})
    )
    about = forms.CharField(
        label=_("介绍"), max_length=2000, required=False, widget=forms.Textarea({"rows": 4}),
        help_text=_("一两段话：做什么，带什么，谁来照看。"),
    )  # fmt: skip
    about_en = forms.CharField(
        label=_("英文介绍"), max_length=3000, required=False, widget=forms.Textarea({"rows": 3, "lang": "en"})
    )
    from_month = _number(_("最小月龄"), 0, 239, _("满这个月龄，按开班那天算。6 岁是 72。"))
    to_month = _number(_("不满多少月龄"), 1, 240)
    opens_at = _moment(_("报名开始"))
    closes_at = _moment(_("报名截止"), _("到这一刻就关，这一刻本身不收。"))
    starts_on = day(_("开班那天"))
    ends_on = day(_("最后一天"))
    fee = forms.DecimalField(
        label=_("一期收费（元）"), decimal_places=2, max_digits=8, min_value=0, initial=Decimal(0),
        help_text=_("不收费填 0。困境儿童自动免收。"),
    )  # fmt: skip
    rules = _rules_choice(_("分配规则"))
    last_rules = _rules_choice(
        _("去年的规则"), required=False, help_text=_("正式分配时一并按它算一次，放在旁边对照。")
    )
    public_value = forms.CharField(
        label=_("公开数字"), max_length=300, help_text=_("截止后才产生、谁也改不了的，如某一期福利彩票号码。")
    )
    public_value_at = _moment(_("公开数字什么时候产生"), _("要在报名截止之后。"))

    def __init__(self, *args: object, rules: list[RuleSet], row: Programme | None = None, **kwargs: object):
        initial = {**(_facts_of(row) if row else {}), **kwargs.pop("initial", {})}
        super().__init__(*args, initial=initial, **kwargs)
        known = {str(one.public_id): one for one in rules}
        for name in ("rules", "last_rules"):
            self.fields[name].choices = [("", _("请选择")), *((key, str(one)) for key, one in known.items())]
            self.fields[name].coerce = known.get

    def programme(self) -> NewProgramme:
        data = dict(self.cleaned_data)
        data["fee_fen"] = int(data.pop("fee") * 100)
        for name in ("region", "reason"):
            data.pop(name, None)
        return NewProgramme(**data)


def _facts_of(row: Programme) -> dict:
    facts = {name: getattr(row, name) for name in ProgrammeForm.base_fields if hasattr(row, name)}
    for name in ("opens_at", "closes_at", "public_value_at"):
        facts[name] = local(facts[name]) if facts[name] else None
    for name in ("rules", "last_rules"):
        facts[name] = str(facts[name].public_id) if facts[name] else ""
    return facts | {"fee": (Decimal(row.fee_fen) / 100).quantize(Decimal("0.01"))}


class NewProgrammeForm(ProgrammeForm):
    """A new draft, with the region it is for."""

    region = forms.TypedChoiceField(label=_("地区"), coerce=int)
    field_order = ["region"]

    def __init__(self, *args: object, regions: list, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].choices = [(one.pk, said(one, "name")) for one in regions]


class AmendForm(ProgrammeForm):
    """What may be amended before the window opens, with the reason that everybody reads."""

    reason = forms.CharField(label=_("为什么更正"), max_length=200, help_text=_("和前后内容一起公布。"))

    def __init__(self, *args: object, row: Programme, **kwargs: object) -> None:
        super().__init__(*args, row=row, **kwargs)
        self.row = row
        for name in ("kind", "name", "name_en", "about", "about_en", "from_month", "to_month", "last_rules"):
            del self.fields[name]

    def changes(self) -> dict:
        """Only what is other than it was."""
        data = dict(self.cleaned_data)
        data.pop("reason")
        data["fee_fen"] = int(data.pop("fee") * 100)
        return {name: value for name, value in data.items() if value != getattr(self.row, name)}


class ClassForm(DeskForm):
    """A class with its reserves: how many seats for each group, filled in the order of the list."""

    site = forms.ChoiceField(label=_("机构"))
    code = forms.CharField(label=_("编号"), max_length=20, help_text=_("公开协议里用它，如 HM-01。"))
    name = forms.CharField(label=_("班名"), max_length=60)
    band = forms.ChoiceField(label=_("班型"), choices=AgeBand.choices)
    from_month = _number(_("最小月龄"), 0, 239, _("不填就按班型。"), required=False)
    to_month = _number(_("不满多少月龄"), 1, 240, required=False)
    cap = _number(_("名额"), 1, 200, _("不能超过班型的规定，也不能超过老师照看得过来的。"))
    minimum = _number(_("最少开班人数"), 0, 200, _("0 表示不限。"))
    staff = _number(_("老师人数"), 1, 100)
    weekdays = forms.TypedMultipleChoiceField(
        label=_("星期"), choices=WEEKDAYS, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    opens = _time(pgettext_lazy("班", "开始"))
    closes = _time(pgettext_lazy("班", "结束"))
    apart = forms.TypedChoiceField(
        label=_("各年龄的老师"), required=False, coerce=lambda text: text != "shared", widget=forms.RadioSelect,
        choices=[("apart", _("各有各的老师")), ("shared", _("一起照看"))],
    )  # fmt: skip

    def __init__(self, *args: object, sites: list[Site], row: ProgrammeClass | None = None, **kwargs: object):
        initial = (
            _class_facts(row)
            if row
            else {"minimum": 0, "staff": 2, "weekdays": list("12345"), "apart": "apart"}
        )
        super().__init__(*args, initial=initial, **kwargs)
        self.sites = {str(one.public_id): one for one in sites}
        named = [(key, said(one, "name")) for key, one in self.sites.items()]
        self.fields["site"].choices = [("", _("请选择")), *named]
        for group, label in Group.choices:
            self.fields[f"seats_{group}"] = _number(label, 0, 200, required=False)
        for band, label in AgeBand.choices:
            self.fields[f"part_{band}"] = _number(label, 0, 200, required=False)

    @property
    def plain(self) -> list[forms.BoundField]:
        asked_below = ("seats_", "part_", "apart")
        return [self[name] for name in self.fields if not name.startswith(asked_below)]

    @property
    def seats(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("seats_")]

    @property
    def parts(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("part_")]

    @property
    def parted(self) -> bool:
        """Whether seats for several ages were given: then their part of the form is open."""
        return any(one.value() for one in self.parts)

    @property
    def site_chosen(self) -> Site:
        return self.sites[self.cleaned_data["site"]]

    def new_class(self) -> NewClass:
        data = self.cleaned_data
        names = ("code", "name", "band", "from_month", "to_month", "cap", "minimum", "staff", "weekdays")
        seats = [(group, data.get(f"seats_{group}")) for group in Group.values]
        parts = [(band, data.get(f"part_{band}")) for band in AgeBand.values]
        return NewClass(
            **{name: data[name] for name in (*names, "opens", "closes")},
            reserves=tuple((group, number) for group, number in seats if number),
            parts=tuple((band, number) for band, number in parts if number),
            apart=data["apart"] is not False,
        )


def _class_facts(row: ProgrammeClass) -> dict:
    names = ("code", "name", "band", "from_month", "to_month", "cap", "minimum", "staff", "opens", "closes")
    facts = {name: getattr(row, name) for name in names}
    facts |= {"site": str(row.site.public_id), "weekdays": [str(one) for one in row.weekdays]}
    facts |= {"apart": "apart" if row.apart else "shared"}
    facts |= {f"seats_{one.group}": one.seats for one in row.reserves.all()}
    return facts | {f"part_{one.band}": one.seats for one in row.parts.all()}


class RulesForm(DeskForm):
    """A dated set of rules. A group without a rank stands after all that have one."""

    region = forms.TypedChoiceField(label=_("地区"), coerce=int)
    name = forms.CharField(label=_("名称"), max_length=80)
    since = day(_("从哪一天起"))
    document = forms.CharField(
        label=_("文号"), max_length=80, required=False, help_text=_("没有文号的，公开页会写明是示例。")
    )
    order = forms.ChoiceField(label=_("先看什么"), choices=ORDERS, widget=forms.RadioSelect)
    open_first = forms.TypedChoiceField(
        label=_("先满哪种名额"), coerce=lambda text: text == "open", widget=forms.RadioSelect,
        choices=[("reserved", _("先满预留的，再满普通的")), ("open", _("先满普通的，再满预留的（更照顾优先群体）"))],
    )  # fmt: skip
    ticket_by_family = forms.TypedChoiceField(
        label=_("怎样抽签"), coerce=lambda text: text == "family", widget=forms.RadioSelect,
        choices=[("family", _("一家几个孩子用同一个签")), ("child", _("每个孩子一个签"))],
    )  # fmt: skip
    closing = forms.ChoiceField(
        label=_("不够最少开班人数时"), choices=Closing.choices, widget=forms.RadioSelect
    )

    def __init__(self, *args: object, regions: list, **kwargs: object) -> None:
        initial = {
            "order": ORDERS[0][0], "open_first": "reserved", "ticket_by_family": "family",
            "closing": Closing.LARGEST_SHORTFALL,
        }  # fmt: skip
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["region"].choices = [(one.pk, said(one, "name")) for one in regions]
        for group, label in Group.choices:
            if group not in ("sibling", "neighbour"):
                self.fields[f"rank_{group}"] = _number(label, 1, 9, required=False)

    @property
    def plain(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if not name.startswith("rank_")]

    @property
    def ranks(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("rank_")]

    def rules(self) -> NewRules:
        data = self.cleaned_data
        ranks = {name[5:]: value - 1 for name, value in data.items() if name.startswith("rank_") and value}
        names = ("name", "since", "open_first", "ticket_by_family", "closing", "document")
        criteria = tuple(one for one in data["order"].split(",") if one)
        return NewRules(**{name: data[name] for name in names}, criteria=criteria, group_ranks=ranks)


class VerifierForm(DeskForm):
    account = forms.ChoiceField(label=_("谁来核验"))

    def __init__(self, *args: object, officials: list, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.officials = {str(one.public_id): one for one in officials}
        named = [(key, f"{one.name} · {one.username}") for key, one in self.officials.items()]
        self.fields["account"].choices = [("", _("请选择")), *named]


class DrawForm(DeskForm):
    value = forms.CharField(
        label=_("公开数字的结果"), max_length=300, widget=forms.TextInput({"autocomplete": "off"}),
        help_text=_("照公布的样子抄，空格也一样。填了就改不了。"),
    )  # fmt: skip


class SignForm(DeskForm):
    words = forms.CharField(
        label=_("您的话"), max_length=300, required=False, widget=forms.Textarea({"rows": 2}),
        help_text=_("还有多孩家庭的异议时，要写明为什么可以公布。"),
    )  # fmt: skip


class VerifyForm(DeskForm):
    """It holds, until when; or not, and why."""

    holds = forms.TypedChoiceField(
        label=_("核验结果"), coerce=lambda text: text == "yes", widget=forms.RadioSelect,
        choices=[("yes", _("通过")), ("no", _("不通过"))],
    )  # fmt: skip
    expires_on = day(
        _("有效到哪一天"), required=False, help_text=_("长期有效就留空。开班那天还要有效才算数。")
    )
    reason = forms.CharField(
        label=_("理由"), max_length=500, required=False, widget=forms.Textarea({"rows": 3}),
        help_text=_("不通过时必须写，家长会看到。"),
    )  # fmt: skip


class ReviewForm(DeskForm):
    """What a person decides about a contest."""

    gives = forms.ChoiceField(label=_("结论"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("理由"), max_length=1000, widget=forms.Textarea({"rows": 4}), help_text=_("家长会看到。")
    )

    def __init__(self, *args: object, seats: list[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, initial={"gives": KEEP}, **kwargs)
        self.fields["gives"].choices = [(KEEP, _("维持原结果")), *seats]
