"""Pictures, for the families that may see them and for the carers who took them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count

from shanyu.domain.care.agreeing import FINDINGS, PHOTOS, WITH_OTHERS, agreeing, showable
from shanyu.domain.care.here import expected
from shanyu.domain.care.models import Photo
from shanyu.domain.people.models import Child
from shanyu.domain.providers.models import CareClass
from shanyu.domain.providers.queries.files import File, opened
from shanyu.kernel.clock import local, today
from shanyu.kernel.door import Actor
from shanyu.kernel.door.audit import touched
from shanyu.kernel.door.verbs import query

MOST = 400


@dataclass(frozen=True)
class PhotoView:
    """A picture that one family may see; `several` children are in it."""

    public_id: UUID
    day: date
    at: datetime
    several: bool
    finding: bool


@dataclass(frozen=True)
class Taken:
    """A picture of a class as its carers see it, with the names of who is in it."""

    photo: Photo
    names: tuple[str, ...]


@dataclass(frozen=True)
class PhotoFloor:
    """The children of a class with what their guardians agreed to, and today's pictures."""

    children: tuple[tuple[Child, str, frozenset[str]], ...]
    taken: tuple[Taken, ...]


@query("care.album", on=Child, lookback="since")
def album(actor: Actor, child: Child, *, since: date | None = None) -> list[PhotoView]:
    """The growth album of a child, the newest first: every picture that its family may see, without findings."""
    shown = showable(Child.objects.filter(pk=child.pk)).filter(finding=False)
    return views(shown.filter(day__gte=since) if since else shown)


@query("care.photos_of_day", on=Child, lookback="day")
def photos_of_day(actor: Actor, child: Child, *, day: date) -> list[PhotoView]:
    """The pictures of one day that the child's family may see, in the order they were taken."""
    return views(showable(Child.objects.filter(pk=child.pk)).filter(day=day))[::-1]


@query("care.read_photo", on=Photo)
def read_photo(actor: Actor, photo: Photo, *, small: bool = False) -> File:
    """A picture, or the small one of it. Raises NoFile and FileLost."""
    return opened(photo.small if small and photo.small_id else photo.upload)


@query("care.photo_floor", on=CareClass)
def photo_floor(actor: Actor, care_class: CareClass) -> PhotoFloor:
    """Who of a class may be photographed, and what was photographed today."""
    children = list(expected([care_class], today()))
    touched(*children)
    agreed = {purpose: agreeing(children, purpose) for purpose in (PHOTOS, WITH_OTHERS, FINDINGS)}
    named = [
        (child, child.name.reveal(), frozenset(key for key, keys in agreed.items() if child.pk in keys))
        for child in children
    ]
    return PhotoFloor(tuple(sorted(named, key=lambda one: one[1])), tuple(_taken(children)))


def views(photos: Iterable[Photo]) -> list[PhotoView]:
    """Pictures as a family sees them, the newest first."""
    rows = list(photos.annotate(faces=Count("children")).order_by("-created_at", "-pk")[:MOST])
    touched(*rows)
    return [
        PhotoView(row.public_id, row.day, local(row.created_at), row.faces > 1, row.finding) for row in rows
    ]


def _taken(children: list[Child]) -> list[Taken]:
    names = {child.pk: child.name.reveal() for child in children}
    rows = Photo.objects.filter(removed_at=None, day=today(), children__child__in=children).distinct()
    return [
        Taken(row, tuple(names[one.child_id] for one in row.children.all() if one.child_id in names))
        for row in rows.order_by("-created_at").prefetch_related("children")
    ]
