"""Who signs what: the text that was read, at a published fee, by the guardians and then by the site."""

from datetime import date, time, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from shanyu.domain.agreements import actions, jobs, queries, refusals, texts
from shanyu.domain.agreements.models import Paper, Signature
from shanyu.domain.enrolment import actions as of_cases
from shanyu.domain.enrolment.models import Entry
from shanyu.domain.enrolment.refusals import SignFirst, TooLate
from shanyu.domain.people.models import Guardianship
from shanyu.domain.providers.models import ServiceOffer
from shanyu.kernel import clock
from shanyu.kernel.door import Invalid, OutOfReach
from shanyu.kernel.pdf import Undrawable
from shanyu.kernel.verifying import verify
from tests.cast import NOW, SINCE, TODAY
from tests.domain.agreements.making import DECEMBER, at_signing, in_force, paper_of, publish

pytestmark = pytest.mark.django_db


def test_confirming_the_check_up_draws_up_the_agreement_at_the_published_fee(cast):
    one = at_signing(cast)
    paper = paper_of(one)
    assert (paper.kind, paper.state, paper.number, paper.begins_on) == ("agreement", "open", 1, DECEMBER)
    assert (paper.form, paper.weekdays, paper.opens, paper.closes) == (
        "full_day", [1, 2, 3, 4, 5], time(7, 30), time(18, 30),
    )  # fmt: skip
    assert (paper.fee_fen, paper.fee_unit, paper.meal_fee_fen) == (268000, "month", 2000)
    view = queries.agreement(cast.actor("father"), one)
    assert view.facts[0] == ("孩子", "陈小丸")
    assert dict(view.facts)["托育费"] == "每月 ¥2,680"
    assert dict(view.facts)["开始日期"] == "2026年12月1日"
    assert view.agreement.sample
    assert [one.title for one in view.text] == [
        "双方",
        "照护",
        "收费",
        "变更、暂停和离托",
        "健康与安全",
        "签署",
    ]
    assert view.agreement.prices == [("全日托", "每月 ¥2,680"), ("餐费", "每天 ¥20")]
    assert (view.agreement.waits_for, view.agreement.may_sign) == (["family", "site"], True)
    assert not queries.agreement(cast.actor("head"), one).agreement.may_sign


def test_the_hash_is_that_of_the_whole_text(cast):
    paper = paper_of(at_signing(cast))
    canonical = paper.text.reveal()
    assert paper.sha256 == texts.digest(canonical)
    assert "陈小丸" in canonical
    Paper.objects.filter(pk=paper.pk).update(text=canonical.replace("2,680", "2,690"))
    with pytest.raises(refusals.TextDamaged):
        queries.agreement(cast.actor("father"), paper.case)


def test_a_guardian_signs_and_then_the_head(cast):
    one = at_signing(cast)
    sha256 = paper_of(one).sha256
    with pytest.raises(SignFirst):
        actions.countersign(cast.actor("head"), one, sha256=sha256)
    assert actions.sign(cast.actor("father"), one, sha256=sha256).state == "open"
    assert queries.agreement(cast.actor("head"), one).agreement.may_sign
    assert actions.countersign(cast.actor("head"), one, sha256=sha256).state == "in_force"
    one.refresh_from_db()
    assert one.state == "placed"
    signed = queries.agreement(cast.actor("mother"), one).signatures
    assert [(line.side, line.signed_as, line.name, line.sha256) for line in signed] == [
        ("family", "父亲", "陈大山", sha256),
        ("site", "机构负责人", "翟园长", sha256),
    ]
    kinds = list(Entry.objects.filter(case=one).order_by("pk").values_list("kind", flat=True))
    assert kinds[-3:] == ["checkup", "sign", "agreement"]


def test_where_both_must_the_family_has_signed_with_the_second(cast):
    one = at_signing(cast, needs_both=True)
    sha256 = paper_of(one).sha256
    actions.sign(cast.actor("father"), one, sha256=sha256)
    actions.sign(cast.actor("father"), one, sha256=sha256)
    with pytest.raises(SignFirst):
        actions.countersign(cast.actor("head"), one, sha256=sha256)
    actions.sign(cast.actor("mother"), one, sha256=sha256)
    actions.countersign(cast.actor("head"), one, sha256=sha256)
    one.refresh_from_db()
    assert (one.state, Signature.objects.count()) == ("placed", 3)


def test_nobody_signs_a_text_they_have_not_read(cast):
    one = at_signing(cast)
    for act, who in ((actions.sign, "father"), (actions.countersign, "head")):
        with pytest.raises(refusals.TextChanged):
            act(cast.actor(who), one, sha256="0" * 64)
    assert not Signature.objects.exists()


