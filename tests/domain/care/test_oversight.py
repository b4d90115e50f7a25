"""The authority reads class-days that were not kept, and no child."""

from datetime import timedelta

import pytest

from shanyu.domain.care.models import DaySummary
from shanyu.domain.care.queries.oversight import oversight
from shanyu.domain.providers.models import CareClass
from shanyu.kernel import clock
from shanyu.kernel.clock import now, today
from shanyu.kernel.door import OutOfReach
from tests.domain.care.making import daughters_class


@pytest.fixture
def where(cast):
    return daughters_class(cast)


def summed(care_class: CareClass, back: int, **facts: int) -> None:
    DaySummary.objects.create(
        site=care_class.site, care_class=care_class, day=today() - timedelta(days=back), **facts
    )


def test_class_days_are_counted_by_what_was_not_kept(cast, where):
    # 21 November 2026 is a Saturday: one, two and three days back are working days, seven is not
    summed(where, 1, expected=8, present=8, entries=40, above_minutes=5, no_noon=2)
    summed(where, 2, expected=8, present=7, unexplained=1, entries=40, short_outdoors=7)
    summed(where, 3, expected=8, unexplained=8)
    summed(where, 7, expected=8, unexplained=8)
    whole = oversight(cast.actor("officer")).whole
    assert (whole.days, whole.no_record, whole.above, whole.unchecked, whole.indoors) == (3, 1, 1, 1, 1)
    assert tuple(whole.untold) == (1, False)


def test_a_site_with_few_children_has_its_absences_told_only_with_others(cast, where):
    summed(where, 1, expected=3, present=2, unexplained=1, entries=10)
    assert tuple(oversight(cast.actor("officer")).whole.untold) == (0, True)


def test_a_site_without_a_record_on_a_working_morning_is_an_exception(cast, where):
    monday = now() + timedelta(days=2, hours=2)
    with clock.frozen(monday):
        assert [one.site for one in oversight(cast.actor("officer")).today if one.no_record] == [cast.bamboo]
    assert oversight(cast.actor("officer")).today == []


@pytest.mark.parametrize("who", ["head", "carer", "father"])
def test_nobody_else_reads_them(cast, where, who):
    with pytest.raises(OutOfReach):
        oversight(cast.actor(who))
