"""Living near a site: claimed for that site, checked against the address, and decisive in its line only."""

import pytest

from shanyu.domain.people.models import Child, Household
from shanyu.domain.programmes import actions, queries
from shanyu.domain.programmes.models import Entry, Placing, Programme
from shanyu.kernel.clock import frozen
from tests.domain.programmes.making import (
    IN_WINDOW,
    add_class,
    enter,
    make_programme,
    new_class,
    published,
    verified,
)

pytestmark = pytest.mark.django_db


def entered(cast, programme: Programme, number: int, *classes: str) -> list[Child]:
    """Children of households of the other street, who all wish the same."""
    made = []
    for _one in range(number):
        child = Child.objects.create(
            household=Household.objects.create(region=cast.other_street),
            name="孩子", sex="f", born=cast.daughter.born,
        )  # fmt: skip
        child.guardianships.create(account=cast.father, relation="father", valid=(cast.daughter.born, None))
        enter(cast, programme, child, *classes)
        made.append(child)
    return made


def two_sites(cast) -> Programme:
    """One place at each of two sites; living near comes first, then the lottery."""
    draft = make_programme(cast, ())
    add_class(cast, draft, "c01", 1)
    actions.add_class(cast.actor("officer"), draft.pk, cast.willow, new_class("w01", 1))
    return actions.announce(cast.actor("officer"), draft.pk)


def test_who_lives_near_a_site_comes_first_there_and_nowhere_else(cast):
    programme = two_sites(cast)
    here, there = entered(cast, programme, 3, "c01"), entered(cast, programme, 3, "w01")
    verified(cast, programme, here[1], "neighbour", site=cast.bamboo.public_id)
    # Two of the other site's line live near the first one, which is no help at the second.
    for child in there[:2]:
        verified(cast, programme, child, "neighbour", site=cast.bamboo.public_id)
    verified(cast, programme, there[2], "neighbour", site=cast.willow.public_id)
    run = published(cast, programme)
    placed = run.placings.exclude(programme_class=None).values_list("entry__child", "programme_class__code")
    assert set(placed) == {(here[1].pk, "c01"), (there[2].pk, "w01")}
    told = Placing.objects.get(run=run, entry__child=here[0]).reasons[0]
    assert (told["outcome"], told["decided_by"]) == ("full", "neighbour")


def test_a_verifier_sees_the_streets_of_the_address_and_of_the_site_and_only_for_this_claim(cast):
    programme = two_sites(cast)
    [child] = entered(cast, programme, 1, "c01")
    actions.name_verifier(cast.actor("officer"), programme.pk, cast.city_officer)
    entry, verifier = Entry.objects.get(child=child), cast.actor("city_officer")
    with frozen(IN_WINDOW):
        father, site = cast.actor("father"), cast.bamboo.public_id
        near = actions.claim(father, entry.pk, group="neighbour", details="户口本", site=site)
        other = actions.claim(father, entry.pk, group="migrant", details="居住证")
    found = queries.read_evidence(verifier, near.pk)
    assert (found.lives, found.around) == ((cast.other_street,), (cast.street,))
    Household.objects.filter(pk=child.household_id).update(region=cast.community)
    assert queries.read_evidence(verifier, near.pk).lives == (cast.street, cast.community)
    found = queries.read_evidence(verifier, other.pk)
    assert (found.lives, found.around) == ((), ())
