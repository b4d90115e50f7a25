"""A site's page in the order a family reads it: facts in words, nothing decided here."""

from collections import Counter
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from shanyu.domain.providers.kinds import CARE_KINDS, AuthorisationKind, RoomUse, ServiceForm, SiteState
from shanyu.domain.providers.naming import said
from shanyu.domain.providers.queries import OfferView, SiteView
from shanyu.domain.regions.queries import walk_from
from shanyu.faces.public.asking import EARLY, LATE
from shanyu.faces.public.cards import hours
from shanyu.faces.public.forms import point_of
from shanyu.faces.public.pictures import picture_url
from shanyu.faces.public.views.maps import walk_words
from shanyu.ui import words

WEEK = range(1, 8)
FORMS = list(ServiceForm)


@dataclass(frozen=True)
class Walked:
    """How far it is from where the reader said."""

    words: str
    estimated: bool
    note: str


@dataclass(frozen=True)
class OfferLine:
    """A form of service in words, its fee beside the cap."""

    offer: object
    form: str
    band: str
    days: str
    hours: str
    fee: str
    meals: str
    cap: str
    cap_source: str
    compared: str
    over: bool


@dataclass(frozen=True)
class Sheet:
    """Everything the template of a site's page reads."""

    view: SiteView
    name: str
    address: str
    kind: str
    introduction: str
    meals: str
    cameras: str
    walk: Walked | None
    offers: list[OfferLine]
    pictures: list[dict]
    early: bool
    late: bool
    authorised: str
    warning: tuple[str, str] | None
    staff: list[dict]
    url: str

    @property
    def site(self):
        return self.view.site

    @property
    def bound(self) -> bool:
        """Whether the local cap binds this site: it is inclusive and a cap is known."""
        return self.site.inclusive and any(line.cap for line in self.offers)

    @property
    def cap_source(self) -> str:
        return next((line.cap_source for line in self.offers if line.cap_source), "")

    @property
    def from_fee(self) -> str:
        """The lowest fee of the first form, and whether there are higher ones."""
        first = self.offers[0].offer
        same = [
            line.offer
            for line in self.offers
            if (line.offer.form, line.offer.fee_unit) == (first.form, first.fee_unit)
        ]
        lowest = min(same, key=lambda offer: offer.fee_fen)
        fee = words.fee(lowest.fee_fen, lowest.fee_unit)
        return _("%(fee)s起") % {"fee": fee} if any(o.fee_fen > lowest.fee_fen for o in same) else fee

    @property
    def fee_note(self) -> str:
        """Beside the fee: the cap where it binds, else the meals that come on top."""
        first = self.offers[0]
        if self.site.inclusive and first.cap:
            return first.compared
        return _("伙食费另加 %(fee)s") % {"fee": first.meals} if first.meals else ""

    @property
    def indoor(self) -> float:
        return float(sum(room.area_m2 for room in self.view.rooms if room.use != RoomUse.OUTDOOR))

    @property
    def watched(self) -> int:
        return sum(room.has_camera for room in self.view.rooms)

    @property
    def first(self) -> OfferLine | None:
        return self.offers[0] if self.offers else None

    @property
    def is_care(self) -> bool:
        return self.site.kind in CARE_KINDS


def sheet_of(view: SiteView, request: HttpRequest) -> Sheet:
    site, page = view.site, view.page
    return Sheet(
        view=view,
        name=said(site, "name"),
        address=said(site, "address"),
        kind=_kind(view),
        introduction=said(page, "introduction") if page else "",
        meals=said(page, "meals") if page else "",
        cameras=said(page, "camera_policy") if page else "",
        walk=walked(request, view),
        offers=[_offer(one) for one in sorted(view.offers, key=lambda one: FORMS.index(one.offer.form))],
        pictures=_pictures(view),
        early=any(one.offer.opens <= EARLY for one in view.offers),
        late=any(one.offer.closes > LATE for one in view.offers),
        authorised=_authorised(view),
        warning=_warning(view),
        staff=_staff(view),
        url=request.build_absolute_uri(reverse("public:site", args=[site.public_id])),
    )


def _kind(view: SiteView) -> str:
    site = view.site
    if site.station_grade:
        return f"{site.get_kind_display()} · {site.get_station_grade_display()}"
    return str(site.get_kind_display())


