"""Every page of the office opens for the head and speaks both languages; forms lose nothing."""

import re

import pytest
from django.test import Client

from shanyu.domain.providers.models import Post, Worker


def paths(cast) -> dict[str, str]:
    site = f"/office/sites/{cast.bamboo.public_id}/"
    carer = Worker.objects.get(account=cast.carer)
    return {
        "home": "/office/", "overview": site, "facts": f"{site}facts/", "page": f"{site}page/",
        "history": f"{site}history/", "pictures": f"{site}pictures/", "rooms": f"{site}rooms/",
        "new_room": f"{site}rooms/new/", "room": f"/office/rooms/{cast.bamboo.rooms.first().pk}/",
        "classes": f"{site}classes/", "new_class": f"{site}classes/new/",
        "class": f"/office/classes/{cast.bamboo.classes.get().pk}/", "fees": f"{site}fees/",
        "new_fee": f"{site}fees/new/", "fee": f"/office/fees/{cast.bamboo.offers.get().pk}/",
        "staff": f"{site}staff/", "new_worker": f"{site}staff/new/",
        "post": f"/office/posts/{Post.objects.get(worker=carer).pk}/", "worker": f"/office/staff/{carer.public_id}/",
        "papers": f"{site}papers/", "new_paper": f"{site}papers/new/", "print": f"{site}print/",
    }  # fmt: skip


def chinese(html: str) -> list[str]:
    """Chinese words that are no data of the cast and no choice of language."""
    return re.findall(r"[\u4e00-\u9fff]+", html)


def test_every_page_opens_for_the_head(cast, signed_in):
    client = signed_in("head")
    answers = {name: client.get(path).status_code for name, path in paths(cast).items()}
    assert answers == dict.fromkeys(answers, 200)
