"""A host's words to the families of a session. Nobody's phone is needed for it, and every use is audited."""

from uuid import UUID

from django.utils.translation import gettext as _

from shanyu.domain.booking.letters import READERS, readers, send
from shanyu.domain.booking.models import Session
from shanyu.domain.booking.refusals import NobodyToTell
from shanyu.kernel.door import Actor, Invalid
from shanyu.kernel.door.audit import touched
from shanyu.kernel.door.verbs import action


@action("booking.write_to_families", on=Session)
def write_to_families(actor: Actor, session: Session, *, to: str, title: str, body: str, key: UUID) -> int:
    """Send words to those with a place (`booked`), in `line`, or `all`, once for each `key`. How many families.

    Raises Invalid, NobodyToTell.
    """
    errors = {}
    if to not in READERS:
        errors["to"] = _("请选择发给谁。")
    if not 2 <= len(title.strip()) <= 40:
        errors["title"] = _("标题请用 2 到 40 个字。")
    if not 2 <= len(body.strip()) <= 500:
        errors["body"] = _("内容请用 2 到 500 个字。")
    if errors:
        raise Invalid(errors)
    rows = readers(session, to)
    if not rows:
        raise NobodyToTell
    touched(*rows)
    return send(rows, title.strip(), body.strip(), str(key))
