"""Days at the site of the cast's carer: what was recorded today, yesterday and the weekdays before; what was asked."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from importlib.resources import files

import numpy as np
from psycopg.types.range import DateRange

from shanyu.demo.rows.bulk import public_id, since, write
from shanyu.demo.streams import stream
from shanyu.domain.care.actions.recording import put
from shanyu.domain.care.agreeing import PHOTOS, WITH_OTHERS
from shanyu.domain.care.codes import hashed, new_code
from shanyu.domain.care.here import expected, posts
from shanyu.domain.care.models import (
    Entry,
    Leave,
    MedicationRequest,
    Photo,
    PhotoChild,
    PickUpPass,
    Portrait,
)
from shanyu.domain.care.portrait import band_of
from shanyu.domain.people import rules
from shanyu.domain.people.models import Account, Child, Consent, Guardianship
from shanyu.domain.providers.kinds import PostRole
from shanyu.domain.providers.models import CareClass, Post, Worker
from shanyu.kernel.ages import completed_months
from shanyu.kernel.clock import SHANGHAI, now
from shanyu.kernel.images import PNG
from shanyu.kernel.models import Upload
from shanyu.kernel.uploads import put as store

#: Today, yesterday, and so many weekdays before.
_WEEKDAYS_BEFORE = 6
_NAME = "明小禾"
_OBSERVED = (
    ("motion", "趴着能抬头看铃铛，会翻身去够"),
    ("language", "听到名字会转头，咿咿呀呀回应老师"),
    ("cognition", "把积木放进杯子又倒出来，做了好几遍"),
    ("social", "看到爸爸来接，笑着伸手要抱"),
    ("habits", "自己扶着奶瓶喝，喝完会松手"),
)
_MONTH = (
    "本月小禾适应得很好，早上哭的时间越来越短。\n\n【营养与喂养】\n奶量稳定，开始爱吃南瓜泥，胡萝卜泥还在慢慢接受。\n\n"
    "【睡眠】\n上午、中午各睡一觉，要轻轻拍一会儿。\n\n【动作】\n会从趴着翻到仰卧，能扶着坐一小会儿。"
)


def write_days(seed: int, cast: dict[str, Account], day: date) -> int:
    """The days of the carer's site around `day`; how many entries. The father of the cast has a child in her class."""
    post = Post.objects.filter(worker__account=cast["he"], role=PostRole.CARER, valid__contains=day)
    held = post.exclude(care_class=None).select_related("care_class__site").first()
    theirs = {
        one: list(expected([one], day).order_by("pk")) for one in held.care_class.site.classes.order_by("pk")
    }
    own, mates = theirs[held.care_class][0], theirs[held.care_class][1:]
    others = mates + [child for one, there in theirs.items() if one != held.care_class for child in there]
    _father(own, cast["ming"])
    accounts = [_agree(child, photos=child != others[-1], day=day) for child in [own, *others]]
    _photos(seed, held.care_class, held.worker, [own, *mates[:2]], day)
    _asked(own, others, cast["ming"], accounts, held.care_class, day)
    _month(own, held.care_class, cast["he"], day)
    draw = stream(seed, "days")
    carers = {where: _carer(where, day) for where in theirs}
    rows = [
        entry
        for where, there in theirs.items()
        for on in _days(day)
        if where == held.care_class or on >= day - timedelta(days=1)
        for child in there
        if not (on == day and child == others[0])
        for entry in _day(seed, draw, where, carers[where], cast, child, on)
        if entry.at <= now()
    ]
    for entry in rows:
        entry.received_at = entry.at
    put(sorted(rows, key=lambda entry: entry.mark), now())
    return len(rows)


def _carer(where: CareClass, day: date) -> Worker:
    """A carer of a class, or whoever else works on its floor."""
    held = posts(day).filter(site=where.site).select_related("worker")
    return min(held, key=lambda one: (one.care_class_id != where.pk, one.pk)).worker


