"""Vaccinations and entry examinations as guardians hand them in."""

import json
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from io import BytesIO

import pytest
from django.test import override_settings
from django.utils import translation
from pypdf import PdfReader

from shanyu.domain.health.actions import (
    NewDose,
    NewExam,
    exam_report,
    fetch_exam,
    hand_in_exam,
    note_doses,
    remove_dose,
    remove_exam,
)
from shanyu.domain.health.models import Dose, EntryExam
from shanyu.domain.health.queries import entry_exams, file, read_exam, vaccinations
from shanyu.domain.health.refusals import DoseAlreadyThere, ExamNotAvailable
from shanyu.domain.people.actions import erase_child
from shanyu.kernel import clock
from shanyu.kernel.door import Invalid, OutOfReach, nobody
from shanyu.kernel.models import Document, Upload
from shanyu.kernel.verifying import verify
from tests.cast import NOW, TODAY
from tests.domain.health.making import agree, picture

BOOK = [
    NewDose("hepb", 1, date(2024, 8, 11)),
    NewDose("bcg", 1, date(2024, 8, 11)),
    NewDose("hepb", 2, date(2024, 9, 11)),
]


@pytest.fixture
def father(cast):
    agree(cast, cast.daughter)
    return cast.actor("father")


def exam(**facts) -> NewExam:
    usual = {"examined_on": TODAY, "institution": "拱墅区妇幼保健院", "result": "fit"}
    scan = {"file": picture(), "file_name": "a.jpg"}
    return NewExam(**{**usual, **scan, **facts})


def test_a_whole_book_is_typed_at_once(cast, father):
    note_doses(father, cast.daughter, BOOK)
    found = vaccinations(father, cast.daughter)
    assert [(one.name, one.number) for one in found.doses] == [
        ("卡介苗", 1),
        ("乙肝疫苗", 1),
        ("乙肝疫苗", 2),
    ]
    assert {one.source for one in found.doses} == {"家长填写"}
    assert {(one.vaccine, one.dose) for one in found.lines if one.state == "given"} == {
        ("hepb", 1), ("hepb", 2), ("bcg", 1),
    }  # fmt: skip
    assert [one.dose for one in found.now if one.series == "dtap"] == [1]


def test_of_two_kinds_of_a_vaccine_only_the_one_that_was_begun_is_asked_for(cast, father):
    asked = {slot.vaccine for slot in vaccinations(father, cast.daughter).blanks}
    assert {"je_live", "je_inactivated"} <= asked
    note_doses(father, cast.daughter, [NewDose("je_inactivated", 1, date(2025, 5, 1))])
    asked = {slot.vaccine for slot in vaccinations(father, cast.daughter).blanks}
    assert "je_live" not in asked and "je_inactivated" in asked


def test_a_dose_is_written_down_once_and_all_of_a_book_or_none(cast, father):
    note_doses(father, cast.daughter, BOOK[:1])
    with pytest.raises(DoseAlreadyThere):
        note_doses(father, cast.daughter, BOOK)
    assert Dose.objects.count() == 1


@pytest.mark.parametrize(
    ("dose", "field"),
    [
        (NewDose("bcg", 1, TODAY + timedelta(days=1)), "bcg-1"),
        (NewDose("bcg", 1, date(2024, 8, 10)), "bcg-1"),
        (NewDose("water", 1, TODAY), "water-1"),
        (NewDose("bcg", 10, TODAY), "bcg-10"),
        (NewDose("other", 1, TODAY), "other-1"),
    ],
)
def test_a_dose_that_cannot_be_is_named(cast, father, dose, field):
    with pytest.raises(Invalid) as refused:
        note_doses(father, cast.daughter, [dose])
    assert list(refused.value.errors) == [field]


def test_a_dose_taken_back_may_be_written_down_anew(cast, father):
    [wrong] = note_doses(father, cast.daughter, [NewDose("bcg", 1, date(2024, 9, 11))])
    remove_dose(father, wrong)
    remove_dose(father, wrong)
    note_doses(father, cast.daughter, [NewDose("bcg", 1, date(2024, 8, 11))])
    assert [one.given_on for one in vaccinations(father, cast.daughter).doses] == [date(2024, 8, 11)]


def test_another_s_dose_does_not_exist(cast, father):
    [dose] = note_doses(father, cast.daughter, BOOK[:1])
    with pytest.raises(OutOfReach):
        remove_dose(cast.actor("grandmother"), dose)


