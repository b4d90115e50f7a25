"""What protects children in the demo: two incidents, an illness that is over, a cluster with a closed class, a report.

Written as rows, not by verbs, so that nobody of the cast begins with notices of it.
"""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from psycopg.types.range import DateRange

from shanyu.demo.rows.bulk import public_id
from shanyu.domain.care.here import placements
from shanyu.domain.enrolment.models import Placement
from shanyu.domain.people.models import Account, Child
from shanyu.domain.protection.kinds import Disease, IllnessState, Source, StepKind, SuspensionState
from shanyu.domain.protection.models import (
    Disinfection,
    HarmReport,
    HurtChild,
    Illness,
    Incident,
    IncidentStep,
    ReturnProof,
    Suspension,
    Warning,
)
from shanyu.domain.providers.models import CareClass, Site
from shanyu.domain.regions.models import Level, Region
from shanyu.kernel.clock import SHANGHAI
from shanyu.kernel.codes import new_code

_DAY = timedelta(days=1)
_SCRATCHED = ("抢玩具时被小朋友抓了一下，手背有一道红印。", "清水冲洗，涂碘伏。")
_FELL = (
    "从小滑梯下来时没站稳，下巴磕到台阶，破了约一厘米的口子。",
    "压迫止血，由保健人员陪同到社区医院清创，缝了两针。",
)


def write_protection(seed: int, cast: Mapping[str, Account], day: date) -> None:
    """For the sites that the cast's head runs: the carer's, and the other one with the cluster."""
    post = cast["he"].worker.posts.filter(valid__contains=day).order_by("pk").first()
    mine = placements(day).filter(site=post.site, care_class=post.care_class or post.site.classes.first())
    there = list(mine.select_related("child", "care_class").order_by("child"))
    for number, place in enumerate((there[:2] * 2)[:2]):
        _incident(seed, cast, place, day - (1 + number * 6) * _DAY, closed=number == 1)
    if len(there) > 2:
        _over(seed, cast, there[2], day)
    _disinfected(seed, cast, post.site, day)
    others = cast["fang"].worker.posts.filter(role="head", valid__contains=day).exclude(site=post.site)
    for other in others.order_by("pk")[:1]:
        _cluster(seed, cast, other.site, day)
    _report(seed, cast, post.site)


def _incident(seed: int, cast: Mapping[str, Account], place: Placement, day: date, *, closed: bool) -> None:
    at = datetime.combine(day, time(8, 10), SHANGHAI)
    key = public_id(seed, "incident", place.pk, closed)
    guardian = _guardian(place.child, day)
    what, aid = _SCRATCHED if closed else _FELL
    one = Incident.objects.create(
        public_id=key, mark=key, site=place.site, care_class=place.care_class,
        room=place.care_class.room, kind="scratch" if closed else "fall", severity=2 if closed else 3,
        happened_at=at,
        report_due_at=None if closed else at + timedelta(hours=24),
        reported_at=None if closed else at + timedelta(hours=2),
        what=what, first_aid=aid, recorded_by=cast["he"],
    )  # fmt: skip
    HurtChild.objects.create(incident=one, child=place.child, at=at)
    if not closed:
        IncidentStep.objects.create(
            mark=public_id(seed, "step", place.pk, "reported"), incident=one, kind=StepKind.REPORTED,
            account=cast["fang"], at=at + timedelta(hours=2),
        )  # fmt: skip
    if guardian is None or not closed:
        return
    for name, minutes, facts in (
        (StepKind.TOLD, 15,
         {"told": guardian, "child": place.child, "way": "phone", "words": "谢谢老师，晚上再看看。"}),
        (StepKind.FOLLOW_UP, 60 * 26, {"words": "第二天看，红印已经消了。"}),
        (StepKind.CLOSED, 60 * 27, {}),
    ):  # fmt: skip
        IncidentStep.objects.create(
            mark=public_id(seed, "step", place.pk, name), incident=one, kind=name, account=cast["he"],
            at=at + timedelta(minutes=minutes), **facts,
        )  # fmt: skip
    one.closed_at, one.outcome = at + timedelta(hours=27), "healed"
    one.save(update_fields=["closed_at", "outcome"])


