"""The site proposes another plan: with its cost before, and told field by field where it cannot be."""

import pytest

from shanyu.domain.agreements.models import Paper
from tests.domain.agreements.making import at_signing, in_force, publish

pytestmark = pytest.mark.django_db
WANTED = {
    "form": "half_day",
    "weekdays": ["1", "3", "5"],
    "begins_on": "2026-12-16",
    "opens": "",
    "closes": "",
}


def path_of(one) -> str:
    return f"/office/enrolment/cases/{one.public_id}/agreement/change/"


def test_the_head_sees_what_a_change_costs_and_then_proposes_it(cast, signed_in):
    publish(cast.bamboo, "half_day", 160000)
    one = in_force(cast)
    client, path = signed_in("head"), path_of(one)
    assert path in client.get(path.removesuffix("change/")).content.decode()
    assert 'value="2026-12-01"' not in client.get(path, WANTED).content.decode()
    seen = client.get(path, WANTED).content.decode()
    assert "每月 ¥1,600" in seen and "2026年12月" in seen and "原来 ¥3,140" in seen
    assert not Paper.objects.filter(kind="change").exists()
    assert client.post(path, WANTED).status_code == 302
    paper = Paper.objects.get(kind="change")
    assert (paper.proposed_side, paper.form, paper.weekdays) == ("site", "half_day", [1, 3, 5])


def test_what_cannot_be_proposed_is_told_and_nothing_typed_is_lost(cast, signed_in):
    one = in_force(cast)
    client, path = signed_in("head"), path_of(one)
    early = client.post(path, {**WANTED, "form": "full_day", "begins_on": "2026-11-01"})
    assert early.status_code == 422
    assert "之间的日期" in early.content.decode() and 'value="2026-11-01"' in early.content.decode()
    same = {**WANTED, "form": "full_day", "weekdays": ["1", "2", "3", "4", "5"]}
    assert "不需要变更" in client.get(path, same).content.decode()


def test_before_the_agreement_is_drawn_up_nothing_is_proposed(cast, signed_in):
    one = at_signing(cast, form="half_day")
    answer = signed_in("head").get(path_of(one))
    assert answer.headers["Location"] == path_of(one).removesuffix("change/")


def test_a_stranger_finds_no_such_page(cast, signed_in):
    assert signed_in("carer").get(path_of(in_force(cast))).status_code == 404


def test_the_head_reads_each_month_and_takes_its_notice_along(cast, signed_in):
    one = in_force(cast)
    client, path = signed_in("head"), f"/office/enrolment/cases/{one.public_id}/agreement/fees/"
    page = client.get(path, {"month": "2026-12"}).content.decode()
    assert "2026年12月的费用" in page and "¥3,140" in page and 'href="?month=2027-01"' in page
    assert "2026年11月的费用" in client.get(path, {"month": "no month"}).content.decode()
    made = client.post(path, {"month": "2026-12"}, follow=True)
    assert made.headers["Content-Type"] == "application/pdf"
    assert signed_in("stranger").get(made.redirect_chain[-1][0]).status_code == 404


def test_where_no_agreement_is_drawn_up_no_month_is_told(cast, signed_in):
    one = at_signing(cast, form="half_day")
    path = f"/office/enrolment/cases/{one.public_id}/agreement/"
    assert signed_in("head").get(f"{path}fees/").headers["Location"] == path
