"""Tags of the office: texts in the reader's language, weekdays, pictures, filters."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django import template
from django.db.models import Model
from django.http import QueryDict
from django.templatetags.static import static
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext, ngettext

from shanyu.domain.providers import naming
from shanyu.domain.providers.models import Site, SitePicture
from shanyu.faces.provider.forms import DAYS
from shanyu.kernel import clock
from shanyu.ui import words

register = template.Library()


@register.simple_tag
def said(row: Model, field: str) -> str:
    """{% said site "name" %}: a row's text in the reader's language."""
    return naming.said(row, field)


@register.simple_tag
def weekdays(days: Sequence[int]) -> str:
    """ISO weekdays as words: 周一至周五 for a run of days, else each by itself."""
    names = {int(number): str(name) for number, name in DAYS}
    ordered = sorted(days)
    run = len(ordered) > 2 and ordered == list(range(ordered[0], ordered[-1] + 1))
    if run:
        return f"{names[ordered[0]]}–{names[ordered[-1]]}"
    return " ".join(names[day] for day in ordered)


@register.simple_tag
def picture_url(picture: SitePicture, site: Site) -> str:
    """Where a picture of one's own site is, also before the site is public."""
    if picture.upload_id:
        return f"{reverse('provider:picture', args=[site.public_id])}?{urlencode({'n': picture.pk})}"
    return static(f"pictures/{picture.drawing}.svg")


@register.simple_tag(takes_context=True)
def only(context: template.Context, **wanted: str) -> str:
    """A link that sets one filter, or takes it off when it is on already."""
    query: QueryDict = context["request"].GET.copy()
    for name, value in wanted.items():
        if query.get(name) == value:
            query.pop(name)
        else:
            query[name] = value
    return f"?{query.urlencode()}"


@register.simple_tag
def now_words() -> str:
    """The present moment as paper needs it."""
    now = clock.now()
    return f"{words.full_day(now)} {words.clock_time(now)}"


@register.filter
def until(moment: datetime) -> str:
    """A clock as it is read: 今天 18:00 前, 12月1日 周二 09:00 前, or 已过期 3 天."""
    left = (clock.local(moment).date() - clock.today()).days
    if moment <= clock.now():
        return (
            ngettext("已过期 %(n)s 天", "已过期 %(n)s 天", -left) % {"n": -left}
            if left
            else gettext("今天已到期")
        )
    if left == 1 and words.clock_time(moment) == "00:00":
        return gettext("今天之内")
    named = {0: gettext("今天 %(time)s 前"), 1: gettext("明天 %(time)s 前")}
    if left in named:
        return named[left] % {"time": words.clock_time(moment)}
    if words.clock_time(moment) == "00:00":
        return gettext("%(day)s之内") % {
            "day": words.day(last_day(clock.local(moment).date()), clock.today())
        }
    return gettext("%(when)s 前") % {"when": words.day_time(moment, clock.today())}


@register.filter
def is_past(moment: datetime) -> bool:
    """Whether a clock has run out."""
    return moment <= clock.now()


@register.filter
def soon(day: date) -> bool:
    """Whether a day lies within the half year in which a move to another class is planned."""
    return day <= clock.today() + timedelta(days=183)


@register.filter
def last_day(upper: date | None) -> date | None:
    """The last day of a range whose upper end does not count in."""
    return upper and upper - timedelta(days=1)


@register.filter
def getlist(query: QueryDict, name: str) -> list[str]:
    """All values of a name in the query."""
    return query.getlist(name)


@register.filter
def cellname(weekday: int, part: str) -> str:
    """{{ 1|cellname:"lunch" }}: the name of a cell of a week, in its form and in what is wrong with it."""
    return f"c-{weekday}-{part}"


@register.filter
def under(wrong: dict, name: str) -> str:
    """What is wrong with a cell; the verbs know it by weekday and part alone."""
    return wrong.get(name.removeprefix("c-"), "")


@register.filter
def typed_under(typed: QueryDict, name: str) -> str:
    """What somebody typed into a cell."""
    return typed.get(name, "")


@register.filter
def lastday(days: object) -> date:
    """{{ suspension.during|lastday }}: the last day of a range of dates."""
    return days.upper - timedelta(days=1)
