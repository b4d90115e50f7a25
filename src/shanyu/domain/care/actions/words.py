"""A guardian's note to the carer: an entry of the day like any other, by no worker."""

from uuid import UUID

from django.utils.translation import gettext as _

from shanyu.domain.care.actions.recording import put
from shanyu.domain.care.here import placements
from shanyu.domain.care.kinds import Kind
from shanyu.domain.care.models import Entry
from shanyu.domain.care.reading import MOST_NOTE
from shanyu.domain.care.refusals import NoPlaceThen
from shanyu.domain.people.models import Child
from shanyu.kernel.clock import now, today
from shanyu.kernel.door import Actor, Invalid
from shanyu.kernel.door.verbs import action
from shanyu.kernel.events import publish


@action("care.tell_carer", on=Child)
def tell_carer(actor: Actor, child: Child, *, mark: UUID, words: str) -> bool:
    """Put a note into today's record; whether it is new: one `mark` is one note. Raises Invalid, NoPlaceThen."""
    if not 0 < len(words.strip()) <= MOST_NOTE:
        raise Invalid({"words": _("请写一句话，最多 %(most)s 个字。") % {"most": MOST_NOTE}})
    held = placements(today()).filter(child=child).select_related("site").first()
    if held is None:
        raise NoPlaceThen
    entry = Entry(
        mark=mark, day=today(), at=now(), received_at=now(), site=held.site, care_class_id=held.care_class_id,
        child=child, kind=Kind.NOTE, facts={}, note=words.strip(), account_id=actor.account_id,
    )  # fmt: skip
    new = bool(put([entry], now()))
    if new:
        publish("care.recorded", site=held.site, entries=[entry])
    return new
