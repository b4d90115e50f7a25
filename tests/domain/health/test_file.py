"""The health file: said by guardians, sealed, with its history; read by nobody who need not."""

from datetime import UTC, date, datetime

import pytest
from django.db import ProgrammingError, transaction
from django.db.models import Q

from shanyu.domain.health import reach
from shanyu.domain.health.actions import (
    NewDose,
    NewExam,
    add_item,
    check_exam,
    confirm_part,
    hand_in_exam,
    note_doses,
    remove_item,
    save_part,
    say_nothing,
)
from shanyu.domain.health.models import Dose, EntryExam, Part
from shanyu.domain.health.queries import care_card, entry_exams, file, past_of, read_exam, vaccinations
from shanyu.domain.health.refusals import (
    AgreementNeeded,
    ChangedMeanwhile,
    NothingToConfirm,
    StillListed,
    TooManyItems,
)
from shanyu.domain.people.actions import erase_child
from shanyu.domain.people.queries import export_my_data
from shanyu.kernel import clock
from shanyu.kernel.door import OutOfReach, Role
from shanyu.kernel.models import AuditEvent, Upload
from tests.cast import TODAY
from tests.domain.health.making import PEANUT, agree, picture

SLEEP = {"naps": "one", "hours": 12, "habits": "要听妈妈的歌"}


@pytest.fixture
def father(cast):
    agree(cast, cast.daughter)
    return cast.actor("father")


def part(found, kind: str):
    return next(one for one in found.parts if one.kind == kind)


def test_without_a_guardian_s_word_nothing_is_kept(cast):
    for verb in (
        lambda: save_part(cast.actor("father"), cast.daughter, "sleep", SLEEP),
        lambda: say_nothing(cast.actor("father"), cast.daughter, "allergies"),
        lambda: add_item(cast.actor("father"), cast.daughter, "allergies", PEANUT),
        lambda: note_doses(cast.actor("father"), cast.daughter, [NewDose("bcg", 1, date(2024, 8, 11))]),
    ):
        with pytest.raises(AgreementNeeded):
            verb()
    assert not Part.objects.exists() and not Dose.objects.exists()
    assert file(cast.actor("father"), cast.daughter).step.code == "agree"


def test_the_latest_word_of_either_guardian_counts(cast, father):
    save_part(father, cast.daughter, "sleep", SLEEP)
    agree(cast, cast.daughter, by="mother", agrees=False)
    found = file(father, cast.daughter)
    assert (found.agreed, found.said) == (False, 0)


def test_a_part_is_said_and_read_in_words(cast, father):
    save_part(father, cast.daughter, "sleep", SLEEP)
    found = part(file(cast.actor("mother"), cast.daughter), "sleep")
    assert found.facts == [
        ("白天怎么睡", "只睡午觉"),
        ("一天一共睡几小时", "12小时"),
        ("入睡的习惯", "要听妈妈的歌"),
    ]
    assert (found.state, found.checked_on) == ("said", TODAY)


def test_an_allergy_stands_on_the_care_card_and_sleep_does_not(cast, father):
    add_item(father, cast.daughter, "allergies", PEANUT)
    save_part(father, cast.daughter, "sleep", SLEEP)
    card = care_card(father, cast.daughter)
    assert [(one.title, one.severe) for one in card.allergies.items] == [("花生（花生酱）", True)]
    assert ("出现时怎么做", "马上打120，再给家长打电话") in card.allergies.items[0].facts
    assert card.medication.state == "missing"


def test_items_are_added_and_taken_off_and_the_history_keeps_them_all(cast, father):
    add_item(father, cast.daughter, "allergies", PEANUT)
    added = file(father, cast.daughter)
    [item] = part(added, "allergies").items
    assert remove_item(father, cast.daughter, "allergies", item.id) is not None
    assert remove_item(father, cast.daughter, "allergies", item.id) is None
    assert part(file(father, cast.daughter), "allergies").nothing
    past = past_of(father, cast.daughter, "allergies")
    assert [one.part.summary for one in past] == ["没有过敏", "花生（花生酱）"]
    assert past[0].by == "陈*"


