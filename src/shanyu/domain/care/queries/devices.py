"""Devices of a site as its head sees them, and who may open one."""

from dataclasses import dataclass

from django.db.models import Count, QuerySet

from shanyu.domain.care.here import posts
from shanyu.domain.care.models import Device, Unlock
from shanyu.domain.providers.models import CareClass, Site, Worker
from shanyu.kernel.clock import today
from shanyu.kernel.door import Actor
from shanyu.kernel.door.verbs import query


@dataclass(frozen=True)
class DeviceLine:
    """A device with how many carers open it by a PIN."""

    device: Device
    carers: int


@query("care.devices", on=Site)
def devices(actor: Actor, site: Site) -> list[DeviceLine]:
    """All devices of a site: those in use first, and among them the one that was heard of last."""
    rows = Device.objects.filter(site=site).select_related("registered_by").annotate(carers=Count("unlocks"))
    ordered = sorted(rows, key=lambda one: (one.revoked_at is not None, -one.seen_at.timestamp()))
    return [DeviceLine(one, one.carers) for one in ordered]


@query("care.classes", of=CareClass)
def classes(actor: Actor, rows: QuerySet[CareClass]) -> list[CareClass]:
    """The classes in which one works today."""
    return list(rows.select_related("site").order_by("site", "name"))


def colleagues(device: Device) -> list[Worker]:
    """Who may open a device: carers with a PIN on it and a post at its site today."""
    opened = Unlock.objects.filter(device=device).values("account")
    held = posts(today()).filter(site=device.site_id, worker__account__in=opened)
    return list(Worker.objects.filter(pk__in=held.values("worker")).order_by("name"))
