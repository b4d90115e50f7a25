"""Asking about announcements and requests for consent: what one is told and asked, and how others have answered."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from shanyu.domain.messaging import broadcasts
from shanyu.domain.messaging.addressees import Audience, audiences, families
from shanyu.domain.messaging.answering import Standing
from shanyu.domain.messaging.models import Announcement, Attachment, ConsentRequest, Receipt
from shanyu.domain.people.models import Child
from shanyu.domain.providers.naming import said
from shanyu.kernel.clock import local, today
from shanyu.kernel.door import Actor, Role, audit
from shanyu.kernel.door.verbs import query


@dataclass(frozen=True)
class AnnouncementLine:
    """An announcement as one of those whom it is for sees it."""

    announcement: Announcement
    whose: str
    words: str
    files: list[Attachment]
    seen_at: datetime | None
    confirmed_at: datetime | None

    @property
    def to_do(self) -> bool:
        """Whether something is still asked of the reader: to read it, or to confirm it."""
        return self.confirmed_at is None if self.announcement.must_confirm else self.seen_at is None


@dataclass(frozen=True)
class ReceiptLine:
    """One of those whom an announcement is for today; `about` is the child or the site on whose account."""

    name: str
    relation: str
    about: str
    seen_at: datetime | None
    confirmed_at: datetime | None


@dataclass(frozen=True)
class Receipts:
    """How an announcement was received by those whom it is for today; each person counts once."""

    announcement: Announcement
    whose: str
    words: str
    files: list[Attachment]
    people: int
    seen: int
    confirmed: int
    waiting: list[ReceiptLine]
    done: list[ReceiptLine]
    may_remind: bool


@dataclass(frozen=True)
class ConsentLine:
    """A request as a guardian sees it: what it asks, and how it stands for each of their own children."""

    request: ConsentRequest
    words: str
    children: list[broadcasts.ChildStanding]
    mine: dict[int, bool | None]

    @property
    def to_do(self) -> bool:
        """Whether the reader still has to answer for a child."""
        may_answer = self.request.withdrawn_at is None and today() <= self.request.answer_by
        return may_answer and None in self.mine.values()

    @property
    def said(self) -> list[tuple[broadcasts.ChildStanding, str, bool | None]]:
        """Each child with its name and the reader's own word."""
        return [(one, one.child.name.reveal(), self.mine[one.child.pk]) for one in self.children]


@dataclass(frozen=True)
class ConsentAnswers:
    """How the guardians of all children have answered."""

    request: ConsentRequest
    whose: str
    words: str
    children: list[tuple[str, broadcasts.ChildStanding]]
    counts: dict[str, int]


@query("messaging.my_announcements", of=Announcement)
def my_announcements(actor: Actor, announcements: QuerySet[Announcement]) -> list[AnnouncementLine]:
    """What one is told, the newest first."""
    rows = list(_with_all(announcements).order_by("-at", "-pk")[:100])
    audit.touched(*rows)
    got = {
        one.announcement_id: one
        for one in Receipt.objects.filter(account=actor.account_id, announcement__in=rows)
    }
    return [_announcement(one, got.get(one.pk)) for one in rows]


@query("messaging.announcement", on=Announcement)
def announcement(actor: Actor, announcement: Announcement) -> AnnouncementLine:
    """One announcement, as one of those whom it is for."""
    return _announcement(
        announcement, Receipt.objects.filter(announcement=announcement, account=actor.account_id).first()
    )


@query("messaging.whom_to_tell")
def whom_to_tell(actor: Actor) -> list[Audience]:
    """Everybody whom one may let know."""
    return audiences(actor)


@query("messaging.whom_to_ask")
def whom_to_ask(actor: Actor) -> list[Audience]:
    """Everybody whom one may ask for consent."""
    return families(actor)


@query("messaging.announced", of=Announcement)
def announced(actor: Actor, announcements: QuerySet[Announcement]) -> list[Receipts]:
    """What was published where one looks after it, the newest first, with how it was received."""
    rows = list(_with_all(announcements).order_by("-at", "-pk")[:50])
    audit.touched(*rows)
    return [_receipts(one) for one in rows]


@query("messaging.receipts", on=Announcement)
def receipts(actor: Actor, announcement: Announcement) -> Receipts:
    """Who has seen and confirmed an announcement, and who has not."""
    found = _receipts(announcement)
    audit.touched(*(one.child for one in broadcasts.recipients(announcement)))
    return found


