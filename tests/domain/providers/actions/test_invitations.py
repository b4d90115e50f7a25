"""The link to one's own papers, and being recognised by a verified number."""

from datetime import timedelta

import pytest
from django.db import transaction

from shanyu.domain.providers.actions import accept_post, add_worker, invite_worker, recognise_worker
from shanyu.domain.providers.models import Worker, WorkerInvitation
from shanyu.domain.providers.queries import my_papers, see_post_invitation
from shanyu.domain.providers.refusals import (
    AlreadyAWorker,
    LinkGone,
    NotThisWorker,
    NotYoursToAppoint,
    OnlyAppointedPosts,
    WorkerHasAccount,
)
from shanyu.kernel.clock import frozen
from shanyu.kernel.door import OutOfReach, SignInNeeded, nobody
from shanyu.kernel.models import AuditEvent
from tests import cast as people

NUMBER = "11010519491231002X"
OTHER_NUMBER = "11010119900307002X"


@pytest.fixture
def wei(cast) -> Worker:
    """A carer whom the head has entered, and who has no account yet."""
    return add_worker(cast.actor("head"), cast.bamboo, name="魏小禾", identity=NUMBER, role="carer").worker


def verified(account, number: str, level: int = 2) -> None:
    account.identity, account.identity_level = number, level
    account.save()


def test_a_worker_comes_to_their_own_papers_by_the_link(cast, wei):
    secret = invite_worker(cast.actor("head"), wei)
    seen = see_post_invitation(cast.actor("stranger"), secret=secret)
    assert (seen.name, [post.site for post in seen.posts]) == ("魏*", [cast.bamboo])
    assert seen.expires_at == people.NOW + timedelta(days=14)
    assert accept_post(cast.actor("stranger"), secret=secret) == wei
    assert my_papers(cast.actor("stranger")).worker == wei
    assert [(g.role.value, g.target) for g in cast.actor("stranger").grants] == [("carer", cast.bamboo.pk)]


def test_only_the_hash_of_the_secret_is_kept(cast, wei):
    secret = invite_worker(cast.actor("head"), wei)
    assert secret not in str(WorkerInvitation.objects.values().get())


def test_a_link_works_once_for_fourteen_days_and_until_a_new_one(cast, wei):
    first = invite_worker(cast.actor("head"), wei)
    second = invite_worker(cast.actor("boss"), wei)
    with pytest.raises(LinkGone):
        see_post_invitation(cast.actor("stranger"), secret=first)
    with frozen(people.NOW + timedelta(days=14)), pytest.raises(LinkGone):
        accept_post(cast.actor("stranger"), secret=second)
    accept_post(cast.actor("stranger"), secret=second)
    with pytest.raises(LinkGone):
        accept_post(cast.actor("father"), secret=second)


def test_an_account_is_one_worker_and_the_link_stays_for_the_right_one(cast, wei):
    secret = invite_worker(cast.actor("head"), wei)
    with pytest.raises(AlreadyAWorker):
        accept_post(cast.actor("carer"), secret=secret)
    assert accept_post(cast.actor("stranger"), secret=secret) == wei


def test_a_worker_has_one_account(cast, wei):
    secret = invite_worker(cast.actor("head"), wei)
    Worker.objects.filter(pk=wei.pk).update(account=cast.father)
    with pytest.raises(WorkerHasAccount):
        invite_worker(cast.actor("head"), wei)
    with pytest.raises(WorkerHasAccount):
        accept_post(cast.actor("stranger"), secret=secret)


def test_the_database_itself_keeps_an_account_to_one_worker(cast, wei, monkeypatch):
    """As when the same account accepts two links at once: neither sees the other, the constraint does."""
    secret = invite_worker(cast.actor("head"), wei)
    monkeypatch.setattr("django.db.models.query.QuerySet.exists", lambda _rows: False)
    with pytest.raises(AlreadyAWorker), transaction.atomic():
        accept_post(cast.actor("carer"), secret=secret)


def test_a_verified_person_cannot_take_the_link_of_another(cast, wei):
    secret = invite_worker(cast.actor("head"), wei)
    verified(cast.stranger, OTHER_NUMBER)
    with pytest.raises(NotThisWorker):
        accept_post(cast.actor("stranger"), secret=secret)


@pytest.mark.parametrize("name", ["keeper", "carer", "father", "city_officer"])
def test_a_worker_is_invited_by_those_of_the_site_alone(cast, wei, name):
    with pytest.raises(OutOfReach):
        invite_worker(cast.actor(name), wei)


def test_a_visitor_signs_in_before_a_link_is_read(cast, wei):
    secret = invite_worker(cast.actor("head"), wei)
    with pytest.raises(SignInNeeded):
        see_post_invitation(nobody(), secret=secret)


def test_a_head_gives_no_power_by_a_link_that_they_could_not_give_by_a_post(cast, wei):
    secret = invite_worker(cast.actor("head"), wei)
    add_worker(cast.actor("officer"), cast.station, name="魏小禾", identity=NUMBER, role="head")
    with pytest.raises(LinkGone):
        accept_post(cast.actor("stranger"), secret=secret)
    with pytest.raises(NotYoursToAppoint):
        invite_worker(cast.actor("head"), wei)
    assert accept_post(cast.actor("stranger"), secret=invite_worker(cast.actor("officer"), wei)) == wei


def test_an_officer_enters_the_first_head_and_no_carer(cast):
    facts = {"name": "高园长", "identity": NUMBER}
    post = add_worker(cast.actor("officer"), cast.school, **facts, role="head")
    accept_post(cast.actor("stranger"), secret=invite_worker(cast.actor("officer"), post.worker))
    assert [(g.role.value, g.target) for g in cast.actor("stranger").grants] == [("head", cast.school.pk)]
    with pytest.raises(OnlyAppointedPosts):
        add_worker(cast.actor("officer"), cast.school, **facts, role="carer")
    with pytest.raises(OutOfReach):
        add_worker(cast.actor("officer"), cast.far, **facts, role="head")


def test_a_verified_number_is_recognised(cast, wei):
    secret = invite_worker(cast.actor("head"), wei)
    verified(cast.stranger, NUMBER.lower().upper())
    assert recognise_worker(cast.actor("stranger")) == wei
    assert my_papers(cast.actor("stranger")).worker == wei
    assert recognise_worker(cast.actor("stranger")) is None
    with pytest.raises(LinkGone):
        accept_post(cast.actor("father"), secret=secret)


@pytest.mark.parametrize(("number", "level"), [(NUMBER, 1), (OTHER_NUMBER, 3), (None, 2)])
def test_nobody_is_recognised_by_less_than_their_own_verified_number(cast, wei, number, level):
    verified(cast.stranger, number, level)
    assert recognise_worker(cast.actor("stranger")) is None
    assert my_papers(cast.actor("stranger")) is None


def test_who_already_has_an_account_stays_with_it(cast, wei):
    Worker.objects.filter(pk=wei.pk).update(account=cast.father)
    verified(cast.stranger, NUMBER)
    assert recognise_worker(cast.actor("stranger")) is None
    wei.refresh_from_db()
    assert wei.account == cast.father


def test_the_trail_has_who_invited_whom(cast, wei, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        invite_worker(cast.actor("head"), wei)
    event = AuditEvent.objects.get(verb="providers.invite_worker")
    assert event.ids["providers.worker"] == [wei.pk]
