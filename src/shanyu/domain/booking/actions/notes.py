"""What a family writes down for itself, and nobody else reads: it is sealed."""

from django.utils.translation import gettext_lazy as _

from shanyu.domain.booking.models import Booking
from shanyu.domain.booking.visits import VisitOutcome
from shanyu.kernel.door import Actor, Invalid
from shanyu.kernel.door.verbs import action

LONGEST = 2000


@action("booking.keep_note", on=Booking)
def keep_note(actor: Actor, booking: Booking, *, note: str, outcome: str = "") -> Booking:
    """Keep the family's own note of a booking, and after a visit how it ended; an empty note is forgotten.

    Raises Invalid for a note that is too long or an outcome that there is not.
    """
    if len(note) > LONGEST:
        raise Invalid({"note": _("最多写 2000 字。")})
    if outcome and outcome not in VisitOutcome.values:
        raise Invalid({"outcome": _("请选择一项。")})
    booking.note = note.strip() or None
    booking.outcome = outcome
    booking.save(update_fields=["note", "outcome", "modified_at"])
    return booking
