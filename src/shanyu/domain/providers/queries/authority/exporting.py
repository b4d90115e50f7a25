"""The authority's list as a table for download: every row, read block by block as it is written."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from shanyu.domain.providers.models import Site
from shanyu.domain.providers.naming import said
from shanyu.domain.providers.queries.authority.filters import SiteFilters, filtered, ordered
from shanyu.domain.providers.queries.authority.listing import SiteRow, last_day, rows_of
from shanyu.domain.providers.queries.authority.reaching import place_of
from shanyu.kernel.clock import today
from shanyu.kernel.door import Actor
from shanyu.kernel.door.audit import touched_keys
from shanyu.kernel.door.verbs import query

BLOCK = 1000


@dataclass(frozen=True)
class SiteExport:
    """Sites for a table: how many, as of which day, and the rows as they are wanted."""

    total: int
    on: date
    rows: Iterator[SiteRow]


@query("providers.export_sites", of=Site)
def export_sites(actor: Actor, sites: QuerySet[Site], filters: SiteFilters) -> SiteExport:
    """All sites that answer the filters, in their order. The audit trail has their number.

    The keys are read at once, the rows in blocks of a thousand while somebody iterates.
    """
    on, filters = today(), filters.checked()
    chosen = filtered(place_of(actor, filters.place).cut(sites), filters, on)
    keys = list(ordered(chosen, filters, on).values_list("pk", flat=True))
    touched_keys(Site, keys)
    return SiteExport(len(keys), on, _blocks(keys, on))


def _blocks(keys: list[int], on: date) -> Iterator[SiteRow]:
    for start in range(0, len(keys), BLOCK):
        block = keys[start : start + BLOCK]
        found = Site.objects.select_related("operator", "owner", "region").in_bulk(block)
        yield from rows_of([found[key] for key in block if key in found], on)


def place_names(row: SiteRow) -> dict[str, str]:
    """The names of the divisions a site lies in, by level."""
    return {region.level: said(region, "name") for region in row.way}


def cells(row: SiteRow) -> list[Any]:
    """A row's facts in the order of the export's headings."""
    site, places, filing = row.site, place_names(row), row.filing
    return [
        site.reference or "", site.name, site.name_en, site.get_kind_display(),
        site.get_station_grade_display(), site.get_running_model_display(), site.get_state_display(),
        site.inclusive, places.get("city", ""), places.get("county", ""), places.get("town", ""),
        places.get("community", ""), site.address, site.lon, site.lat, site.phone, site.operator.name,
        site.operator.credit_code or "", site.owner.name if site.owner else "", row.licensed, row.free,
        site.floor_area_m2, filing.get_kind_display() if filing else "", filing.number if filing else "",
        filing.authority if filing else "", filing.issued_on if filing else None,
        last_day(filing) if filing else None, row.late, row.due, site.opened_on, site.closed_on,
    ]  # fmt: skip
