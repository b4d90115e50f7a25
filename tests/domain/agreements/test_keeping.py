"""What an export of one's data holds of agreements."""

import pytest

from shanyu.domain.agreements import actions
from shanyu.domain.people.queries.own_data import export_my_data
from tests.domain.agreements.making import DECEMBER, in_force, paper_of

pytestmark = pytest.mark.django_db


def test_an_export_holds_every_paper_as_it_was_signed_and_every_notice(cast):
    one = in_force(cast)
    actions.make_statement(cast.actor("father"), one, month=DECEMBER)
    paper, notice = export_my_data(cast.actor("mother"))["agreements"]
    assert (paper["kind"], paper["state"], paper["sha256"]) == ("agreement", "in_force", paper_of(one).sha256)
    assert "陈小丸" in paper["text"]
    assert [(line["as"], line["name"]) for line in paper["signatures"]] == [
        ("father", "陈大山"),
        ("head", "翟园长"),
    ]
    assert (notice["kind"], notice["month"], notice["total_fen"]) == ("statement", "2026-12-01", 314000)
    assert export_my_data(cast.actor("stranger"))["agreements"] == []
