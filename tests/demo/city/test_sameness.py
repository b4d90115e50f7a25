"""The same seed builds the same city, and there is one only."""

import pytest

from shanyu.demo.load import OtherData, build
from tests.demo.city.conftest import SEED
from tests.demo.sameness import fingerprint

pytestmark = pytest.mark.django_db


def test_the_same_seed_builds_the_same_rows(built_twice):
    assert fingerprint() == built_twice.first


def test_a_second_start_builds_nothing(city, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert build("small", SEED) == city
    for scale, seed in (("small", SEED + 1), ("district", SEED)):
        with pytest.raises(OtherData, match="scale small and seed 7"):
            build(scale, seed)
