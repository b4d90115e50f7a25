"""Opening a thread, writing, reading, reporting. The same message sent twice is one."""

from collections.abc import Sequence
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shanyu.domain.messaging.addressees import addressees, chosen
from shanyu.domain.messaging.audiences import officers_of, still_there
from shanyu.domain.messaging.kinds import ReportReason, ReportState, Side
from shanyu.domain.messaging.models import Message, Notification, Report, Thread
from shanyu.domain.messaging.refusals import NobodyThere, ReportedAlready, Settled
from shanyu.domain.messaging.taking_part import address_of, parties, side_of
from shanyu.domain.messaging.telling import notify
from shanyu.domain.messaging.writing import MOST_TITLE, NewFile, attach, checked, counted, one_at_a_time
from shanyu.domain.people.models import Account
from shanyu.domain.regions.models import Level, Region
from shanyu.kernel.clock import now
from shanyu.kernel.door import Actor, Invalid, OutOfReach, audit
from shanyu.kernel.door.verbs import action
from shanyu.kernel.throttle import spend

#: So much may one account write in an hour, over all threads.
_AN_HOUR = 60


@action("messaging.open_thread")
def open_thread(
    actor: Actor, *, to: str, topic: str, words: str, mark: UUID, files: Sequence[NewFile] = ()
) -> Thread:
    """Open a thread with its first message. `to` is the key of one of `addressees`, `mark` the device's own.

    The same mark again is the same thread. Raises Invalid, TooOften.
    """
    one_at_a_time(actor)
    known = Thread.objects.filter(opened_by=actor.account_id, mark=mark).first()
    if known is not None:
        return known
    whom = chosen(addressees(actor), to)
    topic, words = checked(topic, "topic", MOST_TITLE), checked(words)
    thread = Thread.objects.create(
        kind=whom.kind,
        topic=topic,
        child=whom.child,
        care_class=whom.care_class,
        site=whom.site,
        region=whom.region,
        family_id=actor.account_id if whom.own else None,
        opened_by_id=actor.account_id,
        mark=mark,
        last_at=now(),
    )
    _written(actor, thread, whom.side, words, mark, files)
    return thread


@action("messaging.write", on=Thread)
def write(actor: Actor, thread: Thread, *, words: str, mark: UUID, files: Sequence[NewFile] = ()) -> Message:
    """Write into a thread. The same mark again is the same message. Raises Invalid, NobodyThere, TooOften."""
    known = Message.objects.filter(account=actor.account_id, mark=mark).first()
    if known is not None:
        if known.thread_id != thread.pk:
            raise OutOfReach
        return known
    if not is_open(thread):
        raise NobodyThere
    return _written(actor, thread, side_of(actor, thread), checked(words), mark, files)


def is_open(thread: Thread) -> bool:
    """Whether somebody on the other side still reads: the child is in the class, or at the site, today."""
    if thread.child_id is None:
        return True
    where = {"care_class": "care_class"} if thread.care_class_id else {"site": "site"}
    return Thread.objects.filter(still_there(child="child", **where), pk=thread.pk).exists()


def _written(
    actor: Actor, thread: Thread, side: Side, words: str, mark: UUID, files: Sequence[NewFile]
) -> Message:
    spend(f"messages:{actor.account_id}", most=_AN_HOUR, seconds=3600)
    made = Message.objects.create(
        thread=thread, account_id=actor.account_id, side=side, words=words, mark=mark, at=now()
    )
    attach(made, counted(files))
    thread.last_at = made.at
    thread.save(update_fields=["last_at"])
    for account, of in parties(thread):
        if account.pk != actor.account_id:
            _tell(account, thread, of, made)
    return made


def _tell(account: Account, thread: Thread, side: Side, message: Message) -> None:
    """Tell that there is something to read; never what. `side` is the reader's."""
    notify(
        account,
        kind="messaging.message",
        title=gettext_lazy("您有一条新留言"),
        body=lambda: _where(thread, message),
        url=address_of(thread, side),
        dedupe=f"messaging.thread:{thread.pk}:{message.pk}",
    )


