"""Children in care, a health worker, and incidents for tests of protection."""

from datetime import date, timedelta
from uuid import uuid4

from psycopg.types.range import DateRange

from shanyu.domain.enrolment.models import Case
from shanyu.domain.people.actors import actor_for
from shanyu.domain.people.models import Account, Child, Guardianship
from shanyu.domain.protection.actions import NewIncident, record_incident
from shanyu.domain.protection.models import Incident
from shanyu.domain.providers.models import CareClass, Site
from shanyu.kernel.clock import now
from shanyu.kernel.door import Actor
from tests.cast import Cast, account, post, worker
from tests.domain.enrolment.making import attending

SINCE = date(2026, 11, 16)


def in_care(child: Child, where: CareClass, guardian: Account) -> Case:
    """The child has its place in a class since Monday, its agreement signed."""
    head = Account.objects.get(username="head")
    return attending(child, where, guardian, head, SINCE)


def many(cast: Cast, where: CareClass, count: int) -> list[Child]:
    """Other children in a class, of the same household so that they need no people of their own."""
    children = [
        Child.objects.create(household=cast.household, name=f"小朋友{number}", sex="f", born=date(2024, 8, 1))
        for number in range(count)
    ]
    for child in children:
        Guardianship.objects.create(
            account=cast.stranger, child=child, relation="mother", valid=DateRange(child.born, None)
        )
        in_care(child, where, cast.stranger)
    return children


def health_worker(site: Site) -> Actor:
    """The health worker of a site, who has shown the second factor."""
    who = account("nurse", "孙保健")
    post(worker("孙保健", who), site, "health_worker")
    return actor_for(who.pk, assurance=2)


def new_incident(*children: Child, **facts: object) -> NewIncident:
    given = {
        "mark": uuid4(),
        "children": [child.public_id for child in children],
        "kind": "fall",
        "severity": 2,
        "happened_at": now() - timedelta(minutes=20),
        "what": "从滑梯上滑下时摔了一跤，额头红了。",
        "first_aid": "冷敷十分钟。",
    }
    return NewIncident(**(given | facts))


def an_incident(cast: Cast, **facts: object) -> Incident:
    """The daughter fell: written down by the carer of her class."""
    where = cast.bamboo.classes.get()
    if not cast.daughter.placements.exists():
        in_care(cast.daughter, where, cast.father)
    return record_incident(cast.actor("carer"), cast.bamboo, new_incident(cast.daughter, **facts))
