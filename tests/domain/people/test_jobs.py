from datetime import date

import pytest

from shanyu.domain.regions import actions
from shanyu.kernel.door import platform

pytestmark = pytest.mark.django_db


def test_households_of_a_merged_division_live_in_its_successor(cast):
    cast.household.region = cast.community
    cast.household.save(update_fields=["region"])
    actions.close_region(platform(), cast.community, on=date(2026, 12, 1), successor=cast.other_street)
    cast.household.refresh_from_db()
    assert cast.household.region == cast.other_street


def test_households_of_a_division_that_ends_without_a_successor_stay_where_they_are(cast):
    cast.household.region = cast.community
    cast.household.save(update_fields=["region"])
    actions.close_region(platform(), cast.community, on=date(2026, 12, 1))
    cast.household.refresh_from_db()
    assert cast.household.region == cast.community
