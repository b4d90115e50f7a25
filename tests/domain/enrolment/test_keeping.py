"""What goes along with one's data, and what ends with a child whose data are deleted."""

from datetime import timedelta
from io import BytesIO

import pytest

from shanyu.domain.enrolment import jobs
from shanyu.domain.enrolment.actions import hand_in, withdraw
from shanyu.domain.enrolment.models import Case, Document, Placement
from shanyu.domain.people.actions import erase_child
from shanyu.domain.people.queries import export_my_data
from shanyu.kernel.clock import frozen
from shanyu.kernel.models import Upload
from tests.cast import NOW, TODAY
from tests.domain.enrolment.ledger import miscounted, wrongs
from tests.domain.enrolment.making import MARCH, ask, attending, care_class, case, offer
from tests.files import pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def room(cast):
    return care_class(cast.bamboo, "大树班", 1)


def test_a_family_takes_its_cases_along_with_places_and_steps(cast, room):
    attending(cast.daughter, room, cast.father, cast.head, TODAY)
    [told] = export_my_data(cast.actor("mother"))["enrolment"]
    assert (told["child"], told["state"]) == ("陈小丸", "attending")
    assert [(one["site"], one["state"]) for one in told["applications"]] == [(cast.bamboo.name, "accepted")]
    assert told["places"] == [
        {
            "site": cast.bamboo.name,
            "class": "大树班",
            "first_day": "2026-11-21",
            "last_day": None,
            "state": "current",
        }
    ]
    assert [one["what"] for one in told["steps"]][:2] == ["join", "offer"]
    assert export_my_data(cast.actor("stranger"))["enrolment"] == []


def test_deleting_a_child_who_waits_frees_the_place_that_was_offered(cast, room):
    offer(ask(case(cast.daughter, cast.father), cast.bamboo)[0], room, cast.head, MARCH)
    erase_child(cast.actor("father"), cast.daughter)
    assert (Case.objects.get().state, Placement.objects.get().state) == ("withdrawn", "released")
    room.refresh_from_db()
    assert (room.free, wrongs(TODAY)) == (1, [])


def test_deleting_a_child_who_is_there_ends_its_place_with_the_day(cast, room):
    attending(cast.daughter, room, cast.father, cast.head, TODAY)
    erase_child(cast.actor("father"), cast.daughter)
    assert (Case.objects.get().state, Case.objects.get().last_day) == ("attending", TODAY)
    with frozen(NOW.replace(day=22)):
        jobs.new_day()
        assert (Case.objects.get().state, miscounted(TODAY.replace(day=22))) == ("left", False)
    room.refresh_from_db()
    assert room.free == 1


def test_documents_go_when_no_case_has_needed_them_for_as_long_as_the_rule_says(cast, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    one = case(cast.daughter, cast.father)
    hand_in(cast.actor("father"), one, kind="residence", file=BytesIO(pdf()), file_name="证.pdf")
    withdraw(cast.actor("father"), one)
    for days, left in ((179, 1), (181, 0)):
        with frozen(NOW + timedelta(days=days)):
            assert jobs.expire() == 1 - left
        assert (Document.objects.count(), Upload.objects.count()) == (left, left)


def test_documents_stay_while_a_sibling_s_case_goes_on(cast, room):
    withdrawn = case(cast.daughter, cast.father)
    Document.objects.create(
        household=cast.household, kind="residence", source="fetched", on=TODAY, entered_by=cast.father
    )
    withdraw(cast.actor("father"), withdrawn)
    case(cast.son, cast.father)
    with frozen(NOW + timedelta(days=400)):
        assert jobs.expire() == 0
