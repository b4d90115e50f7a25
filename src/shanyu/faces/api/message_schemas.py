"""What goes in and out of the API of messages, announcements and requests for consent."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from ninja import Field, Schema

from shanyu.domain.messaging.kinds import AskKind, Side, ThreadKind
from shanyu.domain.messaging.writing import MOST_TITLE, MOST_WORDS

#: PostgreSQL keeps no NUL, and a text of spaces says nothing.
_SAYS = r"^[^\x00]*[^\s\x00][^\x00]*$"


class AddresseeOut(Schema):
    """Somebody to whom a thread may be opened."""

    key: str
    name: str
    kind: ThreadKind


class ThreadOut(Schema):
    """One thread; `unread` counts what others wrote since one looked."""

    id: UUID
    kind: ThreadKind
    topic: str
    whom: str
    about: str = Field(..., description="The child's name; empty where it is about none")
    last: str = Field(..., description="How the newest message begins")
    last_at: datetime
    unread: int


class ThreadsOut(Schema):
    """One page of threads, the newest first."""

    items: list[ThreadOut]
    total: int
    unread: int = Field(..., description="Messages in all of one's threads")
    next: str | None


class ThreadsAsked(Schema):
    """Which threads."""

    q: str = Field("", max_length=60, description="Words in a topic or a message")
    limit: int = Field(20, ge=1, le=100)
    offset: int = Field(0, ge=0, le=100_000)


class MessageOut(Schema):
    """One message."""

    id: UUID
    at: datetime
    by: str
    role: str
    side: Side
    own: bool
    words: str
    files: list[str] = Field(..., description="Names of attached files; they are read in the product")


class ThreadPageOut(Schema):
    """One thread with its newest messages, oldest first."""

    thread: ThreadOut
    messages: list[MessageOut]
    may_write: bool
    answers_from: datetime | None = Field(..., description="When the site works next; none while it does")


class NewThreadIn(Schema):
    """A new topic with its first message."""

    to: str = Field(..., max_length=60, description="The `key` of an addressee")
    topic: str = Field(..., max_length=MOST_TITLE, pattern=_SAYS)
    words: str = Field(..., max_length=MOST_WORDS, pattern=_SAYS)


class NewMessageIn(Schema):
    """What one writes."""

    words: str = Field(..., max_length=MOST_WORDS, pattern=_SAYS)


class AnnouncementOut(Schema):
    """An announcement as one of those whom it is for reads it."""

    id: UUID
    whose: str
    title: str
    words: str
    at: datetime
    must_confirm: bool
    confirm_by: date | None
    seen_at: datetime | None
    confirmed_at: datetime | None


class PublishedOut(Schema):
    """An announcement as whoever looks after it sees it; each person of today counts once."""

    id: UUID
    whose: str
    title: str
    at: datetime
    must_confirm: bool
    withdrawn: bool
    people: int
    seen: int
    confirmed: int


class NewAnnouncementIn(Schema):
    """What many are told."""

    to: str = Field(..., max_length=60, description="`class:…`, `site:…` or `region:…`, from the audiences")
    title: str = Field(..., max_length=MOST_TITLE, pattern=_SAYS)
    words: str = Field(..., max_length=MOST_WORDS, pattern=_SAYS)
    must_confirm: bool = False
    confirm_by: date | None = None
    remind_on: date | None = None


class AudienceOut(Schema):
    """Those who may be told together."""

    key: str
    name: str


class ConsentChildOut(Schema):
    """How a request stands for one of one's children, and what one has said oneself."""

    child_id: UUID
    name: str
    state: Literal["yes", "no", "partly", "open"]
    mine: bool | None


class ConsentOut(Schema):
    """A request for consent as a guardian reads it."""

    id: UUID
    kind: AskKind
    title: str
    words: str
    starts: date
    ends: date
    answer_by: date
    each_guardian: bool
    withdrawn: bool
    children: list[ConsentChildOut]


class ConsentAnswerIn(Schema):
    """One's yes or no for one child."""

    child_id: UUID
    yes: bool
