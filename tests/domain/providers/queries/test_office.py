"""What the office shows: exactly what is due, what changed, and only to whom it belongs."""

from datetime import date

import pytest

from shanyu.domain.providers.actions import (
    Paper,
    add_certificate,
    add_worker,
    edit_page,
    end_post,
    set_places,
)
from shanyu.domain.providers.models import Certificate, Credential, Post, Site, SitePage, Worker
from shanyu.domain.providers.queries import (
    due,
    history,
    my_papers,
    my_sites,
    office_classes,
    office_papers,
    office_site,
    office_staff,
)
from shanyu.kernel.door import OutOfReach
from tests import cast as people

NUMBER = "11010519491231002X"


def told(things):
    return [(one.site.name, one.what, one.state, one.days) for one in things]


@pytest.fixture
def tidy(cast):
    """The first site in order but for what a test breaks: papers, credentials, carers, page."""
    site = cast.bamboo
    for kind in ("licence", "premises", "hygiene", "food", "insurance"):
        Certificate.objects.create(site=site, kind=kind, issued_on=date(2026, 1, 1))
    carer = Worker.objects.get(account=cast.carer)
    Credential.objects.filter(worker=carer).delete()
    second = people.worker("第二位老师")
    people.post(second, site, "carer", site.classes.get())
    for worker, kinds in (
        (carer, ("health", "no_crime", "childcare")),
        (second, ("health", "no_crime", "childcare")),
        (Worker.objects.get(account=cast.head), ("health", "no_crime", "head_training")),
    ):
        for kind in kinds:
            Credential.objects.create(worker=worker, kind=kind, issued_on=date(2026, 9, 1))
    Site.objects.filter(pk=cast.willow.pk).update(state="closed")
    return site


def test_a_tidy_site_has_nothing_due(cast, tidy):
    assert told(due(cast.actor("head"))) == []


@pytest.mark.parametrize(
    ("expires", "state", "days"),
    [
        (date(2027, 2, 20), None, 91), (date(2027, 2, 19), "soon", 90), (date(2026, 12, 22), "soon", 31),
        (date(2026, 12, 21), "due", 30), (date(2026, 11, 21), "due", 0), (date(2026, 11, 20), "invalid", -1),
    ],
)  # fmt: skip
def test_a_paper_is_due_at_90_and_30_days_and_invalid_when_it_has_expired(cast, tidy, expires, state, days):
    Certificate.objects.filter(site=tidy, kind="food").update(expires_on=expires)
    expected = [] if state is None else [("小竹林托育园", "食品经营许可证", state, days)]
    assert told(due(cast.actor("head"))) == expected


def test_a_narrower_window_shows_less(cast, tidy):
    Certificate.objects.filter(site=tidy, kind="food").update(expires_on=date(2027, 1, 1))
    assert told(due(cast.actor("head"), within_days=30)) == []


def test_the_yearly_check_is_due_by_the_rule_though_nothing_is_printed(cast, tidy):
    carer = Worker.objects.get(account=cast.carer)
    Credential.objects.filter(worker=carer, kind="no_crime").update(issued_on=date(2025, 11, 1))
    assert told(due(cast.actor("head"))) == [("小竹林托育园", "周老师的无违法犯罪查询结果", "invalid", -20)]


def test_too_few_carers_a_class_too_large_and_an_old_page_are_told(cast, tidy):
    end_post(cast.actor("head"), Post.objects.get(worker__name="第二位老师"), last_day=date(2026, 11, 20))
    tidy.classes.update(licensed=24)
    SitePage.objects.filter(site=tidy).update(published_at="2025-11-01T00:00Z")
    edit_page(cast.actor("head"), tidy, meals="新菜谱")
    assert told(due(cast.actor("head"))) == [
        ("小竹林托育园", "向阳班", "invalid", None),
        ("小竹林托育园", "向阳班", "invalid", None),
        ("小竹林托育园", "介绍页", "soon", None),
        ("小竹林托育园", "介绍页草稿", "info", None),
    ]


def test_a_missing_filing_and_a_missing_paper_come_first(cast, tidy):
    tidy.authorisations.all().delete()
    Certificate.objects.filter(site=tidy, kind="premises").delete()
    Certificate.objects.filter(site=tidy, kind="insurance").delete()
    assert told(due(cast.actor("head"))) == [
        ("小竹林托育园", "场地证明或租约", "invalid", None),
        ("小竹林托育园", "备案（许可）", "invalid", None),
        ("小竹林托育园", "责任保险", "info", None),
    ]


