"""Reports of suspected harm: from anybody to the authority, past everybody at the site."""

from uuid import uuid4

import pytest

from shanyu.domain.messaging.models import Notification
from shanyu.domain.people.actors import actor_for
from shanyu.domain.people.models import RoleGrant
from shanyu.domain.people.queries import audit_trail, export_my_data
from shanyu.domain.protection.actions import (
    NewReport,
    add_harm_step,
    close_harm_report,
    report_harm,
    take_harm_report,
)
from shanyu.domain.protection.models import HarmReport
from shanyu.domain.protection.queries import (
    harm_desk,
    harm_form,
    harm_receipt,
    harm_report,
    own_harm_reports,
)
from shanyu.domain.protection.refusals import AlreadyTaken, NotYours, Settled
from shanyu.kernel.door import Invalid, OutOfReach, SignInNeeded, nobody
from shanyu.kernel.models import AuditEvent
from tests.cast import account
from tests.domain.protection.making import in_care

ALL_BUT = [
    "stranger",
    "father",
    "mother",
    "grandmother",
    "head",
    "boss",
    "keeper",
    "expert",
    "city_officer",
    "auditor",
]


def new_report(where, **facts):
    given = {
        "mark": uuid4(), "kind": "hurt", "whom": "向阳班穿蓝衣服的孩子", "what": "午睡时看到同事打了孩子的手背。",
        "site": where.pk,
    }  # fmt: skip
    return NewReport(**(given | facts))


def reported(cast, who="carer", **facts) -> HarmReport:
    return report_harm(cast.actor(who), new_report(cast.bamboo, **facts))


def another_officer(cast):
    who = account("officer_two", "何科员")
    RoleGrant.objects.create(
        account=who, role="district_officer", region=cast.district, valid=cast.officer.role_grants.get().valid
    )
    return actor_for(who.pk, assurance=2)


def test_only_the_officers_of_the_district_are_told(cast):
    report = reported(cast)
    assert [
        (notice.account, notice.title, notice.url)
        for notice in Notification.objects.select_related("account")
    ] == [(cast.officer, "收到一份强制报告", f"/authority/harm/{report.public_id}/")]


def test_nobody_at_the_site_and_no_other_account_finds_it(cast):
    report = reported(cast)
    for who in ALL_BUT:
        actor = cast.actor(who)
        assert own_harm_reports(actor) == []
        with pytest.raises(OutOfReach):
            harm_receipt(actor, report)
        for verb in (harm_report, take_harm_report):
            with pytest.raises(OutOfReach):
                verb(actor, report)
        with pytest.raises(OutOfReach):
            harm_desk(actor)
    assert [receipt.report for receipt in own_harm_reports(cast.actor("carer"))] == [report]


def test_the_audit_trail_keeps_that_it_was_used_and_not_by_whom(cast, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        harm_form(cast.actor("carer"))
        report = reported(cast)
        harm_receipt(cast.actor("carer"), report)
        own_harm_reports(cast.actor("carer"))
    events = AuditEvent.objects.filter(verb__startswith="protection.").order_by("verb")
    assert [(one.verb, one.account_id, one.roles, one.address, one.request_id) for one in events] == [
        (f"protection.{verb}", None, [], None, "")
        for verb in ("harm_form", "harm_receipt", "own_harm_reports", "report_harm")
    ]
    assert all("unnamed." not in one.ids for one in events)
    assert audit_trail(cast.actor("auditor"), username="carer") == []


def test_it_is_in_nobody_s_export(cast):
    in_care(cast.daughter, cast.bamboo.classes.get(), cast.father)
    reported(cast, who="father")
    for who in ("father", "head", "carer"):
        assert "午睡" not in str(export_my_data(cast.actor(who)))


def test_a_report_points_at_no_account_and_its_words_are_sealed(cast):
    report = HarmReport.objects.get(pk=reported(cast).pk)
    assert [str(value) for value in (report.whom, report.what, report.reporter)] == ["••••"] * 3
    assert report.reporter.reveal() == str(cast.carer.pk)
    assert {field.name for field in HarmReport._meta.fields if field.related_model} == {
        "district",
        "site",
        "officer",
    }


def test_the_same_mark_twice_is_one_report_and_another_s_mark_is_none(cast):
    new = new_report(cast.bamboo)
    first = report_harm(cast.actor("carer"), new)
    assert report_harm(cast.actor("carer"), new) == first
    with pytest.raises(Invalid):
        report_harm(cast.actor("head"), new)


def test_a_shielded_reporter_is_known_only_to_the_officer_who_works_it(cast):
    report, other = reported(cast), another_officer(cast)
    before = harm_report(cast.actor("officer"), report)
    assert (before.reporter, before.hidden) == ("", True)
    take_harm_report(cast.actor("officer"), report)
    assert harm_report(cast.actor("officer"), report).reporter == "周老师"
    seen = harm_report(other, report)
    assert (seen.reporter, seen.hidden, seen.what) == ("", True, "午睡时看到同事打了孩子的手背。")
    with pytest.raises(NotYours):
        add_harm_step(other, report, words="已到园。")


def test_an_open_reporter_is_known_to_every_officer_of_the_district(cast):
    assert harm_report(another_officer(cast), reported(cast, shielded=False)).reporter == "周老师"


def test_an_officer_takes_it_works_it_and_ends_it(cast):
    report, officer = reported(cast), cast.actor("officer")
    with pytest.raises(Settled):
        add_harm_step(officer, report, words="太早。")
    take_harm_report(officer, report)
    with pytest.raises(AlreadyTaken):
        take_harm_report(officer, report)
    add_harm_step(officer, report, words="会同派出所到园查看监控。")
    close_harm_report(officer, report, outcome="police", words="已移送派出所。")
    view = harm_report(officer, report)
    assert [words for _at, _by, words in view.steps] == ["会同派出所到园查看监控。", "已移送派出所。"]
    assert (view.outcome, view.line.state, view.line.officer) == ("已移送公安机关", "已办结", "郑科长")
    assert harm_receipt(cast.actor("carer"), report).state == "已办结"


def test_officers_of_another_district_do_not_see_it(cast):
    far = report_harm(
        cast.actor("stranger"), new_report(cast.bamboo, site=None, district=cast.other_district.pk)
    )
    assert harm_desk(cast.actor("officer")) == []
    with pytest.raises(OutOfReach):
        harm_report(cast.actor("officer"), far)


def test_who_works_somewhere_or_has_a_child_there_chooses_the_site_and_anybody_the_district(cast):
    assert [site.name for site in harm_form(cast.actor("carer")).sites] == ["小竹林托育园"]
    assert harm_form(cast.actor("stranger")).sites == []
    with pytest.raises(SignInNeeded):
        harm_form(nobody())
    with pytest.raises(Invalid) as refused:
        report_harm(cast.actor("stranger"), new_report(cast.bamboo, what=""))
    assert set(refused.value.errors) == {"district", "what"}
