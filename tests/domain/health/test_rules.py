"""Rules of the file and the entry examination as tables."""

from datetime import date

import pytest

from shanyu.domain.health import parts, rules
from shanyu.domain.health.progress import Step, next_step
from shanyu.kernel.door import Invalid

ON = date(2026, 11, 21)


def test_a_part_is_to_be_looked_at_again_after_half_a_year():
    assert rules.confirm_by(date(2026, 5, 21), ON) == date(2026, 11, 21)


@pytest.mark.parametrize(
    ("code", "months", "sample"),
    [("", 1, True), ("330105004001", 1, True), ("350203001001", 1, False), ("3502", 1, False)],
)
def test_the_validity_of_an_examination_is_the_place_s_own_or_said_to_be_a_sample(code, months, sample):
    found = rules.validity_at(code, ON)
    assert (found.months, found.sample) == (months, sample)
    assert ("SAMPLE" in found.rule.title) == sample


@pytest.mark.parametrize(
    ("exams", "code", "until"),
    [
        ([], "none", None),
        ([(date(2026, 11, 30), "fit")], "none", None),
        ([(date(2026, 11, 1), "fit")], "valid", date(2026, 11, 30)),
        ([(date(2026, 10, 22), "advice")], "valid", date(2026, 11, 21)),
        ([(date(2026, 10, 21), "fit")], "expired", date(2026, 11, 20)),
        ([(date(2026, 11, 1), "unfit")], "unfit", date(2026, 11, 30)),
        ([(date(2026, 11, 1), "fit"), (date(2026, 9, 1), "unfit")], "valid", date(2026, 11, 30)),
    ],
)
def test_the_newest_examination_tells_whether_a_child_may_begin(exams, code, until):
    assert rules.exam_state(exams, rules.validity_at("", ON), ON) == rules.ExamState(code, until)


@pytest.mark.parametrize(
    ("last_day", "back_on", "again"),
    [
        (date(2026, 8, 21), date(2026, 11, 21), False),
        (date(2026, 8, 21), date(2026, 11, 22), True),
        (date(2026, 11, 30), date(2027, 2, 28), False),
        (date(2026, 11, 30), date(2027, 3, 1), True),
    ],
)
def test_more_than_three_months_away_needs_a_new_examination(last_day, back_on, again):
    assert rules.absent_too_long(last_day, back_on) is again


def test_missing_doses_are_made_up_within_thirty_days_of_the_term_and_looked_at_again_by_december():
    check = rules.entry_check(date(2026, 9, 1))
    assert (check.finish_by, check.again_by) == (date(2026, 10, 1), date(2026, 12, 31))
    assert check.rule.secondary


PARTS = {"allergies": "said", "medication": "said", "conditions": "said", "sleep": "said"}


@pytest.mark.parametrize(
    ("facts", "step"),
    [
        ({"agreed": False}, Step("agree")),
        ({"parts": PARTS | {"allergies": "missing", "sleep": "stale"}}, Step("part", "allergies")),
        ({"parts": PARTS | {"sleep": "stale"}, "doses": 0}, Step("confirm", "sleep")),
        ({"parts": PARTS | {"sleep": "missing"}, "doses": 0}, Step("doses")),
        ({"parts": PARTS | {"sleep": "missing"}, "waiting": 2}, Step("part", "sleep")),
        ({"waiting": 2}, Step("catch_up")),
        ({"exam": "none"}, Step("exam")),
        ({"exam": "expired"}, Step("renew_exam")),
        ({}, Step("done")),
        ({"exam": "unfit"}, Step("done")),
    ],
)
def test_there_is_one_next_step_and_safety_comes_first(facts, step):
    usual = {"agreed": True, "parts": PARTS, "doses": 5, "waiting": 0, "exam": "valid"}
    assert next_step(**{**usual, **facts}) == step


@pytest.mark.parametrize(
    ("kind", "answers", "wrong"),
    [
        ("allergies", {}, {"substance", "severity", "confirmed"}),
        ("allergies", {"substance": "other", "severity": "mild", "confirmed": "family"}, {"detail"}),
        ("allergies", {"substance": "gold", "severity": "mild", "confirmed": "family"}, {"substance"}),
        ("sleep", {"hours": 25}, {"hours"}),
        ("sleep", {}, {"naps"}),
        ("diet", {"rules": ["halal", "stones"]}, {"rules"}),
        ("clinic", {"clinic": "卫" * 61}, {"clinic"}),
    ],
)
def test_a_wrong_answer_is_named_by_its_question(kind, answers, wrong):
    with pytest.raises(Invalid) as refused:
        parts.cleaned(parts.SPECS[kind], answers)
    assert set(refused.value.errors) == wrong


def test_answers_are_kept_trimmed_and_empty_ones_left_out():
    kept = parts.cleaned(
        parts.SPECS["sleep"], {"naps": "one", "hours": 12, "habits": "  要听歌 ", "object": " "}
    )
    assert kept == {"naps": "one", "hours": 12, "habits": "要听歌"}


def test_milk_and_nappies_are_not_asked_of_a_schoolchild():
    asked = {ask.name for ask in parts.SPECS["feeding"].asked(72)}
    assert asked == {"eating", "refused", "note"}
