"""Documents and the check-up at entry: asked by rule, known, fetched or handed in, and what a site may see when."""

import json
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.test import override_settings

from shanyu.domain.enrolment import actions, calls, queries, refusals, rules
from shanyu.domain.enrolment.models import Case, Document
from shanyu.domain.health.actions import NewExam, hand_in_exam
from shanyu.domain.health.queries import care_card, entry_exams, file
from shanyu.domain.people.actions import erase_child
from shanyu.domain.people.queries import export_my_data
from shanyu.domain.providers.refusals import NoFile
from shanyu.kernel import clock
from shanyu.kernel.door import Invalid, OutOfReach
from shanyu.kernel.models import Upload
from tests.cast import NOW, TODAY
from tests.domain.enrolment.making import ask, attending, care_class, case, offer, papers, through
from tests.domain.health.making import agree, picture

pytestmark = pytest.mark.django_db
DECEMBER = date(2026, 12, 1)


@pytest.fixture
def accepted(cast) -> Case:
    """The daughter's case at the nursery, from the family's acceptance on."""
    one = case(cast.daughter, cast.father)
    [application] = ask(one, cast.bamboo)
    made = offer(application, care_class(cast.bamboo, "新竹班", 5), cast.head, DECEMBER)
    assert calls.accept(made.pk, cast.father.pk) == "accepted"
    one.refresh_from_db()
    return one


def states(cast, one: Case, who: str = "father") -> dict[str, tuple[str, str]]:
    return {line.kind: (line.state, line.source) for line in queries.documents(cast.actor(who), one)}


def hand_in(cast, one: Case, kind: str, who: str = "father") -> Document:
    return actions.hand_in(cast.actor(who), one, kind=kind, file=picture(), file_name="扫描.jpg")


def test_what_is_asked_is_the_rule_s_and_vaccinations_never_decide(cast, accepted):
    lines = queries.documents(cast.actor("father"), accepted)
    assert [(line.kind, line.needed, line.state, line.common) for line in lines] == [
        ("child_identity", True, "missing", False),
        ("guardian_identity", True, "missing", True),
        ("residence", True, "missing", True),
        ("vaccinations", False, "missing", False),
    ]
    assert lines[0].rule.title.startswith("SAMPLE")


def test_a_district_has_its_own_list_and_no_list_makes_a_vaccination_decide(cast, accepted, monkeypatch):
    own = {"sample": False, "documents": [{"kind": "vaccinations", "needed": True}]}
    rule = replace(rules.book.rule("documents.asked", TODAY), key="documents.asked.330105", value=own)
    monkeypatch.setitem(rules.book._entries, rule.key, (rule,))
    [line] = queries.documents(cast.actor("father"), accepted)
    assert (line.kind, line.needed, line.rule) == ("vaccinations", False, rule)
    assert actions.confirm_documents(cast.actor("head"), accepted).state == "checkup"


def test_what_the_platform_knows_is_not_asked_again(cast, accepted):
    cast.daughter.birth_certificate = "A330105001"
    cast.daughter.save()
    cast.mother.identity_level = 2
    cast.mother.save()
    lines = {line.kind: line for line in queries.documents(cast.actor("father"), accepted)}
    assert (lines["child_identity"].source_words, lines["child_identity"].at) == ("登记孩子时已填", TODAY)
    assert lines["guardian_identity"].source_words == "监护人实名登录"
    assert [line.kind for line in lines.values() if line.lacks] == ["residence"]


def test_a_site_confirms_documents_only_when_none_is_missing(cast, accepted):
    hand_in(cast, accepted, "child_identity")
    hand_in(cast, accepted, "guardian_identity", who="mother")
    with pytest.raises(refusals.DocumentsMissing) as told:
        actions.confirm_documents(cast.actor("head"), accepted)
    assert told.value.sentence() == "材料还不齐：户口簿或居住证明。"
    hand_in(cast, accepted, "residence")
    assert actions.confirm_documents(cast.actor("head"), accepted).state == "checkup"


def test_a_second_child_has_what_the_household_handed_in(cast, accepted):
    hand_in(cast, accepted, "guardian_identity")
    hand_in(cast, accepted, "child_identity")
    younger = case(cast.son, cast.mother)
    found = states(cast, younger)
    assert (found["guardian_identity"], found["child_identity"]) == (("there", "uploaded"), ("missing", ""))


def test_a_new_scan_takes_the_place_of_the_old_one(cast, accepted):
    first = hand_in(cast, accepted, "residence")
    second = hand_in(cast, accepted, "residence", who="mother")
    first.refresh_from_db()
    assert first.removed_at == NOW
    [line] = [one for one in queries.documents(cast.actor("mother"), accepted) if one.kind == "residence"]
    assert (line.document, line.upload) == (second.public_id, True)
    actions.remove_document(cast.actor("father"), second)
    assert states(cast, accepted)["residence"] == ("missing", "")


