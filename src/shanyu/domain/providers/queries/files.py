"""Uploaded papers and pictures, given out only here."""

from dataclasses import dataclass
from typing import IO

from shanyu.domain.providers.models import Certificate, Credential, Site, SitePicture
from shanyu.domain.providers.refusals import FileLost, NoFile
from shanyu.kernel.door import Actor
from shanyu.kernel.door.audit import touched
from shanyu.kernel.door.verbs import query
from shanyu.kernel.models import Upload
from shanyu.kernel.uploads import content_of


@dataclass(frozen=True)
class File:
    """An open file, what it is by content, its size in bytes, and the name it was handed in under."""

    content: IO[bytes]
    content_type: str
    size: int
    name: str


@query("providers.read_certificate", on=Certificate)
def read_certificate(actor: Actor, certificate: Certificate) -> File:
    """The scan of a site's paper. Raises NoFile and FileLost."""
    return opened(certificate.upload)


@query("providers.read_credential", on=Credential)
def read_credential(actor: Actor, credential: Credential) -> File:
    """The scan of a worker's paper. Raises NoFile and FileLost."""
    return opened(credential.upload)


@query("providers.office_picture", on=Site)
def office_picture(actor: Actor, site: Site, picture: int) -> File:
    """A photograph of one's own site, also while the site is not public. Raises NoFile and FileLost."""
    row = SitePicture.objects.filter(site=site, pk=picture).select_related("upload").first()
    return opened(row.upload if row else None)


def opened(upload: Upload | None) -> File:
    """The file of an upload, for verbs that have settled who may read it. Raises NoFile and FileLost."""
    if upload is None:
        raise NoFile
    touched(upload)
    try:
        content = content_of(upload)
    except FileNotFoundError:
        raise FileLost from None
    return File(content, upload.content_type, upload.size, upload.original_name)