def test_the_number_of_questions_does_not_grow_with_sites_and_staff(cast, django_assert_num_queries):
    actor = cast.actor("boss")
    with django_assert_num_queries(9):
        due(actor)
    for number in range(3):
        where = people.site(cast.operator, "nursery", f"新园{number}", cast.street, 120.1, 30.3)
        people._furnish(where, fee_fen=1)
        for one in range(3):
            people.post(people.worker(f"人{number}{one}"), where, "carer", where.classes.get())
    with django_assert_num_queries(9):
        due(actor)
    with django_assert_num_queries(3):
        my_sites(actor)


def test_a_keeper_is_told_of_the_station_and_of_no_staff(cast):
    assert told(due(cast.actor("keeper"))) == [
        ("和睦成长驿站", "场地证明或租约", "invalid", None),
        ("和睦成长驿站", "消防安全检查合格证明", "invalid", None),
        ("和睦成长驿站", "介绍页", "due", None),
    ]


def test_my_sites_carry_their_numbers(cast):
    assert [
        (site.name, site.licensed, site.placed, site.free, site.workers)
        for site in my_sites(cast.actor("head"))
    ] == [("小竹林托育园", 20, 14, 5, 2), ("小竹林托育园柳浪分园", 20, 14, 5, 1)]


def test_the_office_of_another_is_not_there(cast):
    for ask in (office_site, office_papers, office_staff, office_classes):
        with pytest.raises(OutOfReach):
            ask(cast.actor("head"), cast.far)
    with pytest.raises(OutOfReach):
        office_staff(cast.actor("keeper"), cast.station)


def test_staff_are_shown_with_masked_numbers(cast):
    add_worker(
        cast.actor("head"), cast.bamboo, name="魏小禾", identity=NUMBER, role="cook", phone="13800001234"
    )
    rows = {
        one.post.worker.name: (one.identity, one.phone)
        for one in office_staff(cast.actor("head"), cast.bamboo)
    }
    assert rows == {"翟园长": ("", ""), "周老师": ("", ""), "魏小禾": ("110***********002X", "138****1234")}


def test_a_renewed_paper_counts_and_the_old_one_is_kept(cast):
    fire = Paper(kind="fire", issued_on=date(2026, 11, 1), expires_on=date(2027, 11, 1))
    add_certificate(cast.actor("head"), cast.bamboo, fire)
    paper = next(one for one in office_papers(cast.actor("head"), cast.bamboo) if one.kind == "fire")
    assert (paper.newest.until, paper.newest.state, len(paper.older)) == (date(2027, 11, 1), "valid", 1)


def test_the_history_tells_who_did_what_from_what_to_what(cast):
    set_places(cast.actor("head"), cast.bamboo.classes.get(), placed=16)
    (change,) = [one for one in history(cast.actor("head"), cast.bamboo).changes if one.who == "翟园长"]
    assert (change.did, change.table, change.what) == ("修改托位", "班级", "向阳班")
    assert [(one.name, one.before, one.after) for one in change.fields] == [("已入托", "14", "16")]


def test_the_history_shows_staff_to_those_who_may_see_staff(cast):
    tables = {one.table for one in history(cast.actor("officer"), cast.bamboo).changes}
    assert {"岗位", "人员证照"} <= tables
    with pytest.raises(OutOfReach):
        history(cast.actor("keeper"), cast.bamboo)
    assert "岗位" not in {one.table for one in history(cast.actor("keeper"), cast.station).changes}


def test_the_history_has_pages_and_constant_questions(cast, django_assert_max_num_queries):
    row = cast.bamboo.classes.get()
    for number in range(35):
        set_places(cast.actor("head"), row, held=number % 5)
    first = history(cast.actor("head"), cast.bamboo)
    assert (len(first.changes), first.page) == (30, 1)
    last = history(cast.actor("head"), cast.bamboo, page=99)
    assert last.page == 2 and len(first.changes) + len(last.changes) == first.total
    with django_assert_max_num_queries(26):
        history(cast.actor("head"), cast.bamboo, page=2)


def test_a_carer_sees_the_own_papers_and_nobody_elses(cast):
    mine = my_papers(cast.actor("carer"))
    assert mine.worker.account == cast.carer
    assert [view.care_class.name for view in mine.posts] == ["向阳班"]
    assert [(held.kind, held.days) for held in mine.to_renew] == [("health", 20)]
    assert mine.missing == ["无违法犯罪查询结果", "保育师证书 / 保育人员培训 / 教师资格证"]
    assert my_papers(cast.actor("father")) is None
