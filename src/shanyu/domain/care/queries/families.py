"""A child's day as its family reads it, and the cheap answer to whether anything is new."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from shanyu.domain.care.agreeing import showable
from shanyu.domain.care.here import placements
from shanyu.domain.care.models import Entry, Leave
from shanyu.domain.care.queries.asks import Due, due
from shanyu.domain.care.queries.days import DayOfChild, told
from shanyu.domain.care.queries.photos import PhotoView, views
from shanyu.domain.people.models import Child
from shanyu.domain.providers.models import CareClass, ServiceOffer, Site
from shanyu.kernel.clock import today
from shanyu.kernel.door import Actor
from shanyu.kernel.door.audit import touched
from shanyu.kernel.door.verbs import query
from shanyu.kernel.prepared import ask

#: How far back a family leafs, in days: as long as the consent to care holds.
BACK = 1095


@dataclass(frozen=True)
class FamilyDay:
    """A day of one's own child. `site` is None on a day without a place; `hours` are the site's offers on that weekday,
    the one that closes last first; `mark` changes whenever the day does."""

    name: str
    day: date
    told: DayOfChild
    photos: tuple[PhotoView, ...]
    due: tuple[Due, ...]
    site: Site | None
    care_class: CareClass | None
    open_today: bool
    hours: tuple[ServiceOffer, ...]
    leave: Leave | None
    first: date
    mark: str


@query("care.family_day", on=Child, lookback="day")
def family_day(actor: Actor, child: Child, *, day: date | None = None) -> FamilyDay:
    """The day of one's own child, today's where none is named; the same for every guardian."""
    on = day or today()
    mark = _mark(child.public_id, on)
    held = placements(on).filter(child=child).select_related("site", "care_class").first()
    offers = _offers(held.site, on) if held else []
    hours = [one for one in offers if on.isoweekday() in one.weekdays]
    entries = Entry.objects.filter(child=child, day=on).select_related("worker")
    photos = views(showable(Child.objects.filter(pk=child.pk)).filter(day=on))[::-1]
    leave = Leave.objects.filter(child=child, during__contains=on, withdrawn_at=None).first()
    touched(leave)
    return FamilyDay(
        name=child.name.reveal(), day=on, told=told(child, on, entries), photos=tuple(photos),
        due=tuple(due([child], on)), site=held.site if held else None, care_class=held.care_class if held else None,
        open_today=bool(hours) or not offers, hours=tuple(hours), leave=leave, first=_first(child), mark=mark,
    )  # fmt: skip


@query("care.day_mark", on=Child, reads=("public_id",), audited=False)
def day_mark(actor: Actor, child: Child, *, day: date) -> str:
    """What changes when anything on a day of one's own child does: one prepared question over indexes.

    A page asks for it twice a minute. It tells nothing of the child, and leaves nothing in the audit trail: what is
    then read does.
    """
    return _mark(child.public_id, day)


def _offers(site: Site, on: date) -> list[ServiceOffer]:
    rows = ServiceOffer.objects.filter(Q(valid__contains=on), site=site)
    return sorted(rows, key=lambda one: (one.closes, one.pk), reverse=True)


def _first(child: Child) -> date:
    """The first day on which there may be anything."""
    day = Entry.objects.filter(child=child).order_by("day").values_list("day", flat=True).first()
    return max(day or today(), today() - timedelta(days=BACK))


def _mark(child, day: date) -> str:
    [row] = ask(_MARK, {"child": child, "day": day})
    return "-".join(map(str, (today().isoformat(), *row)))


_MARK = """
    SELECT count(entry.mark), coalesce(extract(epoch FROM max(entry.received_at)) * 1000, 0)::bigint,
           (SELECT coalesce(extract(epoch FROM max(modified_at)) * 1000, 0)::bigint FROM care_leave
             WHERE child_id = child.id),
           (SELECT coalesce(extract(epoch FROM max(modified_at)) * 1000, 0)::bigint FROM care_medicationrequest
             WHERE child_id = child.id),
           (SELECT coalesce(extract(epoch FROM max(photo.modified_at)) * 1000, 0)::bigint FROM care_photo AS photo
              JOIN care_photochild AS mine ON mine.photo_id = photo.id
             WHERE mine.child_id = child.id AND photo.day = %(day)s),
           (SELECT coalesce(max(word.id), 0) FROM people_consent AS word WHERE word.child_id IN (
              SELECT shown.child_id FROM care_photochild AS shown
                JOIN care_photochild AS mine ON mine.photo_id = shown.photo_id
                JOIN care_photo AS photo ON photo.id = mine.photo_id
               WHERE mine.child_id = child.id AND photo.day = %(day)s))
      FROM people_child AS child LEFT JOIN care_entry AS entry ON entry.child_id = child.id AND entry.day = %(day)s
     WHERE child.public_id = %(child)s GROUP BY child.id
"""
