"""Who acts for an operator, and who decides it."""

from datetime import date, timedelta

import pytest
from psycopg.types.range import DateRange

from shanyu.domain.people.models import AdminSession
from shanyu.domain.providers.actions import appoint_operator, end_operator_post
from shanyu.domain.providers.models import OperatorPost
from shanyu.domain.providers.queries import my_sites
from shanyu.domain.providers.queries.authority import list_operators, operator_file
from shanyu.domain.providers.refusals import ActsAlready, OwnOperatorPost
from shanyu.kernel.door import Invalid, OutOfReach
from tests.cast import NOW, TODAY


def on_duty(cast):
    AdminSession.objects.create(
        account=cast.administrator, reason="登记运营方", created_at=NOW, ends_at=NOW + timedelta(minutes=30)
    )
    return cast.actor("administrator")


def test_an_officer_appoints_an_account_by_its_user_name(cast):
    post = appoint_operator(cast.actor("officer"), cast.operator, username=" stranger ")
    assert (post.account, post.valid) == (cast.stranger, DateRange(TODAY, None))
    assert {view.pk for view in my_sites(cast.actor("stranger"))} == {cast.bamboo.pk, cast.willow.pk}


def test_the_last_day_counts(cast):
    post = appoint_operator(cast.actor("officer"), cast.operator, username="stranger", until=TODAY)
    assert post.valid == DateRange(TODAY, date(2026, 11, 22))
    with pytest.raises(Invalid) as refused:
        appoint_operator(cast.actor("officer"), cast.operator, username="father", until=date(2026, 11, 20))
    assert list(refused.value.errors) == ["until"]


def test_an_unknown_user_name_is_told(cast):
    for username in ("nobody-here", "", "%"):
        with pytest.raises(Invalid) as refused:
            appoint_operator(cast.actor("officer"), cast.operator, username=username)
        assert list(refused.value.errors) == ["username"]


def test_one_acts_for_an_operator_once_at_a_time(cast):
    with pytest.raises(ActsAlready):
        appoint_operator(cast.actor("officer"), cast.operator, username="boss")


def test_nobody_appoints_or_ends_themselves(cast):
    with pytest.raises(OwnOperatorPost):
        appoint_operator(cast.actor("officer"), cast.operator, username="officer")
    own = OperatorPost.objects.create(
        account=cast.officer, operator=cast.operator, valid=DateRange(TODAY, None)
    )
    with pytest.raises(OwnOperatorPost):
        end_operator_post(cast.actor("officer"), own)


def test_an_ended_post_reaches_nothing_from_that_moment_and_stays_in_the_file(cast):
    post = OperatorPost.objects.get(account=cast.boss)
    end_operator_post(cast.actor("officer"), post)
    assert cast.actor("boss").grants == ()
    (line,) = operator_file(cast.actor("officer"), cast.operator).people
    assert (line.username, line.name, line.last, line.current) == ("boss", "许*", date(2026, 11, 20), False)
    with pytest.raises(Invalid):
        end_operator_post(cast.actor("officer"), post)


def test_a_post_of_today_that_is_ended_never_was(cast):
    post = appoint_operator(cast.actor("officer"), cast.operator, username="stranger")
    end_operator_post(cast.actor("officer"), post)
    assert not OperatorPost.objects.filter(account=cast.stranger).exists()


@pytest.mark.parametrize("name", ["boss", "head", "city_officer", "auditor", "administrator", "father"])
def test_nobody_else_decides_it(cast, name):
    with pytest.raises(OutOfReach):
        appoint_operator(cast.actor(name), cast.operator, username="stranger")
    with pytest.raises(OutOfReach):
        end_operator_post(cast.actor(name), OperatorPost.objects.get())


def test_an_officer_reaches_operators_with_a_site_in_the_district(cast):
    rows = list_operators(cast.actor("officer")).rows
    assert [(row.operator.name, row.sites, row.people) for row in rows] == [
        ("小竹林托育服务有限公司", 2, 1),
        ("柳浪社会服务中心", 3, 0),
    ]
    cast.operator.sites.update(region=cast.far_street)
    assert [row.operator for row in list_operators(cast.actor("officer")).rows] == [cast.other_operator]
    with pytest.raises(OutOfReach):
        operator_file(cast.actor("officer"), cast.operator)


def test_an_administrator_on_duty_reaches_all(cast):
    actor = on_duty(cast)
    assert list_operators(actor, text="柳浪").total == 1
    assert appoint_operator(actor, cast.other_operator, username="stranger").account == cast.stranger
