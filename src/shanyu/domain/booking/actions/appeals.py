"""A family answers a trust mark that it thinks is wrong; the host or the authority decides."""

from django.utils.translation import gettext_lazy as _

from shanyu.domain.booking.models import TrustMark
from shanyu.domain.booking.refusals import AppealMade
from shanyu.kernel.clock import now
from shanyu.kernel.door import Actor, Invalid
from shanyu.kernel.door.verbs import action

LONGEST = 300


@action("booking.appeal", on=TrustMark)
def appeal(actor: Actor, mark: TrustMark, *, words: str) -> TrustMark:
    """Say why a mark is wrong, once. Raises AppealMade, Invalid without words."""
    words = words.strip()
    if not words or len(words) > LONGEST:
        raise Invalid({"words": _("请用 1 到 300 字说明情况。")})
    if mark.appeal or mark.decided_at:
        raise AppealMade
    mark.appeal, mark.appealed_at = words, now()
    mark.save(update_fields=["appeal", "appealed_at", "modified_at"])
    return mark
