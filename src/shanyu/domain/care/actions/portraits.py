"""The month of a child in words: written by a carer from what is recorded, read by the family once it is shared."""

from datetime import date

from django.utils.translation import gettext as _

from shanyu.domain.care.kinds import PortraitState
from shanyu.domain.care.models import Entry, Portrait
from shanyu.domain.care.refusals import NothingRecorded
from shanyu.domain.people.models import Child
from shanyu.kernel.clock import now, today
from shanyu.kernel.door import Actor, Invalid
from shanyu.kernel.door.verbs import action
from shanyu.kernel.events import publish
from shanyu.kernel.months import month_after

MOST_WORDS = 4000


@action("care.save_portrait", on=Child)
def save_portrait(actor: Actor, child: Child, *, month: date, words: str) -> Portrait:
    """Keep the words of a month, first or anew; a shared one stays shared, and what it said before is in its history.

    Raises Invalid, and NothingRecorded for a month without any entry.
    """
    first = month.replace(day=1)
    errors = {}
    if not 0 < len(words.strip()) <= MOST_WORDS:
        errors["words"] = _("请写小结，最多 %(most)s 个字。") % {"most": MOST_WORDS}
    if first > today():
        errors["month"] = _("这个月还没有到。")
    if errors:
        raise Invalid(errors)
    entry = Entry.objects.filter(child=child, day__gte=first, day__lt=month_after(first)).only("site").first()
    if entry is None:
        raise NothingRecorded
    made, _new = Portrait.objects.update_or_create(
        child=child, site=entry.site, month=first,
        defaults={"words": words.strip(), "written_by_id": actor.account_id},
    )  # fmt: skip
    return made


@action("care.share_portrait", on=Portrait)
def share_portrait(actor: Actor, portrait: Portrait) -> Portrait:
    """Let the family read it, and tell them. Doing it twice tells them once."""
    if portrait.state == PortraitState.DRAFT:
        portrait.state, portrait.shared_at = PortraitState.SHARED, now()
        portrait.save(update_fields=["state", "shared_at"])
        publish("care.portrait_shared", portrait=portrait)
    return portrait
