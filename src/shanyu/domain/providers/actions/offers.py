"""Services with hours and published fees. A new fee begins on a day and ends the one before it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from shanyu.domain.providers.actions.guarding import guarded
from shanyu.domain.providers.caps import binding_cap
from shanyu.domain.providers.kinds import AgeBand, FeeUnit, ServiceForm
from shanyu.domain.providers.models import FeeCap, ServiceOffer, Site
from shanyu.domain.providers.refusals import LaterOffer, OverCap
from shanyu.kernel.clock import today
from shanyu.kernel.door import Actor, Invalid
from shanyu.kernel.door.verbs import action

MOST_FEN = 10_000_000


@dataclass(frozen=True)
class Terms:
    """What is offered: form and age band ("" for all), ISO weekdays, hours, and the fee in fen per unit."""

    form: str
    weekdays: Sequence[int]
    opens: time
    closes: time
    fee_fen: int
    fee_unit: str
    meal_fee_fen: int = 0
    band: str = ""


@action("providers.publish_offer", on=Site)
def publish_offer(actor: Actor, site: Site, terms: Terms, *, starts: date) -> ServiceOffer:
    """Publish a fee from a day on; an earlier one for the same form and band ends on the day before.

    What families have read for a day is never rewritten: `starts` is today or later, but for a service that was
    never published. Raises Invalid; LaterOffer where one begins on that day already or after it; OverCap where
    an inclusive site asks more than a cap that is no sample.
    """
    _check(terms)
    same = ServiceOffer.objects.filter(site=site, form=terms.form, band=terms.band)
    if starts < today() and same.exists():
        raise Invalid({"starts": _("收费不能改到过去，请选今天或以后的日期。")})
    later = same.filter(valid__startswith__gte=starts).order_by("valid").first()
    if later is not None:
        raise LaterOffer(day=later.valid.lower.isoformat())
    _within_cap(site, terms, starts)
    for earlier in same.filter(valid__contains=starts):
        earlier.valid = DateRange(earlier.valid.lower, starts)
        earlier.save(update_fields=["valid"])
    with guarded(offer_one_at_a_time=LaterOffer(day=starts.isoformat())):
        return ServiceOffer.objects.create(site=site, valid=DateRange(starts, None), **_facts(terms))


@action("providers.end_offer", on=ServiceOffer)
def end_offer(actor: Actor, offer: ServiceOffer, *, last_day: date | None = None) -> ServiceOffer | None:
    """Stop an offer after its last day, today at the earliest; one that has not begun is taken back (None)."""
    day = last_day or today()
    if offer.valid.lower > today():
        offer.delete()
        return None
    if day < today() or (offer.valid.upper is not None and offer.valid.upper <= today()):
        raise Invalid({"last_day": _("请选今天或以后的日期；已经结束的不能再改。")})
    offer.valid = DateRange(offer.valid.lower, date.fromordinal(day.toordinal() + 1))
    offer.save(update_fields=["valid"])
    return offer


def cap_for(site: Site, form: str, band: str, fee_unit: str, on: date) -> FeeCap | None:
    """The cap that binds a fee of this site on a day, or None where no region ruled one."""
    lineage = site.region.lineage
    caps = FeeCap.objects.filter(region__in=lineage, form=form, fee_unit=fee_unit, valid__contains=on)
    return binding_cap(caps, lineage, form=form, band=band, fee_unit=fee_unit)


def _within_cap(site: Site, terms: Terms, on: date) -> None:
    """A sample cap binds nobody: the office shows it as a warning."""
    cap = cap_for(site, terms.form, terms.band, terms.fee_unit, on)
    if site.inclusive and cap is not None and not cap.sample and terms.fee_fen > cap.cap_fen:
        raise OverCap(cap=f"{Decimal(cap.cap_fen) / 100:,.2f}", source=cap.source)


def _facts(terms: Terms) -> dict:
    return {**vars(terms), "weekdays": sorted(set(terms.weekdays))}


def _check(terms: Terms) -> None:
    errors = {}
    if terms.form not in ServiceForm.values:
        errors["form"] = _("请选择服务形式。")
    if terms.band and terms.band not in AgeBand.values:
        errors["band"] = _("请选择班型。")
    if terms.fee_unit not in FeeUnit.values:
        errors["fee_unit"] = _("请选择计费单位。")
    if not terms.weekdays or not set(terms.weekdays) <= set(range(1, 8)):
        errors["weekdays"] = _("请至少选一天。")
    if terms.closes <= terms.opens:
        errors["closes"] = _("结束时间应晚于开始时间。")
    for name in ("fee_fen", "meal_fee_fen"):
        if not 0 <= getattr(terms, name) <= MOST_FEN:
            errors[name] = _("金额应在 0 到 100,000 元之间。")
    if terms.fee_unit == FeeUnit.FREE and terms.fee_fen:
        errors["fee_fen"] = _("选了免费，金额应为 0。")
    if errors:
        raise Invalid(errors)
