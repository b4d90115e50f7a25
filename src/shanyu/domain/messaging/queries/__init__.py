"""The verbs that ask about notices, threads, announcements and requests."""

from shanyu.domain.messaging.queries.announcements import (
    announced,
    announcement,
    asked_consents,
    consent_answers,
    consent_request,
    my_announcements,
    my_consent_requests,
    receipts,
    whom_to_ask,
    whom_to_tell,
)
from shanyu.domain.messaging.queries.beside import (
    house,
    read_attachment,
    report,
    reports,
    translate_message,
)
from shanyu.domain.messaging.queries.notices import my_channels, my_notices
from shanyu.domain.messaging.queries.threads import my_threads, thread, whom_to_write

__all__ = [
    "announced",
    "announcement",
    "asked_consents",
    "consent_answers",
    "consent_request",
    "house",
    "my_announcements",
    "my_channels",
    "my_consent_requests",
    "my_notices",
    "my_threads",
    "read_attachment",
    "receipts",
    "report",
    "reports",
    "thread",
    "translate_message",
    "whom_to_ask",
    "whom_to_tell",
    "whom_to_write",
]
