"""Files that people hand in: checked by content, kept in the store outside the web's root, given out by verbs."""

import hashlib
import uuid
from typing import IO

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models
from django.utils.translation import gettext_lazy as _

from shanyu.kernel.door.refusals import Invalid
from shanyu.kernel.images import ENDINGS, JPEG, PDF, PNG, WEBP, Broken, content_type_of, without_traces
from shanyu.kernel.models import Upload

MOST_BYTES = 8 * 1024 * 1024
PICTURES = frozenset({JPEG, PNG, WEBP})
PAPERS = PICTURES | {PDF}


def keep(file: IO[bytes], *, name: str, owner: models.Model, allowed: frozenset[str] = PAPERS) -> Upload:
    """Check a file, free it of traces, put it into the store, and tell whose it is.

    `owner` is the row whose reach decides who may read it. Nothing is trusted but the content: neither the
    name nor the type that the browser claims. Raises Invalid for the field `file`.
    """
    data = file.read(MOST_BYTES + 1)
    if not data:
        raise Invalid({"file": _("文件是空的，请重新选择。")})
    if len(data) > MOST_BYTES:
        raise Invalid({"file": _("文件超过 8 MB，请压缩后再选。")})
    found = content_type_of(data)
    if found not in allowed:
        raise Invalid({"file": _("只收 JPEG、PNG、WebP 图片。") if PDF not in allowed else _only_papers()})
    try:
        data = without_traces(data, found)
    except Broken:
        raise Invalid({"file": _("图片打不开，可能没有传完，请重新选择。")}) from None
    key = uuid.uuid4()
    stored = default_storage.save(f"{key.hex[:2]}/{key.hex}{ENDINGS[found]}", ContentFile(data))
    return Upload.objects.create(
        public_id=key,
        stored_as=stored,
        content_type=found,
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        original_name=name[-200:],
        owner_label=owner._meta.label_lower,
        owner_id=owner.pk,
    )


def content_of(upload: Upload) -> IO[bytes]:
    """The file's bytes, open for reading. Raises FileNotFoundError when the store has lost it."""
    return default_storage.open(upload.stored_as, "rb")


def _only_papers() -> str:
    return _("只收 PDF 或 JPEG、PNG、WebP 图片。")
