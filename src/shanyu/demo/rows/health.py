"""The health files of the cast's own children: the older one's nearly whole, the baby's just begun."""

from datetime import date, timedelta

from shanyu.demo.rows.bulk import public_id, write
from shanyu.domain.health.agreeing import PURPOSE
from shanyu.domain.health.answers import sealed
from shanyu.domain.health.kinds import COMMON, Result, Source
from shanyu.domain.health.models import Dose, EntryExam, Part
from shanyu.domain.health.schedule import schedule_on
from shanyu.domain.people import rules
from shanyu.domain.people.models import Account, Child, Consent, Guardianship
from shanyu.kernel.ages import completed_months, date_of_months
from shanyu.kernel.clock import now

_CLINIC = "和睦街道社区卫生服务中心"
_SHARED = {"clinic": {"clinic": _CLINIC, "doctor": "何医生"}, "diet": None}
_OLDER = {
    "allergies": [
        {
            "id": "a1b2c3d4", "substance": "egg", "reactions": ["rash"], "severity": "moderate", "confirmed": "doctor",
            "action": "停吃，涂药膏，给家长打电话",
        }
    ],
    "medication": None,
    "conditions": None,
    "emergency": {"first": "先打爸爸电话，再打奶奶电话", "hospital": "浙江大学医学院附属儿童医院"},
    "feeding": {"texture": "family", "eating": "helped", "refused": "胡萝卜"},
    "sleep": {"naps": "one", "hours": 12, "habits": "听两遍摇篮曲", "object": "小兔子"},
    "comfort": {"upset": "找不到小兔子的时候", "soothe": "抱一会儿，看窗外的船"},
}  # fmt: skip
_BABY = {"allergies": None, "medication": None}
#: What the older child's file said half a year ago and nobody has looked at since.
_LONG_AGO = {"sleep": 200}


def write_health(seed: int, cast: dict[str, Account], day: date) -> None:
    """Files of the father's children around `day`."""
    father = cast["chen"]
    held = Guardianship.objects.filter(account=father).order_by("child__born").select_related("child")
    children = [one.child for one in held]
    older, baby = children[0], children[-1]
    purpose = rules.purpose_of(PURPOSE, "child", day)
    write([_consent(father, child, purpose, day) for child in (older, baby)])
    write(
        [
            *_parts(older, father, _SHARED, day),
            *_parts(older, father, _OLDER, day),
            *_parts(baby, father, _BABY, day),
        ]
    )
    write([*_doses(seed, older, father, day, late=1), *_doses(seed, baby, father, day, late=0)])
    write([_exam(seed, older, father, day)])


def _consent(father: Account, child: Child, purpose: rules.Purpose, day: date) -> Consent:
    return Consent(
        account=father,
        child=child,
        purpose=purpose.key,
        decision=Consent.Decision.GRANTED,
        text_version=purpose.version,
        until=purpose.until(day),
        created_at=now(),
    )


def _parts(child: Child, father: Account, said: dict, day: date) -> list[Part]:
    return [
        Part(
            kind=kind,
            answers=sealed(answers),
            checked_on=day - timedelta(days=_LONG_AGO.get(kind, 20)),
            account=father,
            **({"household_id": child.household_id} if kind in COMMON else {"child": child}),
        )
        for kind, answers in said.items()
    ]


def _doses(seed: int, child: Child, father: Account, day: date, *, late: int) -> list[Dose]:
    """The usual doses of this age, a few days after each opened, but for the `late` last ones."""
    found, months = schedule_on(day), completed_months(child.born, day)
    slots = [
        slot
        for series in (found.series if found else ())
        for slot in series.routes[0]
        if slot.from_month <= months and series.concerns(child.born, child.sex)
    ]
    slots.sort(key=lambda slot: slot.from_month)
    given = [(slot, date_of_months(child.born, slot.from_month) + timedelta(days=4)) for slot in slots]
    return [
        Dose(
            public_id=public_id(seed, "dose", child.public_id, slot.vaccine, slot.dose),
            child=child,
            vaccine=slot.vaccine,
            number=slot.dose,
            given_on=on,
            place=_CLINIC,
            source=Source.TYPED,
            entered_by=father,
        )
        for slot, on in given[: len(given) - late]
        if on <= day
    ]


def _exam(seed: int, child: Child, father: Account, day: date) -> EntryExam:
    return EntryExam(
        public_id=public_id(seed, "entry exam", child.public_id),
        child=child,
        examined_on=day - timedelta(days=12),
        institution="拱墅区妇幼保健院",
        result=Result.ADVICE,
        advice="多吃含铁的食物，三个月后复查血红蛋白",
        source=Source.FETCHED,
        entered_by=father,
    )
