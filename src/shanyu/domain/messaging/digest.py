"""The day's news of the evening, in one message for each person; other domains say what there is.

    digest.feed(lambda day: [(account.pk, words, url), …])

`words` are a sentence, or a function that makes it in the reader's language: with no name of a child and nothing of
health, which are read on the page behind `url`. Several lines for one person become one notice.
"""

from collections.abc import Callable, Iterable
from datetime import date, time

from django.db import transaction
from django.utils.translation import gettext_lazy
from procrastinate.contrib.django import app

from shanyu.domain.messaging.models import QuietHours
from shanyu.domain.messaging.telling import Words, notify, said
from shanyu.domain.people.models import Account
from shanyu.kernel.clock import local, now, today

#: Account, words, and the page where it is read.
Line = tuple[int, Words, str]
Source = Callable[[date], Iterable[Line]]

_sources: list[Source] = []
_BATCH = 200
FROM, UNTIL = time(19, 30), time(20, 30)


def feed(source: Source) -> Source:
    """Say something in the evening's message from now on."""
    if source not in _sources:
        _sources.append(source)
    return source


def withdraw(source: Source) -> None:
    """Say nothing any more."""
    if source in _sources:
        _sources.remove(source)


@app.periodic(cron="*/15 * * * *")
@app.task(name="messaging.digest", queueing_lock="messaging.digest")
def send(timestamp: int = 0) -> int:
    """Tell everybody of their day in the evening, by the clock of Shanghai, and at no other time.

    Returns how many are told now. Twice on one day is once: a second run makes up for what a dead worker left.
    """
    if not FROM <= local(now()).time() < UNTIL:
        return 0
    day = today()
    lines: dict[int, list[tuple[Words, str]]] = {}
    for source in _sources:
        for account, words, url in source(day):
            lines.setdefault(account, []).append((words, url))
    without = set(QuietHours.objects.filter(digest=False).values_list("account_id", flat=True))
    keys = sorted(set(lines) - without)
    told = 0
    for start in range(0, len(keys), _BATCH):
        with transaction.atomic():
            for account in Account.objects.filter(pk__in=keys[start : start + _BATCH]).order_by("pk"):
                told += _tell(account, lines[account.pk], day)
    return told


def _tell(account: Account, lines: list[tuple[Words, str]], day: date) -> bool:
    made = notify(
        account,
        kind="digest.evening",
        title=gettext_lazy("今天的小结"),
        body=lambda: "\n".join(said(words) for words, _url in lines),
        url=lines[0][1],
        dedupe=f"digest:{day}",
    )
    return made is not None
