"""First days that needed no way to an office, as the authority reads them."""

import pytest

from shanyu.domain.enrolment import calls, queries
from shanyu.domain.health.models import EntryExam, ExamCheck
from shanyu.kernel.door import OutOfReach
from tests.cast import NOW, TODAY
from tests.domain.booking.families import family
from tests.domain.enrolment.making import attending, care_class

pytestmark = pytest.mark.django_db


def test_first_days_without_a_way_are_told_of_a_district_once_they_are_enough(cast):
    where = care_class(cast.bamboo, "大树班", 20)
    for number in range(10):
        home = family(f"{number}")
        one = attending(home.children[0], where, home.account, cast.head, TODAY)
        calls.note(one.pk, "sign", home.account.pk)
        if number < 5:
            exam = EntryExam.objects.create(
                child=one.child, examined_on=TODAY, institution="医院", result="fit", source="typed",
                entered_by=home.account,
            )  # fmt: skip
            ExamCheck.objects.create(exam=exam, site=cast.bamboo, account=cast.head, at=NOW)
        told = queries.no_visits(cast.actor("officer"))
        assert (told.began, told.without) == {4: (5, 5), 9: (10, 5)}.get(number, (None, None)), number
    assert queries.no_visits(cast.actor("officer"), place=cast.street.code).began is None
    with pytest.raises(OutOfReach):
        queries.no_visits(cast.actor("head"))
