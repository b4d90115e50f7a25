"""The sites a family keeps in mind."""

from django.db.models import QuerySet

from shanyu.domain.people.models import Account, Child
from shanyu.domain.people.queries import export_part
from shanyu.domain.providers.models import Favourite
from shanyu.domain.providers.queries.cards import cards
from shanyu.domain.providers.queries.search import FoundSite, SiteSearch
from shanyu.kernel.clock import today
from shanyu.kernel.door import Actor, audit
from shanyu.kernel.door.verbs import query


@query("providers.favourites", of=Favourite)
def favourites(actor: Actor, kept: QuerySet[Favourite]) -> list[FoundSite]:
    """The actor's favourites, the newest first, as cards without minutes; a closed site stays and says so."""
    rows = list(kept.select_related("site__operator", "site__region").order_by("-created_at", "-pk"))
    audit.touched(*rows)
    return cards([row.site for row in rows], {}, SiteSearch(), today())


@export_part("favourites")
def _favourites(account: Account, children: list[Child]) -> list[dict]:
    kept = Favourite.objects.filter(account_id=account.pk).select_related("site").order_by("created_at", "pk")
    return [
        {"site": str(row.site.public_id), "name": row.site.name, "since": row.created_at.isoformat()}
        for row in kept
    ]