def test_another_text_is_signed_anew(cast):
    one = at_signing(cast)
    first = paper_of(one)
    actions.sign(cast.actor("father"), one, sha256=first.sha256)
    assert actions.draw_up(cast.actor("head"), one) == first
    publish(cast.bamboo, "half_day", 160000)
    second = actions.draw_up(cast.actor("head"), one, change=actions.Change("half_day"))
    first.refresh_from_db()
    one.refresh_from_db()
    assert (first.state, second.state, one.signed_at) == ("replaced", "open", None)
    assert actions.draw_up(cast.actor("father"), one) == second
    with pytest.raises(refusals.TextChanged):
        actions.sign(cast.actor("father"), one, sha256=first.sha256)
    with pytest.raises(SignFirst):
        actions.countersign(cast.actor("head"), one, sha256=second.sha256)
    actions.sign(cast.actor("father"), one, sha256=second.sha256)
    assert actions.countersign(cast.actor("head"), one, sha256=second.sha256).fee_fen == 160000


def test_a_fee_above_the_list_is_not_signed(cast):
    one = at_signing(cast)
    paper = paper_of(one)
    ServiceOffer.objects.filter(site=cast.bamboo).update(valid=DateRange(date(2026, 1, 1), DECEMBER))
    publish(cast.bamboo, "full_day", 250000, valid=DateRange(DECEMBER, None), closes=time(18, 30))
    with pytest.raises(refusals.ListChanged):
        actions.sign(cast.actor("father"), one, sha256=paper.sha256)
    anew = actions.draw_up(cast.actor("father"), one)
    assert (anew.fee_fen, anew.listed_since) == (250000, DECEMBER)
    actions.sign(cast.actor("father"), one, sha256=anew.sha256)


def test_the_database_refuses_a_paper_above_the_list(cast):
    paper = paper_of(at_signing(cast))
    Paper.objects.filter(pk=paper.pk).update(state="replaced")
    paper.pk, paper.number, paper.fee_fen = None, 2, paper.fee_fen + 1
    paper.public_id = cast.daughter.public_id
    with pytest.raises(IntegrityError, match="is not published"), transaction.atomic():
        paper.save(force_insert=True)


def test_the_database_refuses_what_is_not_signed_by_everybody_and_signatures_under_another_text(cast):
    paper = paper_of(at_signing(cast))
    with pytest.raises(IntegrityError, match="not signed by everybody"), transaction.atomic():
        Paper.objects.filter(pk=paper.pk).update(state="in_force", in_force_at=paper.created_at)
    with pytest.raises(IntegrityError, match="nothing with this text"), transaction.atomic():
        Signature.objects.create(
            paper=paper,
            side="family",
            signed_as="father",
            account=cast.father,
            sha256="1" * 64,
            at=paper.created_at,
        )


