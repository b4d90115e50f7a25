"""Published fees of a site, as agreements use them. What a paper asks always comes from here."""

from datetime import date

from shanyu.domain.agreements.fees import Listed, Price
from shanyu.domain.providers.models import CareClass, ServiceOffer, Site


def offer_on(site: Site, form: str, care_class: CareClass, on: date) -> ServiceOffer | None:
    """What a site publishes for a form on a day: for the class's age band before what is for all."""
    offers = ServiceOffer.objects.filter(
        site=site, form=form, band__in=["", care_class.band], valid__contains=on
    )
    return offers.order_by("-band").first()


def published(site: Site) -> list[Listed]:
    """Everything that a site has published, of whatever day."""
    return [
        Listed(one.form, one.valid.lower, one.valid.upper, price_of(one), one.band)
        for one in ServiceOffer.objects.filter(site=site)
    ]


def price_of(offer: ServiceOffer) -> Price:
    return Price(offer.fee_unit, offer.fee_fen, offer.meal_fee_fen)
