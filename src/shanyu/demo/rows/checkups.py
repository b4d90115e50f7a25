"""Entry check-ups: most families keep a health file here, and their site read the report in it."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from shanyu.demo.rows.bulk import copy, public_id
from shanyu.demo.stories import Step, Story
from shanyu.domain.health.agreeing import PURPOSE
from shanyu.domain.health.kinds import Result, Source
from shanyu.domain.health.models import EntryExam, ExamCheck
from shanyu.domain.people import rules
from shanyu.domain.people.models import Consent
from shanyu.domain.providers.models import Site
from shanyu.kernel.clock import today

_ON_PAPER = 5
"""Every fifth family showed a form at the site."""
_WHERE = "拱墅区妇幼保健院"


def write_checkups(
    seed: int, code: str, stories: Sequence[Story], sites: Mapping[str, Site], heads: Mapping[str, int]
) -> None:
    """Consents, examinations and the sites' looks at them, of those whose check-up a site has confirmed."""
    purpose = rules.purpose_of(PURPOSE, "child", today())
    planned = [
        (number, story, step)
        for number, story in enumerate(stories)
        for step in story.steps
        if step.kind == "checkup" and number % _ON_PAPER
    ]
    copy([_consent(purpose, story, step) for _, story, step in planned], stamp=False)
    exams = [
        EntryExam(
            public_id=public_id(seed, code, "entry exam", number),
            child_id=story.kid.child,
            examined_on=step.at.date() - timedelta(days=2),
            institution=_WHERE,
            result=Result.FIT,
            source=Source.FETCHED,
            entered_by_id=story.kid.account,
        )
        for number, story, step in planned
    ]
    copy(exams)
    copy(
        [
            ExamCheck(exam_id=exam.pk, site_id=sites[story.site].pk, account_id=heads[story.site], at=step.at)
            for exam, (_, story, step) in zip(exams, planned, strict=True)
        ]
    )


def _consent(purpose: rules.Purpose, story: Story, step: Step) -> Consent:
    return Consent(
        account_id=story.kid.account,
        child_id=story.kid.child,
        purpose=purpose.key,
        decision=Consent.Decision.GRANTED,
        text_version=purpose.version,
        until=purpose.until(today()),
        created_at=step.at,
    )
