"""How the pages of enrolment speak: what comes next, how far a case is, where it stands at each site."""

from dataclasses import dataclass
from datetime import datetime, time

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from shanyu.domain.enrolment.kinds import (
    ENDED,
    ENTERING,
    OPEN,
    SEEKING,
    THERE,
    ApplicationState,
    CaseState,
    EntryKind,
    Reason,
)
from shanyu.domain.enrolment.models import Case, Entry
from shanyu.domain.enrolment.queries import ApplicationView, CaseCard, CaseView
from shanyu.domain.enrolment.transitions import NextStep
from shanyu.domain.providers.naming import said
from shanyu.kernel.clock import now, today
from shanyu.ui import words

#: The way from the wish to the first day, as a family counts it: states, the step's name.
WAY = (
    (SEEKING, lambda: _("申请和录取")),
    ((CaseState.ACCEPTED,), lambda: _("交材料")),
    ((CaseState.CHECKUP,), lambda: _("入托体检")),
    ((CaseState.AGREEMENT,), lambda: _("签协议")),
    ((CaseState.PLACED,), lambda: _("入托第一天")),
)
DOCUMENTS, CHECKUP, AGREEMENT = 1, 2, 3
LOOKS = {
    CaseState.OFFERED: "due",
    CaseState.ACCEPTED: "soon",
    CaseState.CHECKUP: "soon",
    CaseState.AGREEMENT: "soon",
    CaseState.PLACED: "valid",
    CaseState.ATTENDING: "valid",
    CaseState.SUSPENDED: "soon",
}
APPLICATION_LOOKS = {
    ApplicationState.OFFERED: "due",
    ApplicationState.WAITING: "info",
    ApplicationState.ACCEPTED: "valid",
}


@dataclass(frozen=True)
class NextCard:
    """The one card on top. Without an address there is nothing for the family to do; `by` says until when."""

    title: str
    text: str = ""
    url: str = ""
    action: str = ""
    by: str = ""
    mine: bool = False


def next_card(case: Case, step: NextStep, asks: int) -> NextCard:
    """What a family does next in a case, and the page where it is done."""
    url, action = _where(case, asks) if step.mine else ("", "")
    return NextCard(
        title=str(step.says),
        text=_explained(case, step),
        url=url,
        action=action,
        by=_by(step.due_at) if step.mine and step.due_at else "",
        mine=step.mine,
    )


def _by(due: datetime) -> str:
    """The moment before which something is to be done; a day that begins needs no 00:00."""
    begins = localtime(due).time() == time.min
    return words.day(due, today()) if begins else words.day_time(due, today())


def _case_url(case: Case) -> str:
    return reverse("family:case", args=[case.public_id])


def _exam_url(case: Case) -> str:
    return f"{reverse('family:entry', args=[case.child.public_id])}?case={case.public_id}"


def _where(case: Case, asks: int) -> tuple[str, str]:
    """Where the next step is taken: the address, and the word on the button."""
    here = _case_url(case)
    if case.state == CaseState.APPLIED and not asks:
        return reverse("public:find"), _("去找托育")
    return {
        CaseState.OFFERED: (here, _("去答复")),
        CaseState.CHECKUP: (_exam_url(case), _("去交体检表")),
        CaseState.ACCEPTED: (reverse("family:papers", args=[case.public_id]), _("去交材料")),
        CaseState.AGREEMENT: (reverse("family:agreement", args=[case.public_id]), _("阅读并签署")),
        CaseState.SUSPENDED: (f"{here}#care", _("告诉机构")),
    }.get(case.state, (here, _("去办理")))


def _explained(case: Case, step: NextStep) -> str:
    """A quiet line under the title."""
    if step.mine and case.state == CaseState.ACCEPTED:
        return _("平台已有的不用再交，缺的拍照就行。")
    if step.mine and case.state == CaseState.CHECKUP:
        return _("到妇幼保健院或社区医院做，把体检表拍下来上传。")
    if case.state == CaseState.PLACED:
        return _("需要带的东西，机构会告诉您；第一天由机构确认到园。")
    if case.state == CaseState.APPLIED:
        return _("有空位时机构会录取，我们马上告诉您，不用打电话问。")
    return ""


