"""Asking about threads: one's own, one of them, what a search finds, what a site promises, what was reported."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from shanyu.domain.messaging import translating
from shanyu.domain.messaging.actions.threads import is_open
from shanyu.domain.messaging.addressees import Addressee, addressees
from shanyu.domain.messaging.answering import Hours, answers_from, at_work, is_away
from shanyu.domain.messaging.kinds import Side, ThreadKind
from shanyu.domain.messaging.models import Attachment, Message, ReadMark, SiteHours, Template, Thread
from shanyu.domain.messaging.reach import THREADS
from shanyu.domain.messaging.taking_part import side_of, sides_of
from shanyu.domain.people.models import Guardianship
from shanyu.domain.providers.models import Site
from shanyu.domain.providers.naming import said
from shanyu.kernel.clock import local, now
from shanyu.kernel.door import Actor, Role, audit
from shanyu.kernel.door.verbs import query

#: A search opens so many sealed messages, the newest first; words in older ones it does not find.
MOST_SEARCHED = 2000
_NEWEST = 200


@dataclass(frozen=True)
class ThreadLine:
    """One thread in a list: with whom, about whom, its newest words, and how many messages are unread."""

    thread: Thread
    topic: str
    whom: str
    about: str
    last: str
    last_at: datetime
    unread: int
    found: str = ""


@dataclass(frozen=True)
class Threads:
    """One page of threads, how many there are, and how many messages are unread in all of them."""

    items: list[ThreadLine]
    total: int
    unread: int


@dataclass(frozen=True)
class MessageLine:
    """One message as its reader sees it; `first_unread` stands above the first one that is new."""

    message: Message
    words: str
    own: bool
    name: str
    role: str
    files: list[Attachment]
    first_unread: bool = False


@dataclass(frozen=True)
class Promise:
    """What a site says of its answering: `expected` is when somebody next works, None while they do."""

    hours: SiteHours
    expected: datetime | None
    away_words: str


@dataclass(frozen=True)
class ThreadView:
    """A whole thread. `newest` is the key to note as read; `may_write` is false once nobody there reads it."""

    line: ThreadLine
    messages: list[MessageLine]
    earlier: int
    newest: int
    side: Side
    may_write: bool
    promise: Promise | None
    templates: list[Template]
    translates: bool


@query("messaging.whom_to_write")
def whom_to_write(actor: Actor) -> list[Addressee]:
    """Everybody to whom one may open a thread."""
    found = addressees(actor)
    audit.touched(*(one.child for one in found))
    return found


@query("messaging.my_threads", of=Thread)
def my_threads(
    actor: Actor,
    threads: QuerySet[Thread],
    *,
    roles: Sequence[Role] = (),
    search: str = "",
    limit: int = 20,
    offset: int = 0,
) -> Threads:
    """The threads one takes part in today, the newest first; with `search` those in which the words stand.

    `roles` narrows them to those one takes part in by one of these roles, as each face wants it.
    """
    if roles:
        reach = Q(pk__in=[])
        for role in roles:
            if role in actor.roles:
                reach |= THREADS[role](actor)
        threads = threads.filter(reach)
    rows = _counted(threads, actor.account_id)
    unread = sum(rows.values_list("unread", flat=True))
    found = _found(threads, search.strip()) if search.strip() else None
    if found is not None:
        rows = rows.filter(pk__in=found)
    total = rows.count()
    page = list(
        rows.select_related("child", "care_class", "site", "region", "family").order_by("-last_at", "-pk")[
            offset : offset + limit
        ]
    )
    audit.touched(*page)
    newest = _newest([one.pk for one in page])
    sides = sides_of(actor, newest)
    lines = [_line(sides[one.pk], one, newest[one.pk], (found or {}).get(one.pk, "")) for one in page]
    return Threads(lines, total, unread)


def _counted(threads: QuerySet[Thread], account: int) -> QuerySet[Thread]:
    upto = ReadMark.objects.filter(thread=OuterRef("pk"), account=account).values("upto")[:1]
    newer = Q(messages__pk__gt=F("read_upto")) & ~Q(messages__account=account)
    return threads.annotate(read_upto=Coalesce(Subquery(upto), 0)).annotate(
        unread=Count("messages", filter=newer, distinct=True)
    )


def _newest(threads: list[int]) -> dict[int, Message]:
    rows = Message.objects.filter(thread__in=threads).order_by("thread_id", "-pk").distinct("thread_id")
    return {one.thread_id: one for one in rows}


def _found(threads: QuerySet[Thread], search: str) -> dict[int, str]:
    """Threads in whose topic or newest messages the words stand, with the words around them."""
    wanted, found = search.casefold(), {}
    for one in threads.only("pk", "topic").order_by("-last_at")[:MOST_SEARCHED]:
        if wanted in one.topic.reveal().casefold():
            found[one.pk] = ""
    rows = Message.objects.filter(thread__in=threads.values("pk")).order_by("-pk").only("thread_id", "words")
    for one in rows[:MOST_SEARCHED]:
        words = one.words.reveal()
        place = words.casefold().find(wanted)
        if place >= 0 and not found.get(one.thread_id):
            found[one.thread_id] = _around(words, place, len(search))
    return found


def _around(words: str, place: int, length: int) -> str:
    begins, ends = max(place - 20, 0), place + length + 30
    return f"{'…' if begins else ''}{words[begins:ends]}{'…' if ends < len(words) else ''}"


def _line(side: Side, thread: Thread, newest: Message, found: str = "") -> ThreadLine:
    return ThreadLine(
        thread=thread,
        topic=thread.topic.reveal(),
        whom=_whom(side, thread),
        about=thread.child.name.reveal() if thread.child_id else "",
        last=newest.words.reveal()[:80],
        last_at=thread.last_at,
        unread=getattr(thread, "unread", 0),
        found=found,
    )


def _whom(side: Side, thread: Thread) -> str:
    """With whom one writes, from where the reader stands."""
    kind = ThreadKind(thread.kind)
    if side == Side.FAMILY:
        if kind == ThreadKind.CLASS:
            return f"{said(thread.site, 'name')} · {thread.care_class.name}"
        if kind == ThreadKind.AUTHORITY:
            return f"{kind.label} · {said(thread.region, 'name')}"
        return (
            said(thread.site, "name")
            if kind == ThreadKind.STATION
            else f"{kind.label} · {said(thread.site, 'name')}"
        )
    if side == Side.STAFF and kind == ThreadKind.AUTHORITY:
        return f"{kind.label} · {said(thread.region, 'name')}"
    if side == Side.AUTHORITY:
        return said(thread.site, "name") if thread.site_id else f"{Side.FAMILY.label} · {thread.family.name}"
    if kind == ThreadKind.STATION:
        return thread.family.name
    return thread.care_class.name if thread.care_class_id else said(thread.site, "name")


@query("messaging.thread", on=Thread)
def thread(actor: Actor, thread: Thread) -> ThreadView:
    """One thread with its newest messages, oldest of them first."""
    side = side_of(actor, thread)
    mark = ReadMark.objects.filter(thread=thread, account=actor.account_id).first()
    upto = mark.upto if mark else 0
    rows = list(
        thread.messages.select_related("account")
        .prefetch_related("attachments__upload")
        .order_by("-pk")[:_NEWEST]
    )[::-1]
    audit.touched(*rows)
    relations = _relations(thread)
    lines, seen_new = [], False
    for row in rows:
        own = row.account_id == actor.account_id
        first = not own and row.pk > upto and not seen_new
        seen_new = seen_new or first
        lines.append(
            MessageLine(
                message=row,
                words=row.words.reveal(),
                own=own,
                name=row.account.name,
                role=relations.get(row.account_id, "") if row.side == Side.FAMILY else _role(thread, row),
                files=list(row.attachments.all()),
                first_unread=first,
            )
        )
    return ThreadView(
        line=_line(side, thread, rows[-1]),
        messages=lines,
        earlier=max(thread.messages.count() - len(rows), 0),
        newest=rows[-1].pk,
        side=side,
        may_write=is_open(thread),
        promise=promise_of(thread.site) if side == Side.FAMILY and thread.site_id else None,
        templates=list(thread.site.message_templates.all()) if side == Side.STAFF and thread.site_id else [],
        translates=translating.is_served(),
    )


def _role(thread: Thread, row: Message) -> str:
    """What somebody who is not of the family is in a thread."""
    staff = row.side == Side.STAFF and thread.kind != ThreadKind.AUTHORITY
    return str(ThreadKind(thread.kind).label if staff else Side(row.side).label)


def _relations(thread: Thread) -> dict[int, str]:
    if thread.child_id is None:
        return {}
    held = Guardianship.objects.filter(child=thread.child_id)
    return {one.account_id: one.get_relation_display() for one in held}


def promise_of(site: Site) -> Promise | None:
    """When a site answers, as it says itself; None where it says nothing."""
    kept = SiteHours.objects.filter(site=site).first()
    if kept is None:
        return None
    away = (kept.away_from, kept.away_until) if kept.away_from else None
    hours = Hours(kept.weekdays, kept.opens, kept.closes, away)
    moment = now()
    expected = None if at_work(hours, moment) else answers_from(hours, moment)
    return Promise(kept, expected, kept.away_words if is_away(hours, local(moment).date()) else "")
