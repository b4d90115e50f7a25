"""What families and heads are told of a case: by entry, once, in their language, without names or health."""

from datetime import date, timedelta

import pytest
from django.utils import translation

from shanyu.domain.enrolment import actions, calls, jobs
from shanyu.domain.enrolment.kinds import EntryKind, Side
from shanyu.domain.enrolment.models import Case, Entry, Offer
from shanyu.domain.enrolment.notices import tell
from shanyu.domain.enrolment.words import _FAMILY, _SITE, notice_of
from shanyu.domain.messaging.models import Notification
from shanyu.kernel import clock
from tests.cast import NOW, TODAY
from tests.domain.enrolment.making import MARCH, ask, attending, care_class, case, offer

pytestmark = pytest.mark.django_db
DECEMBER = date(2026, 12, 1)


def told(account) -> list[str]:
    jobs.tell()
    return list(Notification.objects.filter(account=account).order_by("pk").values_list("title", flat=True))


@pytest.fixture
def offered(cast) -> Offer:
    one = case(cast.daughter, cast.father, needs_both=True)
    return offer(ask(one, cast.bamboo)[0], care_class(cast.bamboo, "新竹班", 5), cast.head, DECEMBER)


def test_a_head_is_told_of_an_application_and_a_family_of_its_offer(cast, offered):
    assert told(cast.head) == ["有新的入托申请：小竹林托育园"]
    for parent in (cast.father, cast.mother):
        assert told(parent) == ["已录取，请答复：小竹林托育园"]
    notice = Notification.objects.get(account=cast.mother)
    assert notice.urgent
    assert notice.url == f"/family/enrolment/{offered.application.case.public_id}/"
    assert notice.body.split("\n") == [
        "托位已留好，从 12月1日 周二 起。",
        "请在 11月24日 周二 09:30 前答复，过期会让给下一家。",
    ]


def test_nobody_is_told_twice(cast, offered):
    jobs.tell()
    before = Notification.objects.count()
    for entry in Entry.objects.order_by("pk"):
        tell(entry)
    assert (jobs.tell(), Notification.objects.count()) == (0, before)


def test_an_offer_that_has_gone_since_is_no_news(cast, offered):
    actions.retract(cast.actor("head"), offered, reason="mistake")
    assert told(cast.father) == ["录取已收回：小竹林托育园"]


def test_the_second_guardian_is_asked_for_a_yes_and_the_first_told_of_nothing(cast, offered):
    calls.accept(offered.pk, cast.father.pk)
    assert told(cast.mother)[-1] == "请您也确认录取：小竹林托育园"
    assert len(told(cast.father)) == 1
    calls.accept(offered.pk, cast.mother.pk)
    assert told(cast.father)[-1] == "已接受录取：小竹林托育园"
    assert told(cast.head)[-1] == "家庭接受了录取：小竹林托育园"


def test_what_the_other_guardian_did_is_told_here_only(cast, offered):
    cast.mother.email, cast.mother.email_confirmed_at = "mother@example.org", NOW
    cast.mother.save()
    actions.decline(cast.actor("father"), offered)
    jobs.tell()
    declined = Notification.objects.get(account=cast.mother, kind="enrolment.decline")
    assert not declined.deliveries.exists()


def test_a_site_is_told_that_a_place_it_kept_is_free_and_not_of_a_family_that_only_waited(cast):
    first, second = ask(case(cast.daughter, cast.father), cast.bamboo, cast.far)
    held = offer(second, care_class(cast.far, "新北班", 1), cast.head, DECEMBER)
    assert calls.accept(held.pk, cast.father.pk) == "accepted"
    assert told(cast.head) == ["有新的入托申请：小竹林托育园"]
    assert first.site == cast.bamboo


def test_a_refusal_sends_no_reason_out_of_the_house(cast):
    [application] = ask(case(cast.daughter, cast.father), cast.bamboo)
    actions.refuse_application(cast.actor("head"), application, reason="needs", words="孩子需要鼻饲")
    jobs.tell()
    [notice] = Notification.objects.filter(account=cast.father)
    assert notice.body == "这次没有录取。\n原因和可以做什么，请登录查看。"


def test_a_last_day_that_the_site_fixes_is_told_with_its_date(cast):
    where = care_class(cast.bamboo, "新竹班", 5)
    one = attending(cast.daughter, where, cast.father, cast.head, TODAY)
    actions.leave(cast.actor("head"), one, last_day=date(2027, 2, 26))
    assert told(cast.mother)[-1] == "已定下离托日期：小竹林托育园"
    assert (
        Notification.objects.filter(account=cast.mother).latest("pk").body == "最后一天：2027年2月26日 周五。"
    )
    actions.move_up(cast.actor("head"), one, care_class=care_class(cast.bamboo, "高班", 5).pk,
                    starts_on=date(2027, 1, 4))  # fmt: skip
    assert told(cast.mother)[-1] == "已安排升班：小竹林托育园"


def test_every_entry_has_words_in_both_languages_without_the_child_s_name(cast, offered):
    """Every kind of either side is made of one real entry: it must name the site and leave nothing open."""
    entry = Entry.objects.get(kind="offer")
    Case.objects.filter(pk=entry.case_id).update(site=cast.bamboo, last_day=MARCH)
    entry.case.refresh_from_db()
    for side, table in ((Side.FAMILY, _FAMILY), (Side.SITE, _SITE)):
        for kind in table:
            entry.kind = kind
            said = []
            for language in ("zh-hans", "en"):
                with translation.override(language):
                    notice = notice_of(entry, side)
                assert notice.title
                assert "%(" not in notice.title + notice.body
                assert "陈小丸" not in notice.title + notice.body
                said.append(notice)
            assert said[0] != said[1]
    assert {EntryKind.RANK, EntryKind.APPLY}.isdisjoint({*_FAMILY, *_SITE})


def test_a_lapsed_offer_is_told_to_both_sides(cast, offered):
    jobs.tell()
    with clock.frozen(offered.until + timedelta(minutes=1)):
        jobs.settle_due()
    assert told(cast.father)[-1] == "录取已过期：小竹林托育园"
    assert told(cast.head)[-1] == "录取过期未答复：小竹林托育园"
