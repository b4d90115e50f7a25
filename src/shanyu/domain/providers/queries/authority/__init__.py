"""What the authority asks: every site of its regions, exceptions first, figures with their sources."""

from shanyu.domain.providers.queries.authority.desk import (
    FilingAtHand,
    PersonAtHand,
    SiteAtHand,
    officer_site,
)
from shanyu.domain.providers.queries.authority.exceptions import Exceptions, Issue, exceptions
from shanyu.domain.providers.queries.authority.exporting import SiteExport, cells, export_sites
from shanyu.domain.providers.queries.authority.figures import Figures, Part, Supply, figures
from shanyu.domain.providers.queries.authority.file import Member, SiteFile, site_file, site_history
from shanyu.domain.providers.queries.authority.filters import SiteFilters
from shanyu.domain.providers.queries.authority.listing import (
    Pin,
    PlaceChoices,
    SiteList,
    SiteRow,
    list_sites,
    map_sites,
    place_choices,
)
from shanyu.domain.providers.queries.authority.operators import (
    ActsFor,
    OperatorFile,
    OperatorList,
    OperatorRow,
    list_operators,
    operator_file,
)
from shanyu.domain.providers.queries.authority.places import PlaceFile, place_file
from shanyu.domain.providers.queries.authority.reaching import Place, Step
from shanyu.domain.providers.queries.authority.two_places import (
    AtTwoPlaces,
    PostHeld,
    TwoPlacesList,
    workers_at_two_places,
)

__all__ = [
    "ActsFor",
    "AtTwoPlaces",
    "Exceptions",
    "Figures",
    "FilingAtHand",
    "Issue",
    "Member",
    "OperatorFile",
    "OperatorList",
    "OperatorRow",
    "Part",
    "PersonAtHand",
    "Pin",
    "Place",
    "PlaceChoices",
    "PlaceFile",
    "PostHeld",
    "SiteAtHand",
    "SiteExport",
    "SiteFile",
    "SiteFilters",
    "SiteList",
    "SiteRow",
    "Step",
    "Supply",
    "TwoPlacesList",
    "cells",
    "exceptions",
    "export_sites",
    "figures",
    "list_operators",
    "list_sites",
    "map_sites",
    "officer_site",
    "operator_file",
    "place_choices",
    "place_file",
    "site_file",
    "site_history",
    "workers_at_two_places",
]
