"""Children in classes, and threads, for tests of messaging."""

from datetime import date, timedelta
from uuid import uuid4

from psycopg.types.range import DateRange

from shanyu.domain.enrolment.models import Case, Placement
from shanyu.domain.messaging.actions import open_thread
from shanyu.domain.messaging.models import Notification, Thread
from shanyu.domain.people.models import Account, Child
from shanyu.domain.providers.models import CareClass
from tests.cast import TODAY, Cast


def place(child: Child, where: CareClass, account: Account, since: date = date(2026, 9, 1)) -> Placement:
    """The child has been in the class since before the site used the platform."""
    case = Case.objects.create(
        child=child, household=child.household, opened_by=account, form="full_day", wanted_from=since,
        state="attending", site=where.site, imported=True,
    )  # fmt: skip
    return Placement.objects.create(
        case=case, child=child, site=where.site, care_class=where, form="full_day",
        during=DateRange(since, None), state="current",
    )  # fmt: skip


def in_class(cast: Cast) -> CareClass:
    """The daughter is in the class at Little Bamboo, whose carer is the cast's."""
    where = cast.bamboo.classes.get()
    place(cast.daughter, where, cast.father)
    return where


def thread_of(cast: Cast, kind: str = "class", who: str = "father", **facts: object) -> Thread:
    """A thread that somebody opens with the class, the head, the station or the authority."""
    where = cast.bamboo.classes.get()
    to = {
        "class": f"class:{where.pk}:{cast.daughter.pk}",
        "head": f"head:{cast.bamboo.pk}:{cast.daughter.pk}",
        "station": f"station:{cast.station.pk}",
        "authority": f"authority:{cast.district.pk}",
    }[kind]
    said = {"topic": "午睡", "words": "今天中午睡得好吗", "mark": uuid4(), **facts}
    return open_thread(cast.actor(who), to=to, **said)


def end_yesterday(held: object) -> None:
    """A post, a guardianship or a placement was over before today began."""
    held.valid = DateRange(held.valid.lower, TODAY)
    held.save()


def told(account: Account, kind: str) -> list[Notification]:
    return list(Notification.objects.filter(account=account, kind=kind).order_by("pk"))


YESTERDAY = TODAY - timedelta(days=1)
