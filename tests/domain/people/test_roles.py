"""Roles, administration, the lists of those who look after people, keys, and what runs by itself."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from shanyu.domain.people.actions import (
    begin_administration,
    create_account,
    create_api_key,
    end_administration,
    end_role,
    grant_role,
    revoke_api_key,
)
from shanyu.domain.people.api_keys import actor_of_key, key_shown
from shanyu.domain.people.jobs import forget_invitations
from shanyu.domain.people.models import Account, ApiKey, Invitation, RoleGrant
from shanyu.domain.people.queries import (
    account_file,
    audit_trail,
    export_accounts,
    list_accounts,
    unmask_account,
)
from shanyu.domain.people.refusals import AlreadyOnDuty, LoginTaken, OwnRole, RoleOverlaps
from shanyu.kernel import clock
from shanyu.kernel.door import Invalid, Origin, OutOfReach, Role, StepUpNeeded, platform
from tests.cast import NOW, PASSWORD


@pytest.fixture
def on_duty(cast):
    """The administrator within a session of administration."""
    begin_administration(cast.actor("administrator"), reason="新员工开通账号", minutes=30)
    return cast.actor("administrator")


def names(page) -> list[str]:
    return [line.username for line in page.items]


def test_an_administrator_has_no_privilege_until_a_session_is_open(cast):
    with pytest.raises(OutOfReach):
        grant_role(cast.actor("administrator"), cast.stranger, role="auditor", reason="r")


def test_a_session_of_administration_ends_by_itself(cast, on_duty):
    assert on_duty.on_duty is True
    with clock.frozen(NOW + timedelta(minutes=29, seconds=59)):
        assert cast.actor("administrator").on_duty is True
    with clock.frozen(NOW + timedelta(minutes=30)):
        assert cast.actor("administrator").on_duty is False


def test_a_session_of_administration_can_be_ended_and_is_never_double(cast, on_duty):
    with pytest.raises(AlreadyOnDuty):
        begin_administration(on_duty, reason="再开一次")
    end_administration(on_duty)
    assert cast.actor("administrator").on_duty is False


@pytest.mark.parametrize(("reason", "minutes"), [(" ", 30), ("有原因", 0), ("有原因", 61)])
def test_a_session_of_administration_needs_a_reason_and_at_most_an_hour(cast, reason, minutes):
    with pytest.raises(Invalid):
        begin_administration(cast.actor("administrator"), reason=reason, minutes=minutes)


def test_a_role_is_granted_from_today_with_its_grounds(cast, on_duty):
    made = grant_role(
        on_duty, cast.stranger, role="inspector", region=cast.district, until=date(2027, 1, 1), reason="任命"
    )
    assert (made.valid.lower, made.valid.upper) == (date(2026, 11, 21), date(2027, 1, 1))
    assert (made.granted_by, made.reason) == (cast.administrator, "任命")
    assert cast.actor("stranger").targets(Role.INSPECTOR, "region") == [cast.district.pk]
    with pytest.raises(RoleOverlaps):
        grant_role(on_duty, cast.stranger, role="inspector", region=cast.district, reason="再任命")


@pytest.mark.parametrize(
    "facts",
    [
        {"role": "guardian", "reason": "r"},
        {"role": "system", "reason": "r"},
        {"role": "administrator_on_duty", "reason": "r"},
        {"role": "district_officer", "reason": "r"},
        {"role": "auditor", "reason": " "},
        {"role": "auditor", "reason": "r", "until": date(2026, 11, 21)},
    ],
)
def test_a_role_that_cannot_be_granted_is_refused(cast, on_duty, facts):
    with pytest.raises(Invalid):
        grant_role(on_duty, cast.stranger, **facts)


def test_nobody_gives_or_ends_a_role_of_their_own(cast, on_duty):
    with pytest.raises(OwnRole):
        grant_role(on_duty, cast.administrator, role="auditor", reason="r")
    with pytest.raises(OwnRole):
        end_role(on_duty, RoleGrant.objects.get(account=cast.administrator))


def test_a_role_ends_today(cast, on_duty):
    end_role(on_duty, RoleGrant.objects.get(account=cast.officer))
    assert cast.actor("officer").granted == ()


def test_officers_see_the_accounts_of_their_area_s_staff_and_no_family(cast):
    assert names(list_accounts(cast.actor("officer"))) == ["expert", "officer"]
    assert names(list_accounts(cast.actor("city_officer"))) == ["city_officer", "expert", "officer"]
    assert list_accounts(cast.actor("auditor")).total == len(cast.accounts)
    with pytest.raises(OutOfReach):
        account_file(cast.actor("officer"), cast.father)
    with pytest.raises(OutOfReach):
        list_accounts(cast.actor("head"))


def test_a_list_of_accounts_is_masked_and_can_be_searched(cast):
    cast.officer.phone = "13800001111"
    cast.officer.save()
    [line] = list_accounts(cast.actor("auditor"), text="郑", role="district_officer").items
    assert (line.username, line.name, line.mobile) == ("officer", "郑*", "138****1111")
    assert (line.roles, line.is_guardian) == (["district_officer"], False)
    assert list_accounts(cast.actor("auditor"), text="father").items[0].is_guardian is True


def test_an_export_of_accounts_holds_the_whole_list_masked_and_within_reach(cast, monkeypatch):
    monkeypatch.setattr("shanyu.domain.people.queries.accounts.BLOCK", 2)
    for who in ("officer", "city_officer", "auditor"):
        found, listed = export_accounts(cast.actor(who)), list_accounts(cast.actor(who))
        assert (found.total, list(found.rows)) == (listed.total, listed.items)
    one = export_accounts(cast.actor("auditor"), text="郑", role="district_officer")
    assert [(line.username, line.name) for line in one.rows] == [("officer", "郑*")]
    with pytest.raises(OutOfReach):
        export_accounts(cast.actor("head"))


def test_a_list_of_accounts_asks_no_more_for_more_rows(cast, django_assert_num_queries):
    auditor = cast.actor("auditor")
    with django_assert_num_queries(2):
        list_accounts(auditor, limit=2)
    with django_assert_num_queries(2):
        list_accounts(auditor, limit=50)


def test_a_file_tells_roles_with_dates_and_what_was_granted_elsewhere(cast):
    found = account_file(cast.actor("auditor"), cast.officer)
    assert [(one.role, one.region.code, one.current) for one in found.roles] == [
        (Role.DISTRICT_OFFICER, "330105", True)
    ]
    assert [grant.role for grant in account_file(cast.actor("auditor"), cast.carer).granted] == [
        Role.CARER, Role.CARER,
    ]  # fmt: skip


def test_the_trail_is_for_auditors_and_says_how_far_back_was_looked(cast, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        list_accounts(cast.actor("auditor"), text="father")
        audit_trail(cast.actor("auditor"), since=date(2026, 11, 11))
    events = audit_trail(cast.actor("auditor"), verb="people.")
    assert [(event.verb, event.lookback_days) for event in events] == [
        ("people.audit_trail", 10), ("people.list_accounts", None),
    ]  # fmt: skip
    assert audit_trail(cast.actor("auditor"), username="father") == []
    with pytest.raises(OutOfReach):
        audit_trail(cast.actor("officer"))


def test_only_an_administrator_on_duty_sees_another_account_in_full(cast, on_duty):
    cast.father.phone = "13800001111"
    cast.father.save()
    assert unmask_account(on_duty, cast.father, reason="safety").mobile == "13800001111"
    for who in ("auditor", "officer", "mother"):
        with pytest.raises(OutOfReach):
            unmask_account(cast.actor(who), cast.father, reason="safety")


def test_the_command_line_makes_accounts_and_a_taken_name_is_refused(cast):
    made = create_account(platform(), username="New.Head", name="新园长", password=PASSWORD)
    assert (made.username, made.check_password(PASSWORD)) == ("new.head", True)
    with pytest.raises(LoginTaken):
        create_account(platform(), username="new.head", name="另一位")
    assert Account.objects.filter(username="new.head").count() == 1


def test_a_key_opens_until_it_is_revoked_or_runs_out(cast):
    key, whole = create_api_key(cast.actor("boss"), label="园所系统", scopes=["sites:read"], days=30)
    assert key_shown(whole) == key
    assert whole not in (key.secret_hash, key.prefix)
    with clock.frozen(NOW + timedelta(days=31)):
        assert key_shown(whole) is None
    with pytest.raises(OutOfReach):
        revoke_api_key(cast.actor("head"), key)
    revoke_api_key(cast.actor("boss"), key)
    assert key_shown(whole) is None


def test_a_key_needs_known_scopes(cast):
    with pytest.raises(Invalid):
        create_api_key(cast.actor("boss"), label="x", scopes=["children:read"])


def test_a_key_keeps_how_surely_its_maker_signed_in_and_nothing_of_it_is_ever_widened(cast):
    key, _whole = create_api_key(cast.actor("boss"), label="园所系统", scopes=["hosts:read"])
    assert key.assurance == 2
    for facts in ({"assurance": 1}, {"scopes": ["sites:read"]}, {"account": cast.head}):
        with pytest.raises(ProgrammingError, match="Cannot update rows"), transaction.atomic():
            ApiKey.objects.filter(pk=key.pk).update(**facts)


def test_a_key_over_many_families_is_only_made_after_the_second_factor(cast):
    with pytest.raises(StepUpNeeded):
        create_api_key(cast.actor("boss", strong=False), label="x", scopes=["hosts:read"])
    # Whatever the policy's row lets in, the verb and the table hold it too.
    with pytest.raises(StepUpNeeded):
        create_api_key.verb.function(cast.actor("boss", strong=False), label="x", scopes=["hosts:read"])
    facts = {"account": cast.boss, "label": "x", "prefix": "sy_x", "expires_on": date(2027, 1, 1)}
    with pytest.raises(IntegrityError, match="apikey_over_many_is_strong"), transaction.atomic():
        ApiKey.objects.create(**facts, scopes=["hosts:read"], assurance=1)
    assert ApiKey.objects.create(**facts, scopes=["sites:read"]).assurance == 1


def test_a_key_never_carries_administration(cast, on_duty):
    facts = {"account": cast.administrator, "label": "x", "prefix": "sy_x", "expires_on": date(2027, 1, 1)}
    key = ApiKey.objects.create(**facts, scopes=["sites:read"], assurance=2)
    assert on_duty.on_duty
    carried = actor_of_key(key, Origin("api"))
    assert (carried.on_duty, carried.roles) == (False, {Role.PUBLIC, Role.MEMBER})


def test_invitations_that_nobody_took_are_forgotten_after_a_month(cast):
    for days in (1, 38):
        Invitation.objects.create(
            household=cast.household, invited_by=cast.mother, relation="other", secret_hash=str(days),
            expires_at=NOW - timedelta(days=days),
        )  # fmt: skip
    assert [forget_invitations(), forget_invitations()] == [1, 0]
    assert list(Invitation.objects.values_list("secret_hash", flat=True)) == ["1"]