def test_a_list_ends_somewhere(cast, father):
    for _number in range(20):
        add_item(father, cast.daughter, "conditions", {"name": "湿疹"})
    with pytest.raises(TooManyItems):
        add_item(father, cast.daughter, "conditions", {"name": "湿疹"})


def test_what_was_said_long_ago_is_to_be_confirmed_and_then_is_fresh(cast, father):
    with pytest.raises(NothingToConfirm):
        confirm_part(father, cast.daughter, "allergies")
    say_nothing(father, cast.daughter, "allergies")
    with clock.frozen(datetime(2027, 5, 21, 1, tzinfo=UTC)):
        assert part(file(father, cast.daughter), "allergies").state == "stale"
        confirm_part(father, cast.daughter, "allergies")
        found = part(file(father, cast.daughter), "allergies")
        assert (found.state, found.nothing, found.checked_on) == ("said", True, date(2027, 5, 21))


def test_two_guardians_do_not_overwrite_each_other_unseen(cast, father):
    first = save_part(father, cast.daughter, "sleep", SLEEP, seen=0)
    save_part(cast.actor("mother"), cast.daughter, "sleep", {"naps": "two"}, seen=first.pk)
    with pytest.raises(ChangedMeanwhile):
        save_part(father, cast.daughter, "sleep", {"naps": "none"}, seen=first.pk)


def test_one_word_about_all_never_takes_a_listed_allergy_away(cast, father):
    add_item(cast.actor("mother"), cast.daughter, "allergies", PEANUT)
    with pytest.raises(StillListed) as refusal:
        say_nothing(father, cast.daughter, "allergies")
    assert refusal.value.facts == {"count": 1}
    [item] = part(file(father, cast.daughter), "allergies").items
    remove_item(father, cast.daughter, "allergies", item.id)
    assert say_nothing(father, cast.daughter, "allergies").answers is None


def test_a_sibling_has_what_the_household_has_in_common_and_nothing_else(cast, father):
    agree(cast, cast.son)
    save_part(father, cast.daughter, "clinic", {"clinic": "和睦街道社区卫生服务中心", "doctor": "何医生"})
    save_part(father, cast.daughter, "sleep", SLEEP)
    found = file(father, cast.son)
    assert part(found, "clinic").summary == "和睦街道社区卫生服务中心、何医生"
    assert part(found, "sleep").state == "missing"


def test_a_row_of_the_file_is_never_changed(cast, father):
    row = say_nothing(father, cast.daughter, "allergies")
    with pytest.raises(ProgrammingError), transaction.atomic():
        Part.objects.filter(pk=row.pk).update(checked_on=date(2020, 1, 1))


def test_no_column_holds_what_was_said_in_clear(cast, father):
    add_item(father, cast.daughter, "allergies", PEANUT)
    save_part(father, cast.daughter, "clinic", {"clinic": "和睦街道社区卫生服务中心"})
    note_doses(
        father, cast.daughter, [NewDose("other", 1, date(2025, 1, 1), name="轮状病毒疫苗", batch="L2025-77")]
    )
    exam = NewExam(TODAY, "拱墅区妇幼保健院", "advice", "复查血红蛋白", picture(), "体检.jpg")
    hand_in_exam(father, cast.daughter, exam)
    secrets = ("花生", "peanut", "和睦街道社区", "轮状病毒", "L2025-77", "妇幼", "advice", "血红蛋白")
    raw = [
        bytes(value)
        for model in (Part, Dose, EntryExam)
        for row in model.objects.all()
        for value in (getattr(getattr(row, field.name), "blob", None) for field in model._meta.local_fields)
        if value
    ]
    assert len(raw) == 7
    assert [word for word in secrets for value in raw if word.encode() in value] == []


STRANGERS = [
    "stranger", "grandmother", "head", "carer", "boss", "keeper", "expert", "officer", "city_officer", "auditor",
    "administrator",
]  # fmt: skip


