"""Who is told what of papers: whoever must still sign, both sides of what is in force, and nobody of their own deed."""

from datetime import date

import pytest

from shanyu.domain.agreements import actions
from shanyu.domain.messaging.models import Notification
from tests.domain.agreements.making import at_signing, in_force, paper_of, publish

pytestmark = pytest.mark.django_db
JANUARY = date(2027, 1, 1)


def told() -> list[tuple[str, str]]:
    rows = Notification.objects.filter(kind__startswith="agreements.").order_by("pk")
    return [(one.account.username, one.kind) for one in rows.select_related("account")]


def test_the_second_guardian_is_told_that_the_agreement_waits(cast):
    one = at_signing(cast, needs_both=True)
    actions.sign(cast.actor("father"), one, sha256=paper_of(one).sha256)
    actions.sign(cast.actor("father"), one, sha256=paper_of(one).sha256)
    assert told() == [("mother", "agreements.waits")]
    notice = Notification.objects.get(kind="agreements.waits")
    assert (notice.title, notice.url) == (
        "托育协议在等您签署",
        f"/family/enrolment/{one.public_id}/agreement/",
    )
    assert "陈小丸" not in notice.title + notice.body


def test_a_text_drawn_up_anew_after_somebody_signed_is_told_to_everybody_else(cast):
    one = at_signing(cast)
    publish(cast.bamboo, "half_day", 160000)
    actions.sign(cast.actor("father"), one, sha256=paper_of(one).sha256)
    actions.draw_up(cast.actor("head"), one, change=actions.Change("half_day"))
    assert told() == [("father", "agreements.anew"), ("mother", "agreements.anew")]


def test_a_proposed_change_is_told_to_whoever_must_sign_and_its_end_to_both_sides(cast):
    publish(cast.bamboo, "half_day", 160000)
    one = in_force(cast)
    paper = actions.propose_change(
        cast.actor("father"), one, change=actions.Change("half_day"), begins_on=JANUARY
    )
    assert told() == [("mother", "agreements.waits"), ("head", "agreements.waits")]
    actions.sign_change(cast.actor("father"), paper, sha256=paper.sha256)
    actions.countersign_change(cast.actor("head"), paper, sha256=paper.sha256)
    assert told()[2:] == [("father", "agreements.in_force"), ("mother", "agreements.in_force")]
    body = Notification.objects.filter(kind="agreements.in_force").first().body
    assert body == "从 2027年1月1日 起：半日托。费用按天折算。"


def test_a_change_taken_back_is_told_to_the_others(cast):
    publish(cast.bamboo, "half_day", 160000)
    one = in_force(cast)
    paper = actions.propose_change(
        cast.actor("head"), one, change=actions.Change("half_day"), begins_on=JANUARY
    )
    actions.withdraw_change(cast.actor("mother"), paper)
    assert told()[2:] == [("father", "agreements.withdrawn"), ("head", "agreements.withdrawn")]