@query("messaging.my_consent_requests", of=ConsentRequest)
def my_consent_requests(actor: Actor, requests: QuerySet[ConsentRequest]) -> list[ConsentLine]:
    """What one is asked for one's children, the newest first."""
    rows = list(requests.select_related("site", "care_class").order_by("-at", "-pk")[:100])
    audit.touched(*rows)
    return [_asked(actor, one) for one in rows]


@query("messaging.consent_request", on=ConsentRequest)
def consent_request(actor: Actor, request: ConsentRequest) -> ConsentLine:
    """One request, as a guardian."""
    return _asked(actor, request)


@query("messaging.asked_consents", of=ConsentRequest)
def asked_consents(actor: Actor, requests: QuerySet[ConsentRequest]) -> list[ConsentAnswers]:
    """What was asked where one works, the newest first, with how it stands."""
    rows = list(requests.select_related("site", "care_class").order_by("-at", "-pk")[:50])
    audit.touched(*rows)
    return [_answers(one) for one in rows]


@query("messaging.consent_answers", on=ConsentRequest)
def consent_answers(actor: Actor, request: ConsentRequest) -> ConsentAnswers:
    """Who has said yes, no and nothing."""
    found = _answers(request)
    audit.touched(*(one.child for _name, one in found.children))
    return found


def whose(row: Announcement | ConsentRequest) -> str:
    """Who says or asks it: a class, a site, or the authority of a region."""
    if row.site_id is None:
        return said(row.region, "name")
    return said(row.site, "name") + (f" · {row.care_class.name}" if row.care_class_id else "")


def _with_all(rows: QuerySet[Announcement]) -> QuerySet[Announcement]:
    return rows.select_related("site", "care_class", "region").prefetch_related("attachments__upload")


def _announcement(one: Announcement, receipt: Receipt | None) -> AnnouncementLine:
    return AnnouncementLine(
        announcement=one,
        whose=whose(one),
        words=one.words.reveal(),
        files=list(one.attachments.all()),
        seen_at=receipt.seen_at if receipt else None,
        confirmed_at=receipt.confirmed_at if receipt else None,
    )


def _receipts(one: Announcement) -> Receipts:
    got = {receipt.account_id: receipt for receipt in one.receipts.all()}
    people = broadcasts.recipients(one)
    lines = [(row.account.pk, _receipt(row, got.get(row.account.pk))) for row in people]
    each = dict(lines)
    done = {key for key, line in each.items() if (line.confirmed_at if one.must_confirm else line.seen_at)}
    reminded = one.reminded_at is not None and local(one.reminded_at).date() == today()
    return Receipts(
        announcement=one,
        whose=whose(one),
        words=one.words.reveal(),
        files=list(one.attachments.all()),
        people=len(each),
        seen=sum(line.seen_at is not None for line in each.values()),
        confirmed=sum(line.confirmed_at is not None for line in each.values()),
        waiting=[line for key, line in lines if key not in done],
        done=[line for key, line in lines if key in done],
        may_remind=one.withdrawn_at is None and not reminded and len(done) < len(each),
    )


def _receipt(row: broadcasts.Recipient, receipt: Receipt | None) -> ReceiptLine:
    return ReceiptLine(
        name=row.account.name,
        relation=row.relation,
        about=row.child.name.reveal() if row.child else said(row.site, "name"),
        seen_at=receipt.seen_at if receipt else None,
        confirmed_at=receipt.confirmed_at if receipt else None,
    )


def _asked(actor: Actor, one: ConsentRequest) -> ConsentLine:
    own = actor.targets(Role.GUARDIAN, "child")
    children = broadcasts.standings(one, list(Child.objects.filter(pk__in=own)))
    mine = {
        row.child.pk: next((yes for who, yes in row.guardians if who.account.pk == actor.account_id), None)
        for row in children
    }
    audit.touched(*(row.child for row in children))
    return ConsentLine(one, one.words.reveal(), children, mine)


def _answers(one: ConsentRequest) -> ConsentAnswers:
    rows = broadcasts.standings(one)
    counts = {state.value: sum(row.state == state for row in rows) for state in Standing}
    return ConsentAnswers(
        one, whose(one), one.words.reveal(), [(row.child.name.reveal(), row) for row in rows], counts
    )