@pytest.mark.parametrize("kind", ["custody", "passport"])
def test_nothing_is_kept_that_the_place_does_not_ask_for(cast, accepted, kind):
    with pytest.raises(Invalid):
        hand_in(cast, accepted, kind)


def test_a_department_s_yes_is_as_good_as_a_scan_until_it_runs_out(cast, accepted, tmp_path):
    cast.daughter.identity = "33010520240811002X"
    cast.daughter.save()
    (tmp_path / "departments").mkdir()
    known = {"residence": {"33010520240811002X": {"on": "2026-11-01", "until": "2026-12-31"}}}
    (tmp_path / "departments" / "certificates.json").write_text(json.dumps(known))
    with override_settings(SHANYU_CERTIFICATES_DEPARTMENT="file", SHANYU_HOME=tmp_path):
        made = actions.fetch_document(cast.actor("father"), accepted, kind="residence")
        with pytest.raises(refusals.CertificateNotAvailable):
            actions.fetch_document(cast.actor("father"), accepted, kind="guardian_identity")
    assert states(cast, accepted)["residence"] == ("there", "fetched")
    with pytest.raises(NoFile):
        queries.read_document(cast.actor("head"), made)
    with clock.frozen(NOW + timedelta(days=41)):
        assert states(cast, accepted)["residence"] == ("expired", "fetched")


class Slow:
    def certificate(self, kind, numbers):
        raise TimeoutError


@pytest.mark.parametrize("named", ["", "file", "tests.domain.enrolment.test_papers.Slow"])
def test_a_department_that_cannot_answer_leaves_the_upload(cast, accepted, tmp_path, named):
    connected = override_settings(SHANYU_CERTIFICATES_DEPARTMENT=named, SHANYU_HOME=tmp_path)
    with connected, pytest.raises(refusals.CertificateNotAvailable):
        actions.fetch_document(cast.actor("father"), accepted, kind="residence")
    assert not Document.objects.exists()


def test_a_site_reads_documents_from_acceptance_to_the_end_and_nobody_else_does(cast, accepted):
    made = hand_in(cast, accepted, "child_identity")
    assert queries.read_document(cast.actor("head"), made).content_type == "image/jpeg"
    assert queries.read_document(cast.actor("mother"), made).name == "扫描.jpg"
    for who in ("stranger", "grandmother", "carer", "keeper", "officer", "expert"):
        with pytest.raises(OutOfReach):
            queries.read_document(cast.actor(who), made)
    actions.withdraw(cast.actor("father"), accepted)
    with pytest.raises(OutOfReach):
        queries.read_document(cast.actor("head"), made)
    with pytest.raises(OutOfReach):
        queries.documents(cast.actor("head"), accepted)


def test_before_acceptance_a_site_reads_neither_documents_nor_health(cast):
    agree(cast, cast.daughter)
    one = case(cast.daughter, cast.father)
    [application] = ask(one, cast.bamboo)
    made = hand_in(cast, one, "child_identity")
    offer(application, care_class(cast.bamboo, "新竹班", 5), cast.head, DECEMBER)
    for ask_for, about in (
        (queries.read_document, made),
        (queries.documents, one),
        (file, cast.daughter),
        (care_card, cast.daughter),
    ):
        with pytest.raises(OutOfReach):
            ask_for(cast.actor("head"), about)


def test_a_head_reads_the_health_file_from_acceptance_and_a_carer_the_card_from_the_first_day(cast, accepted):
    agree(cast, cast.daughter)
    assert file(cast.actor("head"), cast.daughter).agreed
    for who in ("head", "carer"):
        with pytest.raises(OutOfReach):
            care_card(cast.actor(who), cast.daughter)
    with clock.frozen(NOW + timedelta(days=10)), pytest.raises(OutOfReach):
        care_card(cast.actor("carer"), cast.daughter)
    through(accepted, cast.father, cast.head)
    for state in ("placed", "attending", "suspended"):
        Case.objects.filter(pk=accepted.pk).update(state=state)
        with clock.frozen(NOW + timedelta(days=10)):
            assert care_card(cast.actor("carer"), cast.daughter).agreed
    with pytest.raises(OutOfReach):
        care_card(cast.actor("carer"), cast.daughter)


