"""Secrets of second factors are sealed inside allauth's JSON; a key rotation reaches them through this."""

import base64

from allauth.mfa.models import Authenticator
from django.db import transaction

from shanyu.domain.people.second_factor import open_secret, seal_secret
from shanyu.kernel import rotation
from shanyu.kernel.sealed import KeyRing, key_id_of

#: Where allauth keeps what it encrypts: the secret of a one-time password, the seed of recovery codes.
SEALED = ("secret", "seed")


class Authenticators:
    """The resealer of second factors; there are few, so they are looked at one by one."""

    name = "Authenticator"

    def remaining(self, ring: KeyRing) -> int:
        return len(self._stale(ring))

    def batch(self, ring: KeyRing, most: int) -> int:
        with transaction.atomic():
            rows = self._stale(ring)[:most]
            for row in rows:
                for place in SEALED:
                    if place in row.data:
                        row.data[place] = seal_secret(open_secret(row.data[place]))
                row.save(update_fields=["data"])
        return len(rows)

    def _stale(self, ring: KeyRing) -> list[Authenticator]:
        return [row for row in Authenticator.objects.order_by("pk") if _under_another_key(row, ring)]


def _under_another_key(row: Authenticator, ring: KeyRing) -> bool:
    return any(
        key_id_of(base64.b64decode(row.data[place])) != ring.active for place in SEALED if place in row.data
    )


rotation.also(Authenticators())
