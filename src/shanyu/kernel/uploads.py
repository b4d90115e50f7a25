"""Files that people hand in: checked by content, kept in the store outside the web's root, given out by verbs."""

import hashlib
import re
import uuid
from datetime import timedelta
from typing import IO

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models
from django.utils.translation import gettext_lazy as _

from shanyu.kernel.clock import now
from shanyu.kernel.door.refusals import Invalid, Words
from shanyu.kernel.images import ENDINGS, JPEG, PDF, PNG, WEBP, content_type_of, without_traces
from shanyu.kernel.models import Upload
from shanyu.kernel.papers import cleaned
from shanyu.kernel.strange import VIRUS, is_virus_test, said, shown_name, strange
from shanyu.kernel.unfit import Unfit

MOST_BYTES = 8 * 1024 * 1024
PICTURES = frozenset({JPEG, PNG, WEBP})
PAPERS = PICTURES | {PDF}
#: What `keep` calls folders and files: the sweep touches nothing else that may lie in the store.
_FOLDER = re.compile(r"[0-9a-f]{2}")
_FILE = re.compile(r"[0-9a-f]{32}\.[a-z]+")


def keep(file: IO[bytes], *, name: str, owner: models.Model, allowed: frozenset[str] = PAPERS) -> Upload:
    """Check a file, free it of traces, put it into the store, and tell whose it is.

    `owner` is the row whose reach decides who may read it. Nothing is trusted but the content: neither the
    name nor the type that the browser claims. Raises Invalid for the field `file`, and then nothing is kept.
    """
    data, found = _checked(file.read(MOST_BYTES + 1), allowed)
    return put(data, content_type=found, name=shown_name(name, found), owner=owner)


def put(data: bytes, *, content_type: str, name: str, owner: models.Model) -> Upload:
    """Put bytes into the store as they are: those that `keep` has checked, or a document of our own making."""
    key = uuid.uuid4()
    stored = default_storage.save(f"{key.hex[:2]}/{key.hex}{ENDINGS[content_type]}", ContentFile(data))
    return Upload.objects.create(
        public_id=key,
        stored_as=stored,
        content_type=content_type,
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        original_name=name,
        owner_label=owner._meta.label_lower,
        owner_id=owner.pk,
    )


def _checked(data: bytes, allowed: frozenset[str]) -> tuple[bytes, str]:
    if not data:
        raise _no(_("文件是空的，请重新选择。"))
    if len(data) > MOST_BYTES:
        raise _no(_("文件超过 8 MB，请压缩后再选。"))
    if is_virus_test(data):
        raise _no(said(VIRUS))
    found = content_type_of(data)
    if found not in allowed:
        raise _no(said(strange(data), papers=PDF in allowed))
    try:
        return (cleaned(data) if found == PDF else without_traces(data, found)), found
    except Unfit as unfit:
        raise _no(said(unfit.why if found == PDF else f"picture {unfit.why}")) from None


def _no(sentence: Words) -> Invalid:
    return Invalid({"file": sentence})


def content_of(upload: Upload) -> IO[bytes]:
    """The file's bytes, open for reading. Raises FileNotFoundError when the store has lost it."""
    return default_storage.open(upload.stored_as, "rb")


def sweep(older_than: timedelta = timedelta(days=1)) -> int:
    """Remove stored files that no row knows, and how many: a transaction that rolled back leaves its file behind.

    A file younger than `older_than` stays, because its transaction may not have ended yet.
    """
    before, gone = now() - older_than, 0
    for folder in filter(_FOLDER.fullmatch, default_storage.listdir("")[0]):
        names = {f"{folder}/{name}" for name in default_storage.listdir(folder)[1] if _FILE.fullmatch(name)}
        known = Upload.objects.filter(stored_as__in=names).values_list("stored_as", flat=True)
        for name in sorted(names.difference(known)):
            if default_storage.get_modified_time(name) < before:
                default_storage.delete(name)
                gone += 1
    return gone
