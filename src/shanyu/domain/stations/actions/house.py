"""Opening hours, equipment and its cleaning, and the safety list."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from shanyu.domain.providers.actions.guarding import guarded
from shanyu.domain.providers.models import Site
from shanyu.domain.stations import rules
from shanyu.domain.stations.kinds import CleaningMethod, EquipmentKind
from shanyu.domain.stations.models import (
    Cleaning,
    Equipment,
    OpeningException,
    OpeningRange,
    SafetyCheck,
)
from shanyu.domain.stations.models.house import DAY_MINUTES
from shanyu.domain.stations.refusals import NameTaken, NotClosedYet
from shanyu.domain.stations.rules import Hours
from shanyu.kernel.clock import now, today
from shanyu.kernel.door import Actor, Invalid
from shanyu.kernel.door.verbs import action

#: How long before a cleaning may have been that is entered now.
ENTERED_LATE = timedelta(days=2)


@action("stations.set_opening_hours", on=Site)
def set_opening_hours(actor: Actor, site: Site, week: Mapping[int, Sequence[Hours]]) -> Site:
    """Set a station's week anew: ranges of minutes by ISO weekday. Raises Invalid.

    Fewer days than the standard asks are kept; the page warns (`rules.too_few_days`).
    """
    for weekday, hours in week.items():
        wrong = any(not 0 <= one.opens < one.closes <= DAY_MINUTES for one in hours)
        if weekday not in range(1, 8) or wrong or rules.overlapping(hours):
            raise Invalid({f"day{weekday}": _("请按 09:00–11:30 的样子填，时间不能重叠。")})
    OpeningRange.objects.filter(site=site).delete()
    OpeningRange.objects.bulk_create(
        OpeningRange(site=site, weekday=weekday, opens=one.opens, closes=one.closes)
        for weekday, hours in week.items()
        for one in hours
    )
    return site


@action("stations.add_exception", on=Site)
def add_exception(
    actor: Actor, site: Site, *, day: date, why: str, hours: Hours | None = None
) -> OpeningException:
    """Close on a date, or open at other hours. Raises Invalid and NotClosedYet for a date that differs already."""
    errors = {}
    if day < today():
        errors["day"] = _("请选今天或以后的日期。")
    if not 0 < len(why.strip()) <= 80:
        errors["why"] = _("请写明原因，家长会看到，最多 80 个字。")
    if hours is not None and not 0 <= hours.opens < hours.closes <= DAY_MINUTES:
        errors["closes"] = _("结束应晚于开始。")
    if errors:
        raise Invalid(errors)
    with guarded(opening_exception_once=NotClosedYet()):
        return OpeningException.objects.create(
            site=site, day=day, why=why.strip(), opens=hours.opens if hours else None,
            closes=hours.closes if hours else None,
        )  # fmt: skip


@action("stations.remove_exception", on=OpeningException)
def remove_exception(actor: Actor, exception: OpeningException) -> None:
    """Let the week's hours hold again on that date."""
    exception.delete()


@action("stations.save_equipment", on=Site)
def save_equipment(
    actor: Actor,
    site: Site,
    *,
    kind: str,
    name: str,
    count: int,
    every_days: int | None = None,
    equipment: UUID | None = None,
) -> Equipment:
    """Enter something that stands in the station, or change it. Without `every_days` the rule says how often
    it is cleaned. Raises Invalid, NameTaken."""
    errors = {}
    if kind not in EquipmentKind.values:
        errors["kind"] = _("请选择种类。")
    if not 0 < len(name.strip()) <= 60:
        errors["name"] = _("请填名称，最多 60 个字。")
    if not 1 <= count <= 5000:
        errors["count"] = _("数量应在 1 到 5000 之间。")
    if every_days is not None and not 1 <= every_days <= 366:
        errors["every_days"] = _("间隔应在 1 到 366 天之间。")
    if errors:
        raise Invalid(errors)
    row = Equipment.objects.filter(site=site, public_id=equipment).first() if equipment else None
    row = row or Equipment(site=site)
    row.kind, row.name, row.count = kind, name.strip(), count
    row.every_days = every_days or rules.book.rule("clean.every", today()).value[kind]
    with guarded(equipment_name_once=NameTaken()):
        row.save()
    return row


@action("stations.retire_equipment", on=Equipment)
def retire_equipment(actor: Actor, equipment: Equipment) -> Equipment:
    """Take something out of use from today; its log stays. Doing it twice changes nothing."""
    if equipment.retired_on is None:
        equipment.retired_on = today()
        equipment.save(update_fields=["retired_on"])
    return equipment


@action("stations.log_cleaning", on=Equipment)
def log_cleaning(
    actor: Actor, equipment: Equipment, *, method: str, mark: UUID, at: datetime | None = None
) -> Cleaning:
    """Note that something was cleaned. The same `mark` is the same cleaning. Raises Invalid."""
    if (known := Cleaning.objects.filter(mark=mark, equipment=equipment).first()) is not None:
        return known
    if method not in CleaningMethod.values:
        raise Invalid({"method": _("请选择清洁方式。")})
    moment = at or now()
    if not now() - ENTERED_LATE <= moment <= now():
        raise Invalid({"at": _("只能补记两天以内的清洁。")})
    return Cleaning.objects.create(
        mark=mark, equipment=equipment, method=method, account_id=actor.account_id, at=moment
    )


@action("stations.check_safety", on=Site)
def check_safety(actor: Actor, site: Site, *, item: str, right: bool, note: str = "") -> SafetyCheck:
    """Note that an item of the safety list was looked at. What is not right says what. Raises Invalid."""
    if rules.book.in_force(f"safety.{item}", today()) is None:
        raise Invalid({"item": _("请选择列出的项目。")})
    if not right and not note.strip():
        raise Invalid({"note": _("请写明哪里不对、怎么处理。")})
    return SafetyCheck.objects.create(
        site=site, item=item, right=right, note=note.strip()[:200], account_id=actor.account_id, at=now()
    )
