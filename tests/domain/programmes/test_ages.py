"""Ages, adults and places by age reach the engine, and a stranger can check them."""

from datetime import date

import pytest

from shanyu.domain.people.models import Child, Household
from shanyu.domain.programmes import actions, market, queries, refusals, rules
from shanyu.domain.programmes.models import Entry, Programme, RuleSet
from shanyu.engines.allocation.problem import Room
from shanyu.engines.allocation.verifying import verify
from shanyu.kernel.clock import frozen
from tests.domain.programmes.making import (
    IN_WINDOW,
    add_class,
    drawn,
    dry_run,
    enter,
    make_programme,
    published,
    verified,
)

pytestmark = pytest.mark.django_db
#: Months on the first day, 2027-01-18: 18 and 30.
TODDLER, OLDER = date(2025, 7, 10), date(2024, 7, 10)


def children(cast, *births: date) -> list[Child]:
    """Each with a household of its own, and the father as guardian."""
    made = []
    for born in births:
        home = Household.objects.create(region=cast.community)
        child = Child.objects.create(household=home, name="孩子", sex="f", born=born)
        child.guardianships.create(account=cast.father, relation="father", valid=(date(2024, 1, 1), None))
        made.append(child)
    return made


def by_age(cast, *, staff: int, apart: bool = True, **facts: object) -> Programme:
    """One class for four toddlers and four older ones."""
    draft = make_programme(cast, (), rules=RuleSet.objects.first())
    facts = {"band": "older_toddler", "parts": [("toddler", 4), ("older_toddler", 4)], **facts}
    add_class(cast, draft, "c01", 8, staff=staff, apart=apart, from_month=None, to_month=None, **facts)
    return actions.announce(cast.actor("officer"), draft.pk)


def placed(run) -> list[str]:
    """The birthdays of who has a place."""
    rows = run.placings.exclude(programme_class=None).select_related("entry__child")
    return sorted(f"{one.entry.child.born:%Y}" for one in rows)


def test_a_class_holds_as_many_of_each_age_as_it_has_places_for_and_no_more(cast):
    programme = by_age(cast, staff=2)
    for child in children(cast, *[TODDLER] * 6, OLDER):
        enter(cast, programme, child, "c01")
    assert placed(dry_run(cast, programme)) == ["2024", "2025", "2025", "2025", "2025"]


def test_the_adults_limit_the_class_where_ages_have_adults_of_their_own_and_where_they_share_them(cast):
    apart, shared = by_age(cast, staff=1), by_age(cast, staff=1, apart=False)
    found = children(cast, *[TODDLER] * 3, *[OLDER] * 3)
    for programme in (apart, shared):
        for child in found:
            enter(cast, programme, child, "c01")
    (whole,) = market.sites_of(apart)
    assert whole.room == Room(1, (1, 5, 7, 1), (0, 4, 4, 0), apart=True)
    # One adult minds one age, or five of the six: three fifths and three sevenths are more than one.
    assert len(set(placed(dry_run(cast, apart)))) == 1
    assert len(placed(dry_run(cast, shared))) == 5


def test_a_class_for_several_ages_keeps_seats_for_a_group_in_each(cast):
    programme = by_age(cast, staff=2, reserves=[("migrant", 3)])
    (whole,) = market.sites_of(programme)
    assert whole.reserves == (("migrant", 2, 1), ("migrant", 1, 2))
    found = children(cast, *[TODDLER] * 6)
    for child in found:
        enter(cast, programme, child, "c01")
    for child in found[4:]:
        verified(cast, programme, child, "migrant")
    run = dry_run(cast, programme)
    assert (run.findings, run.placings.filter(seat="group migrant").count()) == ([], 2)
    assert run.placings.exclude(programme_class=None).count() == 4
    inside = set(run.placings.exclude(programme_class=None).values_list("entry__child", flat=True))
    assert {child.pk for child in found[4:]} <= inside


def test_a_reserve_is_parted_among_ages_by_their_seats():
    assert rules.parted_reserves([3, 1], [4, 4]) == [[2, 1], [0, 1]]
    assert rules.parted_reserves([1, 1], [1, 1]) == [[1, 0], [0, 1]]
    assert rules.parted_reserves([5], [3, 7]) == [[2, 3]]


def test_ages_without_a_rule_for_adults_share_a_class_by_places_alone(cast):
    programme = by_age(
        cast, staff=1, band="primary_custody", parts=[("kindergarten_custody", 3), ("primary_custody", 5)]
    )
    (whole,) = market.sites_of(programme)
    assert (whole.room, whole.bands) == (Room(2, (1, 3, 5, 1), (0, 3, 5, 0), apart=True), (1, 2))


def test_a_child_whose_birthday_was_corrected_is_not_placed_where_its_age_may_not_be(cast):
    draft = make_programme(cast, ())
    add_class(cast, draft, "c01", 5, from_month=24, to_month=36)
    add_class(cast, draft, "c02", 5, from_month=12, to_month=24, band="toddler")
    programme = actions.announce(cast.actor("officer"), draft.pk)
    (child,) = children(cast, OLDER)
    enter(cast, programme, child, "c01")
    child.born = TODDLER
    child.save()
    run = dry_run(cast, programme)
    assert placed(run) == []


def test_the_protocol_names_the_ages_and_a_stranger_checks_them(cast):
    programme = by_age(cast, staff=2)
    for child in children(cast, TODDLER, OLDER):
        enter(cast, programme, child, "c01")
    published(cast, programme)
    document = queries.protocol(cast.actor("stranger"), programme.pk)
    assert document["announcement"]["bands"] == ["0-11", "12-23", "24-35", "36-"]
    assert [one["band"] for one in document["applications"]] in ([1, 2], [2, 1])
    assert verify(document, announced=programme.announcement_digest) == []
    forged = dict(
        document, announcement=document["announcement"] | {"bands": ["0-11", "12-35", "36-47", "48-"]}
    )
    assert verify(forged, announced=programme.announcement_digest) != []


def test_a_part_that_another_class_cuts_is_told_before_the_announcement(cast):
    draft = make_programme(cast, ())
    add_class(
        cast, draft, "c01", 8, from_month=None, to_month=None, staff=2, parts=[("toddler", 4), ("older_toddler", 4)]
    )  # fmt: skip
    add_class(cast, draft, "c02", 5, from_month=18, to_month=36)
    with pytest.raises(refusals.AgesCut) as refused:
        actions.announce(cast.actor("officer"), draft.pk)
    assert refused.value.facts["name"] == "c01班"


def test_a_list_says_the_age_band_of_everybody_in_it(cast):
    programme = by_age(cast, staff=2)
    toddler, older = children(cast, TODDLER, OLDER)
    for child in (toddler, older):
        enter(cast, programme, child, "c01")
    with frozen(IN_WINDOW):
        actions.withdraw(cast.actor("father"), Entry.objects.get(child=toddler).pk)
    drawn(cast, programme)
    listed = {one["id"]: one["band"] for one in programme.closed_list.applications}
    found = {entry.child.born: listed[entry.alias] for entry in Entry.objects.select_related("child")}
    assert found == {TODDLER: 1, OLDER: 2}
