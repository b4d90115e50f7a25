"""Which device it is that knows a secret."""

import hashlib

from shanyu.domain.care.models import Device
from shanyu.domain.care.refusals import DeviceRevoked


def hashed(secret: str) -> str:
    """What is kept of a device's secret, which is 256 random bits: a plain hash is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()


def device_of(secret: str) -> Device | None:
    """The device with this secret, None where there is none. Raises DeviceRevoked where it was stopped."""
    if not secret:
        return None
    found = Device.objects.select_related("site").filter(secret_hash=hashed(secret)).first()
    if found is not None and found.revoked_at is not None:
        raise DeviceRevoked
    return found
