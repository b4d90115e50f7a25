"""Which proposed changes wait for a site's name."""

from dataclasses import dataclass

from shanyu.domain.agreements.kinds import PaperKind, PaperState
from shanyu.domain.agreements.models import Paper
from shanyu.domain.enrolment.kinds import THERE, Side
from shanyu.domain.providers.models import Site
from shanyu.kernel.clock import today
from shanyu.kernel.door import Actor, audit
from shanyu.kernel.door.verbs import query


@dataclass(frozen=True)
class WaitingChange:
    """A change that a family has proposed, and from which day it would rule."""

    paper: Paper
    child: str


@query("agreements.waiting_changes", on=Site)
def waiting_changes(actor: Actor, site: Site) -> list[WaitingChange]:
    """The changes at a site that it has not signed yet, the soonest first; whose day has passed is left out."""
    rows = Paper.objects.filter(
        case__site=site,
        case__state__in=THERE,
        kind=PaperKind.CHANGE,
        state=PaperState.OPEN,
        begins_on__gte=today(),
    ).exclude(signatures__side=Side.SITE)
    found = list(rows.select_related("case__child", "care_class").order_by("begins_on", "pk"))
    audit.touched(*found)
    return [WaitingChange(one, one.case.child.name.reveal()) for one in found]
