"""Who may ask, allow and answer around a child's day: families for their own, carers for their class of today."""

from django.db.models import Q

from shanyu.domain.care.agreeing import showable
from shanyu.domain.care.here import children_of_today
from shanyu.domain.care.models import PhotoChild
from shanyu.domain.care.policy import FLOOR, OF_CHILD, children_of_own_sites
from shanyu.domain.people.models import Child
from shanyu.domain.people.policy import own_children
from shanyu.domain.providers.models import Site
from shanyu.domain.providers.policy import own_sites
from shanyu.kernel.door import Actor, Role, Row, policy


def of_own_children(actor: Actor) -> Q:
    return Q(child__in=Child.objects.filter(own_children(actor)))


def of_children_of_today(actor: Actor) -> Q:
    return Q(child__in=Child.objects.filter(children_of_today(actor)))


def at_own_sites(actor: Actor) -> Q:
    return Q(site__in=Site.objects.filter(own_sites(actor)))


def photos_of_own(actor: Actor) -> Q:
    return Q(pk__in=showable(Child.objects.filter(own_children(actor))).values("pk"))


def photos_of_class(actor: Actor) -> Q:
    """Pictures in which a child of one's class of today is."""
    shown = PhotoChild.objects.filter(child__in=Child.objects.filter(children_of_today(actor)))
    return Q(removed_at=None, pk__in=shown.values("photo"))


def photos_of_own_sites(actor: Actor) -> Q:
    return at_own_sites(actor) & Q(removed_at=None)


_FAMILY = {Role.GUARDIAN: own_children}
_ASKED = {Role.GUARDIAN: of_own_children}
_SITE = {Role.CARER: of_children_of_today, Role.HEAD: at_own_sites}
_PHOTOS = {Role.CARER: photos_of_class, Role.HEAD: photos_of_own_sites}
_WRITERS = {Role.CARER: children_of_today, Role.HEAD: children_of_own_sites}

policy(
    Row("care.tell_leave", _FAMILY),
    Row("care.withdraw_leave", _ASKED),
    Row("care.leaves", OF_CHILD),
    Row("care.allow_pick_up", _FAMILY),
    Row("care.withdraw_pick_up", _ASKED),
    Row("care.door_code", _FAMILY),
    Row("care.check_pick_up", _WRITERS),
    Row("care.ask_medication", _FAMILY),
    Row("care.withdraw_medication", _ASKED),
    Row("care.medicines", OF_CHILD),
    Row("care.read_label", {**_ASKED, **_SITE}),
    Row("care.answer_medication", _SITE),
    Row("care.medication_asked", _SITE),
    Row("care.medication_due", FLOOR),
    Row("care.tell_carer", _FAMILY),
    Row("care.add_photo", FLOOR),
    Row("care.remove_photo", _PHOTOS),
    Row("care.photo_floor", FLOOR),
    # A picture of several goes to a family only where all others in it agree (`agreeing.showable`)
    Row("care.album", _FAMILY),
    Row("care.photos_of_day", _FAMILY),
    Row("care.read_photo", {Role.GUARDIAN: photos_of_own, **_PHOTOS}),
    Row("care.draft_portrait", _WRITERS),
    Row("care.save_portrait", _WRITERS),
    Row("care.share_portrait", _SITE),
    Row("care.portraits", _FAMILY),
    Row("care.months", FLOOR),
    Row("care.family_day", _FAMILY),
    Row("care.day_mark", _FAMILY),
)
