"""One small city is built for this folder; its tests only read."""

from collections.abc import Iterator
from typing import NamedTuple

import pytest
from django.db import transaction
from django.test import override_settings

from shanyu.demo.load import build
from shanyu.demo.models import DemoCity
from shanyu.kernel import clock
from tests.cast import NOW
from tests.demo.sameness import fingerprint

SEED = 7


class Twice(NamedTuple):
    """The city, and what was known of its rows when it was built the first time."""

    city: DemoCity
    first: str


@pytest.fixture(scope="package")
def built_twice(django_db_setup, django_db_blocker) -> Iterator[Twice]:
    with (
        django_db_blocker.unblock(),
        override_settings(DEMO=True),
        clock.frozen(NOW),
        transaction.atomic(),
    ):
        before = transaction.savepoint()
        build("small", SEED)
        first = fingerprint()
        transaction.savepoint_rollback(before)
        yield Twice(build("small", SEED), first)
        transaction.set_rollback(True)


@pytest.fixture(scope="package")
def city(built_twice: Twice) -> DemoCity:
    return built_twice.city
