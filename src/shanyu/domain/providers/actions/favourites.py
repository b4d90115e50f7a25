"""Keeping a site in mind, and letting go of it."""

from shanyu.domain.providers.models import Favourite, Site
from shanyu.domain.providers.refusals import TooManyFavourites
from shanyu.kernel.door import Actor
from shanyu.kernel.door.verbs import action

MOST_FAVOURITES = 50


@action("providers.add_favourite", on=Site)
def add_favourite(actor: Actor, site: Site) -> Favourite:
    """Keep a site in mind; doing it twice changes nothing. Raises TooManyFavourites beyond fifty."""
    kept = Favourite.objects.filter(account_id=actor.account_id)
    already = kept.filter(site=site).first()
    if already is not None:
        return already
    if kept.count() >= MOST_FAVOURITES:
        raise TooManyFavourites(most=MOST_FAVOURITES)
    made, _new = Favourite.objects.get_or_create(account_id=actor.account_id, site=site)
    return made


@action("providers.remove_favourite", on=Site)
def remove_favourite(actor: Actor, site: Site) -> None:
    """Let go of a site; doing it twice changes nothing."""
    Favourite.objects.filter(account_id=actor.account_id, site=site).delete()
