"""Officers make a draft's classes, with reserves or with parts for several ages, until the announcement."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from django.utils.translation import gettext as _

from shanyu.domain.programmes.kinds import Group, ProgrammeState
from shanyu.domain.programmes.models import ClassPart, Programme, ProgrammeClass, Reserve
from shanyu.domain.programmes.refusals import AboveTheCap, NotDraft, TooFewAdults
from shanyu.domain.providers.kinds import SiteState
from shanyu.domain.providers.models import Site
from shanyu.domain.providers.rules import BandRule, band_rule, ratio_of
from shanyu.kernel.door import Actor, Invalid
from shanyu.kernel.door.verbs import action

MOST_MONTHS = 240


@dataclass(frozen=True)
class NewClass:
    """A class as an officer writes it; `reserves`: (group, seats) in the order of filling.

    parts: (age band, seats) where one class holds several ages; its ages are then those of its parts.
    apart: every part has adults of its own, whole ones are counted; or the parts share them.
    """

    code: str
    name: str
    band: str
    opens: time
    closes: time
    cap: int
    minimum: int = 0
    weekdays: Sequence[int] = (1, 2, 3, 4, 5)
    from_month: int | None = None
    to_month: int | None = None
    staff: int = 1
    reserves: Sequence[tuple[str, int]] = ()
    parts: Sequence[tuple[str, int]] = ()
    apart: bool = True


@action("programmes.add_class", on=Programme)
def add_class(actor: Actor, programme: Programme, site: Site, new: NewClass) -> ProgrammeClass:
    """A class with its reserves or parts, until the announcement.

    Raises NotDraft, AboveTheCap, TooFewAdults, Invalid.
    """
    facts = _facts(programme, site, new)
    made = ProgrammeClass.objects.create(programme=programme, site=site, **facts)
    _write_rows(made, new)
    return made


@action("programmes.change_class", on=ProgrammeClass)
def change_class(actor: Actor, row: ProgrammeClass, site: Site, new: NewClass) -> ProgrammeClass:
    """The class as it is to be, with its reserves and parts, while the programme is a draft. Raises as `add_class`."""
    facts = _facts(_programme(row), site, new, row)
    row.site = site
    for name, value in facts.items():
        setattr(row, name, value)
    row.save()
    row.reserves.all().delete()
    row.parts.all().delete()
    _write_rows(row, new)
    return row


@action("programmes.remove_class", on=ProgrammeClass)
def remove_class(actor: Actor, row: ProgrammeClass) -> None:
    """Take a class out of a draft. Raises NotDraft."""
    if _programme(row).state != ProgrammeState.DRAFT:
        raise NotDraft
    row.delete()


def _programme(row: ProgrammeClass) -> Programme:
    """The class's programme, locked, so that it is not announced meanwhile."""
    return Programme.objects.select_for_update(of=("self",), no_key=True).get(pk=row.programme_id)


def _facts(
    programme: Programme, site: Site, new: NewClass, row: ProgrammeClass | None = None
) -> dict[str, object]:
    """The columns of a class that is in order."""
    if programme.state != ProgrammeState.DRAFT:
        raise NotDraft
    on = programme.starts_on
    rule = band_rule(new.band, on)
    ages = _ages(new, rule, on)
    errors = _wrong(new, ages) | _wrong_seats(new, on)
    if rule is None:
        errors["band"] = _("这种班级在开班那天没有规定。")
    if site.state != SiteState.OPEN or programme.region_id not in site.region.lineage:
        errors["site"] = _("请选择项目的地区里一个开放中的机构。")
    others = programme.classes.exclude(pk=row.pk) if row else programme.classes.all()
    if not 0 < len(new.code.strip()) <= 20 or others.filter(code=new.code.strip()).exists():
        errors["code"] = _("请给每个班一个不同的编号。")
    if errors:
        raise Invalid(errors)
    _within_rules(new, rule, on)
    return {
        "code": new.code.strip(),
        "name": new.name.strip(),
        "band": new.band,
        "weekdays": sorted(new.weekdays),
        "opens": new.opens,
        "closes": new.closes,
        "from_month": ages[0],
        "to_month": ages[1],
        "cap": new.cap,
        "legal_cap": rule.most,
        "cap_source": rule.source.citation,
        "minimum": new.minimum,
        "staff": new.staff,
        "apart": new.apart,
    }


