"""What a family is asked in each part of the health file, and how an answer is checked. Pure.

A part is either a list of items (allergies, medication, conditions) or one sheet of answers; some parts may be
answered with "nothing". An answer is a dictionary of plain JSON values: this is what gets sealed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from django.db.models import TextChoices
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from shanyu.domain.health import kinds
from shanyu.domain.health.kinds import COMMON, PartKind
from shanyu.kernel.door import Invalid

Sort = Literal["line", "text", "one", "many", "hours"]
#: Questions about milk and nappies are asked up to this age, in completed months.
YOUNG_MONTHS = 48
MOST_ITEMS = 20
LONGEST = {"line": 60, "text": 300}


@dataclass(frozen=True)
class Ask:
    """One question: its key in the answer, its words, and of what sort the answer is."""

    name: str
    label: Any
    sort: Sort = "line"
    choices: type[TextChoices] | None = None
    needed: bool = False
    young: bool = False
    help: Any = ""

    def said(self, value: Any) -> str:
        """An answer in the reader's words."""
        if self.sort == "hours":
            return ngettext("%(n)s小时", "%(n)s小时", value) % {"n": value}
        if self.choices is None:
            return str(value)
        wanted = value if isinstance(value, list) else [value]
        known = dict(self.choices.choices)
        return gettext("、").join(str(known[one]) for one in wanted if one in known)


@dataclass(frozen=True)
class Spec:
    """One part: what is asked, whether it is a list, and the words of "there is nothing"."""

    kind: PartKind
    asks: tuple[Ask, ...]
    listed: bool = False
    nothing: Any = ""
    why: Any = ""

    @property
    def common(self) -> bool:
        return self.kind in COMMON

    def asked(self, months: int) -> tuple[Ask, ...]:
        """The questions for a child of so many completed months."""
        return tuple(ask for ask in self.asks if not ask.young or months < YOUNG_MONTHS)


SPECS: dict[str, Spec] = {
    spec.kind.value: spec
    for spec in (
        Spec(
            PartKind.ALLERGIES,
            (
                Ask("substance", _("对什么过敏"), "one", kinds.Substance, needed=True),
                Ask("detail", _("具体是什么"), help=_("选了“其他”请写明，比如芒果。")),
                Ask("reactions", _("有什么反应"), "many", kinds.Reaction),
                Ask("severity", _("有多严重"), "one", kinds.Severity, needed=True),
                Ask("confirmed", _("怎么知道的"), "one", kinds.ConfirmedBy, needed=True),
                Ask("action", _("出现时怎么做"), "text"),
            ),
            listed=True,
            nothing=_("没有过敏"),
            why=_("老师每天看得到，配餐也会避开。"),
        ),
        Spec(
            PartKind.MEDICATION,
            (
                Ask("name", _("药名"), needed=True),
                Ask("dose", _("每次多少"), needed=True),
                Ask("times", _("什么时候用"), needed=True),
                Ask("reason", _("为什么用")),
                Ask("note", _("要注意什么"), "text"),
            ),
            listed=True,
            nothing=_("没有长期用药"),
            why=_("这里只写长期用的药；临时用药在机构另外登记。"),
        ),
        Spec(
            PartKind.CONDITIONS,
            (
                Ask("name", _("是什么情况"), needed=True, help=_("比如热性惊厥、哮喘、先天性心脏病。")),
                Ask("since", _("什么时候开始")),
                Ask("care", _("照护时要注意什么"), "text"),
            ),
            listed=True,
            nothing=_("没有特殊情况"),
        ),
        Spec(
            PartKind.EMERGENCY,
            (
                Ask("first", _("紧急时先做什么"), "text", needed=True),
                Ask("hospital", _("优先送去的医院")),
            ),
            nothing=_("没有特别要交代的"),
        ),
        Spec(
            PartKind.FEEDING,
            (
                Ask("milk", _("喝什么奶"), "one", kinds.Milk, young=True),
                Ask("texture", _("吃多软的"), "one", kinds.Texture, young=True),
                Ask("eating", _("怎么吃"), "one", kinds.Eating),
                Ask("refused", _("不肯吃的")),
                Ask("note", _("还想告诉老师的"), "text"),
            ),
        ),
        Spec(
            PartKind.SLEEP,
            (
                Ask("naps", _("白天怎么睡"), "one", kinds.Naps),
                Ask("hours", _("一天一共睡几小时"), "hours"),
                Ask("habits", _("入睡的习惯"), "text"),
                Ask("object", _("离不开的东西"), help=_("比如小毯子、安抚奶嘴。")),
            ),
        ),
        Spec(
            PartKind.TOILET,
            (
                Ask("stage", _("现在到哪一步"), "one", kinds.Toilet, needed=True),
                Ask("words", _("孩子怎么表示要上厕所")),
                Ask("note", _("要注意什么"), "text"),
            ),
        ),
        Spec(
            PartKind.COMFORT,
            (
                Ask("upset", _("什么时候容易哭闹"), "text"),
                Ask("soothe", _("怎样最容易安抚"), "text"),
            ),
        ),
        Spec(
            PartKind.DIET,
            (
                Ask("rules", _("饮食习惯"), "many", kinds.Diet),
                Ask("note", _("还想告诉老师的"), "text"),
            ),
            nothing=_("没有忌口"),
        ),
        Spec(
            PartKind.CLINIC,
            (
                Ask("clinic", _("儿童保健门诊或社区医院"), needed=True),
                Ask("doctor", _("常看的医生")),
                Ask("phone", _("电话")),
            ),
        ),
    )
}


def spec_of(kind: str) -> Spec:
    """Raises Invalid for a part that there is not."""
    if kind not in SPECS:
        raise Invalid({"kind": gettext("没有这一部分。")})
    return SPECS[kind]


def cleaned(spec: Spec, given: Mapping[str, Any]) -> dict[str, Any]:
    """The answers of one sheet or one item, empty ones left out. Raises Invalid by question."""
    answers: dict[str, Any] = {}
    errors: dict[str, str] = {}
    for ask in spec.asks:
        value = given.get(ask.name)
        value = value.strip() if isinstance(value, str) else value
        if value in (None, "", []):
            if ask.needed:
                errors[ask.name] = gettext("请选择。") if ask.sort == "one" else gettext("请填写。")
            continue
        wrong = _wrong(ask, value)
        if wrong:
            errors[ask.name] = wrong
        answers[ask.name] = value
    if answers.get("substance") == kinds.Substance.OTHER and not answers.get("detail"):
        errors["detail"] = gettext("请写明对什么过敏。")
    if not answers and not errors:
        errors[spec.asks[0].name] = gettext("请至少填一项。")
    if errors:
        raise Invalid(errors)
    return answers


def _wrong(ask: Ask, value: Any) -> str:
    if ask.sort in LONGEST:
        most = LONGEST[ask.sort]
        good = isinstance(value, str) and len(value) <= most
        return "" if good else gettext("最多 %(most)s 个字。") % {"most": most}
    if ask.sort == "one":
        return "" if value in ask.choices.values else gettext("请从列出的里面选。")
    if ask.sort == "many":
        good = isinstance(value, list) and set(value) <= set(ask.choices.values)
        return "" if good else gettext("请从列出的里面选。")
    good = isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 24
    return "" if good else gettext("请填 1 到 24 之间的整数。")
