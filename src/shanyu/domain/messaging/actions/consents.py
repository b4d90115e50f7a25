"""Asking guardians for their yes, and answering; every word is kept."""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from shanyu.domain.messaging import broadcasts
from shanyu.domain.messaging.addressees import chosen, families
from shanyu.domain.messaging.kinds import AskKind
from shanyu.domain.messaging.models import ConsentAnswer, ConsentRequest, Notification
from shanyu.domain.messaging.refusals import TooLate, Withdrawn
from shanyu.domain.messaging.writing import MOST_TITLE, checked, one_at_a_time
from shanyu.domain.people.models import Child
from shanyu.kernel.clock import now, today
from shanyu.kernel.door import Actor, Invalid, OutOfReach, Role, audit
from shanyu.kernel.door.verbs import action
from shanyu.kernel.planning import plan

#: A yes to one thing does not hold for longer; what holds for the whole stay belongs to the agreement.
_LONGEST_DAYS = 366


@action("messaging.ask_consent")
def ask_consent(
    actor: Actor,
    *,
    to: str,
    kind: str,
    title: str,
    words: str,
    starts: date,
    ends: date,
    answer_by: date,
    mark: UUID,
    each_guardian: bool = False,
) -> ConsentRequest:
    """Ask the guardians of a class or a site. `to` is the key of one of `families`. Raises Invalid.

    The same mark again is the same request.
    """
    one_at_a_time(actor)
    known = ConsentRequest.objects.filter(account=actor.account_id, mark=mark).first()
    if known is not None:
        return known
    whom = chosen(families(actor), to)
    errors = {}
    if kind not in AskKind.values:
        errors["kind"] = _("请选择是什么事。")
    if starts < today():
        errors["starts"] = _("请选今天或以后的日期。")
    if not starts <= ends or (ends - starts).days > _LONGEST_DAYS:
        errors["ends"] = _("结束日期不能早于开始，最长一年。")
    if not today() <= answer_by <= ends:
        errors["answer_by"] = _("请选今天到结束日期之间的一天。")
    if errors:
        raise Invalid(errors)
    made = ConsentRequest.objects.create(
        site=whom.site,
        care_class=whom.care_class,
        kind=kind,
        title=checked(title, "title", MOST_TITLE),
        words=checked(words),
        starts=starts,
        ends=ends,
        answer_by=answer_by,
        each_guardian=each_guardian,
        account_id=actor.account_id,
        mark=mark,
        at=now(),
    )
    plan(broadcasts.tell_consent, request=made.pk)
    return made


@action("messaging.answer_consent", on=ConsentRequest)
def answer_consent(actor: Actor, request: ConsentRequest, *, child: UUID, yes: bool) -> ConsentAnswer:
    """A guardian's yes or no for one child. The same word again adds nothing.

    A no may be said until the last day, also after a yes. Raises OutOfReach, Withdrawn, TooLate.
    """
    own = actor.targets(Role.GUARDIAN, "child")
    about = Child.objects.filter(public_id=child, pk__in=own).first()
    there = {one.child.pk for one in broadcasts.family_of(request.site, request.care_class)}
    if about is None or about.pk not in there:
        raise OutOfReach
    audit.touched(about)
    if request.withdrawn_at is not None:
        raise Withdrawn
    if today() > (request.answer_by if yes else request.ends):
        raise TooLate
    last = request.answers.filter(child=about, account=actor.account_id).order_by("-pk").first()
    if last is not None and last.yes == yes:
        return last
    told = Notification.objects.filter(account=actor.account_id, dedupe=f"consent:{request.pk}", read_at=None)
    told.update(read_at=now(), modified_at=now())
    return ConsentAnswer.objects.create(
        request=request, child=about, account_id=actor.account_id, yes=yes, at=now()
    )


@action("messaging.withdraw_consent", on=ConsentRequest)
def withdraw_consent(actor: Actor, request: ConsentRequest) -> ConsentRequest:
    """Take a request back: nobody is asked any more. What was answered stays. Twice is once."""
    if request.withdrawn_at is None:
        request.withdrawn_at = now()
        request.save(update_fields=["withdrawn_at"])
        Notification.objects.filter(dedupe=f"consent:{request.pk}").delete()
    return request