def test_what_was_drawn_up_and_signed_is_never_changed(cast):
    one = in_force(cast)
    for statement in (
        "UPDATE agreements_paper SET fee_fen = 1",
        "UPDATE agreements_paper SET sha256 = repeat('0', 64)",
        "UPDATE agreements_signature SET account_id = account_id + 1",
        "DELETE FROM agreements_signature",
    ):
        with pytest.raises(Exception, match="pgtrigger"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert paper_of(one).state == "in_force"


def test_a_head_who_is_a_guardian_does_not_sign_for_the_site(cast):
    one = at_signing(cast)
    Guardianship.objects.create(account=cast.head, child=cast.daughter, relation="other", valid=SINCE)
    sha256 = paper_of(one).sha256
    actions.sign(cast.actor("father"), one, sha256=sha256)
    with pytest.raises(refusals.BothSides):
        actions.countersign(cast.actor("head"), one, sha256=sha256)
    assert actions.countersign(cast.actor("boss"), one, sha256=sha256).state == "in_force"
    assert list(Signature.objects.order_by("pk").values_list("signed_as", flat=True)) == [
        "father",
        "operator",
    ]


def test_who_is_a_guardian_no_longer_signs_no_more(cast):
    one, father = at_signing(cast), cast.actor("father")
    Guardianship.objects.filter(account=cast.father).update(valid=DateRange(date(2024, 8, 11), TODAY))
    with pytest.raises(OutOfReach):
        actions.sign(father, one, sha256=paper_of(one).sha256)


def test_only_guardians_and_the_site_reach_an_agreement(cast):
    one = in_force(cast)
    for who in ("stranger", "grandmother", "keeper", "officer", "auditor"):
        with pytest.raises(OutOfReach):
            queries.agreement(cast.actor(who), one)
    with pytest.raises(OutOfReach):
        actions.sign(cast.actor("head"), one, sha256=paper_of(one).sha256)
    with pytest.raises(OutOfReach):
        actions.countersign(cast.actor("father"), one, sha256=paper_of(one).sha256)


def test_a_withdrawn_case_takes_its_papers_along(cast):
    one = in_force(cast)
    jobs.print_paper(paper_of(one).pk)
    of_cases.withdraw(cast.actor("father"), one)
    paper = paper_of(one)
    assert (paper.state, paper.document.revoked_at) == ("ended", paper.ended_at)
    with pytest.raises(refusals.NotOpen):
        actions.countersign(cast.actor("boss"), one, sha256=paper.sha256)
    assert queries.fees(cast.actor("father"), one, DECEMBER).total_fen == 0


def test_an_open_agreement_of_a_withdrawn_case_is_withdrawn(cast):
    one = at_signing(cast)
    of_cases.withdraw(cast.actor("father"), one)
    assert paper_of(one).state == "withdrawn"
    with pytest.raises(refusals.NotOpen):
        actions.sign(cast.actor("father"), one, sha256=paper_of(one).sha256)
    with pytest.raises(TooLate):
        actions.draw_up(cast.actor("father"), one)


def test_without_a_published_fee_nothing_is_drawn_up_until_there_is_one(cast):
    one = at_signing(cast, form="half_day")
    assert one.state == "agreement"
    with pytest.raises(refusals.NoAgreementYet):
        queries.agreement(cast.actor("father"), one)
    with pytest.raises(refusals.NoPublishedFee):
        actions.draw_up(cast.actor("head"), one)
    publish(cast.bamboo, "half_day", 160000)
    assert actions.draw_up(cast.actor("head"), one).closes == time(12)


def test_a_plan_outside_what_is_published_is_told_field_by_field(cast):
    one = at_signing(cast)
    for change, field in (
        (actions.Change("weekly"), "form"),
        (actions.Change("full_day", weekdays=[6]), "weekdays"),
        (actions.Change("full_day", opens=time(6)), "opens"),
        (actions.Change("full_day", opens=time(12), closes=time(12)), "closes"),
        (actions.Change("full_day", care_class=cast.willow.classes.get().pk), "care_class"),
    ):
        with pytest.raises(Invalid) as told:
            actions.draw_up(cast.actor("father"), one, change=change)
        assert list(told.value.errors) == [field]


def test_the_document_carries_a_code_that_anybody_can_check(cast):
    one = in_force(cast)
    paper = paper_of(one)
    with pytest.raises(refusals.PaperNotReady):
        queries.read_paper(cast.actor("father"), paper)
    code = jobs.print_paper(paper.pk)
    assert jobs.print_paper(paper.pk) == ""
    view = queries.agreement(cast.actor("father"), one)
    assert (view.code.replace("-", ""), view.agreement.ready) == (code, True)
    file = queries.read_paper(cast.actor("head"), paper)
    with file.content as content:
        assert (file.content_type, content.read(5)) == ("application/pdf", b"%PDF-")
    assert verify(cast.actor("stranger"), code=code).state == "valid"
    with pytest.raises(OutOfReach):
        queries.read_paper(cast.actor("stranger"), paper)


def test_what_could_not_be_printed_is_tried_again(cast, monkeypatch):
    paper = paper_of(in_force(cast))
    assert jobs.print_missing() == 0

    def undrawable(*_facts, **_more):
        raise Undrawable(text="𮧵")

    with clock.frozen(NOW + timedelta(hours=1)):
        with monkeypatch.context() as patched:
            patched.setattr(jobs, "issue_paper", undrawable)
            assert jobs.print_missing() == 0
        assert jobs.print_missing() == 1
    paper.refresh_from_db()
    assert paper.document is not None


def test_deleting_a_child_deletes_words_and_keeps_what_names_nobody(cast):
    from shanyu.domain.people.actions import erase_child

    one = in_force(cast)
    jobs.print_paper(paper_of(one).pk)
    erase_child(cast.actor("father"), cast.daughter)
    paper = paper_of(one)
    assert (paper.text, paper.document.upload, paper.fee_fen) == (None, None, 268000)
    assert list(Signature.objects.values_list("name", flat=True)) == [None, None]
    with pytest.raises(refusals.TextForgotten):
        queries.agreement(cast.actor("head"), one)
    assert timedelta(0) <= paper.in_force_at - paper.created_at
