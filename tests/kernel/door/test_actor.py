"""Who stands at the door."""

import pytest

from shanyu.kernel.door import Actor, OutOfReach, remembered


def test_a_question_is_answered_once_for_an_actor_and_its_arguments():
    asked = []

    @remembered
    def doubled(actor: Actor, number: int) -> int:
        asked.append((actor.account_id, number))
        return 2 * number

    one, other = Actor(account_id=1), Actor(account_id=2)
    assert [doubled(one, 3), doubled(one, 3), doubled(one, 4), doubled(other, 3)] == [6, 6, 8, 6]
    assert asked == [(1, 3), (1, 4), (2, 3)]


def test_two_questions_do_not_share_their_answers():
    one = Actor(account_id=1)
    answers = [remembered(lambda actor: "this"), remembered(lambda actor: "that")]
    assert [answer(one) for answer in answers] == ["this", "that"]


def test_a_refusal_is_not_kept():
    answers = iter([OutOfReach(), "now"])

    @remembered
    def changing(actor: Actor) -> str:
        answer = next(answers)
        if isinstance(answer, OutOfReach):
            raise answer
        return answer

    one = Actor(account_id=1)
    with pytest.raises(OutOfReach):
        changing(one)
    assert changing(one) == "now"
