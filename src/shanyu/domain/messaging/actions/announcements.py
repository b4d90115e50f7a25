"""Letting many know: publishing, seeing, confirming, reminding, taking back."""

from collections.abc import Sequence
from datetime import date, datetime, time
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from shanyu.domain.messaging import broadcasts
from shanyu.domain.messaging.addressees import audiences, chosen
from shanyu.domain.messaging.models import Announcement, Notification
from shanyu.domain.messaging.refusals import RemindedJustNow, Withdrawn
from shanyu.domain.messaging.writing import MOST_TITLE, NewFile, attach, checked, counted, one_at_a_time
from shanyu.kernel.clock import SHANGHAI, local, now, today
from shanyu.kernel.door import Actor, Invalid
from shanyu.kernel.door.verbs import action
from shanyu.kernel.planning import plan

#: At what time of the day a planned reminder goes out.
_REMIND_AT = time(9)


@action("messaging.announce")
def announce(
    actor: Actor,
    *,
    to: str,
    title: str,
    words: str,
    mark: UUID,
    must_confirm: bool = False,
    confirm_by: date | None = None,
    remind_on: date | None = None,
    files: Sequence[NewFile] = (),
) -> Announcement:
    """Let an audience know. `to` is the key of one of `audiences`; `remind_on` the morning on which those are
    reminded who have not read it by then, or not confirmed it where they must.

    The same mark again is the same announcement. Raises Invalid.
    """
    one_at_a_time(actor)
    known = Announcement.objects.filter(account=actor.account_id, mark=mark).first()
    if known is not None:
        return known
    whom = chosen(audiences(actor), to)
    errors = {}
    if confirm_by is not None and confirm_by < today():
        errors["confirm_by"] = _("请选今天或以后的日期。")
    if remind_on is not None and remind_on <= today():
        errors["remind_on"] = _("请选今天以后的日期。")
    if errors:
        raise Invalid(errors)
    made = Announcement.objects.create(
        care_class=whom.care_class,
        site=whom.site,
        region=whom.region,
        account_id=actor.account_id,
        title=checked(title, "title", MOST_TITLE),
        words=checked(words),
        must_confirm=must_confirm,
        confirm_by=confirm_by if must_confirm else None,
        remind_at=_morning(remind_on) if remind_on else None,
        mark=mark,
        at=now(),
    )
    attach(made, counted(files))
    plan(broadcasts.tell_announcement, announcement=made.pk)
    return made


def _morning(day: date) -> datetime:
    return datetime.combine(day, _REMIND_AT, SHANGHAI)


_SEE = """
    INSERT INTO messaging_receipt (created_at, modified_at, announcement_id, account_id, seen_at, confirmed_at)
    VALUES (%(now)s, %(now)s, %(announcement)s, %(account)s, %(now)s, %(confirmed)s)
    ON CONFLICT (announcement_id, account_id) DO UPDATE
    SET confirmed_at = coalesce(messaging_receipt.confirmed_at, EXCLUDED.confirmed_at),
        modified_at = EXCLUDED.modified_at
"""


def _seen(actor: Actor, announcement: Announcement, *, confirmed: bool) -> None:
    """One statement: a class of families who confirm at one moment wait for nobody, and each counts once."""
    moment = now()
    facts = {
        "now": moment,
        "announcement": announcement.pk,
        "account": actor.account_id,
        "confirmed": moment if confirmed else None,
    }
    with connection.cursor() as cursor:
        cursor.execute(_SEE, facts)
    told = Notification.objects.filter(
        account=actor.account_id, dedupe__in=broadcasts.announcement_dedupes(announcement)
    )
    told.filter(read_at=None).update(read_at=moment, modified_at=moment)


@action("messaging.see_announcement", on=Announcement, alone=True)
def see_announcement(actor: Actor, announcement: Announcement) -> None:
    """Note that one has seen it; the first time stays."""
    _seen(actor, announcement, confirmed=False)


@action("messaging.confirm_announcement", on=Announcement, alone=True)
def confirm_announcement(actor: Actor, announcement: Announcement) -> None:
    """Confirm what was asked to be confirmed; the first time stays. Where nothing is asked it is seen."""
    _seen(actor, announcement, confirmed=announcement.must_confirm)


@action("messaging.remind", on=Announcement)
def remind(actor: Actor, announcement: Announcement) -> Announcement:
    """Remind at once everybody who has not done what is asked. Raises Withdrawn, RemindedJustNow."""
    if announcement.withdrawn_at is not None:
        raise Withdrawn
    last = announcement.reminded_at
    if last is not None and local(last).date() == today():
        raise RemindedJustNow
    announcement.reminded_at = now()
    announcement.save(update_fields=["reminded_at"])
    plan(broadcasts.tell_reminder, announcement=announcement.pk, day=today().isoformat())
    return announcement


@action("messaging.withdraw_announcement", on=Announcement)
def withdraw_announcement(actor: Actor, announcement: Announcement) -> Announcement:
    """Take it back: nobody reads it any more, nobody is reminded, and its notices go. Twice is once."""
    if announcement.withdrawn_at is None:
        announcement.withdrawn_at, announcement.remind_at = now(), None
        announcement.save(update_fields=["withdrawn_at", "remind_at"])
        Notification.objects.filter(dedupe__in=broadcasts.announcement_dedupes(announcement)).delete()
    return announcement
