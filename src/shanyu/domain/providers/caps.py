"""Which cap binds a fee: that of the smallest region that ruled one."""

from collections.abc import Iterable

from shanyu.domain.providers.models import FeeCap


def binding_cap(
    caps: Iterable[FeeCap], lineage: list[int], *, form: str, band: str, fee_unit: str
) -> FeeCap | None:
    """Of the caps in force, the one of the smallest region, for the age band itself before the one for all.

    `lineage` holds the keys of the site's region and its ancestors, the largest first.
    """
    binding = [
        cap
        for cap in caps
        if cap.region_id in lineage
        and cap.form == form
        and cap.fee_unit == fee_unit
        and cap.band in {"", band}
    ]
    return max(binding, key=lambda cap: (lineage.index(cap.region_id), cap.band == band), default=None)
