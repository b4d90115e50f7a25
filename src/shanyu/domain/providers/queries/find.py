"""Finding care: open sites near a place or in a region, with what a family needs to choose."""

from django.db.models import QuerySet

from shanyu.domain.providers.models import Site
from shanyu.domain.providers.queries.cards import cards
from shanyu.domain.providers.queries.filters import narrowed
from shanyu.domain.providers.queries.nearby import choose
from shanyu.domain.providers.queries.search import Found, SiteSearch
from shanyu.kernel.clock import today
from shanyu.kernel.door import Actor
from shanyu.kernel.door.verbs import query


@query("providers.find_sites", of=Site, audited=False)
def find_sites(actor: Actor, sites: QuerySet[Site], search: SiteSearch) -> Found:
    """A page of open sites that answer a search, in the order it asks for.

    By walking minutes from `near` (and `work`), each site with both; free places are live. A bounded number of
    questions to the database, however many sites there are. With `minutes`, with `work`, or sorted otherwise,
    the nearest 500 sites of each place are considered. Raises Invalid for a search that cannot be meant.
    """
    search = search.checked()
    on = today()
    chosen = choose(actor, narrowed(sites, search, on), search, on)
    rows = Site.objects.select_related("operator", "region").in_bulk(chosen.keys)
    walk = chosen.walk
    return Found(
        items=cards([rows[key] for key in chosen.keys], chosen.ways, search, on),
        total=chosen.total,
        total_is_least=chosen.total_is_least,
        walk_known=walk.known if walk else False,
        walk_factor=walk.factor if walk else None,
        walk_note=walk.network_note if walk else None,
    )
