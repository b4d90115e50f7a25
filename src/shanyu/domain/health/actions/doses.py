"""Vaccination records: copied by a guardian from the book, and taken back where they are wrong."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from shanyu.domain.health.agreeing import need_agreement
from shanyu.domain.health.kinds import Source, Vaccine
from shanyu.domain.health.models import Dose
from shanyu.domain.health.refusals import DoseAlreadyThere
from shanyu.domain.people.models import Child
from shanyu.kernel.clock import now, today
from shanyu.kernel.door import Actor, Invalid
from shanyu.kernel.door.verbs import action

MOST_AT_ONCE = 60
MOST_NUMBER = 9


@dataclass(frozen=True)
class NewDose:
    """One line of a vaccination book. `name` only for a vaccine outside the programme."""

    vaccine: str
    number: int
    given_on: date
    name: str = ""
    batch: str = ""
    place: str = ""


@action("health.note_doses", on=Child)
def note_doses(actor: Actor, child: Child, doses: Sequence[NewDose]) -> list[Dose]:
    """Write down doses, all or none. Raises AgreementNeeded, DoseAlreadyThere; Invalid by `vaccine-number`."""
    need_agreement(child)
    errors = {}
    for dose in doses[:MOST_AT_ONCE]:
        if wrong := _wrong(dose, child):
            errors[f"{dose.vaccine}-{dose.number}"] = wrong
    if errors:
        raise Invalid(errors)
    if not doses or len(doses) > MOST_AT_ONCE:
        raise Invalid({"__all__": _("请至少填一剂的日期。")})
    _none_twice(child, doses)
    return [
        Dose.objects.create(
            child=child,
            vaccine=dose.vaccine,
            number=dose.number,
            given_on=dose.given_on,
            name=dose.name.strip() or None,
            batch=dose.batch.strip() or None,
            place=dose.place.strip() or None,
            source=Source.TYPED,
            entered_by_id=actor.account_id,
        )
        for dose in doses
    ]


@action("health.remove_dose", on=Dose)
def remove_dose(actor: Actor, dose: Dose) -> Dose:
    """Take a dose back that was written down by mistake. Doing it twice changes nothing."""
    if dose.removed_at is None:
        dose.removed_at, dose.removed_by_id = now(), actor.account_id
        dose.save(update_fields=["removed_at", "removed_by"])
    return dose


def _wrong(dose: NewDose, child: Child) -> str:
    if dose.vaccine not in Vaccine.values or not 1 <= dose.number <= MOST_NUMBER:
        return _("没有这一剂。")
    if dose.vaccine == Vaccine.OTHER and not dose.name.strip():
        return _("请写明疫苗的名字。")
    if max(len(dose.name), len(dose.batch), len(dose.place)) > 60:
        return _("最多 %(most)s 个字。") % {"most": 60}
    if dose.given_on > today():
        return _("接种日期不能晚于今天。")
    return _("接种日期早于出生日期，请核对。") if dose.given_on < child.born else ""


def _none_twice(child: Child, doses: Sequence[NewDose]) -> None:
    """`child` is locked, so two guardians who type the same book take turns."""
    counted = [(one.vaccine, one.number) for one in doses if one.vaccine != Vaccine.OTHER]
    there = set(child.doses.filter(removed_at=None).values_list("vaccine", "number"))
    for number, key in enumerate(counted):
        if key in there or key in counted[:number]:
            raise DoseAlreadyThere(vaccine=Vaccine(key[0]).label, number=key[1])