def test_an_examination_is_handed_in_read_again_and_runs_out(cast, father):
    made = hand_in_exam(father, cast.daughter, exam())
    found = entry_exams(father, cast.daughter)
    assert (found.state.code, found.state.until) == ("valid", date(2026, 12, 20))
    assert found.validity.sample
    assert read_exam(cast.actor("mother"), made.public_id).content_type == "image/jpeg"
    with clock.frozen(datetime(2026, 12, 21, 1, tzinfo=UTC)):
        assert entry_exams(father, cast.daughter).state.code == "expired"


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"examined_on": TODAY + timedelta(days=1)}, "examined_on"),
        ({"institution": ""}, "institution"),
        ({"result": "well"}, "result"),
        ({"file": None}, "file"),
    ],
)
def test_an_examination_that_is_not_whole_is_refused(cast, father, facts, field):
    with pytest.raises(Invalid) as refused:
        hand_in_exam(father, cast.daughter, exam(**facts))
    assert list(refused.value.errors) == [field]
    assert not EntryExam.objects.exists()


def test_an_examination_taken_back_counts_no_more(cast, father):
    made = hand_in_exam(father, cast.daughter, exam())
    remove_exam(father, made)
    assert entry_exams(father, cast.daughter).exams == []
    with pytest.raises(OutOfReach):
        read_exam(father, made)


def test_a_department_answers_with_a_day_and_is_not_entered_twice(cast, father, tmp_path):
    cast.daughter.identity = "33010520240811002X"
    cast.daughter.save()
    (tmp_path / "departments").mkdir()
    known = {
        "33010520240811002X": {"examined_on": "2026-11-10", "institution": "妇幼保健院", "result": "fit"}
    }
    (tmp_path / "departments" / "entry_exams.json").write_text(json.dumps(known))
    with override_settings(SHANYU_HEALTH_DEPARTMENT="file", SHANYU_HOME=tmp_path):
        fetch_exam(father, cast.daughter)
        fetch_exam(father, cast.daughter)
        [line] = entry_exams(father, cast.daughter).exams
        assert (line.examined_on, line.source, line.has_file) == (date(2026, 11, 10), "由部门系统取得", False)


class Slow:
    def entry_exam(self, identity: str, birth_certificate: str):
        raise TimeoutError


@pytest.mark.parametrize("named", ["", "file", "tests.domain.health.test_records.Slow"])
def test_a_department_that_cannot_answer_leaves_the_upload(cast, father, tmp_path, named):
    connected = override_settings(SHANYU_HEALTH_DEPARTMENT=named, SHANYU_HOME=tmp_path)
    with connected, pytest.raises(ExamNotAvailable) as refused:
        fetch_exam(father, cast.daughter)
    assert "上传" in str(refused.value)


def test_the_file_says_one_step_after_the_other(cast, father):
    assert file(father, cast.daughter).step.kind == "allergies"


def report(cast, who: str, made, language: str = "zh-hans") -> bytes:
    with translation.override(language):
        return exam_report(cast.actor(who), made).content.read()


def test_a_guardian_downloads_a_report_that_a_site_can_check_by_its_code(cast, father):
    made = hand_in_exam(father, cast.daughter, exam(advice="少吃甜食"))
    printed = report(cast, "father", made)
    assert report(cast, "mother", made) == printed
    document = Document.objects.get()
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(printed)).pages).replace(" ", "")
    for said in ("入托体检结果", "陈小丸", "可以入园", "少吃甜食", "2026-12-20", "家长照体检表填写"):
        assert said in text
    verdict = verify(nobody(), code=document.code, sha256=sha256(printed).hexdigest())
    assert (verdict.state, str(verdict.kind), verdict.valid_until) == (
        "valid",
        "入托体检结果",
        date(2026, 12, 20),
    )
    assert verdict.same
    assert report(cast, "father", made, "en") != printed
    assert Document.objects.count() == 2


def test_a_report_holds_no_longer_once_the_examination_is_taken_back(cast, father):
    made = hand_in_exam(father, cast.daughter, exam())
    report(cast, "father", made)
    remove_exam(father, made)
    assert verify(nobody(), code=Document.objects.get().code).state == "revoked"


def test_only_guardians_have_a_report_made(cast, father):
    made = hand_in_exam(father, cast.daughter, exam())
    for who in ("head", "stranger", "officer", "expert"):
        with pytest.raises(OutOfReach):
            exam_report(cast.actor(who), made)


def test_a_report_goes_away_with_the_child_s_data(cast, father):
    report(cast, "father", hand_in_exam(father, cast.daughter, exam()))
    erase_child(father, cast.daughter)
    assert (Upload.objects.count(), Document.objects.get().revoked_at) == (0, NOW)