@pytest.mark.parametrize("name", STRANGERS)
def test_nobody_but_the_guardians_sees_anything(cast, father, name):
    exam = hand_in_exam(father, cast.daughter, NewExam(TODAY, "医院", "fit", "", picture(), "a.jpg"))
    actor = cast.actor(name)
    for verb in (file, care_card, vaccinations, entry_exams):
        with pytest.raises(OutOfReach):
            verb(actor, cast.daughter)
    with pytest.raises(OutOfReach):
        read_exam(actor, exam)


@pytest.fixture
def placed(cast):
    """As a later domain will say it: the daughter is cared for at the nursery."""

    def in_care(actor, role) -> Q:
        here = cast.bamboo.pk in actor.targets(role, "site")
        return Q(pk=cast.daughter.pk) if here else Q(pk__in=[])

    reach.grant_sites(whole=in_care, card=in_care)
    yield
    reach.withdraw_sites(whole=in_care, card=in_care)


@pytest.mark.usefixtures("placed")
def test_a_site_that_cares_for_the_child_reads_what_care_needs(cast, father):
    add_item(father, cast.daughter, "allergies", PEANUT)
    exam = hand_in_exam(father, cast.daughter, NewExam(TODAY, "医院", "fit", "", picture(), "a.jpg"))
    assert care_card(cast.actor("carer"), cast.daughter).allergies.summary == "花生（花生酱）"
    with pytest.raises(OutOfReach):
        file(cast.actor("carer"), cast.daughter)
    assert file(cast.actor("head"), cast.daughter).said == 1
    check_exam(cast.actor("head"), exam, cast.bamboo.pk)
    assert entry_exams(father, cast.daughter).exams[0].checked == ["小竹林托育园"]
    with pytest.raises(OutOfReach):
        check_exam(cast.actor("head"), exam, cast.far.pk)
    for other in ("keeper", "officer", "stranger"):
        with pytest.raises(OutOfReach):
            care_card(cast.actor(other), cast.daughter)
    with pytest.raises(OutOfReach):
        care_card(cast.actor("carer"), cast.son)


@pytest.mark.usefixtures("placed")
def test_a_site_reads_nothing_after_a_guardian_has_withdrawn(cast, father):
    add_item(father, cast.daughter, "allergies", PEANUT)
    agree(cast, cast.daughter, agrees=False)
    for name, verb in (("carer", care_card), ("head", file)):
        with pytest.raises(OutOfReach):
            verb(cast.actor(name), cast.daughter)


def test_reading_leaves_a_trace_without_words(cast, father, django_capture_on_commit_callbacks):
    row = say_nothing(father, cast.daughter, "allergies")
    with django_capture_on_commit_callbacks(execute=True):
        file(father, cast.daughter)
    event = AuditEvent.objects.filter(verb="health.file").latest("pk")
    assert row.pk in event.ids["health.part"] and cast.daughter.pk in event.ids["people.child"]


def test_the_file_goes_along_with_one_s_data_and_away_with_the_child(cast, father):
    agree(cast, cast.son)
    add_item(father, cast.daughter, "allergies", PEANUT)
    save_part(father, cast.daughter, "clinic", {"clinic": "卫生服务中心"})
    note_doses(father, cast.daughter, [NewDose("bcg", 1, date(2024, 8, 12), place="市一医院")])
    hand_in_exam(father, cast.daughter, NewExam(TODAY, "医院", "fit", "", picture(), "体检.jpg"))
    [health, _son] = export_my_data(father)["health"]
    assert health["file"][0]["answers"][0]["detail"] == "花生酱"
    assert health["vaccinations"][0]["place"] == "市一医院"
    assert health["entry_examinations"][0]["file"].startswith("体检")
    erase_child(father, cast.daughter)
    assert (Dose.objects.count(), EntryExam.objects.count(), Upload.objects.count()) == (0, 0, 0)
    assert list(Part.objects.values_list("kind", flat=True)) == ["clinic"]
    erase_child(father, cast.son)
    assert not Part.objects.exists()


def test_every_role_of_the_reach_is_a_person_s(cast):
    assert set(reach.WHOLE) == {Role.GUARDIAN, Role.HEAD}
    assert set(reach.CARD) == {Role.GUARDIAN, Role.HEAD, Role.CARER}
