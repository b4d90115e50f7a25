"""Keeping sites in mind."""

import pytest

from shanyu.domain.people.queries import export_my_data
from shanyu.domain.providers.actions import add_favourite, remove_favourite
from shanyu.domain.providers.actions import favourites as room
from shanyu.domain.providers.models import Favourite
from shanyu.domain.providers.queries import favourites
from shanyu.domain.providers.refusals import TooManyFavourites
from shanyu.kernel.door import OutOfReach, SignInNeeded, nobody
from tests.cast import NOW


def test_a_favourite_is_kept_once_and_let_go_of_once(cast):
    father = cast.actor("father")
    for _again in range(2):
        add_favourite(father, cast.bamboo.public_id)
    add_favourite(father, cast.willow)
    assert Favourite.objects.count() == 2
    assert sorted(f.site.name for f in favourites(father)) == ["小竹林托育园", "小竹林托育园柳浪分园"]
    for _again in range(2):
        remove_favourite(father, cast.willow.public_id)
    kept = favourites(father)
    assert [(f.site.name, f.free_places, f.walk_minutes) for f in kept] == [("小竹林托育园", 5, None)]


def test_nobody_sees_another_s_favourites(cast):
    add_favourite(cast.actor("father"), cast.bamboo)
    assert favourites(cast.actor("mother")) == []
    with pytest.raises(SignInNeeded):
        favourites(nobody())


def test_a_draft_cannot_be_kept(cast):
    cast.bamboo.state = "draft"
    cast.bamboo.save()
    with pytest.raises(OutOfReach):
        add_favourite(cast.actor("father"), cast.bamboo)


def test_a_favourite_that_closed_stays_and_says_so(cast):
    father = cast.actor("father")
    add_favourite(father, cast.bamboo)
    cast.bamboo.state = "closed"
    cast.bamboo.save()
    assert [f.trust.state for f in favourites(father)] == ["closed"]


def test_favourites_have_an_end(cast, monkeypatch):
    monkeypatch.setattr(room, "MOST_FAVOURITES", 1)
    father = cast.actor("father")
    add_favourite(father, cast.bamboo)
    with pytest.raises(TooManyFavourites, match="收藏已满 1 个"):
        add_favourite(father, cast.willow)


def test_whoever_takes_their_data_along_takes_their_favourites_along(cast):
    father = cast.actor("father")
    add_favourite(father, cast.bamboo)
    add_favourite(cast.actor("mother"), cast.willow)
    assert export_my_data(father)["favourites"] == [
        {"site": str(cast.bamboo.public_id), "name": "小竹林托育园", "since": NOW.isoformat()}
    ]
