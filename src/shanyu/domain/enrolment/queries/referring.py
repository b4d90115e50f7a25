"""Referrals as each side reads them: what is asked, and for whom it was taken up, what may be read."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from shanyu.domain.enrolment.care import kept_sites
from shanyu.domain.enrolment.kinds import OPEN_REFERRALS, ReferralPart, ReferralState
from shanyu.domain.enrolment.models import Referral
from shanyu.domain.health.agreeing import agrees
from shanyu.domain.health.answers import newest
from shanyu.domain.health.parts import SPECS
from shanyu.domain.health.queries.exams import ExamLine, lines_of_exams
from shanyu.domain.health.queries.file import PartView, view_of
from shanyu.domain.health.queries.vaccinations import DoseLine, doses_of
from shanyu.domain.providers.naming import said
from shanyu.kernel.ages import completed_months
from shanyu.kernel.clock import local, today
from shanyu.kernel.door import Actor, Role, audit
from shanyu.kernel.door.verbs import query
from shanyu.kernel.masks import mask_name

MOST = 200


@dataclass(frozen=True)
class ReferralLine:
    """One referral in a list. `side`: family, out (one's own site asks) or in (one's own site is asked).

    `child` is the name for its family and for the site that has taken it up, masked otherwise. `own_site` is the
    reader's own of the two. `may` are the verbs that this side may use now, without `enrolment.`.
    """

    public_id: UUID
    child: str
    months: int
    from_site: str
    to_site: str
    parts: list[str]
    state: str
    state_words: str
    side: str
    own_site: UUID | None
    since: date
    until: date | None
    may: tuple[str, ...]


@dataclass(frozen=True)
class ReferralView:
    """One referral with the site's words, and with the parts for whoever may read them now."""

    line: ReferralLine
    note: str
    reads: bool
    parts: list[PartView]
    doses: list[DoseLine]
    exams: list[ExamLine]


_MAY = {
    ("family", ReferralState.PROPOSED): ("agree_referral", "refuse_referral"),
    ("family", ReferralState.AGREED): ("end_referral",),
    ("family", ReferralState.TAKEN): ("end_referral",),
    ("out", ReferralState.PROPOSED): ("end_referral",),
    ("out", ReferralState.AGREED): ("end_referral",),
    ("out", ReferralState.TAKEN): ("end_referral",),
    ("in", ReferralState.AGREED): ("take_referral", "decline_referral"),
    ("in", ReferralState.TAKEN): ("end_referral",),
}

_ASKED = (ReferralState.AGREED, ReferralState.TAKEN)
#: What the site that was asked reads of its own answer.
_ANSWERED = {ReferralState.TAKEN: _("已接收"), ReferralState.DECLINED: _("已答复暂不接收")}


@query("enrolment.referrals", of=Referral)
def referrals(actor: Actor, rows: QuerySet[Referral], *, site: UUID | None = None) -> list[ReferralLine]:
    """Referrals of one's children, or from and to one's sites (`site`: only this one), the newest first."""
    found = list(rows.select_related("child", "from_site", "to_site").order_by("-pk")[:MOST])
    sides = _Sides(actor)
    lines = [
        (row, _line(row, sides.of(row)))
        for row in found
        if site is None or site in (row.from_site.public_id, row.to_site.public_id)
    ]
    audit.touched(*(row for row, _line_of in lines))
    return [told for _row, told in lines]


@query("enrolment.referral", on=Referral)
def referral(actor: Actor, row: Referral) -> ReferralView:
    """One referral. What was passed on is read by the family, and by the other site while the referral holds."""
    side = _Sides(actor).of(row)
    over = row.state not in OPEN_REFERRALS or (row.until is not None and row.until < today())
    holds = row.state == ReferralState.TAKEN and not over
    child, on = row.child, today()
    reads = (side == "family" or (side == "in" and holds)) and agrees(child)
    kinds = [kind for kind in row.parts if kind in SPECS] if reads else []
    answers = newest(child, kinds) if kinds else {}
    audit.touched(child, *answers.values())
    return ReferralView(
        line=_line(row, side),
        note=row.note.reveal() if row.note and (side != "in" or not over) else "",
        reads=reads,
        parts=[view_of(SPECS[kind], answers.get(kind), child, on) for kind in kinds],
        doses=doses_of(child) if reads and ReferralPart.VACCINATIONS in row.parts else [],
        exams=lines_of_exams(child, on) if reads and ReferralPart.EXAMS in row.parts else [],
    )


class _Sides:
    """On which side of a referral an actor stands; a guardian who also heads a site stands as the family."""

    def __init__(self, actor: Actor) -> None:
        self.children = set(actor.targets(Role.GUARDIAN, "child"))
        self.sites = set(kept_sites(actor).values_list("pk", flat=True))

    def of(self, row: Referral) -> str:
        if row.child_id in self.children:
            return "family"
        # Whoever keeps both sites asks first and then answers.
        asked = row.from_site_id not in self.sites or row.state in _ASKED
        return "in" if row.to_site_id in self.sites and asked else "out"


def _line(row: Referral, side: str) -> ReferralLine:
    name = row.child.name.reveal()
    over = row.until is not None and row.until < today()
    state = ReferralState.ENDED if over and row.state == ReferralState.TAKEN else ReferralState(row.state)
    known = side == "family" or (side == "in" and state == ReferralState.TAKEN)
    return ReferralLine(
        public_id=row.public_id,
        child=name if known else mask_name(name),
        months=completed_months(row.child.born, today()),
        from_site=said(row.from_site, "name"),
        to_site=said(row.to_site, "name"),
        parts=[str(ReferralPart(part).label) for part in row.parts],
        state=state.value,
        state_words=str(_ANSWERED.get(state, state.label) if side == "in" else state.label),
        side=side,
        own_site={"in": row.to_site, "out": row.from_site}[side].public_id if side != "family" else None,
        since=local(row.created_at).date(),
        until=row.until,
        may=_MAY.get((side, state), ()),
    )
