"""Messages in version 1 of the API: threads, announcements and requests for consent, for families and for sites."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from ninja import Header, Query, Router

from shanyu.domain.messaging import actions, queries
from shanyu.domain.messaging.queries.announcements import AnnouncementLine, ConsentLine, Receipts
from shanyu.domain.messaging.queries.threads import ThreadLine, ThreadView
from shanyu.faces.api import message_schemas as schemas
from shanyu.faces.api.doors import Declared, changes, reads
from shanyu.faces.api.paging import next_page
from shanyu.ui.pages import Page

router = Router(tags=["messages"])
MESSAGES = ("messages:read", "messages:write")
Mark = Annotated[
    UUID, Header(alias="Idempotency-Key", description="A fresh UUID; sent again, it counts once")
]


@router.get(
    "/messages/addressees",
    response=list[schemas.AddresseeOut],
    url_name="addressees",
    operation_id="whomToWrite",
)
def addressees(request: HttpRequest) -> list[schemas.AddresseeOut]:
    """Everybody to whom the key's owner may open a thread."""
    found = queries.whom_to_write(request.actor)
    return [schemas.AddresseeOut(key=one.key, name=one.label, kind=one.kind) for one in found]


@router.get("/messages", response=schemas.ThreadsOut, url_name="threads", operation_id="myThreads")
def threads(request: HttpRequest, asked: Query[schemas.ThreadsAsked]) -> schemas.ThreadsOut:
    """The threads that one takes part in today, the newest first."""
    found = queries.my_threads(
        request.actor, search=asked.q.replace("\x00", ""), limit=asked.limit, offset=asked.offset
    )
    return schemas.ThreadsOut(
        items=[_thread(line) for line in found.items],
        total=found.total,
        unread=found.unread,
        next=next_page(request, asked.offset, len(found.items), found.total),
    )


@router.post(
    "/messages",
    response={201: schemas.ThreadPageOut},
    url_name="threads",
    operation_id="openThread",
)
def open_thread(request: HttpRequest, new: schemas.NewThreadIn, once: Mark) -> tuple:
    """Open a topic with somebody on one's list."""
    made = actions.open_thread(request.actor, to=new.to, topic=new.topic, words=new.words, mark=once)
    return 201, _page(queries.thread(request.actor, made))


@router.get(
    "/messages/{thread_id}", response=schemas.ThreadPageOut, url_name="thread", operation_id="readThread"
)
def thread(request: HttpRequest, thread_id: UUID) -> schemas.ThreadPageOut:
    """One thread. Reading it here does not note it as read."""
    return _page(queries.thread(request.actor, thread_id))


@router.post(
    "/messages/{thread_id}",
    response={201: schemas.ThreadPageOut},
    url_name="thread",
    operation_id="writeMessage",
)
def write(request: HttpRequest, thread_id: UUID, new: schemas.NewMessageIn, once: Mark) -> tuple:
    """Write into a thread."""
    actions.write(request.actor, thread_id, words=new.words, mark=once)
    return 201, _page(queries.thread(request.actor, thread_id))


@router.get(
    "/announcements",
    response=list[schemas.AnnouncementOut],
    url_name="announcements",
    operation_id="myAnnouncements",
)
def announcements(request: HttpRequest) -> list[schemas.AnnouncementOut]:
    """What one is told, the newest first."""
    return [_announcement(line) for line in queries.my_announcements(request.actor)]


@router.post(
    "/announcements/{announcement_id}/confirm",
    response=schemas.AnnouncementOut,
    url_name="confirm_announcement",
    operation_id="confirmAnnouncement",
)
def confirm(request: HttpRequest, announcement_id: UUID) -> schemas.AnnouncementOut:
    """Confirm it, or note it as seen where nothing is asked. The first time stays."""
    actions.confirm_announcement(request.actor, announcement_id)
    return _announcement(queries.announcement(request.actor, announcement_id))


@router.get(
    "/published/audiences",
    response=list[schemas.AudienceOut],
    url_name="audiences",
    operation_id="whomToTell",
)
def audiences(request: HttpRequest) -> list[schemas.AudienceOut]:
    """Everybody whom the key's owner may let know."""
    return [schemas.AudienceOut(key=one.key, name=one.label) for one in queries.whom_to_tell(request.actor)]


@router.get("/published", response=list[schemas.PublishedOut], url_name="published", operation_id="published")
def published(request: HttpRequest) -> list[schemas.PublishedOut]:
    """What was published where one works, with how many have read it."""
    return [_published(one) for one in queries.announced(request.actor)]