def _within_rules(new: NewClass, rule: BandRule, on: date) -> None:
    """No more children than the rule of the class, and than its adults may look after where a rule binds."""
    if new.cap > rule.most:
        raise AboveTheCap(most=rule.most, source=rule.source.citation)
    for band, seats in new.parts:
        part = band_rule(band, on)
        if seats > part.most:
            raise AboveTheCap(most=part.most, source=part.source.citation)
    ratio = None if new.parts else ratio_of(new.band, on)
    if ratio and ratio[1].force == "mandatory" and new.cap > new.staff * ratio[0]:
        raise TooFewAdults(most=new.staff * ratio[0], ratio=ratio[0], source=ratio[1].citation)


def _ages(new: NewClass, rule: BandRule | None, on: date) -> tuple[int, int]:
    parts = [found for found in (band_rule(band, on) for band, _seats in new.parts) if found]
    if parts:
        return min(one.from_month for one in parts), max(one.to_month for one in parts)
    first, after = (rule.from_month, rule.to_month) if rule else (0, 1)
    return (
        first if new.from_month is None else new.from_month,
        after if new.to_month is None else new.to_month,
    )


def _wrong(new: NewClass, ages: tuple[int, int]) -> dict[str, str]:
    errors = {}
    if not 0 < len(new.name.strip()) <= 60:
        errors["name"] = _("请填写名称。")
    if not 0 <= ages[0] < ages[1] <= MOST_MONTHS:
        errors["to_month"] = _("请核对年龄范围。")
    if not 0 <= new.minimum <= new.cap or new.cap < 1:
        errors["cap"] = _("名额至少 1 个，最少开班人数不能超过名额。")
    if not 0 < new.staff <= 100:
        errors["staff"] = _("至少要有一位老师。")
    days = set(new.weekdays)
    if new.closes <= new.opens or not days or days - set(range(1, 8)) or len(days) != len(new.weekdays):
        errors["opens"] = _("结束要晚于开始，星期要在一到七之间。")
    return errors


def _wrong_seats(new: NewClass, on: date) -> dict[str, str]:
    """What is wrong with reserves and parts."""
    errors, reserves, parts = {}, dict(new.reserves), dict(new.parts)
    if set(reserves) - set(Group.values) or len(reserves) != len(new.reserves):
        errors["reserves"] = _("预留名额的群体不对，或写了两次。")
    elif any(seats < 1 for seats in reserves.values()) or sum(reserves.values()) > new.cap:
        errors["reserves"] = _("预留的名额每项至少 1 个，合起来不能超过班额。")
    if not parts:
        return errors
    if reserves and not sum(reserves.values()) <= sum(parts.values()) <= new.cap:
        errors["reserves"] = _(
            "预留的名额按各年龄的名额分：各年龄合起来不能超过班额，预留的不能超过各年龄合起来。"
        )
    known = [band_rule(band, on) is not None for band in parts]
    ratios = [ratio_of(band, on) is not None for band in parts]
    if len(parts) != len(new.parts) or not all(known) or any(seats < 1 for seats in parts.values()):
        errors["parts"] = _("请给每个年龄段写一次，至少 1 个名额。")
    elif any(ratios) and not all(ratios):
        errors["parts"] = _("这些年龄段有的规定了照护比，有的没有，不能合在一个班。")
    return errors


def _write_rows(made: ProgrammeClass, new: NewClass) -> None:
    Reserve.objects.bulk_create(
        Reserve(programme_class=made, group=group, seats=seats, position=position)
        for position, (group, seats) in enumerate(new.reserves)
    )
    on = made.programme.starts_on
    for band, seats in new.parts:
        rule, ratio = band_rule(band, on), ratio_of(band, on)
        ClassPart.objects.create(
            programme_class=made,
            band=band,
            from_month=rule.from_month,
            to_month=rule.to_month,
            seats=seats,
            per_carer=ratio[0] if ratio else None,
        )
