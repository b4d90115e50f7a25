"""The door: reach, refusals, transaction, and what it leaves in the audit trail."""

import sys

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Q

from shanyu.domain.providers.models import CareClass, Site
from shanyu.kernel.door import Actor, Grant, OutOfReach, Role, Row, SignInNeeded, StepUpNeeded, policy
from shanyu.kernel.door import verbs as verbs_module
from shanyu.kernel.door.refusals import NoPolicy, Refusal
from shanyu.kernel.door.verbs import action, query
from shanyu.kernel.models import AuditEvent

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_tables(monkeypatch):
    """Verbs and rows made in a test are forgotten after it."""
    monkeypatch.setitem(vars(sys.modules["shanyu.kernel.door.policy"]), "_table", {})
    monkeypatch.setattr(verbs_module, "_verbs", {})


@pytest.fixture
def commits(django_capture_on_commit_callbacks):
    return django_capture_on_commit_callbacks


def own_sites(actor: Actor) -> Q:
    return Q(pk__in=actor.targets(Role.HEAD, "site"))


@pytest.fixture
def rename():
    policy(Row("tests.rename", {Role.HEAD: own_sites}))

    @action("tests.rename", on=Site)
    def rename(actor: Actor, site: Site, *, name: str) -> Site:
        site.name = name
        site.save()
        if name == "坏":
            raise Refusal
        return site

    return rename


def head_of(site: Site, assurance: int = 2) -> Actor:
    return Actor(account_id=7, granted=(Grant(Role.HEAD, "site", site.pk),), assurance=assurance)


def test_a_verb_without_a_row_in_the_table_lets_nobody_through(cast):
    @query("tests.unlisted")
    def unlisted(actor: Actor) -> int:
        return 1

    with pytest.raises(NoPolicy):
        unlisted(Actor(system=True))


def test_a_row_outside_reach_does_not_exist(cast, rename):
    with pytest.raises(OutOfReach):
        rename(head_of(cast.bamboo), cast.willow, name="别人的园")
    cast.willow.refresh_from_db()
    assert cast.willow.name == "小竹林托育园柳浪分园"


def test_a_visitor_is_asked_to_sign_in_and_a_weak_session_for_its_second_factor(cast, rename):
    with pytest.raises(SignInNeeded):
        rename(Actor(), cast.bamboo, name="x")
    with pytest.raises(StepUpNeeded):
        rename(head_of(cast.bamboo, assurance=1), cast.bamboo, name="x")


def test_an_action_is_undone_whole_when_it_refuses(cast, rename):
    with pytest.raises(Refusal):
        rename(head_of(cast.bamboo), cast.bamboo, name="坏")
    cast.bamboo.refresh_from_db()
    assert cast.bamboo.name == "小竹林托育园"


def test_the_subject_may_be_named_by_its_public_id(cast, rename):
    assert rename(head_of(cast.bamboo), cast.bamboo.public_id, name="新名").pk == cast.bamboo.pk


def test_the_audit_event_says_who_what_and_which_row_and_comes_after_commit(cast, rename, commits):
    with commits(execute=True):
        rename(head_of(cast.bamboo), cast.bamboo, name="新名")
        assert AuditEvent.objects.count() == 0
    event = AuditEvent.objects.get()
    assert (event.account_id, event.verb, event.outcome) == (7, "tests.rename", "done")
    assert event.ids == {"providers.site": [cast.bamboo.pk]}
    assert "新名" not in str(event.__dict__)


def test_a_refusal_is_audited_by_its_type_alone(cast, rename, commits):
    with commits(execute=True), pytest.raises(OutOfReach):
        rename(head_of(cast.bamboo), cast.willow, name="x")
    assert list(AuditEvent.objects.values_list("outcome", "ids")) == [("OutOfReach", {})]


def test_the_audit_trail_cannot_be_changed_or_shortened(cast, rename, commits):
    with commits(execute=True):
        rename(head_of(cast.bamboo), cast.bamboo, name="新名")
    with pytest.raises(Exception, match="append_only"), transaction.atomic():
        AuditEvent.objects.update(verb="other")
    with pytest.raises(Exception, match="append_only"), transaction.atomic():
        AuditEvent.objects.all().delete()


def test_the_history_of_a_row_names_the_verb_and_the_account(cast, rename):
    rename(head_of(cast.bamboo), cast.bamboo, name="新名")
    event = cast.bamboo.events.order_by("-pgh_id").first()
    assert event.name == "新名"
    assert (event.pgh_context.metadata["verb"], event.pgh_context.metadata["account"]) == ("tests.rename", 7)


def test_a_list_is_cut_to_reach_before_the_verb_sees_it(cast):
    policy(Row("tests.mine", {Role.HEAD: own_sites}))

    @query("tests.mine", of=Site)
    def mine(actor: Actor, sites) -> list[Site]:
        return list(sites)

    assert mine(head_of(cast.bamboo)) == [cast.bamboo]


def test_the_database_itself_refuses_more_children_than_licensed(cast):
    with pytest.raises(IntegrityError), transaction.atomic():
        CareClass.objects.filter(site=cast.bamboo).update(placed=20, held=1)
