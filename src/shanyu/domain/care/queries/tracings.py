"""Whom to ask after: for the page of whoever does it, with the way to reach the family."""

from dataclasses import dataclass
from datetime import date

from shanyu.domain.care import duties
from shanyu.domain.care.here import ON_THE_FLOOR
from shanyu.domain.care.kinds import TracingState
from shanyu.domain.care.models import Tracing, TracingChoice
from shanyu.domain.people.models import Account, Guardianship
from shanyu.domain.providers.models import Site
from shanyu.kernel.clock import today
from shanyu.kernel.door import Actor
from shanyu.kernel.door.audit import touched_keys
from shanyu.kernel.door.verbs import query


@dataclass(frozen=True)
class TracingLine:
    """One child to ask after. `phones`: of its guardians, with their relation; shown to whoever has to call them."""

    tracing: Tracing
    child: str
    phones: tuple[tuple[str, str], ...]
    note: str
    named: str
    open: bool


@dataclass(frozen=True)
class Tracings:
    """The absences of a day at a site."""

    site: Site
    day: date
    lines: tuple[TracingLine, ...]


@dataclass(frozen=True)
class TracingForm:
    """What a site chose, and who of its people could be named."""

    site: Site
    begins: int
    usual: int
    named: Account | None
    people: tuple[Account, ...]


@query("care.tracings", on=Site, lookback="day")
def tracings(actor: Actor, site: Site, *, day: date | None = None) -> Tracings:
    """The absences of a day (today where none is named) at a site that the actor asks after, open ones first."""
    rows = Tracing.objects.filter(site=site, day=day or today())
    found = list(rows.select_related("child", "named"))
    children = [row.child_id for row in found if row.state != TracingState.REACHED]
    phones: dict[int, list[tuple[str, str]]] = {}
    for one in Guardianship.objects.filter(
        child__in=children, valid__contains=today(), account__phone__isnull=False
    ).select_related("account"):
        phones.setdefault(one.child_id, []).append((one.get_relation_display(), one.account.phone.reveal()))
    touched_keys(Tracing, [row.pk for row in found])
    lines = [
        TracingLine(
            row, row.child.name.reveal(), tuple(phones.get(row.child_id, ())),
            row.note.reveal() if row.note else "", row.named.name if row.named else "",
            row.state == TracingState.OPEN,
        )
        for row in found
    ]  # fmt: skip
    order = [TracingState.OPEN, TracingState.UNREACHED, TracingState.REACHED]
    lines.sort(key=lambda line: (order.index(line.tracing.state), line.child))
    return Tracings(site, day or today(), tuple(lines))


@query("care.tracing_form", on=Site)
def tracing_form(actor: Actor, site: Site) -> TracingForm:
    """The hour and the person that a site has chosen for tracing."""
    choice = TracingChoice.objects.filter(site=site).select_related("named").first()
    usual = duties.tracing_begins(today())
    posts = site.posts.filter(role__in=ON_THE_FLOOR, valid__contains=today(), worker__account__isnull=False)
    people = Account.objects.filter(pk__in=posts.values("worker__account"), is_active=True).order_by("pk")
    return TracingForm(
        site, (choice and choice.begins) or usual, usual, choice.named if choice else None, tuple(people)
    )
