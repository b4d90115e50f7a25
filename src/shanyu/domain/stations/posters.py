"""The code on the wall: a signed address by which families sign in to play. It names the site and nothing else."""

from uuid import UUID

from django.core import signing

from shanyu.domain.stations.refusals import PosterEnded

_SIGNER = signing.Signer(salt="shanyu.stations.poster")


def token_of(site: UUID) -> str:
    """The secret part of `/station/hello/<token>/`; always the same for a site."""
    return _SIGNER.sign(site.hex).replace(":", ".")


def read(token: str) -> UUID:
    """The public id of the site that a poster belongs to. Raises PosterEnded."""
    try:
        return UUID(hex=_SIGNER.unsign(token.replace(".", ":")))
    except (signing.BadSignature, ValueError):
        raise PosterEnded from None
