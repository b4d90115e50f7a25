"""What an officer decides at a site: its authorisations, its state, its papers and its people."""

from dataclasses import dataclass

from django.db.models import Sum

from shanyu.domain.providers.actions.authorisation import NEXT_STATES
from shanyu.domain.providers.kinds import AuthorisationState
from shanyu.domain.providers.models import Authorisation, CareClass, Site
from shanyu.domain.providers.queries.office import OfficeMember, OfficePaper, members_of, papers_of
from shanyu.kernel.clock import today
from shanyu.kernel.door import Actor
from shanyu.kernel.door.verbs import query
from shanyu.kernel.masks import mask_name


@dataclass(frozen=True)
class FilingAtHand:
    """An authorisation with the states that it may become."""

    filing: Authorisation
    next_states: list[AuthorisationState]


@dataclass(frozen=True)
class PersonAtHand:
    """Somebody with a post at the site, by masked name; `tied` says that they have an account of their own."""

    name: str
    member: OfficeMember
    tied: bool


@dataclass(frozen=True)
class SiteAtHand:
    """`placed` is how many children are placed now: a site with children cannot be closed."""

    site: Site
    placed: int
    filings: list[FilingAtHand]
    papers: list[OfficePaper]
    people: list[PersonAtHand]


@query("providers.officer_site", on=Site)
def officer_site(actor: Actor, site: Site) -> SiteAtHand:
    """The site as the officer of its district handles it; people by masked names."""
    on = today()
    filings = Authorisation.objects.filter(site=site).order_by("-issued_on", "-pk")
    order = list(AuthorisationState)
    return SiteAtHand(
        site=Site.objects.select_related("operator", "region").get(pk=site.pk),
        placed=CareClass.objects.filter(site=site).aggregate(n=Sum("placed"))["n"] or 0,
        filings=[
            FilingAtHand(one, sorted(NEXT_STATES.get(AuthorisationState(one.state), ()), key=order.index))
            for one in filings
        ],
        papers=papers_of(site, on),
        people=[
            PersonAtHand(
                mask_name(member.post.worker.name), member, member.post.worker.account_id is not None
            )
            for member in members_of(site, on)
        ],
    )
