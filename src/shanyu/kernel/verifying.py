"""Documents that anybody can check by the code printed on them.

The code says whether such a document was made, of what kind, when, and whether it still holds: nothing of whom it is
about. The bytes are kept as an upload of their owner, so that a file can be held against what was made.
"""

import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import segno
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from shanyu.kernel.clock import local, now, today
from shanyu.kernel.codes import BadCode, clean_code, new_code, said_code
from shanyu.kernel.door import Actor, Role, Row, everything, policy
from shanyu.kernel.door.refusals import Invalid, Words
from shanyu.kernel.door.verbs import query
from shanyu.kernel.images import PDF
from shanyu.kernel.models import Document
from shanyu.kernel.pdf import Proof, pdf
from shanyu.kernel.throttle import spend
from shanyu.kernel.uploads import put

#: How often one address of the network may ask in a minute: a clerk with a pile of papers, and no machine.
MOST_ASKED = 60

policy(Row("platform.verify_document", {Role.PUBLIC: everything}))

_kinds: dict[str, Words] = {}
_WRONG = {
    "length": _("核验码是 10 位，请照文件上的重新输入。"),
    "character": _("核验码只有数字和字母，请照文件上的重新输入。"),
    "check": _("核验码有一位不对，请照文件上的重新输入。"),
}


@dataclass(frozen=True)
class Verdict:
    """What a code says: `state` is "unknown", "valid", "expired" or "revoked".

    `same` is whether a file that was held against it is the document, byte for byte; None where none was.
    """

    code: str
    state: str
    kind: Words = ""
    made_at: datetime | None = None
    valid_until: date | None = None
    revoked_at: datetime | None = None
    same: bool | None = None

    @property
    def genuine(self) -> bool:
        return self.state != "unknown"


def document_kinds(kinds: Mapping[str, Words]) -> None:
    """Tell what kinds of documents are called, such as {"enrolment.agreement": _("入托协议")}; when an app starts."""
    _kinds.update(kinds)


document_kinds({"notice": _("通知书"), "receipt": _("收费收据")})


def issue(
    kind: str,
    template: str,
    facts: Mapping[str, Any],
    *,
    owner: models.Model,
    language: str,
    name: str,
    valid_until: date | None = None,
) -> Document:
    """Make a document with a code, keep it as a file of `owner`, and note its hash.

    Within a verb: the caller's transaction and reach decide. `name` is what the file is called when it is saved;
    `valid_until` is its last day. Raises KeyError for a kind that has no words, and what `pdf` raises.
    """
    words, made_at, code = _kinds[kind], now(), new_code()
    data = pdf(template, facts, language=language, proof=proof_of(code), made_at=made_at)
    return Document.objects.create(
        code=code,
        kind=kind,
        language=language,
        sha256=hashlib.sha256(data).hexdigest(),
        made_at=made_at,
        valid_until=valid_until,
        upload=put(data, content_type=PDF, name=name or str(words), owner=owner),
    )


def proof_of(code: str) -> Proof:
    """What a document prints so that it can be checked."""
    page, drawn = f"{settings.SHANYU_URL.rstrip('/')}/verify/", io.BytesIO()
    segno.make(f"{page}{said_code(code)}/", error="m").save(
        drawn, kind="svg", xmldecl=False, border=0, scale=4
    )
    return Proof(said_code(code), page.partition("://")[2], drawn.getvalue().decode())


def revoke(document: Document) -> None:
    """From now on the document no longer holds; it stays genuine. Doing it twice changes nothing."""
    Document.objects.filter(pk=document.pk, revoked_at=None).update(revoked_at=now(), modified_at=now())
    document.refresh_from_db(fields=["revoked_at", "modified_at"])


@query("platform.verify_document", audited=False)
def verify(actor: Actor, *, code: str, sha256: str = "") -> Verdict:
    """What a printed code says, and whether a file with this hash is that document.

    Raises Invalid for `code` where it was mistyped, TooOften past MOST_ASKED.
    """
    spend(f"verify:{actor.origin.address or ''}", most=MOST_ASKED)
    try:
        cleaned = clean_code(code)
    except BadCode as bad:
        raise Invalid({"code": _WRONG[bad.reason]}) from None
    found = Document.objects.filter(code=cleaned).first()
    if found is None:
        return Verdict(said_code(cleaned), "unknown")
    return Verdict(
        said_code(cleaned),
        _state(found),
        _kinds.get(found.kind, ""),
        local(found.made_at),
        found.valid_until,
        local(found.revoked_at) if found.revoked_at else None,
        found.sha256 == sha256 if sha256 else None,
    )


def _state(found: Document) -> str:
    if found.revoked_at:
        return "revoked"
    return "expired" if found.valid_until and found.valid_until < today() else "valid"