def test_after_the_last_day_a_site_reaches_nothing_even_before_the_night_s_job(cast):
    agree(cast, cast.daughter)
    where = care_class(cast.bamboo, "新竹班", 5)
    one = attending(cast.daughter, where, cast.father, cast.head, TODAY)
    assert calls.leave(one.pk, TODAY, cast.father.pk) == "done"
    assert care_card(cast.actor("carer"), cast.daughter).agreed
    assert entry_exams(cast.actor("head"), cast.daughter).exams == []
    with clock.frozen(NOW + timedelta(days=1)):
        for who, verb in (("carer", care_card), ("head", care_card), ("head", file)):
            with pytest.raises(OutOfReach):
                verb(cast.actor(who), cast.daughter)


def test_another_site_that_was_asked_too_reaches_nothing(cast, accepted):
    agree(cast, cast.daughter)
    Case.objects.filter(pk=accepted.pk).update(site=cast.far)
    with pytest.raises(OutOfReach):
        file(cast.actor("head"), cast.daughter)


def checked(cast, accepted) -> Case:
    papers(accepted, cast.father)
    return actions.confirm_documents(cast.actor("head"), accepted)


def hand_in_form(cast, on: date = TODAY, result: str = "fit"):
    return hand_in_exam(
        cast.actor("father"), cast.daughter, NewExam(on, "妇幼保健院", result, "", picture(), "体检.jpg")
    )


def test_a_check_up_is_confirmed_only_when_one_counts_and_the_site_has_then_seen_it(cast, accepted):
    agree(cast, cast.daughter)
    one, head = checked(cast, accepted), cast.actor("head")
    with pytest.raises(refusals.ExamMissing):
        actions.confirm_checkup(head, one)
    hand_in_form(cast, TODAY - timedelta(days=60))
    with pytest.raises(refusals.ExamExpired):
        actions.confirm_checkup(head, one)
    hand_in_form(cast, TODAY - timedelta(days=2), "unfit")
    with pytest.raises(refusals.ExamUnfit):
        actions.confirm_checkup(head, one)
    hand_in_form(cast)
    assert actions.confirm_checkup(head, one).state == "agreement"
    assert entry_exams(cast.actor("father"), cast.daughter).exams[0].checked == ["小竹林托育园"]


def test_a_family_that_keeps_no_health_file_shows_its_form_to_the_site(cast, accepted):
    one, head = checked(cast, accepted), cast.actor("head")
    with pytest.raises(refusals.PaperNeeded):
        actions.confirm_checkup(head, one)
    with pytest.raises(Invalid):
        actions.confirm_checkup(head, one, paper_of=TODAY + timedelta(days=1))
    with pytest.raises(refusals.ExamExpired):
        actions.confirm_checkup(head, one, paper_of=TODAY - timedelta(days=60))
    assert actions.confirm_checkup(head, one, paper_of=TODAY).state == "agreement"


def test_after_a_long_absence_only_a_newer_check_up_counts(cast):
    agree(cast, cast.daughter)
    where = care_class(cast.bamboo, "新竹班", 5)
    one = attending(cast.daughter, where, cast.father, cast.head, TODAY)
    hand_in_form(cast)
    actions.suspend(cast.actor("father"), one)
    one.refresh_from_db()
    with pytest.raises(refusals.ExamMissing):
        actions.confirm_checkup(cast.actor("head"), one)
    with clock.frozen(NOW + timedelta(days=100)):
        hand_in_form(cast, TODAY + timedelta(days=99))
        assert actions.confirm_checkup(cast.actor("head"), one).state == "suspended"
        assert actions.return_to_care(cast.actor("father"), one).state == "attending"


def test_documents_go_along_with_one_s_data_and_away_with_the_last_child(cast, accepted):
    for kind in ("child_identity", "residence"):
        hand_in(cast, accepted, kind)
    told = export_my_data(cast.actor("mother"))["entry_documents"]
    assert [(one["child"], one["kind"], one["file"]) for one in told] == [
        ("陈小丸", "child_identity", "扫描.jpg"),
        ("", "residence", "扫描.jpg"),
    ]
    erase_child(cast.actor("father"), cast.daughter)
    assert list(Document.objects.values_list("kind", flat=True)) == ["residence"]
    erase_child(cast.actor("father"), cast.son)
    assert (Document.objects.count(), Upload.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<html><script>1</script></html>", "网页"),
        (b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*", "病毒"),
        (b"", "空"),
    ],
)
def test_a_bad_scan_gets_its_sentence_and_leaves_the_old_one_and_nothing_else(cast, accepted, content, words):
    old = hand_in(cast, accepted, "residence")
    with pytest.raises(Invalid) as told:
        actions.hand_in(
            cast.actor("father"), accepted, kind="residence", file=BytesIO(content), file_name="户口簿.jpg"
        )
    assert words in str(told.value.errors["file"])
    assert list(Document.objects.filter(removed_at=None)) == [old]
    assert Upload.objects.count() == 1
