"""The diet survey of a quarter: what was used, for how many days of one child, and what that comes to."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from shanyu.domain.providers.models import Site
from shanyu.domain.weekly import rules
from shanyu.domain.weekly.kinds import Method
from shanyu.domain.weekly.models import DietSurvey, Food
from shanyu.domain.weekly.refusals import NoFoodsYet, SurveyFinished
from shanyu.kernel.clock import now, today
from shanyu.kernel.door import Actor, Invalid, OutOfReach
from shanyu.kernel.door.verbs import action

MOST_GRAMS = 10_000_000


@dataclass(frozen=True)
class SurveyFacts:
    """What a survey is about. A reference of None is the platform's SAMPLE."""

    method: str
    first_day: date
    last_day: date
    person_days: int
    reference_kcal: Decimal | None = None
    reference_protein_g: Decimal | None = None
    reference_source: str = ""


@action("weekly.save_survey", on=Site)
def save_survey(actor: Actor, site: Site, *, quarter: date, facts: SurveyFacts) -> DietSurvey:
    """Begin the survey of a quarter, or write its facts anew. Raises Invalid, SurveyFinished."""
    errors = _wrong(quarter, facts)
    if errors:
        raise Invalid(errors)
    row = DietSurvey.objects.filter(site=site, quarter=quarter).first() or DietSurvey(
        site=site, quarter=quarter
    )
    if row.finished_at is not None:
        raise SurveyFinished
    row.method, row.first_day, row.last_day = facts.method, facts.first_day, facts.last_day
    row.person_days = facts.person_days
    if facts.reference_kcal is None or facts.reference_protein_g is None:
        sample = rules.book.rule("survey.reference", quarter)
        row.reference_kcal, row.reference_protein_g = sample.value["kcal"], sample.value["protein_g"]
        row.reference_source = sample.title
    else:
        row.reference_kcal, row.reference_protein_g = facts.reference_kcal, facts.reference_protein_g
        row.reference_source = facts.reference_source.strip()
    row.save()
    return row


@action("weekly.set_survey_food", on=DietSurvey)
def set_survey_food(actor: Actor, survey: DietSurvey, *, food: int, grams: int) -> DietSurvey:
    """Say how many grams of a food of the site's table were used in all; 0 takes it off the list."""
    if survey.finished_at is not None:
        raise SurveyFinished
    row = Food.objects.filter(site=survey.site_id, pk=food).first()
    if row is None:
        raise OutOfReach
    if not 0 <= grams <= MOST_GRAMS:
        raise Invalid({"grams": _("请填 0 到 10000 千克。")})
    if grams == 0:
        survey.foods.filter(food=row).delete()
    else:
        survey.foods.update_or_create(food=row, defaults={"grams": grams})
    return survey


@action("weekly.finish_survey", on=DietSurvey)
def finish_survey(actor: Actor, survey: DietSurvey) -> DietSurvey:
    """Keep the result with everything it was made of; afterwards nothing changes. Raises NoFoodsYet, SurveyFinished."""
    if survey.finished_at is not None:
        raise SurveyFinished
    result = result_of(survey)
    if result is None:
        raise NoFoodsYet
    survey.finished_at, survey.finished_by_id, survey.result = now(), actor.account_id, result
    survey.save(update_fields=["finished_at", "finished_by", "result"])
    return survey


def result_of(survey: DietSurvey) -> dict | None:
    """What the survey comes to as it stands; None where no food is on its list."""
    used = [
        rules.Used(one.food.name, one.grams, one.food.edible, one.food.energy_kcal, one.food.protein_g)
        for one in survey.foods.select_related("food")
    ]
    if not used:
        return None
    target = rules.book.rule("survey.target", survey.quarter)
    return rules.diet_result(
        used,
        survey.person_days,
        Decimal(survey.reference_kcal),
        Decimal(survey.reference_protein_g),
        target.value["percent"],
    )


def _wrong(quarter: date, facts: SurveyFacts) -> dict[str, str]:
    errors: dict[str, str] = {}
    if quarter != rules.quarter_of(quarter) or quarter > today():
        errors["quarter"] = _("请选本季度或以前的季度。")
    if facts.method not in Method.values:
        errors["method"] = _("请从列出的里面选。")
    inside = quarter <= facts.first_day <= facts.last_day <= rules.quarter_end(quarter)
    if not inside:
        errors["first_day"] = _("请选这个季度里的日期，先开始后结束。")
    if facts.person_days < 1:
        errors["person_days"] = _("人日数至少是 1。")
    given = [facts.reference_kcal, facts.reference_protein_g]
    if any(value is not None for value in given):
        if any(value is None or value <= 0 for value in given):
            errors["reference_kcal"] = _("能量和蛋白质的参考值请都填写，或都不填。")
        if not facts.reference_source.strip() or len(facts.reference_source) > 160:
            errors["reference_source"] = _("请写明依据，最多 %(most)s 个字。") % {"most": 160}
    return errors