def _where(thread: Thread, message: Message) -> str:
    if thread.site_id:
        return _("来自%(side)s · %(site)s") % {"side": Side(message.side).label, "site": thread.site.name}
    return _("来自%(side)s") % {"side": Side(message.side).label}


_NOTE = """
    INSERT INTO messaging_readmark (created_at, modified_at, thread_id, account_id, upto)
    VALUES (%(now)s, %(now)s, %(thread)s, %(account)s, %(upto)s)
    ON CONFLICT (account_id, thread_id) DO UPDATE
    SET upto = greatest(messaging_readmark.upto, EXCLUDED.upto), modified_at = EXCLUDED.modified_at
"""


def _note(thread: int, account: int, upto: int) -> None:
    """One statement, so that two devices at once move the mark forward and never back."""
    with connection.cursor() as cursor:
        cursor.execute(_NOTE, {"now": now(), "thread": thread, "account": account, "upto": upto})


@action("messaging.note_read", on=Thread, alone=True)
def note_read(actor: Actor, thread: Thread, *, upto: int) -> None:
    """Note that everything up to a message was read; the notices of it count as read as well."""
    newest = thread.messages.filter(pk__lte=upto).order_by("-pk").values_list("pk", flat=True).first()
    if newest is None:
        return
    _note(thread.pk, actor.account_id, newest)
    keys = thread.messages.filter(pk__lte=newest).values_list("pk", flat=True)
    told = Notification.objects.filter(
        account=actor.account_id, dedupe__in=[f"messaging.thread:{thread.pk}:{key}" for key in keys]
    )
    told.filter(read_at=None).update(read_at=now(), modified_at=now())


@action("messaging.report_message", on=Message)
def report_message(actor: Actor, message: Message, *, reason: str, words: str = "") -> Report:
    """Report what somebody wrote to the authority, with a copy of it. Raises Invalid, ReportedAlready."""
    if reason not in ReportReason.values:
        raise Invalid({"reason": _("请选择举报的原因。")})
    if message.account_id == actor.account_id:
        raise Invalid({"reason": _("这是您自己写的。")})
    if Report.objects.filter(account=actor.account_id, message=message).exists():
        raise ReportedAlready
    made = Report.objects.create(
        message=message,
        copy=message.words.reveal(),
        written_by_id=message.account_id,
        region=_region_of(message.thread),
        site=message.thread.site,
        reason=reason,
        words=checked(words, "words", 500) if words.strip() else None,
        account_id=actor.account_id,
    )
    for officer in officers_of(made.region):
        notify(
            officer,
            kind="messaging.report",
            title=gettext_lazy("有一条留言被举报"),
            body="",
            url=f"/authority/messages/reports/{made.public_id}/",
            dedupe=f"messaging.report:{made.pk}",
        )
    return made


def _region_of(thread: Thread) -> Region:
    region = thread.region or thread.site.region
    return Region.objects.filter(pk__in=region.lineage, level=Level.COUNTY).first() or region


@action("messaging.settle_report", on=Report)
def settle_report(actor: Actor, report: Report, *, outcome: str) -> Report:
    """Say what the authority has done; whoever reported is told that it is done. Raises Invalid, Settled."""
    if report.state == ReportState.SETTLED:
        raise Settled
    report.outcome = checked(outcome, "outcome", 500)
    report.state, report.settled_by_id, report.settled_at = ReportState.SETTLED, actor.account_id, now()
    report.save()
    audit.touched(report.account)
    notify(
        report.account,
        kind="messaging.report_settled",
        title=gettext_lazy("您举报的留言已处理"),
        body=gettext_lazy("主管部门已经看过并处理，谢谢您的提醒。"),
        url="",
        dedupe=f"messaging.report_settled:{report.pk}",
    )
    return report
