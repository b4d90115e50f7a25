"""What the office asks while it acts: where a class could be, and one contest with what could be given."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from shanyu.domain.people.models import Guardianship
from shanyu.domain.programmes.models import Contest, Placing, Programme, ProgrammeClass
from shanyu.domain.programmes.placings import current_placings
from shanyu.domain.programmes.queries.family import WishLine, wish_line
from shanyu.domain.programmes.rules import contest_until
from shanyu.domain.providers.kinds import SiteState
from shanyu.domain.providers.models import Site
from shanyu.kernel.door import Actor
from shanyu.kernel.door.audit import touched
from shanyu.kernel.door.verbs import query


@dataclass(frozen=True)
class Wished:
    """A wish of the family who contests: what the run said of it, and how many seats are free there now."""

    programme_class: ProgrammeClass
    line: WishLine
    free: int
    closed: bool
    given: bool


@dataclass(frozen=True)
class ContestFile:
    """One contest whole: the family's words without its names, every wish, and who may not decide it."""

    contest: Contest
    words: str
    until: datetime
    wishes: tuple[Wished, ...]
    made_by_me: bool
    own_family: bool
    reason: str


@query("programmes.class_sites", on=Programme)
def class_sites(actor: Actor, programme: Programme) -> list[Site]:
    """Open sites in the programme's region, where a class could be held, by name."""
    rows = Site.objects.filter(region__lineage__contains=[programme.region_id], state=SiteState.OPEN)
    return list(rows.select_related("region").order_by("sort_key", "pk"))


@query("programmes.read_contest", on=Contest)
def read_contest(actor: Actor, contest: Contest) -> ContestFile:
    """One contest with the engine's reasons and the seats that are free, so that it can be decided."""
    run, entry = contest.run, contest.entry
    touched(entry)
    computed = Placing.objects.filter(run=run, entry=entry, contest=None).first()
    told = {reason["site"]: reason for reason in computed.reasons} if computed else {}
    latest = Placing.objects.filter(run=run, entry=entry).order_by("-pk").first()
    wishes = entry.wishes.filter(version=entry.version).select_related("programme_class__site")
    taken = dict(
        current_placings(run)
        .filter(programme_class__in=wishes.values("programme_class"))
        .order_by()
        .values_list("programme_class")
        .annotate(number=Count("pk"))
    )
    closed = {one["site"] for one in run.closed}
    return ContestFile(
        contest=contest,
        words=contest.words.reveal(),
        until=contest_until(run.published_at),
        wishes=tuple(
            Wished(
                one.programme_class,
                wish_line(one, told.get(one.programme_class.code)),
                max(0, one.programme_class.cap - taken.get(one.programme_class_id, 0)),
                one.programme_class.code in closed,
                latest is not None and latest.programme_class_id == one.programme_class_id,
            )
            for one in wishes.order_by("rank")
        ),
        made_by_me=run.made_by_id == actor.account_id,
        own_family=Guardianship.objects.filter(child=entry.child_id, account=actor.account_id).exists(),
        reason=contest.reason.reveal() if contest.reason else "",
    )
