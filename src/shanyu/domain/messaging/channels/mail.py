"""E-mail: plain text and HTML in one message, through the SMTP server of the installation."""

import smtplib
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from shanyu.domain.messaging import addresses, tokens
from shanyu.domain.messaging.channels.undelivered import Undelivered
from shanyu.domain.messaging.models import Delivery

_PERMANENT = 500


@dataclass(frozen=True)
class Letter:
    """What a mail says: `ways` are its buttons, words and whole addresses, the most important first.

    `reference` names the mail, so that one that goes out twice is shown once; `stop` is the address by which
    its reader ends such mails, "" where it is not one of many.
    """

    title: str
    body: str
    ways: Sequence[tuple[str, str]]
    reference: str
    language: str
    stop: str = ""


def is_served() -> bool:
    return settings.SHANYU_MAIL


def send(delivery: Delivery, others: Sequence[Delivery] = ()) -> None:
    """Mail one notice, or several in one letter. Raises Undelivered."""
    told = delivery.notification
    to = told.account
    if to.email is None or to.email_confirmed_at is None:
        raise Undelivered("no_address", final=True)
    together = [told, *(one.notification for one in others)]
    with translation.override(told.language):
        links = [link for one in together for link in addresses.links_of(one)]
        way = "/account/notices/" if others else told.url
        ways = [
            *((words, addresses.whole(path)) for words, path in links),
            *([(_("在善育里查看"), addresses.whole(way))] if way else []),
        ]
        title, body = told.title, told.body
        if others:
            title = _("%(count)s 条新通知") % {"count": len(together)}
            body = "\n".join(f"{one.title}\n{one.body}" for one in together)
        letter = Letter(
            title=title,
            body=body,
            ways=ways,
            reference=str(delivery.public_id),
            language=told.language,
            stop=addresses.whole(f"/account/notices/stop/{tokens.stop_for(to)}/"),
        )
        post(letter, to.email.reveal())


def post(letter: Letter, to: str) -> None:
    """Hand a letter to the SMTP server. Raises Undelivered."""
    with translation.override(letter.language):
        context = {
            "letter": letter,
            "paragraphs": [line for line in letter.body.split("\n") if line.strip()],
            "why": _("您收到这封邮件，是因为您在善育登记了这个邮箱。"),
            "stop_words": _("不再接收这类邮件"),
            "brand": _("善育"),
        }
        mail = EmailMultiAlternatives(
            subject=" ".join(letter.title.split()),
            body=render_to_string("messaging/mail.txt", context),
            to=[to],
            headers=_headers(letter),
        )
        mail.attach_alternative(render_to_string("messaging/mail.htm", context), "text/html")
    try:
        mail.send()
    except smtplib.SMTPRecipientsRefused as refused:
        status = next(iter(refused.recipients.values()))[0]
        raise Undelivered(f"smtp_{status}", final=status >= _PERMANENT) from None
    except smtplib.SMTPAuthenticationError as refused:
        raise Undelivered(f"smtp_{refused.smtp_code}") from None
    except smtplib.SMTPResponseException as refused:
        raise Undelivered(f"smtp_{refused.smtp_code}", final=refused.smtp_code >= _PERMANENT) from None
    except smtplib.SMTPException as problem:
        raise Undelivered(type(problem).__name__) from None
    except OSError:
        raise Undelivered("unreachable") from None


def _headers(letter: Letter) -> dict[str, str]:
    host = urlsplit(settings.SHANYU_URL).hostname or "localhost"
    headers = {
        "Message-ID": f"<{letter.reference}@{host}>",
        "Auto-Submitted": "auto-generated",
        "Content-Language": letter.language,
    }
    if letter.stop:
        headers["List-Unsubscribe"] = f"<{letter.stop}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers
