"""What a family says after a session: two taps, and words if it likes."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from shanyu.domain.booking.kinds import BookingState
from shanyu.domain.booking.models import Booking, Feedback
from shanyu.domain.booking.refusals import NotBeenThere
from shanyu.domain.booking.wishes import Wish
from shanyu.kernel.door import Actor, Invalid
from shanyu.kernel.door.verbs import action

LONGEST = 600


@action("booking.give_feedback", on=Booking)
def give_feedback(
    actor: Actor, booking: Booking, *, stars: int, again: bool, words: str = "", wishes: Sequence[str] = ()
) -> Feedback:
    """Say how a session was, or say it anew. `stars` is 1 to 5, `again` whether one would come again.

    Raises NotBeenThere for a family that was not marked as arrived, Invalid for what cannot be meant.
    """
    errors = {}
    if not 1 <= stars <= 5:
        errors["stars"] = _("请选择一到五星。")
    if len(words) > LONGEST:
        errors["words"] = _("最多写 600 字。")
    if set(wishes) - set(Wish.values):
        errors["wishes"] = _("请从列出的里面选。")
    if errors:
        raise Invalid(errors)
    if booking.state != BookingState.ATTENDED:
        raise NotBeenThere
    facts = {"stars": stars, "again": again, "words": words.strip(), "wishes": sorted(set(wishes))}
    return Feedback.objects.update_or_create(
        booking=booking, defaults={"session_id": booking.session_id, **facts}
    )[0]
