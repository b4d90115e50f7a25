"""Of what one wants to hear outside the product, and when one wants to be left in peace."""

from collections.abc import Collection
from datetime import time

from django.utils.translation import gettext as _

from shanyu.domain.messaging.discretion import ALWAYS
from shanyu.domain.messaging.kinds import Group
from shanyu.domain.messaging.models import GroupChoice, QuietHours
from shanyu.kernel.door import Actor, Invalid
from shanyu.kernel.door.verbs import action


@action("messaging.choose_groups")
def choose_groups(actor: Actor, *, on: Collection[str]) -> list[str]:
    """Hear outside the product of the groups `on` and of no others, but for what may not be turned off.

    Raises Invalid.
    """
    if not set(on) <= set(Group.values):
        raise Invalid({"groups": _("没有这一类通知。")})
    for group in Group.values:
        if group not in ALWAYS:
            GroupChoice.objects.update_or_create(
                account_id=actor.account_id, group=group, defaults={"on": group in on}
            )
    return sorted(on)


@action("messaging.set_quiet")
def set_quiet(actor: Actor, *, starts: time, ends: time, digest: bool = True) -> QuietHours:
    """Be left in peace between two times of the day but for what is urgent; the same time twice is never."""
    facts = {"starts": starts, "ends": ends, "digest": digest}
    return QuietHours.objects.update_or_create(account_id=actor.account_id, defaults=facts)[0]
