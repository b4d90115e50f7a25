"""Where a family starts from: home and work."""

from django.utils.translation import gettext_lazy as _

from shanyu.domain.people import rules
from shanyu.domain.people.actions.consents import latest, record
from shanyu.domain.people.models import FamilyPlace
from shanyu.domain.people.refusals import ConsentNeeded
from shanyu.kernel.clock import today
from shanyu.kernel.door import Actor, Invalid
from shanyu.kernel.door.verbs import action


@action("people.keep_place")
def keep_place(
    actor: Actor, *, kind: str, lon: float, lat: float, address: str = "", agrees: bool = False
) -> FamilyPlace:
    """Keep home or work: the address sealed, the point (WGS-84 degrees) to about 100 m.

    `agrees` gives the consent that this needs; without it an earlier one must hold. Raises Invalid and
    ConsentNeeded.
    """
    if kind not in FamilyPlace.Kind.values:
        raise Invalid({"kind": _("请选择家或工作地点。")})
    point = {"lon": rules.coarse(lon), "lat": rules.coarse(lat)}
    day = today()
    before = latest(actor.account_id, "family_places")
    if before is None or not rules.holds(before.decision, before.until, day):
        if not agrees:
            raise ConsentNeeded
        record(actor, rules.purpose_of("family_places", "account", day), agrees=True)
    place, _new = FamilyPlace.objects.update_or_create(
        account_id=actor.account_id, kind=kind, defaults={"address": address.strip()[:200] or None, **point}
    )
    return place


@action("people.forget_place")
def forget_place(actor: Actor, *, kind: str) -> None:
    """Forget home or work; nothing happens when it was not kept."""
    FamilyPlace.objects.filter(account_id=actor.account_id, kind=kind).delete()
