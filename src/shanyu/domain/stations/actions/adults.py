"""Named adults who may bring and fetch a household's children."""

from django.utils.translation import gettext as _

from shanyu.domain.people.models import Household
from shanyu.domain.stations.kinds import PickUpRelation
from shanyu.domain.stations.models import PickUpPerson
from shanyu.kernel.clock import now
from shanyu.kernel.door import Actor, Invalid
from shanyu.kernel.door.verbs import action
from shanyu.kernel.identifiers import BadIdentifier, clean_mobile

MOST = 8


@action("stations.name_pick_up_person", on=Household)
def name_pick_up_person(
    actor: Actor, household: Household, *, name: str, phone: str, relation: str
) -> PickUpPerson:
    """A guardian names an adult who may bring and fetch the children. Raises Invalid."""
    errors, mobile = {}, ""
    if not 0 < len(name.strip()) <= 60:
        errors["name"] = _("请填写姓名。")
    try:
        mobile = clean_mobile(phone)
    except BadIdentifier:
        errors["phone"] = _("手机号应是 11 位数字。")
    if relation not in PickUpRelation.values:
        errors["relation"] = _("请选择关系。")
    if household.pick_up_persons.filter(ended_at=None).count() >= MOST:
        errors["name"] = _("最多 %(most)s 位，请先去掉不再需要的。") % {"most": MOST}
    if errors:
        raise Invalid(errors)
    made = PickUpPerson.objects.create(
        household=household, name=name.strip(), phone=mobile, relation=relation, named_by_id=actor.account_id
    )
    made.refresh_from_db()
    return made


@action("stations.end_pick_up_person", on=PickUpPerson)
def end_pick_up_person(actor: Actor, person: PickUpPerson) -> PickUpPerson:
    """From now on this adult fetches the children no more. Doing it twice changes nothing."""
    if person.ended_at is None:
        person.ended_at = now()
        person.save(update_fields=["ended_at"])
    return person
