"""Parts of the health file: said, corrected, confirmed. Every change is a new row, so nothing said is lost."""

from collections.abc import Mapping
from secrets import token_hex
from typing import Any

from shanyu.domain.health.agreeing import need_agreement
from shanyu.domain.health.answers import newest, opened, sealed
from shanyu.domain.health.models import Part
from shanyu.domain.health.parts import MOST_ITEMS, Spec, cleaned, spec_of
from shanyu.domain.health.refusals import ChangedMeanwhile, NothingToConfirm, StillListed, TooManyItems
from shanyu.domain.people.models import Child
from shanyu.kernel.clock import today
from shanyu.kernel.door import Actor, Invalid
from shanyu.kernel.door.verbs import action


@action("health.save_part", on=Child)
def save_part(
    actor: Actor, child: Child, kind: str, answers: Mapping[str, Any], *, seen: int | None = None
) -> Part:
    """Say one sheet of the file. `seen` is the key of the row that the guardian had before them, 0 for none.

    Raises Invalid, AgreementNeeded; ChangedMeanwhile where another guardian was faster.
    """
    spec = spec_of(kind)
    if spec.listed:
        raise Invalid({"kind": "listed"})
    need_agreement(child)
    now_there = newest(child, [kind]).get(kind)
    if seen is not None and seen != (now_there.pk if now_there else 0):
        raise ChangedMeanwhile
    return _said(actor, child, spec, cleaned(spec, answers))


@action("health.say_nothing", on=Child)
def say_nothing(actor: Actor, child: Child, kind: str) -> Part:
    """Say that there is nothing: no allergy, no medicine. What was said before stays in the history.

    Raises AgreementNeeded; StillListed where a list has entries, perhaps since the reader's page was opened:
    an allergy is taken off by itself, never by one word about all.
    """
    spec = spec_of(kind)
    if not spec.nothing:
        raise Invalid({"kind": "nothing"})
    need_agreement(child)
    if spec.listed and (items := opened(newest(child, [kind]).get(kind))):
        raise StillListed(count=len(items))
    return _said(actor, child, spec, None)


@action("health.add_item", on=Child)
def add_item(actor: Actor, child: Child, kind: str, answers: Mapping[str, Any]) -> Part:
    """Add one allergy, medicine or condition. Raises Invalid, AgreementNeeded, TooManyItems."""
    spec, items = _list(child, kind)
    if len(items) >= MOST_ITEMS:
        raise TooManyItems(count=len(items))
    item = cleaned(spec, answers)
    return _said(actor, child, spec, [*items, {"id": token_hex(4), **item}])


@action("health.remove_item", on=Child)
def remove_item(actor: Actor, child: Child, kind: str, item: str) -> Part | None:
    """Take one item off a list; None where it is off already. After the last one the list says: nothing."""
    spec, items = _list(child, kind)
    left = [one for one in items if one["id"] != item]
    return _said(actor, child, spec, left) if len(left) < len(items) else None


@action("health.confirm_part", on=Child)
def confirm_part(actor: Actor, child: Child, kind: str) -> Part:
    """Say that a part is still true, today. Raises NothingToConfirm."""
    spec = spec_of(kind)
    need_agreement(child)
    row = newest(child, [kind]).get(kind)
    if row is None:
        raise NothingToConfirm
    return _said(actor, child, spec, opened(row))


def _list(child: Child, kind: str) -> tuple[Spec, list[dict]]:
    spec = spec_of(kind)
    if not spec.listed:
        raise Invalid({"kind": "sheet"})
    need_agreement(child)
    return spec, opened(newest(child, [kind]).get(kind)) or []


def _said(actor: Actor, child: Child, spec: Spec, answers: dict | list | None) -> Part:
    owner = {"household_id": child.household_id} if spec.common else {"child": child}
    return Part.objects.create(
        kind=spec.kind, answers=sealed(answers), checked_on=today(), account_id=actor.account_id, **owner
    )
