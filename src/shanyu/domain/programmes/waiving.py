"""What a family's verified evidence waives of the fee of an agreement, where the place has a rule for it.

A district has checked once that a family is in hardship; where its rule says so, the family need not prove it again to
its nursery. The site learns what it may ask, and never why. Of a rule that is a SAMPLE nothing follows but in a demo.
"""

from datetime import date, timedelta

from django.conf import settings

from shanyu.domain.agreements.fees import Relief
from shanyu.domain.agreements.waivers import waiver_source
from shanyu.domain.programmes.kinds import EntryState, EvidenceState
from shanyu.domain.programmes.models import Evidence
from shanyu.domain.programmes.rules import book
from shanyu.domain.providers.models import Site
from shanyu.kernel.clock import local, today


def waived_percent(region_code: str, on: date) -> dict[str, int]:
    """How much of the care fee each group is spared at a place: by the rule of the nearest division that has one."""
    for length in (12, 9, 6, 4, 2):
        found = book.in_force(f"care.waiver.{region_code[:length]}", on)
        if found is not None:
            counts = settings.DEMO or not found.value.get("sample")
            return dict(found.value["percent"]) if counts else {}
    return {}


def reliefs(child: int, site: int) -> list[Relief]:
    """The waivers of a child at a site: from the day on which evidence was verified to its last day.

    What a family has taken back with its entry does not count.
    """
    code = Site.objects.values_list("region__code", flat=True).get(pk=site)
    percent = waived_percent(code, today())
    if not percent:
        return []
    found = Evidence.objects.filter(
        entry__child=child, entry__state=EntryState.ENTERED, state=EvidenceState.VERIFIED, group__in=percent
    )
    return [
        Relief(
            local(one.decided_at).date(),
            one.expires_on + timedelta(days=1) if one.expires_on else None,
            percent[one.group],
        )
        for one in found.order_by("pk")
    ]


waiver_source(reliefs)
