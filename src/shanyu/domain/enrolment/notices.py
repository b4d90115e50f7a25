"""Telling families and heads what the ledger has noted, once for each entry. Whoever did a step is not told of it."""

from collections.abc import Iterable

from django.utils import translation

from shanyu.domain.enrolment.kinds import EntryKind, OfferState, Side
from shanyu.domain.enrolment.models import Entry
from shanyu.domain.enrolment.words import notice_of, offer_of
from shanyu.domain.messaging.telling import notify
from shanyu.domain.people.models import Account
from shanyu.domain.providers.models import Site
from shanyu.kernel.clock import today
from shanyu.kernel.events import subscribe

#: What waits for an answer soon.
URGENT = frozenset({EntryKind.OFFER, EntryKind.AGREE})
#: What is news only as long as the offer stands.
_WHILE_STANDING = frozenset({EntryKind.OFFER, EntryKind.AGREE})


def tell(entry: Entry) -> None:
    """Tell both sides of an entry of the ledger, each what concerns it."""
    if entry.kind in _WHILE_STANDING:
        offer = offer_of(entry)
        if offer is None or offer.state != OfferState.STANDING:
            return
    guardians = list(guardians_of(entry.case.child_id))
    by_family = entry.account_id in {account.pk for account in guardians}
    for account in guardians:
        # What another guardian did is no news to hurry after, but for what needs this one's yes.
        quiet = by_family and entry.kind != EntryKind.AGREE
        _tell(account, entry, Side.FAMILY, f"/family/enrolment/{entry.case.public_id}/", only_here=quiet)
    site = entry.application.site if entry.application else entry.case.site
    # That a family which only waited is no longer in the list shows in the list.
    if site is None or (entry.kind == EntryKind.SUPERSEDE and entry.placement_id is None):
        return
    for account in heads_of(site):
        _tell(account, entry, Side.SITE, f"/office/sites/{site.public_id}/enrolment/")


def _tell(account: Account, entry: Entry, side: Side, url: str, *, only_here: bool = False) -> None:
    with translation.override(account.language):
        notice = notice_of(entry, side)
    if notice is None or account.pk == entry.account_id:
        return
    notify(
        account,
        kind=f"enrolment.{entry.kind}",
        title=notice.title,
        body=notice.body,
        url=url,
        dedupe=f"enrolment.entry:{entry.pk}:{side}",
        urgent=side == Side.FAMILY and entry.kind in URGENT,
        only_here=only_here,
    )


def guardians_of(child: int) -> Iterable[Account]:
    """Today's guardians of a child."""
    held = Account.objects.filter(guardianships__child=child, guardianships__valid__contains=today())
    return held.distinct().order_by("pk")


def heads_of(site: Site) -> Iterable[Account]:
    """Today's heads of a site, or keepers of a station."""
    posts = site.posts.filter(
        role__in=["head", "station_keeper"], valid__contains=today(), worker__account__isnull=False
    )
    return Account.objects.filter(pk__in=posts.values("worker__account")).order_by("pk")


subscribe("enrolment.noted", tell)
