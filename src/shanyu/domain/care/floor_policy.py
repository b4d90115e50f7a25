"""Who may use a device on the floor, and who signs in to which room."""

from django.db.models import Q

from shanyu.domain.care.here import classes_of_today, sites_of_today
from shanyu.domain.care.policy import FLOOR
from shanyu.domain.providers.models import Site
from shanyu.domain.providers.policy import own_sites
from shanyu.kernel.door import Actor, Role, Row, policy
from shanyu.kernel.door.policy import everything


def devices_at_work(actor: Actor) -> Q:
    """Devices in use at a site where somebody works today."""
    return Q(revoked_at=None, site__in=Site.objects.filter(sites_of_today(actor)))


def devices_of_own_sites(actor: Actor) -> Q:
    return Q(site__in=Site.objects.filter(own_sites(actor)))


#: Whose posts bring them onto the floor; which rooms and devices these are follows from the posts of the day.
AT_WORK = (Role.CARER, Role.HEAD, Role.HEALTH_WORKER)

policy(
    Row("care.classes", {Role.MEMBER: classes_of_today}),
    Row("care.floor_kit", FLOOR),
    Row("care.floor_mark", FLOOR),
    Row("care.register_device", dict.fromkeys(AT_WORK, sites_of_today)),
    Row("care.set_pin", dict.fromkeys(AT_WORK, devices_at_work)),
    # The secret of a device and a PIN on it are what a password is elsewhere
    Row("care.unlock", {Role.PUBLIC: everything}),
    Row("care.revoke_device", {Role.HEAD: devices_of_own_sites}),
    Row("care.devices", {Role.HEAD: own_sites}),
    Row("care.begin_shift", dict.fromkeys(AT_WORK, classes_of_today)),
    Row("care.end_shift", dict.fromkeys(AT_WORK, everything)),
)
