"""Requests for consent: each guardian's yes or no, what they come to, and until when."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction

from shanyu.domain.messaging import broadcasts
from shanyu.domain.messaging.actions import answer_consent, ask_consent, withdraw_consent
from shanyu.domain.messaging.answering import Standing, standing
from shanyu.domain.messaging.models import ConsentAnswer, ConsentRequest
from shanyu.domain.messaging.queries import (
    asked_consents,
    consent_answers,
    consent_request,
    my_consent_requests,
)
from shanyu.domain.messaging.refusals import TooLate, Withdrawn
from shanyu.kernel import clock
from shanyu.kernel.door import Invalid, OutOfReach
from tests.cast import NOW, TODAY, Cast
from tests.domain.messaging.making import in_class, told

pytestmark = pytest.mark.django_db


def ask(cast: Cast, **facts: object) -> ConsentRequest:
    where = cast.bamboo.classes.get()
    said = {
        "to": f"class:{where.pk}", "kind": "outing", "title": "去运河公园", "words": "周五上午，两位老师带队",
        "starts": TODAY + timedelta(days=6), "ends": TODAY + timedelta(days=6),
        "answer_by": TODAY + timedelta(days=4), "mark": uuid4(), **facts,
    }  # fmt: skip
    made = ask_consent(cast.actor("head"), **said)
    broadcasts.tell_consent(made.pk)
    return made


def say(cast: Cast, who: str, made: ConsentRequest, yes: bool) -> ConsentAnswer:
    return answer_consent(cast.actor(who), made, child=cast.daughter.public_id, yes=yes)


@pytest.mark.parametrize(
    ("said", "each", "found"),
    [
        ({}, False, Standing.OPEN),
        ({1: True}, False, Standing.YES),
        ({1: True}, True, Standing.PARTLY),
        ({1: True, 2: True}, True, Standing.YES),
        ({1: True, 2: False}, False, Standing.NO),
        ({1: False}, True, Standing.NO),
        ({3: False}, False, Standing.OPEN),
    ],
)
def test_a_no_of_any_guardian_counts_and_a_yes_as_far_as_is_asked(said, each, found):
    assert standing([1, 2], said, each=each) == found


def test_both_guardians_are_asked_and_each_answer_is_seen_by_the_head_and_the_carer(cast: Cast):
    in_class(cast)
    made = ask(cast, each_guardian=True)
    assert [len(told(one, "consent.asked")) for one in (cast.father, cast.mother)] == [1, 1]
    say(cast, "father", made, True)
    for who in ("head", "carer"):
        assert consent_answers(cast.actor(who), made).counts == {"yes": 0, "no": 0, "partly": 1, "open": 0}
    say(cast, "mother", made, True)
    assert asked_consents(cast.actor("head"))[0].counts["yes"] == 1


def test_whoever_has_answered_is_asked_no_more_and_the_other_guardian_still_is(cast: Cast):
    in_class(cast)
    made = ask(cast)
    say(cast, "father", made, True)
    assert [my_consent_requests(cast.actor(who))[0].to_do for who in ("father", "mother")] == [False, True]


def test_a_yes_ends_with_the_last_day_to_answer_and_a_no_may_still_be_said(cast: Cast):
    in_class(cast)
    made = ask(cast)
    say(cast, "father", made, True)
    with clock.frozen(NOW + timedelta(days=5)):
        with pytest.raises(TooLate):
            say(cast, "mother", made, True)
        say(cast, "father", made, False)
    assert list(ConsentAnswer.objects.order_by("pk").values_list("yes", flat=True)) == [True, False]


def test_the_same_word_again_adds_nothing_and_a_word_is_never_changed(cast: Cast):
    in_class(cast)
    made = ask(cast)
    assert say(cast, "father", made, True) == say(cast, "father", made, True)
    with pytest.raises(DatabaseError), transaction.atomic():
        ConsentAnswer.objects.update(yes=False)


def test_nobody_answers_for_a_child_that_is_not_theirs_or_not_there(cast: Cast):
    in_class(cast)
    made = ask(cast)
    for child in (cast.son.public_id, uuid4()):
        with pytest.raises(OutOfReach):
            answer_consent(cast.actor("father"), made, child=child, yes=True)
    for who in ("stranger", "head"):
        with pytest.raises(OutOfReach):
            consent_request(cast.actor(who), made)


def test_a_request_that_was_taken_back_is_not_answered_any_more(cast: Cast):
    in_class(cast)
    made = ask(cast)
    say(cast, "mother", made, True)
    withdraw_consent(cast.actor("head"), made)
    with pytest.raises(Withdrawn):
        say(cast, "mother", made, False)
    assert my_consent_requests(cast.actor("mother"))[0].to_do is False


def test_a_request_has_a_term_that_holds_together(cast: Cast):
    in_class(cast)
    with pytest.raises(Invalid) as wrong:
        ask(cast, starts=TODAY, ends=TODAY - timedelta(days=1), answer_by=TODAY)
    assert sorted(wrong.value.errors) == ["answer_by", "ends"]
