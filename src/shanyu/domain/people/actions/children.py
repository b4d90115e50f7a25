"""Children: registering, correcting and erasing, by a guardian."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _
from psycopg.types.range import DateRange

from shanyu.domain.people import rules
from shanyu.domain.people.actions.accounts import end_today
from shanyu.domain.people.actions.consents import record
from shanyu.domain.people.models import Child, Guardianship, Household
from shanyu.domain.people.refusals import ChildNotAccepted
from shanyu.kernel.clock import today
from shanyu.kernel.door import Actor, Invalid, Role
from shanyu.kernel.door.verbs import action
from shanyu.kernel.events import publish


@action("people.add_child")
def add_child(
    actor: Actor, *, name: str, sex: str, born: date, relation: str, identity: str = "",
    birth_certificate: str = "", agrees: bool = False,
) -> Child:  # fmt: skip
    """Register a child into one's household, with the consent that this needs. Whoever does it is its guardian.

    Raises Invalid; ChildNotAccepted for a number that is known already, without telling so.
    """
    day = today()
    facts = _checked(name, sex, born, identity, birth_certificate, day)
    if relation not in Guardianship.Relation.values:
        raise Invalid({"relation": _("请选择您是孩子的什么人。")})
    if not agrees:
        raise Invalid({"agrees": _("登记孩子需要您的同意。不同意也可以照常找托育。")})
    if not facts["identity"] and not facts["birth_certificate"]:
        raise Invalid({"identity": _("请填身份证号，或出生医学证明编号。")})
    child = Child(household=_household_of(actor, day), **facts)
    _save(child)
    Guardianship.objects.create(
        account_id=actor.account_id, child=child, relation=relation, valid=DateRange(day, None)
    )
    record(actor, rules.purpose_of("child_care", "child", day), agrees=True, child=child)
    return child


@action("people.edit_child", on=Child)
def edit_child(
    actor: Actor, child: Child, *, name: str = "", sex: str, born: date, identity: str = "",
    birth_certificate: str = "",
) -> Child:  # fmt: skip
    """Correct what is known of a child. An empty name or number leaves the one that is kept. Raises as `add_child`."""
    kept = name.strip() or child.name.reveal()
    number = identity.strip() or (child.identity.reveal() if child.identity else "")
    facts = _checked(kept, sex, born, number, birth_certificate, today())
    if not birth_certificate.strip():
        facts.pop("birth_certificate")
    for field, value in facts.items():
        setattr(child, field, value)
    _save(child)
    return child


@action("people.erase_child", on=Child)
def erase_child(actor: Actor, child: Child) -> Child:
    """Delete a child's data at a guardian's request: name and numbers go, the birth keeps only its year.

    The empty row stays, because consents point to it. Nobody is its guardian any more.
    """
    day = today()
    child.name = str(_("已删除"))
    child.identity = child.birth_certificate = None
    child.born = date(child.born.year, 1, 1)
    child.save()
    for held in child.guardianships.filter(valid__contains=day):
        end_today(held, day)
    publish("people.child_erased", child=child)
    return child


def _checked(name: str, sex: str, born: date, identity: str, certificate: str, day: date) -> dict:
    if not name.strip():
        raise Invalid({"name": _("请填写孩子的姓名。")})
    if sex not in Child.Sex.values:
        raise Invalid({"sex": _("请选择性别。")})
    rules.check_birth(born, day)
    return {
        "name": name.strip()[:60],
        "sex": sex,
        "born": born,
        "identity": rules.clean_child_identity(identity, born, sex),
        "birth_certificate": rules.clean_certificate(certificate),
    }


def _save(child: Child) -> None:
    try:
        with transaction.atomic():
            child.save()
    except IntegrityError:
        raise ChildNotAccepted from None


def _household_of(actor: Actor, day: date) -> Household:
    """The household of the actor's children; a new one for the first child."""
    own = Household.objects.filter(children__in=actor.targets(Role.GUARDIAN, "child")).order_by("pk").first()
    return own or Household.objects.create()