def _days(day: date) -> Iterator[date]:
    yield day
    yield day - timedelta(days=1)
    before, found = day - timedelta(days=1), 0
    while found < _WEEKDAYS_BEFORE:
        before -= timedelta(days=1)
        if before.weekday() < 5:
            found += 1
            yield before


def _father(child: Child, account: Account) -> None:
    child.name = _NAME
    child.save(update_fields=["name"])
    write([Guardianship(account=account, child=child, relation="father", valid=since(child.born))])


def _agree(child: Child, *, photos: bool, day: date) -> Account:
    """A guardian's word about pictures, and who that is."""
    held = (
        Guardianship.objects.filter(child=child, valid__contains=day)
        .order_by("-pk")
        .select_related("account")
    )
    account = held[0].account
    for key in (PHOTOS, WITH_OTHERS):
        purpose = rules.purpose_of(key, "child", day)
        Consent.objects.create(
            account=account, child=child, purpose=key, decision=rules.decision(photos, held=False),
            text_version=purpose.version, until=purpose.until(day) if photos else None, created_at=now(),
        )  # fmt: skip
    return account


def _photos(seed: int, where: CareClass, worker: Worker, children: list[Child], day: date) -> None:
    """Two pictures as we drew them: one of the child alone, one of several, yesterday and today."""
    yesterday = day - timedelta(days=1)
    drawn = day if _at(day, 10, 20) <= now() else yesterday
    for name, shown, on in (("toys", children[:1], drawn), ("outdoor", children[:3], yesterday)):
        full, small = _stored(name, where), _stored(f"{name}-small", where)
        made = Photo.objects.create(
            public_id=public_id(seed, "photo", name), site=where.site, upload=full, small=small, worker=worker,
            day=on, created_at=_at(on, 10, 20),
        )  # fmt: skip
        Upload.objects.filter(pk__in=(full.pk, small.pk)).update(
            owner_label=made._meta.label_lower, owner_id=made.pk
        )
        write([PhotoChild(photo=made, child=child) for child in shown])


def _stored(name: str, where: CareClass) -> Upload:
    data = files("shanyu.demo").joinpath(f"data/photos/{name}.png").read_bytes()
    return store(data, content_type=PNG, name=f"{name}.png", owner=where.site)


def _asked(
    own: Child, others: list[Child], father: Account, accounts: list[Account], where: CareClass, day: date
) -> None:
    """A leave today, one medicine that waits for an answer and one that is due, a pass for today."""
    tomorrow = day + timedelta(days=1)
    write([
        Leave(child=others[0], site=where.site, during=DateRange(day, tomorrow), reason="ill",
              symptoms=["fever", "cough"], note="昨晚开始发烧，先在家观察", told_by=accounts[1]),
    ])  # fmt: skip
    label = [_stored("toys-small", where) for _one in (1, 2)]
    write([
        MedicationRequest(child=own, site=where.site, drug="维生素D滴剂", dose="1 粒", why="每天补充",
                          first_day=day - timedelta(days=1), last_day=day + timedelta(days=3), times=[630],
                          label=label[0], asked_by=father, state="accepted", answered_by=_head(where, day)),
        MedicationRequest(child=others[-1], site=where.site, drug="蒙脱石散", dose="三分之一袋", why="医生开的",
                          first_day=day, last_day=day, times=[570, 870], label=label[1],
                          asked_by=accounts[-1]),
    ])  # fmt: skip
    write([
        PickUpPass(child=own, name="明爷爷", phone="13900000000", code_hash=hashed(new_code()), day=day,
                   allowed_by=father),
    ])  # fmt: skip


def _head(where: CareClass, day: date) -> Account:
    post = Post.objects.filter(site=where.site, role=PostRole.HEAD, valid__contains=day).select_related(
        "worker"
    )
    return next(one.worker.account for one in post if one.worker.account)


