"""A guardian lets somebody else fetch a child once; the carer at the door checks it."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from shanyu.domain.care.actions.leaves import site_on
from shanyu.domain.care.codes import hashed, is_of, new_code
from shanyu.domain.care.models import PickUpPass
from shanyu.domain.care.refusals import OverAlready, PassNotGood
from shanyu.domain.people.models import Child
from shanyu.kernel.clock import now, today
from shanyu.kernel.codes import said_code
from shanyu.kernel.door import Actor, Invalid
from shanyu.kernel.door.audit import touched
from shanyu.kernel.door.verbs import action, query
from shanyu.kernel.identifiers import BadIdentifier, clean_mobile

FURTHEST_DAYS, MOST_A_DAY = 14, 3


@dataclass(frozen=True)
class NewPass:
    """A pass, and its code as it is shown this once, such as `7KQ2M-X9WDR`."""

    row: PickUpPass
    code: str


@dataclass(frozen=True)
class GoodPass:
    """A pass that is good at the door now: its id for the entry, and whom to compare with."""

    id: str
    name: str
    phone: str


@action("care.allow_pick_up", on=Child)
def allow_pick_up(actor: Actor, child: Child, *, name: str, day: date, phone: str = "") -> NewPass:
    """Let one named person fetch the child once on a day. Raises Invalid, NoPlaceThen."""
    errors, mobile = {}, None
    if not 0 < len(name.strip()) <= 60:
        errors["name"] = _("请填写姓名。")
    if phone.strip():
        try:
            mobile = clean_mobile(phone)
        except BadIdentifier:
            errors["phone"] = _("手机号应是 11 位数字。")
    if not today() <= day <= today() + timedelta(days=FURTHEST_DAYS):
        errors["day"] = _("请选今天起 %(most)s 天以内的一天。") % {"most": FURTHEST_DAYS}
    elif standing(child, day).count() >= MOST_A_DAY:
        errors["day"] = _("这一天已经委托了 %(most)s 位，请先撤回不需要的。") % {"most": MOST_A_DAY}
    if errors:
        raise Invalid(errors)
    site_on(child, day)
    code = new_code()
    made = PickUpPass.objects.create(
        child=child, name=name.strip(), phone=mobile, code_hash=hashed(code), day=day,
        allowed_by_id=actor.account_id,
    )  # fmt: skip
    return NewPass(made, said_code(code))


@action("care.withdraw_pick_up", on=PickUpPass)
def withdraw_pick_up(actor: Actor, one: PickUpPass) -> PickUpPass:
    """This person does not fetch the child. Raises OverAlready where they have."""
    if one.withdrawn_at is None:
        if one.used_by is not None or one.day < today():
            raise OverAlready
        one.withdrawn_at = now()
        one.save(update_fields=["withdrawn_at"])
    return one


@query("care.check_pick_up", on=Child)
def check_pick_up(actor: Actor, child: Child, *, code: str) -> GoodPass:
    """Whether a code lets its bearer fetch this child today, and whose name to compare. Raises PassNotGood."""
    found = next((one for one in standing(child, today()) if is_of(one, code)), None)
    if found is None:
        raise PassNotGood
    touched(found)
    return GoodPass(str(found.public_id), found.name.reveal(), found.phone.reveal() if found.phone else "")


def standing(child: Child, day: date):
    """Passes of a day that were neither used nor taken back."""
    return PickUpPass.objects.filter(child=child, day=day, used_by=None, withdrawn_at=None).order_by("pk")
