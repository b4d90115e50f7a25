"""What may be read on a locked screen: nothing of a child.

A push message and an SMS show their words to whoever looks at the device, and pass through services of others. So
what is about a child's day, health or safety, and what somebody wrote, goes out as one fixed sentence for its group;
the words themselves are read here, after signing in. The other groups keep their own words, unless a name of a child
that the reader knows, or a word of health, stands in them.
"""

import re

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from shanyu.domain.messaging.audiences import places_of
from shanyu.domain.messaging.kinds import Group
from shanyu.domain.messaging.models import Notification
from shanyu.domain.people.models import Account, Child
from shanyu.domain.providers.models import Post
from shanyu.kernel.clock import today

#: The first part of a kind, and the group it belongs to. A kind of none of these is `other`, and says nothing.
GROUPS: dict[str, Group] = {
    "booking": Group.BOOKING,
    "stations": Group.BOOKING,
    "enrolment": Group.ENROLMENT,
    "agreements": Group.ENROLMENT,
    "programmes": Group.PROGRAMME,
    "messaging": Group.MESSAGE,
    "announcement": Group.ANNOUNCEMENT,
    "consent": Group.ANNOUNCEMENT,
    "weekly": Group.CARE,
    "care": Group.CARE,
    "digest": Group.CARE,
    "health": Group.SAFETY,
    "protection": Group.SAFETY,
}
#: Groups whose own words may leave the house: booked things, papers and rounds name no child by convention.
_PLAIN = frozenset({Group.BOOKING, Group.ENROLMENT, Group.PROGRAMME})
#: Nobody can turn these off: a child may be in danger.
ALWAYS = frozenset({Group.SAFETY})
_SENTENCES: dict[Group, Promise] = {
    Group.BOOKING: pgettext_lazy("推送", "预约有新消息，请打开善育查看"),
    Group.ENROLMENT: pgettext_lazy("推送", "入托有新消息，请打开善育查看"),
    Group.PROGRAMME: pgettext_lazy("推送", "统一报名有新消息，请打开善育查看"),
    Group.MESSAGE: pgettext_lazy("推送", "您有新留言，请打开善育查看"),
    Group.ANNOUNCEMENT: pgettext_lazy("推送", "您有新公告，请打开善育查看"),
    Group.CARE: pgettext_lazy("推送", "孩子的一天有新内容，请打开善育查看"),
    Group.SAFETY: pgettext_lazy("推送", "有一件要紧的事，请尽快打开善育查看"),
    Group.OTHER: pgettext_lazy("推送", "您有新消息，请打开善育查看"),
}
#: Words that tell of health, in both languages.
_HEALTH = re.compile(
    "发烧|发热|体温|咳嗽|呕吐|腹泻|皮疹|疱疹|过敏|受伤|流血|骨折|烫伤|摔伤|生病|患病|传染|手足口|水痘|流感|喂药|服药|诊断"
    r"|\b(fever|temperature|cough|vomit\w*|diarrh\w*|rash|allerg\w*|injur\w*|bleed\w*|fractur\w*|burn\w*|sick|ill"
    r"|illness|infect\w*|chickenpox|influenza|medication|medicine|diagnos\w*)\b",
    re.IGNORECASE,
)


def group_of(kind: str) -> Group:
    """The group that a kind of notice belongs to."""
    return GROUPS.get(kind.partition(".")[0], Group.OTHER)


def outward(told: Notification) -> tuple[str, str]:
    """Title and body of a notice as a push message or an SMS may carry them, in the language that is active."""
    group = group_of(told.kind)
    if group in _PLAIN and not tells(f"{told.title}\n{told.body}", told.account):
        return told.title, told.body
    return str(_SENTENCES[group]), ""


def tells(words: str, reader: Account) -> bool:
    """Whether words hold something of health, or the name of a child that their reader knows."""
    return bool(_HEALTH.search(words)) or any(name in words for name in _names(reader))


def _names(reader: Account) -> set[str]:
    """Names of the reader's own children, and of those who are today where the reader works."""
    own = set(reader.guardianships.filter(valid__contains=today()).values_list("child_id", flat=True))
    sites = Post.objects.filter(worker__account=reader, valid__contains=today()).values_list(
        "site_id", flat=True
    )
    if there := list(sites):
        own |= {child for child, _class, _site in places_of(site__in=there)}
    children = Child.objects.filter(pk__in=own).only("name")
    return {name for child in children if (name := child.name.reveal())}
