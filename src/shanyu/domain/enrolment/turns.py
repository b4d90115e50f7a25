"""Whether a family has done its part of a step that the site then confirms: documents, the check-up."""

from collections.abc import Collection, Iterable

from shanyu.domain.enrolment.checkups import counting
from shanyu.domain.enrolment.kinds import CaseState
from shanyu.domain.enrolment.models import Case
from shanyu.domain.enrolment.papers import lines_of_all
from shanyu.domain.enrolment.transitions import Standing


def done(cases: Iterable[Case]) -> set[int]:
    """The keys of those cases whose documents are all there, or whose examination counts, and the site has to look."""
    rows = list(cases)
    papers = lines_of_all(case for case in rows if case.state == CaseState.ACCEPTED)
    examined = counting(case for case in rows if case.state == CaseState.CHECKUP)
    return {key for key, lines in papers.items() if not any(line.lacks for line in lines)} | examined


def standing_of(case: Case, asks: int, ready: Collection[int] = ()) -> Standing:
    """What the next step of a case depends on; `asks`: at how many sites it stands; `ready`: keys of `done` cases."""
    return Standing(
        state=case.state,
        due_at=case.due_at,
        signed=case.signed_at is not None,
        asks=asks > 0,
        leaving=case.last_day is not None,
        done=case.pk in ready,
    )
