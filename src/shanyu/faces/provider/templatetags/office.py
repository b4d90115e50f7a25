"""Tags of the office: texts in the reader's language, weekdays, pictures, filters."""

from collections.abc import Sequence

from django import template
from django.db.models import Model
from django.http import QueryDict
from django.templatetags.static import static
from django.urls import reverse
from django.utils.http import urlencode

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
def getlist(query: QueryDict, name: str) -> list[str]:
    """All values of a name in the query."""
    return query.getlist(name)
