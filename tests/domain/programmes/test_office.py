"""What the office makes, changes and reads before and after the announcement."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shanyu.domain.programmes import actions, queries, refusals
from shanyu.domain.programmes.models import Programme, RuleSet
from shanyu.kernel.clock import frozen
from shanyu.kernel.door import Invalid, OutOfReach
from tests.domain.programmes.making import (
    AFTER,
    CLOSES,
    KNOWN,
    OPENS,
    add_class,
    announced,
    crowd,
    enter,
    make_programme,
    make_rules,
    new_class,
    new_programme,
    published,
)

pytestmark = pytest.mark.django_db


def test_a_draft_is_changed_and_thrown_away_and_an_announced_programme_is_not(cast):
    officer, draft = cast.actor("officer"), make_programme(cast)
    new = new_programme(draft.rules, name="寒假班", fee_fen=100, about="带水杯")
    changed = actions.change_programme(officer, draft.pk, new)
    assert (changed.name, changed.fee_fen, changed.about) == ("寒假班", 100, "带水杯")
    actions.announce(officer, draft.pk)
    with pytest.raises(refusals.NotDraft):
        actions.change_programme(officer, draft.pk, new)
    with pytest.raises(refusals.NotDraft):
        actions.remove_programme(officer, draft.pk)
    other = make_programme(cast, rules=draft.rules)
    actions.name_verifier(officer, other.pk, cast.city_officer)
    actions.remove_programme(officer, other.pk)
    assert list(Programme.objects.all()) == [changed]


def test_a_class_of_a_draft_is_changed_with_its_reserves_and_taken_out(cast):
    officer, draft = cast.actor("officer"), make_programme(cast)
    first, second = draft.classes.order_by("code")
    new = new_class("c01", 14, name="竹班", reserves=[("hardship", 2), ("migrant", 1)])
    changed = actions.change_class(officer, first.pk, cast.bamboo, new)
    assert (changed.name, changed.cap) == ("竹班", 14)
    assert list(changed.reserves.values_list("group", "seats")) == [("hardship", 2), ("migrant", 1)]
    actions.remove_class(officer, second.pk)
    assert list(draft.classes.all()) == [changed]
    actions.announce(officer, draft.pk)
    for change in (
        lambda: actions.change_class(officer, first.pk, cast.bamboo, new),
        lambda: actions.remove_class(officer, first.pk),
    ):
        with pytest.raises(refusals.NotDraft):
            change()


def test_a_class_has_no_more_places_than_its_adults_may_look_after(cast):
    draft = make_programme(cast, [14])
    with pytest.raises(refusals.TooFewAdults) as refused:
        add_class(cast, draft, "c09", 15, staff=2)
    assert (refused.value.facts["most"], refused.value.facts["ratio"]) == (14, 7)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"reserves": [("hardship", -1)]}, "reserves"),
        ({"reserves": [("hardship", 5), ("migrant", 6)]}, "reserves"),
        ({"from_month": 30, "to_month": 30}, "to_month"),
        ({"from_month": -1}, "to_month"),
        ({"staff": 0}, "staff"),
        ({"weekdays": []}, "opens"),
        ({"name": " "}, "name"),
        ({"parts": [("toddler", 0)]}, "parts"),
        ({"parts": [("toddler", 5), ("primary_custody", 5)]}, "parts"),
        ({"parts": [("toddler", 5)], "reserves": [("hardship", 6)]}, "reserves"),
    ],
)
def test_what_is_wrong_with_a_class_is_told_at_its_field(cast, facts, field):
    draft = make_programme(cast)
    with pytest.raises(Invalid) as refused:
        add_class(cast, draft, "c09", 10, **facts)
    assert list(refused.value.errors) == [field]


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"opens_at": datetime(2026, 11, 1, tzinfo=UTC)}, "opens_at"),
        ({"closes_at": OPENS}, "closes_at"),
        ({"public_value_at": CLOSES}, "public_value_at"),
        ({"public_value": " "}, "public_value"),
        ({"starts_on": KNOWN.date()}, "starts_on"),
        ({"ends_on": date(2027, 1, 17)}, "ends_on"),
    ],
)
def test_what_is_wrong_with_a_programme_is_told_at_its_field(cast, facts, field):
    with pytest.raises(Invalid) as refused:
        make_programme(cast, (), **facts)
    assert list(refused.value.errors) == [field]


def test_evidence_of_an_entry_taken_back_waits_for_nobody(cast):
    programme, city = announced(cast), cast.actor("city_officer")
    actions.name_verifier(cast.actor("officer"), programme.pk, cast.city_officer)
    entry = enter(cast, programme, cast.daughter, "c01")
    with frozen(entry.asked_at):
        claim = actions.claim(cast.actor("father"), entry.pk, group="hardship", details="低保证")
        assert [one.evidence for one in queries.evidence_to_check(city)] == [claim.public_id]
        actions.withdraw(cast.actor("father"), entry.pk)
        assert queries.evidence_to_check(city) == []
        for ask in (queries.read_evidence, lambda who, key: actions.verify(who, key, holds=True)):
            with pytest.raises(OutOfReach):
                ask(city, claim.pk)
    with frozen(AFTER):
        assert queries.counts(cast.actor("officer"), programme.pk).evidence_waiting == 0
        assert actions.close_list(cast.actor("officer"), programme.pk).programme == programme


def test_a_closed_site_holds_no_class(cast):
    draft = make_programme(cast)
    cast.bamboo.state = "suspended"
    cast.bamboo.save()
    with pytest.raises(Invalid) as refused:
        add_class(cast, draft, "c09", 3)
    assert list(refused.value.errors) == ["site"]


def test_an_amendment_takes_no_rules_of_another_region(cast):
    programme = announced(cast)
    foreign = RuleSet.objects.create(
        region=cast.other_district, name="西湖", since=date(2026, 1, 1), sample=True, made_by=cast.officer,
        created_at=OPENS - timedelta(days=9),
    )  # fmt: skip
    with pytest.raises(Invalid) as refused:
        actions.amend(cast.actor("officer"), programme.pk, reason="换规则", rules=foreign)
    assert list(refused.value.errors) == ["rules"]


def test_the_office_sees_drafts_what_waits_and_what_stands_next(cast):
    officer = cast.actor("officer")
    draft = make_programme(cast)
    programme = announced(cast, [3], rules=draft.rules)
    entry = enter(cast, programme, cast.daughter, "c01")
    with frozen(entry.asked_at):
        actions.claim(cast.actor("father"), entry.pk, group="hardship", details="低保证")
    with frozen(AFTER):
        lines = {line.programme.pk: line for line in queries.office_programmes(officer)}
    assert (lines[draft.pk].next, lines[draft.pk].entered) == ("announce", 0)
    found = lines[programme.pk]
    assert (found.next, found.seats, found.entered, found.evidence_waiting) == ("verify", 3, 1, 1)
    assert queries.office_programme(officer, draft.pk).get_deferred_fields() == {"seed"}
    with pytest.raises(OutOfReach):
        queries.office_programmes(cast.actor("father"))


def test_the_office_asks_the_same_however_many_programmes_there_are(cast):
    rules = make_rules(cast)
    announced(cast, [3], rules=rules)
    with CaptureQueriesContext(connection) as few:
        queries.office_programmes(cast.actor("officer"))
    crowd(cast, announced(cast, [3, 3], rules=rules), 5)
    make_programme(cast, rules=rules)
    with CaptureQueriesContext(connection) as many:
        assert len(queries.office_programmes(cast.actor("officer"))) == 3
    assert len(many) == len(few)


def test_rules_of_the_city_may_be_used_by_its_districts_and_not_the_other_way(cast):
    own = make_rules(cast)
    city = actions.make_rules(
        cast.actor("city_officer"), cast.city.pk, actions.NewRules(name="市规则", since=date(2026, 1, 1))
    )
    assert set(queries.rule_sets(cast.actor("officer"))) == {own, city}
    actions.make_programme(cast.actor("officer"), cast.district.pk, new_programme(city))
    with pytest.raises(Invalid):
        actions.make_programme(cast.actor("city_officer"), cast.city.pk, new_programme(own))


def test_officials_of_the_region_can_be_named_to_check_evidence(cast):
    found = queries.officials(cast.actor("officer"), make_programme(cast).pk)
    assert found == [cast.city_officer, cast.officer] or found == [cast.officer, cast.city_officer]
    assert cast.head not in found


def test_a_head_sees_the_classes_of_announced_programmes_at_the_own_sites(cast):
    draft = make_programme(cast, [2])
    assert queries.host_classes(cast.actor("head")) == []
    actions.announce(cast.actor("officer"), draft.pk)
    assert [one.code for one in queries.host_classes(cast.actor("head"))] == ["c01"]
    assert queries.host_classes(cast.actor("keeper")) == []


def test_runs_are_listed_with_what_the_page_shows(cast):
    programme = announced(cast, [1])
    enter(cast, programme, cast.daughter, "c01")
    run = published(cast, programme)
    (found,) = queries.runs(cast.actor("auditor"), programme.pk)
    assert (found.public_id, found.state, found.progress, found.placed) == (run.public_id, "done", 100, 1)
    assert (len(found.signed), found.publishable, found.under_way) == (2, False, False)
