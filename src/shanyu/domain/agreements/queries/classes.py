"""Into which classes of its site a child could go by a change of its agreement, and from when."""

from dataclasses import dataclass
from datetime import date, timedelta

from shanyu.domain.agreements.drawing import place_on
from shanyu.domain.enrolment.kinds import THERE
from shanyu.domain.enrolment.models import Case
from shanyu.domain.enrolment.openings import first_possible
from shanyu.domain.enrolment.queries.places import places_of
from shanyu.domain.providers.models import CareClass
from shanyu.kernel.clock import today
from shanyu.kernel.door import Actor
from shanyu.kernel.door.verbs import query


@dataclass(frozen=True)
class ClassChoice:
    """A class, and the first day on which the child is of its ages and has a place there for good."""

    care_class: CareClass
    on: date


@query("agreements.classes", on=Case)
def classes(actor: Actor, case: Case) -> list[ClassChoice]:
    """The other classes of a case's site that would take its child, the soonest first; none before its first day."""
    here = place_on(case, today())
    if here is None or case.state not in THERE:
        return []
    # A place ends the day before the next one begins, so that it has one day at the least.
    since = max(today(), here.during.lower + timedelta(days=1))
    born = case.child.born
    found = []
    for one in places_of(case.site):
        care_class = one.care_class
        day = first_possible(
            care_class.band, born, one.free, since, closes=care_class.closed_on is not None
        ).on
        if day is not None and care_class.pk != here.care_class_id:
            found.append(ClassChoice(care_class, day))
    return sorted(found, key=lambda one: (one.on, one.care_class.pk))
