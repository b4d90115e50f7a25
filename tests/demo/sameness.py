"""What is always the same of a demo city of the same seed."""

import hashlib

from shanyu.domain.booking.models import Counter, Entry, Session
from shanyu.domain.enrolment.models import Case, Placement
from shanyu.domain.people.models import Account, Child, Guardianship, Household
from shanyu.domain.providers.models import CareClass, Post, ServiceOffer, Site, SitePage, Worker
from shanyu.domain.regions.models import Boundary, Population, Region

ALWAYS_THE_SAME = (
    (Region, ["code", "name", "parent__code", "successor__code", "valid"]),
    (Boundary, ["region__code", "geometry", "area_km2"]),
    (Population, ["region__code", "from_month", "to_month", "people"]),
    (
        Site,
        ["public_id", "reference", "name", "lon", "lat", "walk_node", "walk_metres", "operator__public_id"],
    ),
    (SitePage, ["site__reference", "introduction", "published_at"]),
    (CareClass, ["site__reference", "name", "licensed", "placed", "held"]),
    (ServiceOffer, ["site__reference", "form", "band", "fee_fen", "valid"]),
    (Worker, ["public_id", "name", "identity_index", "account__username"]),
    (Post, ["worker__public_id", "site__reference", "role", "care_class__name", "valid"]),
    (Account, ["public_id", "username", "name", "phone_index", "identity_index"]),
    (Household, ["public_id", "region__code", "lon", "lat"]),
    (Child, ["public_id", "household__public_id", "born", "sex", "identity_index"]),
    (Guardianship, ["account__public_id", "child__public_id", "relation", "valid"]),
    (Session, ["public_id", "host__public_id", "title", "starts_at", "opens_at"]),
    (Counter, ["session__public_id", "capacity", "taken", "waiting"]),
    (Entry, ["session__public_id", "kind", "delta", "account__public_id", "at"]),
    (Case, ["public_id", "child__public_id", "state", "wanted_from", "due_at"]),
    (Placement, ["public_id", "care_class__name", "site__reference", "during", "state"]),
)


def fingerprint() -> str:
    """A digest of every row that does not depend on when it was built."""
    digest = hashlib.sha256()
    for model, columns in ALWAYS_THE_SAME:
        rows = sorted(repr(row) for row in model.objects.values_list(*columns))
        assert rows
        digest.update("\n".join(rows).encode())
    return digest.hexdigest()
