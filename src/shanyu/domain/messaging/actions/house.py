"""A site's own settings of messages: its working hours, words while away, and words it often uses."""

from collections.abc import Collection
from datetime import date, time
from uuid import UUID

from django.utils.translation import gettext as _

from shanyu.domain.messaging.models import SiteHours, Template
from shanyu.domain.messaging.writing import checked
from shanyu.domain.providers.models import Site
from shanyu.kernel.door import Actor, Invalid, OutOfReach
from shanyu.kernel.door.verbs import action

_MOST_TEMPLATES = 50
_MOST_AWAY = 200


@action("messaging.set_hours", on=Site)
def set_hours(
    actor: Actor,
    site: Site,
    *,
    weekdays: Collection[int],
    opens: time,
    closes: time,
    away_from: date | None = None,
    away_until: date | None = None,
    away_words: str = "",
) -> SiteHours:
    """Say when a site answers messages, and from when to when it is away. Raises Invalid."""
    errors = {}
    days = sorted(set(weekdays))
    if not days or not set(days) <= set(range(1, 8)):
        errors["weekdays"] = _("请至少选一天。")
    if closes <= opens:
        errors["closes"] = _("结束时间要晚于开始时间。")
    if (away_from is None) != (away_until is None) or (away_from and away_until < away_from):
        errors["away_until"] = _("请把不在的第一天和最后一天都填上，后者不早于前者。")
    if len(away_words) > _MOST_AWAY:
        errors["away_words"] = _("最多 %(most)s 个字。") % {"most": _MOST_AWAY}
    if errors:
        raise Invalid(errors)
    facts = {
        "weekdays": days,
        "opens": opens,
        "closes": closes,
        "away_from": away_from,
        "away_until": away_until,
        "away_words": away_words.strip(),
    }
    return SiteHours.objects.update_or_create(site=site, defaults=facts)[0]


@action("messaging.save_template", on=Site)
def save_template(actor: Actor, site: Site, *, title: str, words: str) -> Template:
    """Keep words under a name; the same name again writes over them. Raises Invalid."""
    title, words = checked(title, "title", 40), checked(words, "words", 1000)
    known = Template.objects.filter(site=site)
    if not known.filter(title=title).exists() and known.count() >= _MOST_TEMPLATES:
        raise Invalid({"title": _("最多保存 %(most)s 条，请先删掉不用的。") % {"most": _MOST_TEMPLATES}})
    return Template.objects.update_or_create(site=site, title=title, defaults={"words": words})[0]


@action("messaging.remove_template", on=Site)
def remove_template(actor: Actor, site: Site, template: UUID) -> UUID:
    """Forget a template. Raises OutOfReach."""
    gone, _models = Template.objects.filter(site=site, public_id=template).delete()
    if not gone:
        raise OutOfReach
    return template
