"""What the week ahead does by itself: remind heads of the quarter's diet survey. The job may run twice without harm."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app

from shanyu.domain.enrolment.notices import heads_of
from shanyu.domain.messaging.telling import notify
from shanyu.domain.providers.kinds import SiteState
from shanyu.domain.providers.models import Site
from shanyu.domain.weekly import rules
from shanyu.domain.weekly.models import Menu
from shanyu.kernel.clock import today

_TITLE = _("这个季度的膳食调查该做了")
_BODY = _("请登记用了哪些食物和人日数，系统会算出能量和蛋白质。")


@app.periodic(cron="30 0 * * *")
@app.task(name="weekly.remind_surveys", queueing_lock="weekly.remind_surveys")
def remind_surveys(timestamp: int = 0) -> int:
    """Tell the heads of sites that cook, once a quarter, from its last month on. Returns how many were told."""
    quarter = rules.quarter_of(today())
    if not rules.survey_due(quarter, today()):
        return 0
    told = 0
    for site in cooking_without_survey():
        for account in heads_of(site):
            made = notify(
                account,
                kind="weekly.survey_due",
                title=_TITLE,
                body=_BODY,
                url=f"/office/sites/{site.public_id}/survey/",
                dedupe=f"weekly.survey:{site.pk}:{quarter:%Y-%m}",
            )
            told += made is not None
    return told


def cooking_without_survey() -> QuerySet[Site]:
    """Open sites that have published a menu in this quarter, and no finished survey of it."""
    quarter = rules.quarter_of(today())
    menus = Menu.objects.filter(
        monday__gte=rules.monday_of(quarter), monday__lte=today(), versions__isnull=False
    )
    cooking = Site.objects.filter(state=SiteState.OPEN, pk__in=menus.values("site"))
    done = Site.objects.filter(diet_surveys__quarter=quarter, diet_surveys__finished_at__isnull=False)
    return cooking.exclude(pk__in=done.values("pk")).order_by("pk")
