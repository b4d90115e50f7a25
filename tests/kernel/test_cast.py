"""The cast itself stands, so that a failing test elsewhere is about its own matter."""

from shanyu.domain.providers.models import Site
from shanyu.kernel.door import Role


def test_the_cast_has_five_sites_and_each_knows_its_free_places(cast):
    assert sorted(Site.objects.values_list("name", flat=True)) == sorted(
        ["北山托育园", "和睦小学暑期托管", "和睦成长驿站", "小竹林托育园", "小竹林托育园柳浪分园"]
    )
    assert cast.bamboo.classes.get().free == 5


def test_a_child_s_name_comes_back_sealed_and_opens_only_on_purpose(cast):
    cast.daughter.refresh_from_db()
    assert str(cast.daughter.name) == "••••"
    assert cast.daughter.name.reveal() == "陈小丸"


def test_the_head_is_a_head_only_after_the_second_factor(cast):
    assert cast.actor("head").targets(Role.HEAD, "site") == sorted([cast.bamboo.pk, cast.willow.pk])
    assert cast.actor("head", strong=False).targets(Role.HEAD, "site") == []
    assert cast.actor("head", strong=False).withheld == {Role.HEAD}


def test_a_region_knows_its_ancestors(cast):
    assert cast.community.lineage == [
        cast.province.pk,
        cast.city.pk,
        cast.district.pk,
        cast.street.pk,
        cast.community.pk,
    ]
