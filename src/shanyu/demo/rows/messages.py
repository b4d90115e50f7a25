"""What the carer's class writes: a thread with the father, an announcement half confirmed, one request for consent."""

from datetime import date, datetime, time, timedelta

from shanyu.demo.rows.bulk import public_id
from shanyu.domain.messaging.audiences import children_of, guardians_of
from shanyu.domain.messaging.kinds import Side, ThreadKind
from shanyu.domain.messaging.models import (
    Announcement,
    ConsentAnswer,
    ConsentRequest,
    Message,
    ReadMark,
    Receipt,
    SiteHours,
    Template,
    Thread,
)
from shanyu.domain.people.models import Account, Guardianship
from shanyu.domain.providers.kinds import PostRole
from shanyu.domain.providers.models import CareClass, Post
from shanyu.kernel.clock import SHANGHAI, now

_TALK = (
    ("father", 16, 42, "何老师，他最近在家午睡只睡一个小时，在园里睡得好吗？"),
    ("carer", 17, 5, "这两天在园里睡了一个半小时左右，入睡要哄一会儿。带来的小兔子很管用。"),
    ("father", 17, 20, "好的，谢谢何老师。明天早上我把小毯子也带来。"),
)
_TEMPLATES = (
    ("收到", "收到了，谢谢您告诉我们。"),
    ("请电话联系", "这件事我们想和您当面或者电话说，请您方便时打到班里。"),
)


def write_messages(seed: int, cast: dict[str, Account], day: date) -> int:
    """Messages of the carer's class around `day`; how many. The father of the cast has a child there."""
    posts = Post.objects.filter(worker__account=cast["he"], role=PostRole.CARER, valid__contains=day)
    post = posts.exclude(care_class=None).select_related("care_class__site").first()
    held = (
        Guardianship.objects.filter(account=cast["ming"], valid__contains=day).select_related("child").first()
    )
    if post is None or held is None:
        return 0
    yesterday = day - timedelta(days=1)
    _house(seed, post.care_class)
    _thread(seed, cast, post.care_class, held, yesterday)
    people = guardians_of(
        one.pk for one in children_of(site=post.care_class.site, care_class=post.care_class)
    )
    others = [one for one in people if one.pk != cast["ming"].pk]
    _announcement(seed, cast["he"], post.care_class, others, yesterday)
    _request(seed, cast["fang"], post.care_class, others, day)
    return len(_TALK)


def _house(seed: int, where: CareClass) -> None:
    SiteHours.objects.create(site=where.site, weekdays=[1, 2, 3, 4, 5], opens=time(8), closes=time(17, 30))
    for title, words in _TEMPLATES:
        key = public_id(seed, "message template", where.site_id, title)
        Template.objects.create(public_id=key, site=where.site, title=title, words=words)


def _thread(seed: int, cast: dict[str, Account], where: CareClass, held: Guardianship, on: date) -> None:
    moments = [datetime.combine(on, time(hour, minute), SHANGHAI) for _who, hour, minute, _words in _TALK]
    key = public_id(seed, "thread", where.pk)
    thread = Thread.objects.create(
        public_id=key,
        kind=ThreadKind.CLASS,
        topic="午睡",
        child=held.child,
        care_class=where,
        site=where.site,
        opened_by=held.account,
        mark=key,
        last_at=moments[-1],
    )
    made = []
    for (who, _hour, _minute, words), moment in zip(_TALK, moments, strict=True):
        mark = public_id(seed, "message", where.pk, moment.isoformat())
        family = who == "father"
        made.append(
            Message.objects.create(
                public_id=mark,
                thread=thread,
                account=held.account if family else cast["he"],
                side=Side.FAMILY if family else Side.STAFF,
                words=words,
                mark=mark,
                at=moment,
            )
        )
    # The carer has not read the last one yet.
    ReadMark.objects.create(thread=thread, account=held.account, upto=made[-1].pk)
    ReadMark.objects.create(thread=thread, account=cast["he"], upto=made[0].pk)


def _announcement(seed: int, carer: Account, where: CareClass, others: list[Account], on: date) -> None:
    """Half of the families have confirmed it; the father of the cast has not."""
    key = public_id(seed, "announcement", where.pk)
    at = datetime.combine(on, time(16, 30), SHANGHAI)
    made = Announcement.objects.create(
        public_id=key,
        care_class=where,
        site=where.site,
        account=carer,
        title="下周三上午消防演练",
        words="下周三 9:30 我们在院子里做消防演练，请给孩子多带一件外套。演练大约二十分钟，老师全程抱着或推着孩子。",
        must_confirm=True,
        confirm_by=on + timedelta(days=4),
        mark=key,
        at=at,
    )
    for number, account in enumerate(others[: max(len(others) // 2, 1)]):
        seen = at + timedelta(minutes=12 + 7 * number)
        confirmed = seen + timedelta(minutes=1)
        Receipt.objects.create(announcement=made, account=account, seen_at=seen, confirmed_at=confirmed)


def _request(seed: int, head: Account, where: CareClass, others: list[Account], day: date) -> None:
    key = public_id(seed, "consent request", where.pk)
    out = day + timedelta(days=(4 - day.weekday()) % 7 or 7)
    made = ConsentRequest.objects.create(
        public_id=key,
        site=where.site,
        care_class=where,
        kind="outing",
        title="周五去运河边散步",
        words=(
            "周五上午 9:30 到 10:30，三位老师用婴儿推车带全班沿运河绿道走一圈，天气不好就改在院子里。\n"
            "不参加的孩子由保健老师在园里照护，活动照常。"
        ),
        starts=out,
        ends=out,
        answer_by=out - timedelta(days=1),
        account=head,
        mark=key,
        at=now(),
    )
    held = Guardianship.objects.filter(account__in=others[:2], valid__contains=day).order_by("pk")
    there = {one.pk for one in children_of(site=where.site, care_class=where)}
    for one in held:
        if one.child_id in there:
            ConsentAnswer.objects.create(
                request=made, child_id=one.child_id, account_id=one.account_id, yes=True, at=now()
            )