@router.post(
    "/published",
    response={201: schemas.PublishedOut},
    url_name="published",
    operation_id="announce",
)
def announce(request: HttpRequest, new: schemas.NewAnnouncementIn, once: Mark) -> tuple:
    """Let an audience know."""
    made = actions.announce(request.actor, mark=once, **new.dict())
    return 201, _published(queries.receipts(request.actor, made))


@router.get(
    "/consents", response=list[schemas.ConsentOut], url_name="consents", operation_id="myConsentRequests"
)
def consents(request: HttpRequest) -> list[schemas.ConsentOut]:
    """What one is asked for one's children, the newest first."""
    return [_consent(line) for line in queries.my_consent_requests(request.actor)]


@router.post(
    "/consents/{request_id}/answers",
    response=schemas.ConsentOut,
    url_name="answer_consent",
    operation_id="answerConsent",
)
def answer(request: HttpRequest, request_id: UUID, new: schemas.ConsentAnswerIn) -> schemas.ConsentOut:
    """Say yes or no for one child."""
    actions.answer_consent(request.actor, request_id, child=new.child_id, yes=new.yes)
    return _consent(queries.consent_request(request.actor, request_id))


def _thread(line: ThreadLine) -> schemas.ThreadOut:
    return schemas.ThreadOut(
        id=line.thread.public_id,
        kind=line.thread.kind,
        topic=line.topic,
        whom=line.whom,
        about=line.about,
        last=line.last,
        last_at=line.last_at,
        unread=line.unread,
    )


def _page(view: ThreadView) -> schemas.ThreadPageOut:
    return schemas.ThreadPageOut(
        thread=_thread(view.line),
        messages=[
            schemas.MessageOut(
                id=line.message.public_id,
                at=line.message.at,
                by=line.name,
                role=line.role,
                side=line.message.side,
                own=line.own,
                words=line.words,
                files=[one.upload.original_name for one in line.files if one.upload],
            )
            for line in view.messages
        ],
        may_write=view.may_write,
        answers_from=view.promise.expected if view.promise else None,
    )


def _announcement(line: AnnouncementLine) -> schemas.AnnouncementOut:
    one = line.announcement
    return schemas.AnnouncementOut(
        id=one.public_id,
        whose=line.whose,
        title=one.title,
        words=line.words,
        at=one.at,
        must_confirm=one.must_confirm,
        confirm_by=one.confirm_by,
        seen_at=line.seen_at,
        confirmed_at=line.confirmed_at,
    )


def _published(found: Receipts) -> schemas.PublishedOut:
    one = found.announcement
    return schemas.PublishedOut(
        id=one.public_id,
        whose=found.whose,
        title=one.title,
        at=one.at,
        must_confirm=one.must_confirm,
        withdrawn=one.withdrawn_at is not None,
        people=found.people,
        seen=found.seen,
        confirmed=found.confirmed,
    )


def _consent(line: ConsentLine) -> schemas.ConsentOut:
    one = line.request
    return schemas.ConsentOut(
        id=one.public_id,
        kind=one.kind,
        title=one.title,
        words=line.words,
        starts=one.starts,
        ends=one.ends,
        answer_by=one.answer_by,
        each_guardian=one.each_guardian,
        withdrawn=one.withdrawn_at is not None,
        children=[
            schemas.ConsentChildOut(child_id=row.child.public_id, name=name, state=row.state.value, mine=mine)
            for row, name, mine in line.said
        ],
    )


def _both(asks: str, acts: str) -> Declared:
    """An address that asks by GET and changes something by POST."""
    return Page(("GET", "POST"), asks, acts), {"GET": MESSAGES[0], "POST": MESSAGES[1]}


#: What each address declares at the door, and the scope that a key needs there.
PAGES = {
    "addressees": reads("messaging.whom_to_write", MESSAGES),
    "threads": _both("messaging.my_threads", "messaging.open_thread"),
    "thread": _both("messaging.thread", "messaging.write"),
    "announcements": reads("messaging.my_announcements", MESSAGES),
    "confirm_announcement": changes("messaging.confirm_announcement", MESSAGES),
    "audiences": reads("messaging.whom_to_tell", MESSAGES),
    "published": _both("messaging.announced", "messaging.announce"),
    "consents": reads("messaging.my_consent_requests", MESSAGES),
    "answer_consent": changes("messaging.answer_consent", MESSAGES),
}
