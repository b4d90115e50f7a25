"""The order in line, changed by a person with a reason; and trust marks, decided on when a family appeals."""

from django.utils.translation import gettext as _

from shanyu.domain.booking import claims
from shanyu.domain.booking.letters import tell_decision
from shanyu.domain.booking.models import Booking, TrustMark
from shanyu.domain.booking.refusals import AlreadyDecided, BookingGone
from shanyu.kernel.clock import now
from shanyu.kernel.door import Actor, Invalid
from shanyu.kernel.door.verbs import action


@action("booking.move_in_line", on=Booking, alone=True)
def move_in_line(actor: Actor, booking: Booking, *, position: int, reason: str) -> Booking:
    """Put a waiting family at a position in line, counted from 1. The reason is kept for good and audited.

    Raises Invalid without a reason, BookingGone where the family no longer waits.
    """
    if not 2 <= len(reason.strip()) <= 200:
        raise Invalid({"reason": _("请写明原因，会留在记录里，2 到 200 个字。")})
    if not 1 <= position <= 10_000:
        raise Invalid({"position": _("请填候补名单里的位次。")})
    if not claims.move(booking.pk, position, reason.strip(), actor.account_id):
        raise BookingGone
    booking.refresh_from_db()
    return booking


@action("booking.decide_appeal", on=TrustMark)
def decide_appeal(actor: Actor, mark: TrustMark, *, forgive: bool, answer: str) -> TrustMark:
    """Forgive a mark or keep it, and tell the family why. Raises Invalid, AlreadyDecided."""
    if mark.decided_at is not None:
        raise AlreadyDecided
    if not 2 <= len(answer.strip()) <= 300:
        raise Invalid({"answer": _("请写几句给家长，2 到 300 个字。")})
    mark.forgiven, mark.answer = forgive, answer.strip()
    mark.decided_at, mark.decided_by_id = now(), actor.account_id
    mark.save()
    tell_decision(mark)
    return mark
