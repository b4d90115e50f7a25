from datetime import timedelta

import pytest

from shanyu.domain.providers.actions import discard_draft, edit_page, publish_page
from shanyu.domain.providers.models import SitePage
from shanyu.domain.providers.refusals import DraftChanged, NothingToPublish, PageEmpty
from shanyu.kernel import clock
from shanyu.kernel.door import Invalid, OutOfReach
from tests.cast import NOW


def pages(site):
    return list(SitePage.objects.filter(site=site).order_by("pk").values_list("state", "introduction"))


def test_a_draft_begins_as_what_is_published_and_families_read_on(cast):
    draft = edit_page(cast.actor("head"), cast.bamboo, meals="三餐两点")
    assert (draft.introduction, draft.introduction_en, draft.meals) == (
        "和睦新村里的一家小园。", "A small nursery.", "三餐两点",
    )  # fmt: skip
    assert pages(cast.bamboo) == [
        ("published", "和睦新村里的一家小园。"), ("draft", "和睦新村里的一家小园。"),
    ]  # fmt: skip


def test_publishing_keeps_the_page_before_it(cast):
    edit_page(cast.actor("head"), cast.bamboo, introduction="换了新院子。")
    page = publish_page(cast.actor("head"), cast.bamboo)
    assert page.published_at == NOW
    assert pages(cast.bamboo) == [("replaced", "和睦新村里的一家小园。"), ("published", "换了新院子。")]


def test_publishing_needs_a_draft_with_an_introduction(cast):
    with pytest.raises(NothingToPublish):
        publish_page(cast.actor("head"), cast.bamboo)
    edit_page(cast.actor("head"), cast.bamboo, introduction="  ")
    with pytest.raises(PageEmpty):
        publish_page(cast.actor("head"), cast.bamboo)


def test_a_discarded_draft_leaves_what_families_read(cast):
    edit_page(cast.actor("head"), cast.bamboo, introduction="写坏了")
    discard_draft(cast.actor("head"), cast.bamboo)
    assert pages(cast.bamboo) == [("published", "和睦新村里的一家小园。")]
    with pytest.raises(NothingToPublish):
        discard_draft(cast.actor("head"), cast.bamboo)


def test_a_draft_that_a_colleague_saved_since_is_not_overwritten_unseen(cast):
    mine = edit_page(cast.actor("head"), cast.bamboo, introduction="我的")
    with clock.frozen(NOW + timedelta(minutes=5)):
        edit_page(cast.actor("boss"), cast.bamboo, introduction="老板的")
        with pytest.raises(DraftChanged) as refused:
            edit_page(cast.actor("head"), cast.bamboo, seen=mine.modified_at, introduction="我的二")
    assert refused.value.facts == {"who": "许经理"}
    assert pages(cast.bamboo)[1] == ("draft", "老板的")


def test_a_text_too_long_is_told_by_its_field(cast):
    with pytest.raises(Invalid) as refused:
        edit_page(cast.actor("head"), cast.bamboo, meals="饭" * 601)
    assert list(refused.value.errors) == ["meals"]


@pytest.mark.parametrize("name", ["carer", "officer", "keeper", "father"])
def test_nobody_else_edits_the_page(cast, name):
    with pytest.raises(OutOfReach):
        edit_page(cast.actor(name), cast.bamboo, introduction="别人写的")


def test_a_keeper_edits_the_page_of_the_own_station_alone(cast):
    assert edit_page(cast.actor("keeper"), cast.station, introduction="驿站").site_id == cast.station.pk
