"""A site's answer, and the family's answer to it. What is contested is decided by the database's functions."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from shanyu.domain.enrolment import calls, jobs, rules
from shanyu.domain.enrolment.answers import refuse
from shanyu.domain.enrolment.kinds import EntryKind, OfferState, Reason
from shanyu.domain.enrolment.models import Application, Offer
from shanyu.domain.enrolment.refusals import OfferGone, TooLate
from shanyu.domain.providers.models import CareClass
from shanyu.kernel.clock import today
from shanyu.kernel.door import Actor, Invalid
from shanyu.kernel.door.verbs import action

MOST_WORDS = 200


@action("enrolment.offer", on=Application, alone=True)
def offer(
    actor: Actor,
    application: Application,
    *,
    care_class: int,
    starts_on: date,
    until: date | None = None,
    reason: str = "",
    words: str = "",
) -> Offer:
    """Offer a place in a class of the site from a day on (`until`: the first day after it); it is held at once.

    Going past a family that waits before and would fit needs a reason, which its ledger keeps.
    Raises Invalid, OutOfTurn, PlaceFull, ClassCloses, ChildTooYoung, ChildTooOld and TooLate.
    """
    where = CareClass.objects.filter(pk=care_class, site=application.site_id).first()
    wrong = {}
    if where is None:
        wrong["care_class"] = _("请选择本机构的班级。")
    if not today() <= starts_on <= today() + timedelta(days=rules.farthest_start(today())):
        wrong["starts_on"] = _("请选今天以后、两年以内的日期。")
    if until is not None and until <= starts_on:
        wrong["until"] = _("结束日期要晚于开始日期。")
    if wrong:
        raise Invalid(wrong)
    answer = calls.offer(
        application.pk,
        where.pk,
        starts_on,
        actor.account_id,
        until=until,
        reason=checked_reason(reason, needed=False),
        words=checked_words(words),
    )
    if answer.made is None:
        raise TooLate if answer.code == "gone" else refuse(answer.code, where)
    jobs.tell_soon()
    return Offer.objects.get(pk=answer.made)


@action("enrolment.refuse", on=Application, alone=True)
def refuse_application(
    actor: Actor, application: Application, *, reason: str, words: str = ""
) -> Application:
    """Answer that there is no place, and why. Raises Invalid without a reason, and TooLate."""
    return _released(actor, application, EntryKind.REFUSE, reason, words)


@action("enrolment.retract", on=Offer, alone=True)
def retract(actor: Actor, offer: Offer, *, reason: str, words: str = "") -> Application:
    """Take an offer back that nobody has answered; the family waits again where it stood. Raises as `refuse`."""
    if offer.state != OfferState.STANDING:
        raise TooLate
    return _released(actor, offer.application, EntryKind.RETRACT, reason, words)


@action("enrolment.accept", on=Offer, alone=True)
def accept(actor: Actor, offer: Offer, *, leave: bool = False) -> Offer:
    """Take up an offer; every other application of the child ends. `leave` gives up the place it has until then.

    Where two guardians must agree, the first yes is kept and the offer stands until the second.
    Raises OfferGone and ElsewhereThen.
    """
    code = calls.accept(offer.pk, actor.account_id, leave=leave)
    if code not in {"accepted", "waits"}:
        raise refuse(code)
    jobs.tell_soon()
    offer.refresh_from_db()
    return offer


@action("enrolment.decline", on=Offer, alone=True)
def decline(actor: Actor, offer: Offer) -> Offer:
    """Decline an offer; its place is free for the next. The other applications stand. Raises OfferGone."""
    # An application may have been offered another place since: the old page must not decline that one.
    if offer.state != OfferState.STANDING or not calls.release(
        offer.application_id, EntryKind.DECLINE, actor.account_id
    ):
        raise OfferGone
    jobs.tell_soon()
    offer.refresh_from_db()
    return offer


def checked_reason(reason: str, *, needed: bool = True) -> str:
    """The reason, which must be one of the list. Raises Invalid."""
    if reason not in Reason.values and (needed or reason):
        raise Invalid({"reason": _("请选择原因。")})
    return reason


def checked_words(words: str) -> str:
    """The words, short. Raises Invalid."""
    if len(words.strip()) > MOST_WORDS:
        raise Invalid({"words": _("最多 200 个字。")})
    return words.strip()


def _released(actor: Actor, application: Application, kind: str, reason: str, words: str) -> Application:
    reason, words = checked_reason(reason), checked_words(words)
    if not calls.release(application.pk, kind, actor.account_id, reason=reason, words=words):
        raise TooLate
    jobs.tell_soon()
    application.refresh_from_db()
    return application
