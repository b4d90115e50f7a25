"""Finding a verb's subject: within reach or not at all, and only the columns that the verb reads."""

import uuid

import pytest
from django.db.models import Q

from shanyu.domain.people.models import Account
from shanyu.domain.providers.models import Site
from shanyu.kernel.door import OutOfReach
from shanyu.kernel.door.subjects import resolve
from tests.cast import Cast

pytestmark = pytest.mark.django_db
READS = ("public_id", "kind")


def everywhere() -> Q:
    return Q(pk__gt=0)


def test_only_what_a_verb_reads_is_read_and_the_rest_when_it_is_used(cast: Cast, django_assert_num_queries):
    for given in (cast.bamboo.public_id, cast.bamboo.pk, cast.bamboo):
        found = resolve(Site, given, everywhere(), reads=READS)
        assert (found, found.kind) == (cast.bamboo, cast.bamboo.kind)
        assert found.get_deferred_fields() >= {"name", "region_id"}
    with django_assert_num_queries(1):
        assert found.name == cast.bamboo.name


def test_what_is_out_of_reach_or_not_there_is_the_same(cast: Cast):
    beyond = Q(pk__in=[cast.station.pk])
    assert resolve(Site, cast.station.public_id, beyond, reads=READS) == cast.station
    for given, reach in (
        (cast.bamboo.public_id, beyond),
        (uuid.uuid4(), everywhere()),
        (0, everywhere()),
        ("x", everywhere()),
    ):
        with pytest.raises(OutOfReach):
            resolve(Site, given, reach, reads=READS)


def test_a_statement_made_for_one_reach_is_not_used_for_another(cast: Cast):
    for site, other in ((cast.bamboo, cast.station), (cast.station, cast.bamboo)):
        only = Q(pk__in=[site.pk])
        assert resolve(Site, site.public_id, only, reads=READS) == site
        with pytest.raises(OutOfReach):
            resolve(Site, other.public_id, only, reads=READS)


def test_a_sealed_or_unknown_column_cannot_be_read_this_way(cast: Cast):
    for reads in (("phone",), ("nothing",)):
        with pytest.raises(ValueError, match="Account has no such plain columns"):
            resolve(Account, cast.father.pk, everywhere(), reads=reads)
