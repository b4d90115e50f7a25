"""What of threads, announcements and requests goes into an export of one's data, and what is deleted with a child."""

from shanyu.domain.messaging.models import Attachment, ConsentAnswer, Message, Receipt, Thread
from shanyu.domain.people.models import Account, Child
from shanyu.domain.people.queries.own_data import export_part
from shanyu.kernel.events import subscribe
from shanyu.kernel.models import Upload


@export_part("messages")
def _messages(account: Account, children: list[Child]) -> list[dict]:
    """What the account wrote, and what was written in the threads about these children."""
    rows = Message.objects.filter(account=account) | Message.objects.filter(thread__child__in=children)
    found = rows.distinct().select_related("thread", "account").prefetch_related("attachments__upload")
    return [
        {
            "topic": row.thread.topic.reveal(),
            "with": row.thread.kind,
            "at": row.at.isoformat(),
            "by": row.account.name,
            "words": row.words.reveal(),
            "files": [one.upload.original_name for one in row.attachments.all() if one.upload],
        }
        for row in found.order_by("pk")
    ]


@export_part("announcements")
def _announcements(account: Account, children: list[Child]) -> list[dict]:
    rows = Receipt.objects.filter(account=account).select_related("announcement").order_by("pk")
    return [
        {
            "title": row.announcement.title,
            "seen": row.seen_at.isoformat(),
            "confirmed": row.confirmed_at.isoformat() if row.confirmed_at else None,
        }
        for row in rows
    ]


@export_part("consent_answers")
def _answers(account: Account, children: list[Child]) -> list[dict]:
    rows = ConsentAnswer.objects.filter(child__in=children).select_related("request", "child", "account")
    return [
        {
            "child": row.child.name.reveal(),
            "asked": row.request.title,
            "words": row.request.words.reveal(),
            "from": row.request.starts.isoformat(),
            "until": row.request.ends.isoformat(),
            "by": row.account.name,
            "yes": row.yes,
            "at": row.at.isoformat(),
        }
        for row in rows.order_by("pk")
    ]


def forget(child: Child) -> None:
    """Delete the threads about a child whose data a guardian has deleted, with their files.

    A message that was reported stays with its report, as a copy. What guardians answered says nothing without the
    child and stays as a proof of who agreed.
    """
    threads = Thread.objects.filter(child=child)
    files = Attachment.objects.filter(message__thread__in=threads)
    uploads = list(files.filter(upload__isnull=False).values_list("upload", flat=True))
    threads.delete()
    Upload.objects.filter(pk__in=uploads).delete()


subscribe("people.child_erased", forget)
