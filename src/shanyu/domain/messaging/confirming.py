"""The letter that asks whether an e-mail address is right."""

from uuid import NAMESPACE_URL, uuid5

from django.utils import translation
from django.utils.translation import gettext as _
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from shanyu.domain.messaging import addresses
from shanyu.domain.messaging.channels import mail
from shanyu.domain.messaging.channels.undelivered import Undelivered
from shanyu.domain.people import email_links
from shanyu.domain.people.models import Account
from shanyu.kernel.events import subscribe
from shanyu.kernel.planning import plan

_TRIES = 5


def plan_letter(account: Account) -> None:
    """Plan the letter to an address that was just given."""
    plan(send_confirmation, account=account.pk)


@app.task(
    name="messaging.send_confirmation",
    retry=RetryStrategy(max_attempts=_TRIES, exponential_wait=4, retry_exceptions={Undelivered}),
)
def send_confirmation(account: int) -> bool:
    """Send the letter, unless the address is confirmed or gone by now. Raises Undelivered for another try."""
    one = Account.objects.filter(pk=account, is_active=True).first()
    if one is None or one.email is None or one.email_confirmed_at is not None or not mail.is_served():
        return False
    try:
        mail.post(_letter(one), one.email.reveal())
    except Undelivered as problem:
        if problem.final:
            return False
        raise
    return True


def _letter(account: Account) -> mail.Letter:
    secret = email_links.secret_for(account)
    with translation.override(account.language):
        return mail.Letter(
            title=_("请确认这是您的邮箱"),
            body=_(
                "有人在善育填写了这个邮箱，用来接收预约、空位和活动的通知。\n"
                "如果是您，请在三天内点下面的按钮确认。\n如果不是您，不用理会，我们不会再给您写信。"
            ),
            ways=[(_("确认邮箱"), addresses.whole(f"/account/notices/email/{secret}/"))],
            reference=str(uuid5(NAMESPACE_URL, secret)),
            language=account.language,
        )


subscribe("people.email_given", plan_letter)
