"""Services, hours and fees: what runs, what is announced, and a new one."""

from datetime import timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from shanyu.domain.providers.actions import end_offer, publish_offer
from shanyu.domain.providers.models import ServiceOffer
from shanyu.domain.providers.queries import office_offer, office_site
from shanyu.faces.provider.forms import LastDayForm, OfferForm
from shanyu.faces.provider.frame import address, shown
from shanyu.kernel.clock import today
from shanyu.ui.handling import accepted, done, number
from shanyu.ui.pages import page


@page("GET", verb="providers.office_site")
def fees(request: HttpRequest, site_id: UUID) -> HttpResponse:
    office = office_site(request.actor, site_id)
    return shown(request, "provider/fees.html", {"office": office}, site=office.site, tab="fees")


@page("GET", "POST", verb="providers.office_site", changes="providers.publish_offer")
def new(request: HttpRequest, site_id: UUID) -> HttpResponse:
    office = office_site(request.actor, site_id)
    site = office.site
    like = {view.offer.pk: view.offer for view in office.offers}.get(number(request.GET.get("like")))
    form = OfferForm(request.POST if request.method == "POST" else None, initial=_filled(like))
    if form.is_bound and accepted(form, lambda _data: _publish(request, site, form)):
        words = _("收费已公布。已签协议的家庭：降低的从生效那天起照低的收，提高的要双方签变更。")
        return done(request, words, address("fees", site))
    context = {"form": form, "heading": _("公布收费"), "back": address("fees", site), "publish": True}
    status = 422 if form.is_bound else 200
    return shown(
        request, "provider/fee_form.html", context, site=site, tab="fees", here=_("公布收费"), status=status
    )


def _publish(request: HttpRequest, site: object, form: OfferForm) -> None:
    terms, starts = form.terms()
    publish_offer(request.actor, site, terms, starts=starts)


def _filled(like: ServiceOffer | None) -> dict:
    if like is None:
        return {"starts": today()}
    facts = ("form", "band", "weekdays", "opens", "closes", "fee_unit")
    filled = {name: getattr(like, name) for name in facts}
    return filled | {
        "fee_fen": f"{like.fee_fen / 100:.2f}",
        "meal_fee_fen": f"{like.meal_fee_fen / 100:.2f}",
        "starts": today() + timedelta(days=1),
    }


@page("GET", "POST", verb="providers.office_offer", changes="providers.end_offer")
def fee(request: HttpRequest, offer_id: int) -> HttpResponse:
    offer = office_offer(request.actor, offer_id)
    back = address("fees", offer.site)
    coming = offer.valid.lower > today()
    form = LastDayForm(request.POST if request.method == "POST" else None, initial={"last_day": today()})
    if form.is_bound and accepted(form, lambda data: end_offer(request.actor, offer, **data)):
        words = _("已撤回这项还没有生效的收费。") if coming else _("这项服务在最后一天之后不再显示。")
        return done(request, words, back)
    heading = _("撤回收费") if coming else _("停止这项服务")
    context = {"form": form, "offer": offer, "coming": coming, "heading": heading, "back": back}
    status = 422 if form.is_bound else 200
    return shown(
        request, "provider/fee.html", context, site=offer.site, tab="fees", here=heading, status=status
    )
