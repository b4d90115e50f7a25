"""Telling many of an announcement or of a request for consent, and reminding those who have not answered."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from procrastinate.contrib.django import app

from shanyu.domain.messaging.answering import Standing, standing
from shanyu.domain.messaging.audiences import children_of, leaders_in
from shanyu.domain.messaging.models import Announcement, ConsentRequest, Receipt
from shanyu.domain.messaging.telling import notify
from shanyu.domain.people.models import Account, Child, Guardianship
from shanyu.domain.providers.models import CareClass, Site
from shanyu.kernel.clock import local, now, today


@dataclass(frozen=True)
class Recipient:
    """Somebody who is told today: on account of which child, or of which site."""

    account: Account
    child: Child | None
    site: Site | None
    relation: str = ""


def recipients(announcement: Announcement) -> list[Recipient]:
    """Everybody whom an announcement is for today, by child or by site. Somebody with two children stands twice."""
    if announcement.region_id is not None:
        return [
            Recipient(account, None, site)
            for site, accounts in leaders_in(announcement.region)
            for account in accounts
        ]
    return family_of(announcement.site, announcement.care_class)


def family_of(site: Site, care_class: CareClass | None) -> list[Recipient]:
    """The guardians of the children who are in a class, or at a site, today."""
    children = {child.pk: child for child in children_of(site=site, care_class=care_class)}
    held = Guardianship.objects.filter(
        child__in=children, valid__contains=today(), account__is_active=True
    ).select_related("account")
    return [
        Recipient(one.account, children[one.child_id], site, one.get_relation_display())
        for one in held.order_by("child_id", "pk")
    ]


def still_to_do(announcement: Announcement) -> list[Account]:
    """Those of today who have not seen it; where it must be confirmed, who have not confirmed it."""
    done = Receipt.objects.filter(announcement=announcement)
    if announcement.must_confirm:
        done = done.filter(confirmed_at__isnull=False)
    through = set(done.values_list("account_id", flat=True))
    accounts = {one.account.pk: one.account for one in recipients(announcement)}
    return [account for key, account in sorted(accounts.items()) if key not in through]


def announcement_dedupes(announcement: Announcement) -> list[str]:
    """What the notices of an announcement, and of its reminders, are told under."""
    first = local(announcement.at).date()
    days = range((today() - first).days + 1)
    return [
        f"announcement:{announcement.pk}",
        *(f"announcement:{announcement.pk}:{first + timedelta(days=ahead)}" for ahead in days),
    ]


def _address(announcement: Announcement) -> str:
    face = "office" if announcement.region_id is not None else "family"
    return f"/{face}/announcements/{announcement.public_id}/"


@app.task(name="messaging.tell_announcement")
def tell_announcement(announcement: int) -> int:
    """Tell everybody whom an announcement is for. Returns how many are told now; twice is once."""
    one = _standing_one(announcement)
    if one is None:
        return 0
    told = 0
    with transaction.atomic():
        for account in {row.account.pk: row.account for row in recipients(one)}.values():
            made = notify(
                account,
                kind="announcement.new",
                title=one.title,
                body=lambda: _asked(one),
                url=_address(one),
                dedupe=f"announcement:{one.pk}",
            )
            told += made is not None
    return told


@app.task(name="messaging.tell_reminder")
def tell_reminder(announcement: int, day: str) -> int:
    """Remind those who have not done what is asked by now. Returns how many; twice on one day is once."""
    one = _standing_one(announcement)
    if one is None:
        return 0
    told = 0
    with transaction.atomic():
        for account in still_to_do(one):
            made = notify(
                account,
                kind="announcement.reminder",
                title=lambda: _("请查看：%(title)s") % {"title": one.title},
                body=lambda: _asked(one),
                url=_address(one),
                dedupe=f"announcement:{one.pk}:{day}",
            )
            told += made is not None
    return told


def _standing_one(key: int) -> Announcement | None:
    rows = Announcement.objects.select_related("site", "care_class", "region")
    return rows.filter(pk=key, withdrawn_at=None).first()


def _asked(one: Announcement) -> str:
    """Who says it, and what is asked of the reader; never the words themselves."""
    whose = one.site.name if one.site_id else one.region.name
    if one.must_confirm and one.confirm_by:
        return _("%(whose)s · 请在 %(day)s 前确认") % {"whose": whose, "day": _day(one.confirm_by)}
    return _("%(whose)s · 请确认") % {"whose": whose} if one.must_confirm else whose


def _day(day: date) -> str:
    return f"{day.month}/{day.day}"


@app.periodic(cron="*/10 * * * *")
@app.task(name="messaging.remind_due", queueing_lock="messaging.remind_due")
def remind_due(timestamp: int = 0) -> int:
    """Send the reminders whose moment has come. Returns how many announcements."""
    due = Announcement.objects.filter(remind_at__lte=now(), withdrawn_at=None).order_by("pk")
    keys = list(due.values_list("pk", flat=True))
    for key in keys:
        with transaction.atomic():
            # Whoever clears the moment sends: two workers at once send once.
            mine = Announcement.objects.filter(pk=key, remind_at__isnull=False)
            if mine.update(remind_at=None, reminded_at=now(), modified_at=now()):
                tell_reminder(key, today().isoformat())
    return len(keys)


@app.task(name="messaging.tell_consent")
def tell_consent(request: int) -> int:
    """Ask every guardian who has not answered. Returns how many are told now; twice is once."""
    one = (
        ConsentRequest.objects.select_related("site", "care_class")
        .filter(pk=request, withdrawn_at=None)
        .first()
    )
    if one is None:
        return 0
    told = 0
    with transaction.atomic():
        for account in {row.account.pk: row.account for row in family_of(one.site, one.care_class)}.values():
            made = notify(
                account,
                kind="consent.asked",
                title=gettext_lazy("有一件事请您答复"),
                body=lambda: _("%(site)s · 请在 %(day)s 前答复") % {
                    "site": one.site.name, "day": _day(one.answer_by),
                },
                url=f"/family/consents/{one.public_id}/",
                dedupe=f"consent:{one.pk}",
            )  # fmt: skip
            told += made is not None
    return told


@dataclass(frozen=True)
class ChildStanding:
    """How a request stands for one child: each guardian of today, and what the latest words come to."""

    child: Child
    state: Standing
    guardians: list[tuple[Recipient, bool | None]]


def standings(request: ConsentRequest, children: list[Child] | None = None) -> list[ChildStanding]:
    """How a request stands for every child it is about today, or for these of them."""
    people = family_of(request.site, request.care_class)
    wanted = None if children is None else {child.pk for child in children}
    said: dict[tuple[int, int], bool] = {}
    for answer in request.answers.order_by("pk"):
        said[answer.child_id, answer.account_id] = answer.yes
    found = {}
    for one in people:
        if wanted is None or one.child.pk in wanted:
            found.setdefault(one.child.pk, (one.child, []))[1].append(one)
    return [_stands(request, child, rows, said) for child, rows in found.values()]


def _stands(
    request: ConsentRequest, child: Child, rows: list[Recipient], said: dict[tuple[int, int], bool]
) -> ChildStanding:
    words = {
        one.account.pk: said[child.pk, one.account.pk] for one in rows if (child.pk, one.account.pk) in said
    }
    state = standing([one.account.pk for one in rows], words, each=request.each_guardian)
    return ChildStanding(child, state, [(one, words.get(one.account.pk)) for one in rows])
