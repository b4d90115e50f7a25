import hashlib

import pytest
from django.db import connection
from django.test import override_settings

from shanyu.demo import load
from shanyu.demo.load import OtherData, build
from shanyu.demo.models import DemoCity
from shanyu.domain.booking.models import Counter, Entry, Session
from shanyu.domain.enrolment.models import Case, Placement
from shanyu.domain.people.demo_people import introduced
from shanyu.domain.people.models import Account, Child, Guardianship, Household
from shanyu.domain.providers.models import CareClass, Post, ServiceOffer, Site, SitePage, Worker
from shanyu.domain.regions.models import Boundary, Population, Region

pytestmark = pytest.mark.django_db

ALWAYS_THE_SAME = (
    (Region, ["code", "name", "parent__code", "successor__code", "valid"]),
    (Boundary, ["region__code", "geometry", "area_km2"]),
    (Population, ["region__code", "from_month", "to_month", "people"]),
    (
        Site,
        ["public_id", "reference", "name", "lon", "lat", "walk_node", "walk_metres", "operator__public_id"],
    ),
    (SitePage, ["site__reference", "introduction", "published_at"]),
    (CareClass, ["site__reference", "name", "licensed", "placed", "held"]),
    (ServiceOffer, ["site__reference", "form", "band", "fee_fen", "valid"]),
    (Worker, ["public_id", "name", "identity_index", "account__username"]),
    (Post, ["worker__public_id", "site__reference", "role", "care_class__name", "valid"]),
    (Account, ["public_id", "username", "name", "phone_index", "identity_index"]),
    (Household, ["public_id", "region__code", "lon", "lat"]),
    (Child, ["public_id", "household__public_id", "born", "sex", "identity_index"]),
    (Guardianship, ["account__public_id", "child__public_id", "relation", "valid"]),
    (Session, ["public_id", "host__public_id", "title", "starts_at", "opens_at"]),
    (Counter, ["session__public_id", "capacity", "taken", "waiting"]),
    (Entry, ["session__public_id", "kind", "delta", "account__public_id", "at"]),
    (Case, ["public_id", "child__public_id", "state", "wanted_from", "due_at"]),
    (Placement, ["public_id", "care_class__name", "site__reference", "during", "state"]),
)


def fingerprint():
    digest = hashlib.sha256()
    for model, columns in ALWAYS_THE_SAME:
        rows = sorted(repr(row) for row in model.objects.values_list(*columns))
        assert rows
        digest.update("\n".join(rows).encode())
    return digest.hexdigest()


def rows_anywhere():
    tables = [Region, Site, Account, Child, Worker, DemoCity]
    return sum(model.objects.count() for model in tables)


def fail(*_anything):
    raise KeyboardInterrupt


@pytest.fixture
def rolled_back():
    """Runs a function and takes back what it did."""

    def run(function):
        sid = connection.savepoint()
        try:
            return function()
        finally:
            connection.savepoint_rollback(sid)

    return run


def test_the_same_seed_builds_the_same_rows_and_a_second_start_builds_nothing(
    rolled_back, django_assert_num_queries
):
    def first():
        build("small", 7)
        return fingerprint()

    before = rolled_back(first)
    assert rows_anywhere() == 0
    city = build("small", 7)
    assert fingerprint() == before
    with django_assert_num_queries(1):
        assert build("small", 7) == city
    for scale, seed in (("small", 8), ("district", 7)):
        with pytest.raises(OtherData, match="scale small and seed 7"):
            build(scale, seed)


def test_a_building_interrupted_midway_leaves_nothing(monkeypatch):
    monkeypatch.setattr(load, "grant_cast", fail)
    with pytest.raises(KeyboardInterrupt):
        build("small", 7)
    assert rows_anywhere() == 0


def test_a_home_with_real_data_is_left_alone(cast):
    before = rows_anywhere()
    with pytest.raises(OtherData, match="holds data that is no demo"):
        build("small", 7)
    assert rows_anywhere() == before


def test_an_unknown_scale_is_refused():
    with pytest.raises(ValueError, match="town"):
        build("town", 7)
    assert rows_anywhere() == 0


def test_outside_the_demo_nobody_is_introduced(cast):
    with override_settings(DEMO=True):
        assert introduced() == []