def _month(child: Child, where: CareClass, carer: Account, day: date) -> None:
    first = (day.replace(day=1) - timedelta(days=1)).replace(day=1)
    Portrait.objects.create(
        child=child, site=where.site, month=first, words=_MONTH, written_by=carer, state="shared",
        shared_at=_at(day.replace(day=1), 9, 0),
    )  # fmt: skip


def _day(
    seed: int,
    draw: np.random.Generator,
    where: CareClass,
    worker: Worker,
    cast: dict[str, Account],
    child: Child,
    on: date,
) -> Iterator[Entry]:
    """One child's day: an infant's, with two sleeps and what was seen."""
    late = int(draw.integers(0, 25))
    amounts = draw.choice(["all", "most", "half", "little"], size=3, p=[0.45, 0.35, 0.15, 0.05]).tolist()
    domain, words = _OBSERVED[int(draw.integers(0, len(_OBSERVED)))]
    told: list[tuple[int, int, str, dict, str]] = [
        (7, 35 + late, "arrival", {"way": "code"}, ""),
        (7, 38 + late, "check", {"slot": "morning", "temperature": 362 + int(draw.integers(0, 7)),
                                 "outcome": "in_class"}, ""),
        (9, 10, "meal", {"slot": "morning_snack", "amount": amounts[0]}, ""),
        (9, 40, "sleep", {"slot": "morning", "state": "asleep"}, ""),
        (9, 55, "position", {"position": "back", "turned": False}, ""),
        (10, 30, "sleep", {"slot": "morning", "state": "awake", "quality": "good"}, ""),
        (10, 35, "toilet", {"what": "wet", "changed": True}, ""),
        (10, 45, "outdoor", {"state": "out"}, ""),
        (11, 30, "outdoor", {"state": "in"}, ""),
        (11, 45, "meal", {"slot": "lunch", "amount": amounts[1]}, "南瓜泥吃了小半碗" if late > 12 else ""),
        (12, 20, "check", {"slot": "noon", "temperature": 364 + int(draw.integers(0, 6)),
                           "outcome": "in_class"}, ""),
        (12, 30, "sleep", {"slot": "noon", "state": "asleep"}, ""),
        (14, 20, "sleep", {"slot": "noon", "state": "awake", "quality": "good"}, ""),
        (14, 40, "water", {"ml": 60}, ""),
        (15, 10, "meal", {"slot": "afternoon_snack", "amount": amounts[2]}, ""),
        (15, 40, "outdoor", {"state": "out"}, ""),
        (16, 35, "outdoor", {"state": "in"}, ""),
        (16, 40, "observation", {"domain": domain, "band": band_of(completed_months(child.born, on))}, words),
        (16, 50, "mood", {"mood": "happy" if late < 18 else "tired"}, ""),
        (17, 20 + late, "departure", {"way": "code"}, ""),
    ]  # fmt: skip
    infant = completed_months(child.born, on) <= 12
    for number, (hour, minute, kind, facts, note) in enumerate(told):
        if not infant and (kind == "position" or (facts.get("slot") == "morning" and kind == "sleep")):
            continue
        yield Entry(
            mark=public_id(seed, "day", child.pk, on, number), day=on, at=_at(on, hour, minute), received_at=now(),
            site=where.site, care_class=where, child=child, kind=kind, facts=facts, note=note or None,
            worker=worker, account_id=worker.account_id or cast["he"].pk,
        )  # fmt: skip
    if child.guardianships.filter(account=cast["ming"]).exists():
        yield Entry(
            mark=public_id(seed, "note", child.pk, on), day=on, at=_at(on, 7, 20), received_at=now(),
            site=where.site, care_class=where, child=child, kind="note", facts={}, account=cast["ming"],
            note="昨晚醒了一次，喝了 120 毫升奶，今天可能会困。",
        )  # fmt: skip


def _at(day: date, hour: int, minute: int) -> datetime:
    return datetime.combine(day, time(hour + minute // 60, minute % 60), SHANGHAI)
