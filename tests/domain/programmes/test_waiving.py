"""Evidence that was verified once spares a family part of its nursery's fee, where the place's rule says so."""

from datetime import date

import pytest
from django.test import override_settings

from shanyu.domain.agreements import queries
from shanyu.domain.agreements.fees import Relief
from shanyu.domain.programmes import actions
from shanyu.domain.programmes.models import Evidence
from shanyu.domain.programmes.waiving import reliefs, waived_percent
from shanyu.kernel.clock import frozen
from tests.cast import TODAY
from tests.domain.agreements.making import DECEMBER, in_force
from tests.domain.programmes.making import IN_WINDOW, announced, enter, verified

pytestmark = pytest.mark.django_db


@override_settings(DEMO=True)
def test_verified_hardship_halves_the_fee_from_the_day_it_was_verified(cast):
    one, programme = in_force(cast), announced(cast)
    entry = enter(cast, programme, cast.daughter, "c01")
    assert reliefs(cast.daughter.pk, cast.bamboo.pk) == []
    with frozen(IN_WINDOW):
        proof = verified(cast, programme, cast.daughter, "hardship")
    Evidence.objects.filter(pk=proof.pk).update(expires_on=date(2026, 12, 20))
    assert reliefs(cast.daughter.pk, cast.bamboo.pk) == [Relief(date(2026, 12, 5), date(2026, 12, 21), 50)]
    lines = queries.fees(cast.actor("father"), one, DECEMBER).fee.lines
    care = [(line.since.day, line.last.day, line.percent) for line in lines if line.kind == "care"]
    assert care == [(1, 4, 100), (5, 20, 50), (21, 31, 100)]
    with frozen(IN_WINDOW):
        actions.withdraw(cast.actor("father"), entry.pk)
    assert reliefs(cast.daughter.pk, cast.bamboo.pk) == []


@override_settings(DEMO=True)
def test_other_groups_and_other_places_are_spared_nothing(cast):
    programme = announced(cast)
    enter(cast, programme, cast.daughter, "c01")
    with frozen(IN_WINDOW):
        verified(cast, programme, cast.daughter, "migrant")
    assert reliefs(cast.daughter.pk, cast.bamboo.pk) == []
    assert waived_percent("330106", TODAY) == {}


@override_settings(DEMO=False)
def test_of_a_sample_nothing_follows_but_in_a_demo():
    assert waived_percent("330105004001", TODAY) == {}
