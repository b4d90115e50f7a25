"""What goes along with an export, and what is deleted with a child; and the log of disinfection."""

from datetime import date
from uuid import uuid4

import pytest

from shanyu.domain.people.actions import erase_child
from shanyu.domain.people.queries import export_my_data
from shanyu.domain.protection.actions import log_disinfection, note_illness
from shanyu.domain.protection.models import Disinfection, Illness, Incident
from shanyu.domain.protection.queries import disinfection_sheet
from shanyu.kernel.door import Invalid, OutOfReach
from tests.domain.protection.making import an_incident


def test_a_guardian_takes_along_everything_of_the_own_child(cast):
    an_incident(cast)
    note_illness(cast.actor("father"), cast.daughter, site=cast.bamboo.public_id, disease="varicella")
    [own, _son] = export_my_data(cast.actor("father"))["protection"]
    assert (own["child"], own["incidents"][0]["what"], own["illnesses"][0]["disease"]) == (
        "陈小丸", "从滑梯上滑下时摔了一跤，额头红了。", "varicella",
    )  # fmt: skip


def test_words_and_illnesses_go_with_the_child_and_that_it_happened_stays(cast):
    one = an_incident(cast)
    note_illness(cast.actor("father"), cast.daughter, site=cast.bamboo.public_id, disease="varicella")
    erase_child(cast.actor("father"), cast.daughter)
    one = Incident.objects.get(pk=one.pk)
    assert (one.kind, one.what, one.first_aid) == ("fall", None, None)
    assert not Illness.objects.exists()


def test_the_log_of_a_month_counts_days_by_room(cast):
    room = cast.bamboo.rooms.get(use="living")
    mark = uuid4()
    for _twice in range(2):
        log_disinfection(
            cast.actor("carer"), room, mark=mark, thing="toys", agent="chlorine", strength=250, minutes=30
        )
    sheet = disinfection_sheet(cast.actor("head"), cast.bamboo)
    assert ([one.mark for one in sheet.entries], sheet.month) == ([mark], date(2026, 11, 1))
    assert [(where.name, days) for where, days in sheet.rooms] == [("向阳活动室", 1), ("小院", 0)]
    assert disinfection_sheet(cast.actor("head"), cast.bamboo, month=date(2026, 10, 5)).entries == []
    with pytest.raises(Invalid):
        log_disinfection(cast.actor("carer"), room, mark=uuid4(), thing="toys", agent="magic")
    with pytest.raises(OutOfReach):
        log_disinfection(cast.actor("father"), room, mark=uuid4(), thing="toys", agent="steam")
    assert Disinfection.objects.count() == 1
