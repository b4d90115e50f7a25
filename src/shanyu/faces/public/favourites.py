"""Which sites the reader keeps in mind."""

from shanyu.domain.providers.queries import favourites
from shanyu.kernel.door import Actor


def favourite_keys(actor: Actor) -> frozenset[int]:
    """Keys of the reader's favourite sites; empty for a visitor."""
    if not actor.signed_in:
        return frozenset()
    return frozenset(found.site.pk for found in favourites(actor))
