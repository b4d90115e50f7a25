import pytest
from django.test import override_settings

from shanyu.demo import load
from shanyu.demo.load import OtherData, build
from shanyu.demo.models import DemoCity
from shanyu.domain.people.demo_people import introduced
from shanyu.domain.people.models import Account, Child
from shanyu.domain.providers.models import Site, Worker
from shanyu.domain.regions.models import Region

pytestmark = pytest.mark.django_db


def rows_anywhere():
    tables = [Region, Site, Account, Child, Worker, DemoCity]
    return sum(model.objects.count() for model in tables)


def fail(*_anything):
    raise KeyboardInterrupt


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