@dataclass(frozen=True)
class CaseLine:
    """A case in a list: whose, where, how it stands, and the next card."""

    card: CaseCard
    next: NextCard
    where: str
    look: str
    word: str
    ended: bool
    there: bool


def line_of(card: CaseCard) -> CaseLine:
    case = card.case
    return CaseLine(
        card=card,
        next=next_card(case, card.next, card.asks),
        where=said(case.site, "name") if case.site else "",
        look=look_of(case),
        word=str(case.get_state_display()),
        ended=case.state in ENDED,
        there=case.state in THERE,
    )


def look_of(case: Case) -> str:
    return LOOKS.get(case.state, "closed" if case.state in ENDED else "info")


def most_urgent(lines: list[CaseLine]) -> CaseLine | None:
    """The line whose turn it is for the family, the earliest end first; nothing where nobody waits for it."""
    mine = [line for line in lines if line.next.mine and not line.ended]
    ends = [
        (line.card.next.due_at is None, line.card.next.due_at or now(), place)
        for place, line in enumerate(mine)
    ]
    return mine[min(ends)[2]] if ends else None


@dataclass(frozen=True)
class Way:
    """One step of the way: `state` is done, due (here we are) or empty; `url` where it can be done or read."""

    name: str
    state: str
    url: str


def way_of(case: Case) -> list[Way]:
    """The five steps with the one where the case stands; all done once the child is there."""
    if case.state in ENDED and case.site_id is None:
        return []
    here = next((place for place, (states, _name) in enumerate(WAY) if case.state in states), len(WAY))
    return [
        Way(name(), "done" if place < here else "due" if place == here else "", _url_of(case, place, here))
        for place, (_states, name) in enumerate(WAY)
    ]


def _url_of(case: Case, place: int, here: int) -> str:
    """Where a step is done: documents and the examination from acceptance on, also ahead of their turn."""
    if case.state not in ENTERING:
        return ""
    if place == DOCUMENTS:
        return reverse("family:papers", args=[case.public_id])
    if place == CHECKUP:
        return _exam_url(case)
    return reverse("family:agreement", args=[case.public_id]) if place == AGREEMENT <= here else ""


@dataclass(frozen=True)
class SiteLine:
    """One site that a case asks at, in words."""

    view: ApplicationView
    name: str
    url: str
    look: str
    word: str
    why: str
    standing: bool
    until: datetime | None
    i_agreed: bool


def site_lines(view: CaseView, account: int | None) -> list[SiteLine]:
    """The sites of a case: the ones that stand first, in the family's order."""
    lines = [_site_line(one, view, account) for one in view.applications]
    return sorted(lines, key=lambda line: (not line.standing, line.view.offer is None))


def _site_line(one: ApplicationView, view: CaseView, account: int | None) -> SiteLine:
    row = one.application
    agreed = one.offer is not None and any(
        entry.kind == EntryKind.AGREE
        and entry.account_id == account
        and entry.application_id == row.pk
        and entry.at >= one.offer.created_at
        for entry in view.entries
    )
    return SiteLine(
        view=one,
        name=said(row.site, "name"),
        url=reverse("public:site", args=[row.site.public_id]),
        look=APPLICATION_LOOKS.get(row.state, "closed"),
        word=str(row.get_state_display()),
        why=str(Reason(row.reason).label) if row.reason else "",
        standing=row.state in OPEN,
        until=one.offer.until if one.offer else None,
        i_agreed=agreed,
    )


@dataclass(frozen=True)
class Happened:
    """One line of the history: when, what, where, why."""

    at: datetime
    what: str
    where: str
    why: str
    mine: bool


def history_of(entries: list[Entry], account: int | None) -> list[Happened]:
    """Everything that happened, the newest first."""
    return [
        Happened(
            at=entry.at,
            what=str(entry.get_kind_display()),
            where=said(entry.application.site, "name") if entry.application else "",
            why="：".join(
                filter(None, [str(Reason(entry.reason).label) if entry.reason else "", entry.words])
            ),
            mine=entry.account_id is not None and entry.account_id == account,
        )
        for entry in reversed(entries)
    ]
