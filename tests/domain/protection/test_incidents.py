"""Incidents: who writes them down, who sees what of them, and what must have happened before they are closed."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction

from shanyu.domain.messaging.models import Notification
from shanyu.domain.protection.actions import (
    acknowledge_incident,
    add_step,
    close_incident,
    grade_incident,
    record_incident,
    report_incident,
    tell_guardian,
)
from shanyu.domain.protection.models import Incident
from shanyu.domain.protection.queries import (
    incident,
    incidents,
    incidents_of_child,
    own_incident,
    unmask_incident,
    watched_incident,
    watched_incidents,
)
from shanyu.domain.protection.refusals import AlreadyClosed, NobodyToldYet, NotReportedYet
from shanyu.kernel.clock import now
from shanyu.kernel.door import Invalid, OutOfReach
from shanyu.kernel.models import AuditEvent
from tests.domain.protection.making import an_incident, health_worker, in_care, many, new_incident


def told(cast, one, **facts):
    given = {
        "mark": uuid4(), "child": cast.daughter.public_id, "guardian": cast.mother.public_id, "way": "phone",
        "at": now(),
    }  # fmt: skip
    return tell_guardian(cast.actor("carer"), one, **(given | facts))


def test_the_guardians_and_the_head_are_told_at_once_and_without_a_word_of_the_injury(cast):
    one = an_incident(cast)
    notices = Notification.objects.order_by("account__username").values_list(
        "account__username", "title", "url"
    )
    assert list(notices) == [
        ("father", "孩子在园有一件事要告诉您", f"/family/incidents/{one.public_id}/"),
        ("head", "班上记下了一件意外事件", f"/office/incidents/{one.public_id}/"),
        ("mother", "孩子在园有一件事要告诉您", f"/family/incidents/{one.public_id}/"),
    ]


def test_the_same_mark_sent_twice_is_one_incident(cast):
    in_care(cast.daughter, cast.bamboo.classes.get(), cast.father)
    new = new_incident(cast.daughter)
    first = record_incident(cast.actor("carer"), cast.bamboo, new)
    assert record_incident(cast.actor("carer"), cast.bamboo, new) == first
    assert Incident.objects.count() == 1


def test_a_carer_writes_down_nothing_of_a_child_of_another_class(cast):
    other = cast.bamboo.classes.create(name="星星班", band="older_toddler", licensed=20)
    [child] = many(cast, other, 1)
    with pytest.raises(Invalid) as refused:
        record_incident(cast.actor("carer"), cast.bamboo, new_incident(child))
    assert set(refused.value.errors) == {"children"}
    assert record_incident(health_worker(cast.bamboo), cast.bamboo, new_incident(child)).care_class == other


def test_words_are_sealed_and_the_facts_never_change(cast):
    one = Incident.objects.get(pk=an_incident(cast).pk)
    assert (str(one.what), one.what.reveal()) == ("••••", "从滑梯上滑下时摔了一跤，额头红了。")
    for change in ({"kind": "burn"}, {"happened_at": now()}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Incident.objects.filter(pk=one.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        one.delete()


def test_a_guardian_sees_the_own_child_and_of_the_others_nothing(cast):
    [other] = many(cast, cast.bamboo.classes.get(), 1)
    in_care(cast.daughter, cast.bamboo.classes.get(), cast.father)
    both = new_incident(cast.daughter, other)
    one = record_incident(cast.actor("carer"), cast.bamboo, both)
    view = own_incident(cast.actor("father"), one)
    assert [child.name for child in view.children] == ["陈小丸"]
    assert view.line.names == "陈小丸"
    assert (view.to_tell, view.read_by, view.has_photo) == ([], [], False)
    [line] = incidents_of_child(cast.actor("mother"), cast.daughter)
    assert (line.names, line.acknowledged) == ("陈小丸", False)
    acknowledge_incident(cast.actor("mother"), one)
    acknowledge_incident(cast.actor("mother"), one)
    assert [name for name, _at in incident(cast.actor("carer"), one).read_by] == ["林小满"]
    for who in ("grandmother", "keeper", "boss"):
        with pytest.raises(OutOfReach):
            own_incident(cast.actor(who), one)


def test_a_carer_who_moved_away_sees_the_class_no_longer(cast):
    one = an_incident(cast)
    assert [line.incident for line in incidents(cast.actor("carer"))] == [one]
    carer = cast.carer.worker.posts.get()
    carer.valid = type(carer.valid)(carer.valid.lower, now().date() - timedelta(days=1))
    carer.save()
    with pytest.raises(OutOfReach):
        incidents(cast.actor("carer"))


def test_a_step_says_which_guardian_was_told_when_and_how(cast):
    one = an_incident(cast)
    told(cast, one)
    add_step(cast.actor("carer"), one, mark=uuid4(), kind="follow_up", words="额头不红了，玩得很好。")
    steps = incident(cast.actor("head"), one).steps
    assert [(step.kind, step.told, step.way, step.words) for step in steps] == [
        ("told", "林小满", "电话", ""),
        ("follow_up", "", "", "额头不红了，玩得很好。"),
    ]


@pytest.mark.parametrize(
    ("facts", "field"),
    [({"guardian": uuid4()}, "guardian"), ({"way": "letter"}, "way"), ({"child": uuid4()}, "guardian")],
)
def test_a_telling_names_a_guardian_of_the_child_and_a_way(cast, facts, field):
    one = an_incident(cast)
    with pytest.raises(Invalid) as refused:
        told(cast, one, **facts)
    assert set(refused.value.errors) == {field}


def test_nothing_is_closed_before_a_guardian_was_told(cast):
    one = an_incident(cast)
    with pytest.raises(NobodyToldYet):
        close_incident(cast.actor("head"), one, outcome="well")
    told(cast, one)
    assert close_incident(cast.actor("head"), one, outcome="well").outcome == "well"
    with pytest.raises(AlreadyClosed):
        add_step(cast.actor("carer"), one, mark=uuid4(), kind="aid", words="补记。")


def test_a_grave_incident_is_closed_only_after_its_report_and_the_authority_sees_no_name(cast):
    one = an_incident(cast, severity=2)
    with pytest.raises(OutOfReach):
        watched_incident(cast.actor("officer"), one)
    assert watched_incidents(cast.actor("officer")) == []
    grade_incident(cast.actor("head"), one, severity=4, words="送医后确认骨折。")
    told(cast, one)
    with pytest.raises(NotReportedYet):
        close_incident(cast.actor("head"), one, outcome="treated")
    report_incident(cast.actor("head"), one)
    report_incident(cast.actor("head"), one)
    assert Notification.objects.filter(account=cast.officer).count() == 1
    [seen] = watched_incidents(cast.actor("officer"))
    assert (seen.incident, seen.kind, seen.children) == (one, "跌倒、坠落", 1)
    assert [label for label, _at in seen.steps] == ["调整严重程度", "告知监护人", "报告主管部门"]
    assert "陈小丸" not in repr(seen)
    assert [line.incident for line in watched_incidents(cast.actor("city_officer"))] == [one]


def test_an_officer_sees_the_name_only_for_a_reason_that_the_trail_keeps(
    cast, django_capture_on_commit_callbacks
):
    one = an_incident(cast, severity=4)
    with pytest.raises(Invalid):
        unmask_incident(cast.actor("officer"), one, reason="")
    with django_capture_on_commit_callbacks(execute=True):
        assert unmask_incident(cast.actor("officer"), one, reason="safety").children == ["陈小丸"]
    event = AuditEvent.objects.get(verb="protection.unmask_incident", outcome="done")
    assert (event.account_id, event.ids["because.safety"]) == (cast.officer.pk, [])
    with pytest.raises(OutOfReach):
        unmask_incident(cast.actor("city_officer"), one, reason="safety")


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"kind": "bad"}, "kind"),
        ({"severity": 5}, "severity"),
        ({"what": " "}, "what"),
        ({"happened_at": now() + timedelta(days=1)}, "happened_at"),
        ({"children": []}, "children"),
    ],
)
def test_what_is_wrong_with_an_incident_is_said_at_its_field(cast, facts, field):
    in_care(cast.daughter, cast.bamboo.classes.get(), cast.father)
    if "happened_at" in facts:
        facts = {"happened_at": now() + timedelta(hours=1)}
    with pytest.raises(Invalid) as refused:
        record_incident(cast.actor("carer"), cast.bamboo, new_incident(cast.daughter, **facts))
    assert set(refused.value.errors) == {field}
