"""What the benchmark of the daily record works on: sites with classes, carers and children, and months of entries."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID, uuid4

from django.db import connection, transaction
from psycopg.types.range import DateRange, TimestamptzRange

from shanyu.domain.care.models import Shift
from shanyu.domain.enrolment.models import Case, Placement
from shanyu.domain.people.api_keys import new_key
from shanyu.domain.people.models import Account, ApiKey, Child, Guardianship, Household
from shanyu.domain.providers.models import CareClass, Operator, Post, Site, Worker
from shanyu.domain.regions.models import Level, Region
from shanyu.kernel.clock import now, today

NAME = "SAMPLE"
CLASSES_OF_A_SITE = 3


@dataclass(frozen=True)
class Room:
    """A class: its site, its carer's key of the API, and its children."""

    pk: int
    site: UUID
    site_pk: int
    token: str
    carer: int
    worker: int
    children: list[UUID]
    keys: list[int]


def district(sites: int, children: int) -> list[Room]:
    """So many sites with so many children, each class with a carer who is at work. Made anew in an empty home."""
    if Site.objects.filter(name=NAME).exists():
        raise SystemExit("the home of the benchmark is not empty")
    region = Region.objects.create(code="330105", level=Level.COUNTY, name=NAME, valid="[2020-01-01,)")
    operator = Operator.objects.create(name=NAME, nature="company")
    a_class = -(-children // (sites * CLASSES_OF_A_SITE))
    made, left = [], children
    for number in range(sites):
        with transaction.atomic():
            site = Site.objects.create(
                operator=operator, kind="nursery", name=NAME, region=region, lon=120.13, lat=30.32, state="open",
                running_model="public", address=f"{NAME} {number}", sort_key=f"{number:04}", opened_on=date(2021, 5, 1),
            )  # fmt: skip
            for one in range(CLASSES_OF_A_SITE):
                count = min(a_class, left)
                left -= count
                made.append(_room(site, f"{one + 1}班", count))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return made


def _room(site: Site, name: str, count: int) -> Room:
    room = CareClass.objects.create(
        site=site, name=name, band="older_toddler", licensed=max(count, 1), placed=count, placed_here=count
    )
    carer = Account.objects.create(username=f"care-{room.pk}", name=NAME, password="!")
    since = DateRange(today() - timedelta(days=400), None)
    worker = Worker.objects.create(name=NAME, account=carer)
    Post.objects.create(worker=worker, site=site, role="carer", care_class=room, valid=since)
    Shift.objects.create(
        worker=worker, site=site, care_class=room, during=TimestamptzRange(now() - timedelta(hours=1), None)
    )
    key = new_key()
    ApiKey.objects.create(
        account=carer, label=NAME, prefix=key.prefix, secret_hash=key.secret_hash,
        scopes=["care:read", "care:write"], expires_on=today() + timedelta(days=30),
    )  # fmt: skip
    children = _children(room, carer, count)
    return Room(
        room.pk, site.public_id, site.pk, key.whole, carer.pk, worker.pk,
        [child.public_id for child in children], [child.pk for child in children],
    )  # fmt: skip


def _children(room: CareClass, carer: Account, count: int) -> list[Child]:
    born, since = today() - timedelta(days=900), today() - timedelta(days=60)
    households = Household.objects.bulk_create(Household() for _one in range(count))
    children = Child.objects.bulk_create(
        Child(household=household, name=NAME, sex="f", born=born) for household in households
    )
    cases = Case.objects.bulk_create(
        Case(
            child=child, household=child.household, opened_by=carer, form="full_day", wanted_from=since,
            state="attending", site_id=room.site_id, imported=True,
        )
        for child in children
    )  # fmt: skip
    Placement.objects.bulk_create(
        Placement(
            case=case, child=case.child, site_id=room.site_id, care_class=room, form="full_day",
            during=DateRange(since, None), state="current",
        )
        for case in cases
    )  # fmt: skip
    return children


def guardian_of(child: int) -> Account:
    """A guardian of a child, who signs in."""
    account = Account.objects.create(username=f"family-{child}", name=NAME, password="!")
    Guardianship.objects.create(
        account=account, child_id=child, relation="mother",
        valid=DateRange(today() - timedelta(days=400), None),
    )  # fmt: skip
    return account


#: One day of one child is so many entries.
A_DAY = 10
_FILL = """
    INSERT INTO {month} (day, mark, at, received_at, clock_off_s, site_id, care_class_id, child_id, kind, facts,
                         worker_id, account_id, replaces, withdrawn)
    SELECT day, gen_random_uuid(), day + interval '8 hours' + number * interval '40 minutes',
           day + interval '1 day', 0, %(site)s, %(room)s, child, 'mood', '{{"mood": "calm"}}', %(worker)s,
           %(carer)s, '{{}}', false
      FROM unnest(%(days)s::date[]) AS day, unnest(%(children)s::bigint[]) AS child,
           generate_series(1, %(a_day)s) AS number
"""


def fill(rooms: list[Room], entries: int, before: date) -> date:
    """Whole days of all children in the months before a month, until there are so many entries; the last of the days.

    A month is filled beside the table and then attached, so that its keys and indexes are made in one go.
    """
    a_day = sum(len(room.keys) for room in rooms) * A_DAY
    left, month, last = -(-entries // a_day), before.replace(day=1), None
    while left > 0:
        end = month - timedelta(days=1)
        month = end.replace(day=1)
        days = [end - timedelta(days=number) for number in range(min(left, end.day))]
        last = last or days[0]
        left -= len(days)
        _month(rooms, days, month, before=end + timedelta(days=1))
    return last


def _month(rooms: list[Room], days: list[date], month: date, before: date) -> None:
    name = f"care_entry_{month:%Y_%m}"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE {name} (LIKE care_entry INCLUDING DEFAULTS INCLUDING CONSTRAINTS)")
        for room in rooms:
            facts = {
                "site": room.site_pk, "room": room.pk, "worker": room.worker, "carer": room.carer,
                "days": days, "children": room.keys, "a_day": A_DAY,
            }  # fmt: skip
            cursor.execute(_FILL.format(month=name), facts)
        cursor.execute(
            f"ALTER TABLE care_entry ATTACH PARTITION {name} FOR VALUES FROM (%s) TO (%s)", [month, before]
        )
        cursor.execute(f"ANALYZE {name}")


def entry(child: UUID, kind: str, **facts: object) -> dict:
    """An entry as a device sends it, now."""
    return {
        "mark": str(uuid4()), "child": str(child), "kind": kind, "at": now().isoformat(), "facts": facts,
    }  # fmt: skip


def entries_today() -> tuple[int, int]:
    """How many entries of today there are, and how many different marks."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), count(DISTINCT mark) FROM care_entry WHERE day = %s", [today()])
        return cursor.fetchone()
