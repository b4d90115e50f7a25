"""What the kitchen has recorded: samples, pictures, surveys."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import IO

from django.db.models import Q

from shanyu.domain.providers.models import Site
from shanyu.domain.weekly import rules
from shanyu.domain.weekly.actions.surveys import result_of
from shanyu.domain.weekly.models import DietSurvey, FoodSample, MealPhoto
from shanyu.domain.weekly.samples import KeptFor, kept_for
from shanyu.kernel.clock import now, today
from shanyu.kernel.door import Actor, OutOfReach
from shanyu.kernel.door.verbs import query
from shanyu.kernel.rulebook import Rule
from shanyu.kernel.uploads import content_of


@dataclass(frozen=True)
class SampleLine:
    """A sample; `overdue` where its time is over and nobody has written that it was thrown away."""

    sample: FoodSample
    overdue: bool


@dataclass(frozen=True)
class Samples:
    """The log of a site: what is still kept whatever its day, and what was kept lately."""

    site: Site
    lines: list[SampleLine]
    kept: KeptFor

    @property
    def overdue(self) -> int:
        return sum(line.overdue for line in self.lines)


@dataclass(frozen=True)
class SurveyView:
    """A survey with its result, final or as it stands. Shares are percent of the reference; `target` the rule."""

    survey: DietSurvey
    result: dict | None
    target: Rule
    sample_reference: bool


@dataclass(frozen=True)
class Surveys:
    """The surveys of a site, the newest quarter first; `due`: this quarter's is to be made now."""

    site: Site
    rows: list[SurveyView]
    quarter: date
    due: bool
    target: Rule
    reference: Rule


@dataclass(frozen=True)
class Picture:
    """A picture's bytes for whoever may see them."""

    content: IO[bytes]
    content_type: str
    name: str
    size: int


@query("weekly.samples", on=Site, lookback="since")
def samples(actor: Actor, site: Site, *, since: date | None = None) -> Samples:
    """The samples of the last week, or since a day, and all that are still kept; the overdue first."""
    first = since or today() - timedelta(days=7)
    rows = FoodSample.objects.filter(Q(day__gte=first) | Q(discarded_at=None), site=site)
    at = now()
    lines = [_line(row, at) for row in rows.select_related("kept_by", "discarded_by")]
    return Samples(site, sorted(lines, key=lambda one: not one.overdue), kept_for(site))


def _line(row: FoodSample, at: datetime) -> SampleLine:
    return SampleLine(row, row.discarded_at is None and row.until <= at)


@query("weekly.meal_photo", on=MealPhoto)
def meal_photo(actor: Actor, photo: MealPhoto) -> Picture:
    """The picture of a meal, for staff and for families of children who have a place there."""
    if photo.upload is None:
        raise OutOfReach
    return Picture(
        content_of(photo.upload), photo.upload.content_type, photo.upload.original_name, photo.upload.size
    )


@query("weekly.surveys", on=Site)
def surveys(actor: Actor, site: Site) -> Surveys:
    """All surveys of a site, and whether this quarter's is due."""
    quarter = rules.quarter_of(today())
    rows = [view_of(row) for row in site.diet_surveys.all()]
    done = any(one.survey.quarter == quarter and one.survey.finished_at for one in rows)
    return Surveys(
        site,
        rows,
        quarter,
        not done and rules.survey_due(quarter, today()),
        rules.book.rule("survey.target", quarter),
        rules.book.rule("survey.reference", quarter),
    )


@query("weekly.survey", on=DietSurvey)
def survey(actor: Actor, row: DietSurvey) -> SurveyView:
    """One survey, with what it comes to."""
    return view_of(row)


def view_of(row: DietSurvey) -> SurveyView:
    target = rules.book.rule("survey.target", row.quarter)
    return SurveyView(row, row.result or result_of(row), target, "SAMPLE" in row.reference_source)
