"""Referrals about the cast's own children and one of their nursery's: one in each state, for either side to read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from shanyu.demo.crowd import Kid
from shanyu.demo.rows.bulk import copy, public_id
from shanyu.demo.rows.sites import Keep
from shanyu.domain.enrolment import rules
from shanyu.domain.enrolment.models import Referral
from shanyu.domain.people.models import Account
from shanyu.kernel.clock import SHANGHAI

_STATION, _WEST, _QUAY, _POND = "core-station-demo", "core-bamboo-west", "core-bamboo-quay", "core-pond"
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Told:
    """One referral: of which child, from and to which site, asked how many days ago, and how far it has come."""

    child: str
    origin: str
    to: str
    days: int
    state: str
    parts: tuple[str, ...]
    note: str


REFERRALS = (
    Told("older", _STATION, _POND, 96, "ended", ("allergies", "emergency"), "暑假里来得多，想找长托。"),
    Told("older", _STATION, _QUAY, 48, "refused", ("allergies", "sleep"), "天气冷了，离家近一些更好接送。"),
    Told("baby", _STATION, _POND, 27, "declined", ("feeding", "sleep"), "喝奶和小睡的时间已经固定，很好带。"),
    Told("baby", _STATION, _WEST, 19, "taken", ("allergies", "medication", "emergency", "feeding"),
         "来过四次，慢热，先坐在老师旁边看一会儿就好。"),
    Told("baby", _STATION, _QUAY, 3, "agreed", ("allergies", "emergency", "sleep"), "想要半日托，请您看看。"),
    Told("older", _STATION, _WEST, 2, "proposed", ("allergies", "emergency", "toilet"), "周六常来，和小朋友玩得来。"),
    Told("there", _WEST, _STATION, 12, "taken", ("allergies", "medication", "emergency"), "周三下午想去驿站上感统课。"),
    Told("other", _WEST, _POND, 1, "proposed", ("conditions", "comfort"), "月底搬家，新家离您那里近。"),
)  # fmt: skip


def write_referrals(
    seed: int,
    kids: Mapping[str, Kid],
    kept: Keep,
    cast: Mapping[str, Account],
    pond: int,
    day: date,
) -> None:
    """`kids` by the names that REFERRALS uses; `pond` is the account of the head of the site that is nobody's."""
    keepers = {_STATION: cast["zhou"].pk, _WEST: cast["fang"].pk, _QUAY: cast["fang"].pk, _POND: pond}
    rows = [
        _row(seed, told, kids[told.child], kept, keepers, day) for told in REFERRALS if told.child in kids
    ]
    copy(rows, stamp=False)


def _row(seed: int, told: Told, kid: Kid, kept: Keep, keepers: Mapping[str, int], day: date) -> Referral:
    """A referral with the moments at which each side answered, a day apart."""
    asked = datetime.combine(day - told.days * _DAY, time(16, 20), SHANGHAI)
    row = Referral(
        public_id=public_id(seed, "referral", told.child, told.to),
        child_id=kid.child,
        from_site=kept.sites[told.origin],
        to_site=kept.sites[told.to],
        parts=list(told.parts),
        note=told.note,
        state=told.state,
        made_by_id=keepers[told.origin],
        created_at=asked,
        modified_at=asked,
    )
    if told.state != "proposed":
        row.decided_by_id, row.decided_at = kid.account, asked + timedelta(hours=4)
    if told.state in {"taken", "declined", "ended"}:
        row.answered_by_id, row.answered_at = keepers[told.to], asked + _DAY
    if told.state in {"taken", "ended"}:
        row.until = row.answered_at.date() + timedelta(days=rules.referral_days(day))
    if told.state == "ended":
        row.ended_at = asked + 30 * _DAY
    return row
