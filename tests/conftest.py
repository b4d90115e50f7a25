"""Fixtures that every test may use: the set clock, the cast, and a client signed in as one of them."""

import gc
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.test import Client, TransactionTestCase, override_settings
from django.utils import translation

from shanyu.kernel import clock
from shanyu.ui.actors import STRONG
from tests import cast as cast_of_people
from tests import databases


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker) -> Iterator[None]:
    """In place of pytest-django's own, which migrates anew for every run."""
    with (
        django_db_blocker.unblock(),
        databases.copied(),
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _case: databases.empty())
        yield


@pytest.fixture(scope="session", autouse=True)
def quick_passwords():
    """A hash that costs nothing: the product's own is slow on purpose, and no test is about its strength."""
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


@pytest.fixture(autouse=True)
def set_clock():
    """Every test stands on 2026-11-21 09:30 in Hangzhou."""
    with clock.frozen(cast_of_people.NOW):
        yield


@pytest.fixture(autouse=True)
def speak_chinese():
    """Every test begins in the product's own language, whatever the last one spoke."""
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture
def cast(db) -> cast_of_people.Cast:
    return cast_of_people.put()


@pytest.fixture
def signed_in(cast) -> Callable[..., Client]:
    """`signed_in("head")` is a client with the head's session; `strong=False` has shown no second factor."""

    def make(name: str, *, strong: bool = True) -> Client:
        client = Client()
        client.force_login(getattr(cast, name))
        if strong:
            session = client.session
            session[STRONG] = True
            session.save()
        return client

    return make


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Journeys come last: the browser's event loop stays in this thread, where Django then refuses its database."""
    items.sort(key=lambda item: "tests/journeys/" in item.nodeid)


def pytest_collection_finish() -> None:
    """What is there before the first test stays: the collector of garbage need not look at it again and again."""
    gc.collect()
    gc.freeze()
