"""Whether the entry check-up of a case counts: what `health` knows, or a form that was shown to the site."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from shanyu.domain.enrolment.models import Case
from shanyu.domain.enrolment.refusals import ExamExpired, ExamMissing, ExamUnfit, PaperNeeded
from shanyu.domain.health.agreeing import agrees
from shanyu.domain.health.models import EntryExam
from shanyu.domain.health.queries.exams import newest_of, state_of, validity_for
from shanyu.domain.health.reach import agreed
from shanyu.domain.people.models import Child
from shanyu.kernel.clock import today
from shanyu.kernel.door import Invalid

_REFUSED = {"none": ExamMissing, "expired": ExamExpired, "unfit": ExamUnfit}


def examined(case: Case, paper_of: date | None) -> EntryExam | None:
    """The examination that counts today; None where the family keeps no health file and has shown its form.

    After a suspension only one of a later day than its first counts. Raises ExamMissing, ExamExpired, ExamUnfit,
    PaperNeeded where a day is wanted, and Invalid for one that cannot be.
    """
    child = Child.objects.select_related("household__region").get(pk=case.child_id)
    if not agrees(child):
        _shown(case, child, paper_of)
        return None
    state = state_of(child, today())
    if state.code in _REFUSED:
        raise _REFUSED[state.code]
    exam = newest_of(child, today())
    if case.away_since is not None and exam.examined_on <= case.away_since:
        raise ExamMissing
    return exam


def counting(cases: Iterable[Case]) -> set[int]:
    """The keys of those cases whose child has an examination here that counts today."""
    rows = {case.child_id: case.pk for case in cases}
    children = Child.objects.filter(agreed(), pk__in=rows).select_related("household__region")
    return {rows[child.pk] for child in children if state_of(child, today()).code == "valid"}


def _shown(case: Case, child: Child, paper_of: date | None) -> None:
    if paper_of is None:
        raise PaperNeeded
    if not (case.away_since or child.born) <= paper_of <= today():
        raise Invalid({"paper_of": _("请核对体检日期。")})
    if validity_for(child, today()).until(paper_of) < today():
        raise ExamExpired
