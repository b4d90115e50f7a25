"""Families and officials are told, once and without saying too much; a result on paper can be checked."""

import hashlib

import pytest
from django.utils import translation
from procrastinate.contrib.django.models import ProcrastinateJob

from shanyu.domain.messaging.models import Notification
from shanyu.domain.programmes import actions, documents, jobs, refusals
from shanyu.domain.programmes.models import Run
from shanyu.kernel import verifying
from shanyu.kernel.clock import frozen
from shanyu.kernel.door import OutOfReach
from shanyu.kernel.models import Document
from tests.domain.programmes.making import (
    IN_WINDOW,
    LATER,
    announced,
    codes,
    computed,
    crowd,
    enter,
    published,
)

pytestmark = pytest.mark.django_db


def told(account) -> list[tuple[str, str]]:
    rows = Notification.objects.filter(account=account).order_by("pk")
    return [(row.kind, row.title) for row in rows if row.kind.startswith("programmes.")]


def test_both_guardians_are_told_once_that_the_result_is_there_and_not_what_it_is(cast, monkeypatch):
    monkeypatch.setattr(jobs, "TOLD_AT_ONCE", 2)
    programme = announced(cast)
    crowd(cast, programme, 3)
    entry = enter(cast, programme, cast.daughter, "c01")
    run = published(cast, programme)
    with frozen(LATER):
        assert (jobs.tell_result(run.pk), jobs.tell_result(run.pk, entry.pk - 1)) == (2, 1)
        assert jobs.tell_result(run.pk, entry.pk - 1) == 1
        assert Run.objects.get(pk=run.pk).told_at is None
        assert jobs.tell_result(run.pk, entry.pk) == 0
    assert Run.objects.get(pk=run.pk).told_at == LATER
    for account in (cast.father, cast.mother):
        assert told(account) == [("programmes.result", "寒假托管：结果已公布")]
    body = Notification.objects.get(account=cast.father, kind="programmes.result").body
    assert "2026-12-31 10:00" in body
    assert "陈小丸" not in body and "c01" not in body


def test_telling_begins_again_where_it_broke_off(cast):
    programme = announced(cast)
    run = published(cast, programme)
    with frozen(LATER + jobs.TELLING * 2):
        assert jobs.go_on_telling() == 0
        ProcrastinateJob.objects.filter(task_name="programmes.tell_result").delete()
        assert jobs.go_on_telling() == 1
        jobs.tell_result(run.pk)
        ProcrastinateJob.objects.filter(task_name="programmes.tell_result").delete()
        assert jobs.go_on_telling() == 0


def test_a_family_is_told_of_its_evidence_and_not_which(cast):
    programme = announced(cast)
    entry = enter(cast, programme, cast.daughter, "c01")
    actions.name_verifier(cast.actor("officer"), programme.pk, cast.city_officer)
    with frozen(IN_WINDOW):
        for group, holds in (("hardship", True), ("migrant", False)):
            made = actions.claim(cast.actor("father"), entry.pk, group=group, details="证明")
            actions.verify(cast.actor("city_officer"), made.pk, holds=holds, reason="" if holds else "不符")
    rows = Notification.objects.filter(account=cast.mother, kind="programmes.evidence").order_by("pk")
    assert ["通过核验" in row.body for row in rows] == [True, False]
    assert not any("困境" in row.body + row.title for row in rows)


def test_a_contest_reaches_those_who_signed_and_its_answer_the_family(cast):
    programme = announced(cast)
    entries = [enter(cast, programme, child, "c01") for child in (cast.daughter, cast.son)]
    run = published(cast, programme)
    lost = run.placings.get(programme_class=None).entry
    assert lost in entries
    with frozen(LATER):
        contest = actions.contest(cast.actor("father"), lost.pk, words="不服")
        assert told(cast.second)[-1] == ("programmes.contest", "寒假托管：有人申请复核")
        assert ("programmes.contest", "寒假托管：有人申请复核") not in told(cast.officer)
        actions.review(cast.actor("second"), contest.pk, reason="维持")
    assert told(cast.mother)[-1] == ("programmes.review", "寒假托管：人工复核有了结论")


def test_whoever_asked_for_a_run_reads_that_it_ended(cast):
    run = computed(actions.dry_run(cast.actor("officer"), announced(cast).pk))
    row = Notification.objects.get(account=cast.officer, kind="programmes.run")
    assert (row.body, row.url) == ("已算完", f"/authority/programmes/runs/{run.public_id}/")


def notice(cast, entry) -> bytes:
    with frozen(LATER):
        return actions.result_notice(cast.actor("father"), entry.pk).content.read()


def test_a_result_on_paper_is_made_once_for_each_language_and_can_be_checked(cast):
    programme = announced(cast)
    entry = enter(cast, programme, cast.daughter, "c01")
    with pytest.raises(refusals.NotAtThisStep):
        notice(cast, entry)
    published(cast, programme)
    data = notice(cast, entry)
    assert data.startswith(b"%PDF") and data == notice(cast, entry)
    with translation.override("en"):
        assert notice(cast, entry) != data
    (made,) = Document.objects.filter(language="zh-hans")
    found = verifying.verify(cast.actor("stranger"), code=made.code, sha256=hashlib.sha256(data).hexdigest())
    assert (found.state, str(found.kind), found.same) == ("valid", "集中报名结果通知书", True)
    for name in ("stranger", "officer", "head"):
        with pytest.raises(OutOfReach):
            actions.result_notice(cast.actor(name), entry.pk)


def test_the_paper_says_where_the_child_stood_and_what_would_have_sufficed(cast, monkeypatch):
    said = []
    issue = verifying.issue
    monkeypatch.setattr(
        documents.verifying,
        "issue",
        lambda kind, sheet, facts, **how: said.append(facts) or issue(kind, sheet, facts, **how),
    )
    programme = announced(cast)
    for child in (cast.daughter, cast.son):
        enter(cast, programme, child, "c01")
    run = published(cast, programme)
    for placed in (False, True):
        notice(cast, run.placings.get(programme_class__isnull=not placed).entry)
    lost, won = said
    assert lost["paragraphs"] == [
        "这一次没有分到名额。",
        "1. c01班：排第 2 位，录取到第 1 位；再有 1 个名额就能录取。",
    ]
    assert won["paragraphs"] == ["孩子得到了名额。", "1. c01班：排第 1 位，录取。"]
    assert ["费用", "¥2.40"] in won["table"]


def test_a_paper_holds_no_longer_after_a_review_gave_something_else_or_the_family_withdrew(cast):
    programme = announced(cast)
    entries = [enter(cast, programme, child, "c01") for child in (cast.daughter, cast.son)]
    run = published(cast, programme)
    lost = run.placings.get(programme_class=None).entry
    won = next(entry for entry in entries if entry != lost)
    for entry in entries:
        notice(cast, entry)
    with frozen(LATER):
        contest = actions.contest(cast.actor("father"), lost.pk, words="不服")
        actions.withdraw(cast.actor("father"), won.pk)
        (wanted,) = codes(programme, "c01")
        actions.review(cast.actor("second"), contest.pk, reason="空出", gives=wanted)
        assert Document.objects.filter(revoked_at=None).count() == 0
        with pytest.raises(refusals.EntryWithdrawn):
            notice(cast, won)
    assert notice(cast, lost).startswith(b"%PDF")
