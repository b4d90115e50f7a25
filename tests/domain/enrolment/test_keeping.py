"""What goes along with one's data, and what ends with a child whose data are deleted."""

import pytest

from shanyu.domain.enrolment import jobs
from shanyu.domain.enrolment.models import Case, Placement
from shanyu.domain.people.actions import erase_child
from shanyu.domain.people.queries import export_my_data
from shanyu.kernel.clock import frozen
from tests.cast import NOW, TODAY
from tests.domain.enrolment.ledger import miscounted, wrongs
from tests.domain.enrolment.making import MARCH, ask, attending, care_class, case, offer

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