def _guardian(child: Child, day: date) -> Account | None:
    held = child.guardianships.filter(valid__contains=day).select_related("account").order_by("pk").first()
    return held.account if held else None


def _over(seed: int, cast: Mapping[str, Account], place: Placement, day: date) -> None:
    """A child who had chickenpox and is back with a doctor's paper that the head has accepted."""
    guardian = _guardian(place.child, day)
    one = Illness.objects.create(
        public_id=public_id(seed, "illness", place.pk), child=place.child, site=place.site,
        care_class=place.care_class, disease=Disease.VARICELLA, source=Source.DOCTOR,
        state=IllnessState.CLEARED, onset_on=day - 16 * _DAY, ended_on=day - 4 * _DAY,
        settled_by=cast["fang"],
    )  # fmt: skip
    if guardian is not None:
        ReturnProof.objects.create(
            public_id=public_id(seed, "proof", place.pk), illness=one, state="accepted",
            handed_in_by=guardian, looked_at_by=cast["fang"], returns_on=day - 4 * _DAY,
        )  # fmt: skip


def _disinfected(seed: int, cast: Mapping[str, Account], site: Site, day: date) -> None:
    room = site.rooms.filter(use="living").order_by("pk").first()
    if room is None:
        return
    rows = [
        Disinfection(
            mark=public_id(seed, "disinfection", room.pk, back, thing), room=room, thing=thing, agent=agent,
            strength=strength, minutes=minutes, account=cast["he"],
            at=datetime.combine(day - back * _DAY, time(7, 40), SHANGHAI),
        )
        for back in range(1, 8)
        for thing, agent, strength, minutes in (
            ("tables", "chlorine", 250, 20), ("toys", "chlorine", 250, 30), ("air", "airing", None, 30),
        )
    ]  # fmt: skip
    Disinfection.objects.bulk_create(rows)


def _cluster(seed: int, cast: Mapping[str, Account], site: Site, day: date) -> None:
    """Two children of one class with hand, foot and mouth disease: a warning, and the class closes tomorrow."""
    found = (
        placements(day).filter(site=site).select_related("child", "care_class").order_by("care_class", "pk")
    )
    by_class: dict[CareClass, list[Placement]] = {}
    for place in found:
        by_class.setdefault(place.care_class, []).append(place)
    hit = next((places for places in by_class.values() if len(places) > 1), None)
    if hit is None:
        return
    where = hit[0].care_class
    for back, place in zip((3, 1), hit, strict=False):
        Illness.objects.create(
            public_id=public_id(seed, "illness", place.pk), child=place.child, site=site, care_class=where,
            disease=Disease.HFMD, source=Source.DOCTOR, state=IllnessState.CONFIRMED, onset_on=day - back * _DAY,
        )  # fmt: skip
    at = datetime.combine(day - _DAY, time(8, 30), SHANGHAI)
    warning = Warning.objects.create(
        public_id=public_id(seed, "warning", where.pk), site=site, care_class=where, signal=Disease.HFMD,
        rule="cluster.hfmd.class", during=DateRange(day - 3 * _DAY, day), children=2, raised_at=at,
    )  # fmt: skip
    Suspension.objects.create(
        public_id=public_id(seed, "suspension", where.pk), site=site, care_class=where, warning=warning,
        during=DateRange(day + _DAY, day + 11 * _DAY), state=SuspensionState.IN_FORCE, decided_by=cast["fang"],
        decided_at=at + timedelta(minutes=20),
    )  # fmt: skip


def _report(seed: int, cast: Mapping[str, Account], site: Site) -> None:
    """One report that waits for an officer."""
    key = public_id(seed, "harm", site.pk)
    HarmReport.objects.create(
        public_id=key, mark=key, number=new_code(), site=site, kind="neglect",
        district=Region.objects.get(pk__in=site.region.lineage, level=Level.COUNTY),
        whom="接送时见过的一个两岁左右的男孩，常穿灰色外套。",
        what="连续几天傍晚看到他一个人在小区门口等，天黑了还没有大人来。不知道是哪家的孩子，想请人看看。",
        reporter=str(cast["he"].pk), shielded=True, police_called=False,
    )  # fmt: skip
