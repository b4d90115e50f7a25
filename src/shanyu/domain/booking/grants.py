"""What an account was granted by booking: acting for a partner."""

from collections.abc import Iterable
from datetime import date

from shanyu.domain.booking.models import PartnerPost
from shanyu.kernel.door import Grant, Role, grant_source


@grant_source
def partner_posts(account_id: int, on: date) -> Iterable[Grant]:
    rows = PartnerPost.objects.filter(account_id=account_id, valid__contains=on)
    return [Grant(Role.PARTNER, "partner", partner) for partner in rows.values_list("partner_id", flat=True)]
