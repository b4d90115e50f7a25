"""Pictures of the day: taken only of children whose guardians agree, as the carer has marked who is in them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import IO
from uuid import UUID

from django.utils.translation import gettext as _

from shanyu.domain.care.agreeing import FINDINGS, PHOTOS, agreeing
from shanyu.domain.care.here import expected
from shanyu.domain.care.models import Photo, PhotoChild
from shanyu.domain.care.refusals import NotInClass, PhotoNotAgreed
from shanyu.domain.people.models import Child
from shanyu.domain.providers.models import CareClass, Site, Worker
from shanyu.kernel.clock import now, today
from shanyu.kernel.door import Actor, Invalid, OutOfReach
from shanyu.kernel.door.audit import touched
from shanyu.kernel.door.verbs import action
from shanyu.kernel.uploads import PICTURES, keep

MOST_CHILDREN = 40


@dataclass(frozen=True)
class NewPhoto:
    """A picture as a device sends it: `small` is the same at about 640 pixels, made by the device for phones."""

    file: IO[bytes]
    name: str
    small: IO[bytes] | None = None


@action("care.add_photo", on=CareClass)
def add_photo(
    actor: Actor, care_class: CareClass, *, photo: NewPhoto, children: Iterable[UUID], finding: bool = False
) -> Photo:
    """Keep a picture of children of the class, without place, time and camera.

    Raises Invalid, NotInClass, and PhotoNotAgreed with the names of those whose guardians have not agreed. A
    picture of a finding shows one child, whose guardians agreed to just that.
    """
    marked = set(children)
    if not 0 < len(marked) <= MOST_CHILDREN:
        raise Invalid({"children": _("请勾选照片里有谁。")})
    if finding and len(marked) != 1:
        raise Invalid({"children": _("检查发现的照片只能有一个孩子。")})
    shown = list(expected([care_class], today()).filter(public_id__in=marked))
    if len(shown) != len(marked):
        raise NotInClass
    _need_agreement(shown, FINDINGS if finding else PHOTOS)
    worker = Worker.objects.filter(account=actor.account_id).order_by("pk").first()
    if worker is None:
        raise OutOfReach
    # The picture is checked before its row is written: the store's row names the site until there is one.
    full, small = _kept(photo, care_class.site)
    made = Photo.objects.create(
        site=care_class.site, upload=full, small=small, worker=worker, day=today(), finding=finding
    )
    for upload in filter(None, (full, small)):
        upload.owner_label, upload.owner_id = made._meta.label_lower, made.pk
        upload.save(update_fields=["owner_label", "owner_id"])
    PhotoChild.objects.bulk_create(PhotoChild(photo=made, child=child) for child in shown)
    touched(*shown)
    return made


@action("care.remove_photo", on=Photo)
def remove_photo(actor: Actor, photo: Photo) -> Photo:
    """Nobody sees the picture any more; its file goes in the nightly sweep. Doing it twice changes nothing."""
    if photo.removed_at is None:
        photo.removed_at = now()
        photo.save(update_fields=["removed_at"])
    return photo


def _need_agreement(shown: list[Child], purpose: str) -> None:
    agree = agreeing(shown, purpose)
    if without := [child.name.reveal() for child in shown if child.pk not in agree]:
        raise PhotoNotAgreed(names="、".join(sorted(without)))


def _kept(photo: NewPhoto, owner: Site) -> tuple:
    full = keep(photo.file, name=photo.name, owner=owner, allowed=PICTURES)
    small = keep(photo.small, name=photo.name, owner=owner, allowed=PICTURES) if photo.small else None
    return full, small
