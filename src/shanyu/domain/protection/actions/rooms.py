"""Writing down what was disinfected."""

from uuid import UUID

from django.utils.translation import gettext as _

from shanyu.domain.protection.kinds import Agent, Thing
from shanyu.domain.protection.models import Disinfection
from shanyu.domain.providers.models import Room
from shanyu.kernel.clock import now
from shanyu.kernel.door import Actor, Invalid
from shanyu.kernel.door.verbs import action

MOST_STRENGTH, MOST_MINUTES = 10_000, 24 * 60


@action("protection.log_disinfection", on=Room)
def log_disinfection(
    actor: Actor, room: Room, *, mark: UUID, thing: str, agent: str, strength: int | None = None,
    minutes: int | None = None,
) -> Disinfection:  # fmt: skip
    """Something of a room has just been disinfected. The same mark twice is one entry. Raises Invalid."""
    known = Disinfection.objects.filter(mark=mark, room=room).first()
    if known is not None:
        return known
    errors = {}
    if thing not in Thing.values:
        errors["thing"] = _("请选择消毒了什么。")
    if agent not in Agent.values:
        errors["agent"] = _("请选择用什么消毒。")
    if strength is not None and not 0 < strength <= MOST_STRENGTH:
        errors["strength"] = _("请核对浓度。")
    if minutes is not None and not 0 < minutes <= MOST_MINUTES:
        errors["minutes"] = _("请核对作用时间。")
    if errors:
        raise Invalid(errors)
    return Disinfection.objects.create(
        mark=mark, room=room, thing=thing, agent=agent, strength=strength, minutes=minutes,
        account_id=actor.account_id, at=now(),
    )  # fmt: skip
