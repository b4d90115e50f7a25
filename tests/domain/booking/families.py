"""Families for tests that need many: a guardian, a household, children of two years."""

from dataclasses import dataclass
from datetime import date

from psycopg.types.range import DateRange

from shanyu.domain.people.models import Account, Child, Guardianship, Household
from tests.cast import account


@dataclass
class Family:
    account: Account
    household: Household
    children: list[Child]


def family(name: str, children: int = 1, born: date = date(2024, 8, 1)) -> Family:
    """A family called `name` with so many children."""
    guardian, household = account(f"family-{name}", f"家长{name}"), Household.objects.create()
    made = [
        Child.objects.create(household=household, name=f"孩子{name}{n}", sex="f", born=born)
        for n in range(children)
    ]
    for child in made:
        Guardianship.objects.create(
            account=guardian, child=child, relation="father", valid=DateRange(date(2024, 1, 1), None)
        )
    return Family(guardian, household, made)


def families(count: int) -> list[Family]:
    return [family(f"{n}") for n in range(count)]
