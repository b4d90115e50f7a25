"""How the health pages speak: what to do next, what a dose is called, what an examination means."""

from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from shanyu.domain.health.kinds import PartKind, Vaccine
from shanyu.domain.health.progress import Step
from shanyu.domain.health.schedule import Line, Slot, State
from shanyu.ui import words

#: Icons of the parts, which have the words beside them.
ICONS = {
    "allergies": "shield-alert", "medication": "clock", "conditions": "stethoscope", "emergency": "siren",
    "feeding": "utensils", "sleep": "bed", "toilet": "bath", "comfort": "smile", "diet": "leaf", "clinic": "hospital",
}  # fmt: skip

#: The state of a dose as a badge: gentle, because being late is common and can be made up.
BADGES = {
    State.GIVEN: ("valid", lambda: _("已打")),
    State.DUE: ("soon", lambda: _("可以打了")),
    State.OVERDUE: ("soon", lambda: _("可以补")),
    State.LATER: ("info", lambda: _("还早")),
    State.UNKNOWN: ("info", lambda: _("没有记录")),
}


@dataclass(frozen=True)
class Next:
    """The card on top: what, why, and the one button; without an address there is nothing to do."""

    title: str
    text: str = ""
    url: str = ""
    action: str = ""


def next_of(step: Step, child_id: UUID) -> Next:
    """The one next step of a file in words."""

    def to(name: str, *more: str) -> str:
        return reverse(f"family:{name}", args=[child_id, *more])

    part = str(PartKind(step.kind).label) if step.kind else ""
    return {
        "part": lambda: Next(
            _("填写“%(part)s”") % {"part": part}, "", to("health_part", step.kind), _("去填写")
        ),
        "confirm": lambda: Next(
            _("“%(part)s”还是这样吗") % {"part": part},
            _("半年没有核对过了，看一眼就好。"),
            to("health_part", step.kind),
            _("去核对"),
        ),
        "doses": lambda: Next(
            _("照着接种证填一遍"),
            _("只填日期，几分钟就好。以后由我们提醒。"),
            to(
                "health_book",
            ),
            _("开始填"),
        ),
        "catch_up": lambda: Next(
            _("有疫苗可以打了"),
            _("和接种门诊约个时间，由医生看打哪一种。"),
            to("vaccinations"),
            _("看看有哪些"),
        ),
        "exam": lambda: Next(
            _("入园前做一次体检"), _("做好后把体检表拍下来上传。"), to("entry"), _("看怎么做")
        ),
        "renew_exam": lambda: Next(
            _("上次的入托体检过期了"), _("最近要入园的话，请再做一次。"), to("entry"), _("看怎么做")
        ),
        "done": lambda: Next(_("都填好了"), _("报名和入托时会直接用这一份，不用再填。")),
    }[step.code]()


def named(dose: Line | Slot) -> str:
    """A dose of the schedule: 百白破疫苗 第3剂."""
    return _("%(vaccine)s 第%(number)s剂") % {"vaccine": Vaccine(dose.vaccine).label, "number": dose.dose}


def age_word(month: int) -> str:
    return words.months_text(month) if month else _("出生时")


@dataclass(frozen=True)
class DoseWords:
    """A dose of the schedule for a list: its name, its badge, and a quiet line under it."""

    name: str
    state: str
    word: str
    note: str


def told(line: Line) -> DoseWords:
    state, word = BADGES[line.state]
    return DoseWords(named(line), state, word(), _note(line))


def _note(line: Line) -> str:
    if line.state == State.GIVEN:
        return words.full_day(line.given_on)
    if line.state == State.LATER:
        return _("%(day)s 起") % {"day": words.full_day(line.opens)}
    if line.state == State.UNKNOWN:
        return _("后面的剂次有记录，这一剂可能打过没填。")
    if line.state == State.OVERDUE:
        return _("建议在%(age)s前打，过了也可以问门诊怎么补。") % {"age": age_word(_months(line))}
    return (
        _("满%(age)s可以打") % {"age": age_word(line.from_month)} if line.from_month else _("出生后就可以打")
    )


def _months(line: Line) -> int:
    """The recommended age that has passed, in months."""
    return line.before_month or line.from_month


def by_age(lines: list[Line]) -> list[tuple[str, list[DoseWords]]]:
    """The whole schedule in groups of age."""
    groups: dict[int, list[DoseWords]] = {}
    for line in lines:
        groups.setdefault(line.from_month, []).append(told(line))
    return [(age_word(month), doses) for month, doses in groups.items()]
