"""The way of a case as a table: from which state which step leads where, who may take it, and whose turn a state is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shanyu.domain.enrolment.kinds import ENTERING, SEEKING, CaseState, Side
from shanyu.kernel.door.refusals import Words

FAMILY, SITE = frozenset({Side.FAMILY}), frozenset({Side.SITE})
EITHER = FAMILY | SITE
#: Steps that time takes.
CLOCK: frozenset[Side] = frozenset()


@dataclass(frozen=True)
class Transition:
    """A step: the states it begins from, the one it ends in, and who may take it (nobody: time does)."""

    step: str
    begins: tuple[CaseState, ...]
    ends: CaseState
    who: frozenset[Side]


S = CaseState
TABLE = (
    Transition("offer", SEEKING, S.OFFERED, SITE),
    Transition("retract", (S.OFFERED,), S.APPLIED, SITE),
    Transition("decline", (S.OFFERED,), S.APPLIED, FAMILY),
    Transition("lapse", (S.OFFERED,), S.APPLIED, CLOCK),
    Transition("accept", (S.OFFERED,), S.ACCEPTED, FAMILY),
    Transition("documents", (S.ACCEPTED,), S.CHECKUP, SITE),
    Transition("checkup", (S.CHECKUP,), S.AGREEMENT, SITE),
    Transition("sign", (S.AGREEMENT,), S.AGREEMENT, FAMILY),
    Transition("agreement", (S.AGREEMENT,), S.PLACED, SITE),
    Transition("first_day", (S.PLACED,), S.ATTENDING, SITE),
    Transition("suspend", (S.ATTENDING,), S.SUSPENDED, EITHER),
    Transition("recheck", (S.SUSPENDED,), S.SUSPENDED, SITE),
    Transition("return", (S.SUSPENDED,), S.ATTENDING, EITHER),
    Transition("left", (S.ATTENDING, S.SUSPENDED), S.LEFT, CLOCK),
    Transition("transferred", (S.ATTENDING, S.SUSPENDED), S.TRANSFERRED, CLOCK),
    Transition("withdraw", (*SEEKING, *ENTERING), S.WITHDRAWN, FAMILY),
    Transition("close", ENTERING, S.DECLINED, SITE),
)
BY_STEP: Mapping[str, Transition] = {one.step: one for one in TABLE}

#: Whose turn a state is. While a child is there, and after the end, it is nobody's.
OWNERS: Mapping[str, Side | None] = {
    S.APPLIED: Side.SITE,
    S.OFFERED: Side.FAMILY,
    S.ACCEPTED: Side.FAMILY,
    S.CHECKUP: Side.FAMILY,
    S.AGREEMENT: Side.FAMILY,
    S.PLACED: Side.SITE,
    S.ATTENDING: None,
    S.SUSPENDED: Side.FAMILY,
    S.LEFT: None,
    S.TRANSFERRED: None,
    S.WITHDRAWN: None,
    S.DECLINED: None,
}

#: What each side reads: for the family, for the site.
_SAYS: Mapping[str, tuple[Words, Words]] = {
    "choose": (_("请选择想去的机构。"), _("等家庭选择机构。")),
    S.APPLIED: (_("机构正在看您的申请。"), _("请答复这份申请。")),
    S.OFFERED: (_("请答复录取，过期会让给下一家。"), _("等家庭答复录取。")),
    S.ACCEPTED: (_("请交齐入托材料。"), _("收到材料后，请核对并确认。")),
    "handed": (_("材料已交齐，等机构核对。"), _("材料已交齐，请核对并确认。")),
    S.CHECKUP: (_("请带孩子完成入托体检。"), _("收到体检报告后，请核对并确认。")),
    "examined": (_("体检结果已有，等机构核对。"), _("体检结果已有，请核对并确认。")),
    S.AGREEMENT: (_("请阅读并签署托育协议。"), _("等家庭签署协议。")),
    "signed": (_("协议已签，等机构签署。"), _("家庭已签协议，请签署。")),
    S.PLACED: (_("都办好了，等入托第一天。"), _("孩子到园后，请确认入托。")),
    S.ATTENDING: (_("孩子在托。"), _("孩子在托。")),
    S.SUSPENDED: (_("暂停中，回来前请告诉机构。"), _("暂停中，等家庭告知返回。")),
    "leaving": (_("已定下离托日期。"), _("已定下离托日期，托位随后空出。")),
    S.LEFT: (_("已离托。"), _("已离托。")),
    S.TRANSFERRED: (_("已转到另一家机构。"), _("已转到另一家机构。")),
    S.WITHDRAWN: (_("申请已撤回。"), _("家庭已撤回申请。")),
    S.DECLINED: (pgettext_lazy("给家庭", "机构已结束办理。"), pgettext_lazy("给机构", "已结束办理。")),
}


#: Where the family has done its part and the site has to look, by state.
_DONE: Mapping[str, str] = {S.ACCEPTED: "handed", S.CHECKUP: "examined"}


@dataclass(frozen=True)
class NextStep:
    """What comes next for one side: the steps it may take, what it reads, whether it is its turn, and until when."""

    says: Words
    mine: bool
    due_at: datetime | None
    may: tuple[str, ...]

    def overdue(self, moment: datetime) -> bool:
        return self.due_at is not None and self.due_at <= moment


@dataclass(frozen=True)
class Standing:
    """What of a case the next step depends on.

    `asks`: it stands at one site at least; `leaving`: its last day is fixed; `done`: of documents or the check-up
    the family has done its part (`turns.done`).
    """

    state: str
    due_at: datetime | None = None
    signed: bool = False
    asks: bool = True
    leaving: bool = False
    done: bool = False


def next_step(case: Standing, side: Side) -> NextStep:
    """What comes next in a case for the family or for the site."""
    key, owner = _turn(case)
    steps = tuple(
        one.step for one in TABLE if case.state in one.begins and side in one.who and _open(one, case)
    )
    return NextStep(_SAYS[key][side == Side.SITE], side == owner, case.due_at, steps)


def _turn(case: Standing) -> tuple[str, Side | None]:
    """What a case stands at, as the key of its words, and whose turn it is."""
    if case.state == S.APPLIED and not case.asks:
        return "choose", Side.FAMILY
    if case.state == S.AGREEMENT and case.signed:
        return "signed", Side.SITE
    if case.done and case.state in _DONE:
        return _DONE[case.state], Side.SITE
    if case.state in {S.ATTENDING, S.SUSPENDED} and case.leaving:
        return "leaving", OWNERS[case.state]
    return case.state, OWNERS[case.state]


def _open(one: Transition, case: Standing) -> bool:
    """Signing comes once, and the site's confirmation after it; a site ends nothing while the turn is its own."""
    if one.step == "close":
        return case.state == S.PLACED or _turn(case)[1] == Side.FAMILY
    return case.signed is (one.step == "agreement") if one.step in {"sign", "agreement"} else True
