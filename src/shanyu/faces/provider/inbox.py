"""The inbox sorted out: what the head does now, what the family does, what comes by itself, and who only waits."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from shanyu.domain.agreements.queries import WaitingChange, waiting_changes
from shanyu.domain.enrolment.kinds import ApplicationState, CaseState
from shanyu.domain.enrolment.queries import InboxItem, ReferralLine, could_come, inbox, referrals
from shanyu.domain.providers.models import Site
from shanyu.faces.provider.frame import takes_children
from shanyu.kernel.clock import local, today
from shanyu.kernel.door import Actor


@dataclass(frozen=True)
class Line:
    """One thing of the inbox, at one site. `step`: what its button leads to."""

    item: InboxItem
    site: Site
    step: str

    @property
    def key(self) -> object:
        """What its page is called by: the application, and the case once a place is accepted."""
        return (self.item.application or self.item.case).public_id


@dataclass(frozen=True)
class Change:
    """A change of an agreement that a family waits for the site to sign."""

    waiting: WaitingChange
    site: Site


@dataclass
class Sorted:
    """What is the head's: `now` by clock, `changes` and `referrals`. `queued`: applications that no place reaches."""

    changes: list[Change] = field(default_factory=list)
    referrals: list[ReferralLine] = field(default_factory=list)
    now: list[Line] = field(default_factory=list)
    family: list[Line] = field(default_factory=list)
    coming: list[Line] = field(default_factory=list)
    queued: list[tuple[Site, int]] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.now) + len(self.changes) + len(self.referrals)

    @property
    def waiting(self) -> int:
        return sum(number for _site, number in self.queued)

    @property
    def late(self) -> int:
        return sum(line.item.overdue for line in self.now)


def sorted_out(actor: Actor, sites: Iterable[Site]) -> Sorted:
    """The inboxes of these sites as one."""
    found = Sorted()
    for site in sites:
        if takes_children(site):
            _sort(found, actor, site)
        asked = referrals(actor, site=site.public_id)
        known = {one.public_id for one in found.referrals}
        found.referrals += [one for one in asked if "take_referral" in one.may and one.public_id not in known]
    for lines in (found.now, found.family, found.coming):
        lines.sort(key=lambda line: (line.item.next.due_at is None, line.item.next.due_at, line.item.case.pk))
    return found


def _sort(found: Sorted, actor: Actor, site: Site) -> None:
    reached = {
        comer.family.application.pk
        for outlook in could_come(actor, site)
        for comer in outlook.comers
        if comer.in_turn
    }
    queued = 0
    for item in inbox(actor, site):
        if _only_waits(item, reached):
            queued += 1
            continue
        line = Line(item, site, _step(item))
        pile = found.now if _is_now(item) else found.coming if line.step == "first_day" else found.family
        pile.append(line)
    found.changes += [Change(one, site) for one in waiting_changes(actor, site)]
    if queued:
        found.queued.append((site, queued))


def _only_waits(item: InboxItem, reached: set[int]) -> bool:
    application = item.application
    return (
        application is not None
        and application.state == ApplicationState.WAITING
        and application.pk not in reached
    )


def _is_now(item: InboxItem) -> bool:
    """The head's turn, or a family whose time has run out; a first day only when it has come."""
    if item.application is None and item.case.state == CaseState.PLACED:
        return local(item.next.due_at).date() - timedelta(days=1) <= today()
    return item.next.mine or item.overdue


def _step(item: InboxItem) -> str:
    if item.application is not None:
        return "answer" if item.application.state == ApplicationState.WAITING else "offered"
    if item.overdue and not item.next.mine:
        return "overdue"
    return {
        CaseState.ACCEPTED: "documents",
        CaseState.CHECKUP: "checkup",
        CaseState.AGREEMENT: "agreement",
        CaseState.PLACED: "first_day",
    }.get(item.case.state, "away")
