"""The yard, the classes and the published offers of each site of a batch."""

from django.utils.translation import gettext_lazy as _
from psycopg.types.range import DateRange

from shanyu.domain.providers.importing.batch import Batch, Target
from shanyu.domain.providers.importing.bulk import by_key, of_sites
from shanyu.domain.providers.kinds import AgeBand, RoomUse
from shanyu.domain.providers.models import CareClass, Room, ServiceOffer
from shanyu.kernel.clock import today
from shanyu.kernel.money import Money
from shanyu.kernel.tabular.problems import say

YARD = "室外活动场地"
#: Names of the classes an import makes; they are data, so they stand in the language of the register.
CLASS_NAMES = {
    AgeBand.INFANT: "乳儿班",
    AgeBand.TODDLER: "托小班",
    AgeBand.OLDER_TODDLER: "托大班",
    AgeBand.MIXED: "混合班",
    AgeBand.HOME: "家庭托育",
    AgeBand.PRIMARY_CUSTODY: "小学托管班",
}
WORKDAYS = [1, 2, 3, 4, 5]


def furnish(batch: Batch) -> None:
    sites = batch.known_sites
    yards = by_key(of_sites(Room.objects.filter(use=RoomUse.OUTDOOR), sites), "site_id")
    classes = by_key(of_sites(CareClass.objects.filter(closed_on=None), sites), "site_id")
    offers = by_key(of_sites(ServiceOffer.objects.filter(valid__contains=today()), sites), "site_id")
    for target in batch.targets:
        _yard(batch, target, yards.get(target.site_id, []))
        _classes(batch, target, classes.get(target.site_id, []))
        _offers(batch, target, offers.get(target.site_id, []))


def _yard(batch: Batch, target: Target, known: list[Room]) -> None:
    area = target.values["outdoor_area"]
    if not area:
        return
    if not known:
        batch.add(
            target,
            "outdoor_area",
            Room,
            site_id=target.site_id,
            name=YARD,
            use=RoomUse.OUTDOOR,
            area_m2=area,
            floor=1,
            has_camera=False,
        )
    elif len(known) == 1 and known[0].area_m2 != area:
        batch.change(target, "outdoor_area", known[0], {"area_m2": area}, known[0].area_m2, area)


def _classes(batch: Batch, target: Target, known: list[CareClass]) -> None:
    """Classes as the sheet counts them, unless the head keeps classes of the site's own."""
    wanted = target.values["classes"]
    by_name = {one.name: one for one in known}
    if wanted and by_name.keys() - set(CLASS_NAMES.values()):
        if sum(one.licensed for one in known) != sum(places for places, _placed in wanted.values()):
            what = say(_("机构已有自己的班级，托位合计与表里不同，没有改动。"))
            target.warn(_("托位数"), what, say(_("请在机构页面核对各班托位。")))
        return
    for band, (licensed, placed) in wanted.items():
        one = by_name.get(CLASS_NAMES[band])
        if one is None:
            batch.add(
                target,
                "places",
                CareClass,
                site_id=target.site_id,
                name=CLASS_NAMES[band],
                band=band,
                licensed=licensed,
                placed=placed or 0,
                held=0,
            )
            continue
        placed = one.placed if placed is None else placed
        if placed < one.placed_here:
            what = say(
                _("%(name)s经本平台入托的孩子有 %(here)s 个，多于表里的在托人数，没有改动。"),
                name=one.name,
                here=one.placed_here,
            )
            target.warn(_("在托人数"), what, say(_("请核对在托人数，包括经本平台入托的孩子。")))
        elif licensed < placed + one.held:
            what = say(_("%(name)s还有预留的托位，托位数没有改动。"), name=one.name)
            target.warn(_("托位数"), what, say(_("请在机构页面处理预留的托位后再导入。")))
        elif (one.licensed, one.placed) != (licensed, placed):
            facts = {"licensed": licensed, "placed": placed}
            before = f"{one.name} {one.placed}/{one.licensed}"
            batch.change(target, "places", one, facts, before, f"{one.name} {placed}/{licensed}")


def _offers(batch: Batch, target: Target, known: list[ServiceOffer]) -> None:
    hours = target.values["hours"]
    opens, closes = (hours[0].start, hours[-1].end) if hours else (None, None)
    meal = target.values["meal"].amount.fen if target.values["meal"] else None
    for form, (fee, unit) in target.values["offers"].items():
        of_form = [one for one in known if one.form == form]
        one = next((offer for offer in of_form if not offer.band), None)
        if of_form and one is None:
            what = say(_("机构已按班型公布这项收费，没有改动。"))
            target.warn(_("收费"), what, say(_("请在机构页面核对收费。")))
            continue
        if one is None and opens is None:
            what = say(_("没有开放时间，收费没有采用。"))
            target.warn(_("开放时间"), what, say(_("请补上开放时间，例如 7:30-18:00。")))
            continue
        facts = {
            "weekdays": one.weekdays if one else WORKDAYS,
            "opens": opens or one.opens,
            "closes": closes or one.closes,
            "fee_fen": fee,
            "fee_unit": unit,
            "meal_fee_fen": meal if meal is not None else (one.meal_fee_fen if one else 0),
        }
        if one is None:
            _publish(batch, target, form, facts)
        else:
            _renew(batch, target, one, facts)


def _publish(batch: Batch, target: Target, form: str, facts: dict) -> None:
    batch.add(
        target,
        form,
        ServiceOffer,
        site_id=target.site_id,
        form=form,
        band="",
        **facts,
        valid=DateRange(today(), None),
    )


def _renew(batch: Batch, target: Target, one: ServiceOffer, facts: dict) -> None:
    """A published fee is dated: another fee ends the old offer and begins a new one today."""
    changed = {name: value for name, value in facts.items() if value != getattr(one, name)}
    if not changed:
        return
    before, after = _words(one.fee_fen, one.opens, one.closes), _words(**_of(facts))
    if one.valid.lower == today():
        batch.change(target, one.form, one, changed, before, after)
        return
    batch.change(target, one.form, one, {"valid": DateRange(one.valid.lower, today())}, before, after)
    batch.plan.add(
        ServiceOffer,
        site_id=target.site_id,
        form=one.form,
        band="",
        **facts,
        valid=DateRange(today(), one.valid.upper),
    )


def _of(facts: dict) -> dict:
    return {"fee_fen": facts["fee_fen"], "opens": facts["opens"], "closes": facts["closes"]}


def _words(fee_fen: int, opens: object, closes: object) -> str:
    return f"{Money(fee_fen).format_yuan()} {opens:%H:%M}–{closes:%H:%M}"
