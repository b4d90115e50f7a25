"""A guardian asks the site to give a medicine; the site says whether it does."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import IO

from django.utils.translation import gettext as _

from shanyu.domain.care.actions.leaves import site_on
from shanyu.domain.care.kinds import RequestState
from shanyu.domain.care.models import MedicationRequest
from shanyu.domain.care.refusals import OverAlready
from shanyu.domain.people.models import Child
from shanyu.kernel.clock import today
from shanyu.kernel.door import Actor, Invalid
from shanyu.kernel.door.verbs import action
from shanyu.kernel.events import publish
from shanyu.kernel.uploads import PICTURES, keep

MOST_DAYS, FURTHEST_DAYS, MOST_TIMES = 14, 30, 6
_OPEN = (RequestState.ASKED, RequestState.ACCEPTED)


@dataclass(frozen=True)
class NewMedicine:
    """What stands on the request: `times` are minutes after midnight, `label` a picture of the label."""

    drug: str
    dose: str
    first_day: date
    last_day: date
    times: Sequence[int]
    why: str = ""
    label: IO[bytes] | None = None
    label_name: str = ""


@action("care.ask_medication", on=Child)
def ask_medication(actor: Actor, child: Child, asked: NewMedicine) -> MedicationRequest:
    """Ask that a medicine be given on these days at these times. Raises Invalid, NoPlaceThen."""
    _check(asked)
    made = MedicationRequest.objects.create(
        child=child, site=site_on(child, asked.first_day), drug=asked.drug.strip(), dose=asked.dose.strip(),
        why=asked.why.strip() or None, first_day=asked.first_day, last_day=asked.last_day,
        times=sorted(set(asked.times)), asked_by_id=actor.account_id,
    )  # fmt: skip
    made.label = keep(asked.label, name=asked.label_name, owner=made, allowed=PICTURES)
    made.save(update_fields=["label"])
    publish("care.medication_asked", asked=made)
    return made


@action("care.withdraw_medication", on=MedicationRequest)
def withdraw_medication(actor: Actor, asked: MedicationRequest) -> MedicationRequest:
    """The medicine is not to be given any more; what was given stays in the record. Raises OverAlready."""
    if asked.state == RequestState.WITHDRAWN:
        return asked
    if asked.state not in _OPEN or asked.last_day < today():
        raise OverAlready
    asked.state = RequestState.WITHDRAWN
    asked.save(update_fields=["state"])
    return asked


@action("care.answer_medication", on=MedicationRequest)
def answer_medication(
    actor: Actor, asked: MedicationRequest, *, accept: bool, answer: str = ""
) -> MedicationRequest:
    """The site takes the request, or says why it does not. Raises Invalid, OverAlready."""
    if asked.state != RequestState.ASKED:
        raise OverAlready
    if not accept and not answer.strip():
        raise Invalid({"answer": _("请写明为什么不能喂，家长好另作安排。")})
    if len(answer) > 300:
        raise Invalid({"answer": _("最多 %(most)s 个字。") % {"most": 300}})
    asked.state = RequestState.ACCEPTED if accept else RequestState.DECLINED
    asked.answer, asked.answered_by_id = answer.strip() or None, actor.account_id
    asked.save(update_fields=["state", "answer", "answered_by"])
    publish("care.medication_answered", asked=asked)
    return asked


def _check(asked: NewMedicine) -> None:
    errors = {}
    if not 0 < len(asked.drug.strip()) <= 60:
        errors["drug"] = _("请照药盒填写药名。")
    if not 0 < len(asked.dose.strip()) <= 60:
        errors["dose"] = _("请写明每次的量，例如 2.5 毫升。")
    if len(asked.why) > 200:
        errors["why"] = _("最多 %(most)s 个字。") % {"most": 200}
    if not today() <= asked.first_day <= today() + timedelta(days=FURTHEST_DAYS):
        errors["first_day"] = _("请选今天或以后的日子。")
    if not timedelta(0) <= asked.last_day - asked.first_day < timedelta(days=MOST_DAYS):
        errors["last_day"] = _("一份委托最多 %(most)s 天；还要用药，请再看医生。") % {"most": MOST_DAYS}
    if not 0 < len(set(asked.times)) <= MOST_TIMES or not all(0 <= one < 1440 for one in asked.times):
        errors["times"] = _("请写明喂药的时间，一天最多 %(most)s 次。") % {"most": MOST_TIMES}
    if asked.label is None:
        errors["label"] = _("请拍下药品标签，要看得清药名、用量和有效期。")
    if errors:
        raise Invalid(errors)