def start_of(request: HttpRequest) -> tuple[float, float] | None:
    """Where the reader starts from, as the address says; nothing where it cannot be read."""
    return point_of(request.GET.get("from", ""))


def walked(request: HttpRequest, view: SiteView) -> Walked | None:
    start = start_of(request)
    if start is None:
        return None
    site = view.site
    walk = walk_from(request.actor, *start)
    [way] = walk.minutes_to([(site.pk, site.lon, site.lat, site.walk_node, site.walk_metres)])
    note = walk_words(walk.known, walk.factor, walk.network_note)
    return Walked(words.walk(way.minutes, way.metres), way.estimated, note)


def _offer(one: OfferView) -> OfferLine:
    offer, cap = one.offer, one.cap
    return OfferLine(
        offer=offer,
        form=str(offer.get_form_display()),
        band=str(offer.get_band_display()) if offer.band else "",
        days=days(offer.weekdays),
        hours=hours(offer.opens, offer.closes),
        fee=words.fee(offer.fee_fen, offer.fee_unit),
        meals=words.money(offer.meal_fee_fen, "day") if offer.meal_fee_fen else "",
        cap=words.fee(cap.cap_fen, cap.fee_unit) if cap else "",
        cap_source=cap.source if cap else "",
        compared=_compared(offer.fee_fen, cap.cap_fen) if cap else "",
        over=one.over_cap,
    )


def _compared(fee: int, cap: int) -> str:
    if fee == cap:
        return _("等于本地普惠上限")
    if fee < cap:
        return _("低于本地普惠上限%(difference)s") % {"difference": words.money(cap - fee)}
    return _("比本地普惠上限高 %(difference)s") % {"difference": words.money(fee - cap)}


def days(weekdays: list[int]) -> str:
    """周一至周五, 每天, or the days one by one."""
    chosen = sorted(set(weekdays)) or list(WEEK)
    names = words.WEEKDAYS_ZH if words.is_chinese() else words.WEEKDAYS_EN
    if chosen == list(WEEK):
        return _("每天")
    if len(chosen) > 2 and chosen == list(range(chosen[0], chosen[-1] + 1)):
        return _("%(first)s至%(last)s") % {"first": names[chosen[0] - 1], "last": names[chosen[-1] - 1]}
    return words.together(names[day - 1] for day in chosen)


def _pictures(view: SiteView) -> list[dict]:
    shown = [{"url": picture_url(one, view.site), "words": said(one, "words")} for one in view.pictures]
    return [one for one in shown if one["url"]]


def _authorised(view: SiteView) -> str:
    """已在拱墅区卫生健康局备案，备案号 …，2021年6月1日起有效."""
    held = view.authorisation
    if held is None:
        return ""
    facts = {
        "authority": said(held, "authority"),
        "number": held.number,
        "day": words.full_day(held.issued_on),
    }
    if held.kind == AuthorisationKind.PERMIT:
        return _("已取得%(authority)s许可，编号 %(number)s，%(day)s起有效。") % facts
    return _("已在%(authority)s备案，备案号 %(number)s，%(day)s起有效。") % facts


def _warning(view: SiteView) -> tuple[str, str] | None:
    """What a family must know before anything else, and what to do."""
    if view.site.state == SiteState.CLOSED:
        return view.trust.words, _("请不要再向这里缴费。已缴费用的问题，请联系区卫生健康部门。")
    if view.site.state == SiteState.SUSPENDED:
        return view.trust.words, _(
            "恢复服务前请不要缴费。已在这里的孩子怎么安排，请联系机构或区卫生健康部门。"
        )
    if view.trust.state == "warning":
        return view.trust.words, _("缴费前请先向区卫生健康部门核实。")
    return None


def _staff(view: SiteView) -> list[dict]:
    """One line for each person; the same papers are told once with their number on top of the section."""
    return [
        {
            "name": one.name,
            "role": one.role_name,
            "papers": words.together(one.credentials),
            "some": bool(one.credentials),
        }
        for one in view.staff
    ]


def staff_summary(view: SiteView) -> list[tuple[str, int]]:
    """How many of each post, in the order of the posts."""
    return list(Counter(one.role_name for one in view.staff).items())
