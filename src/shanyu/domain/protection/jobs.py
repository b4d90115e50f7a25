"""What protection does by itself: count illnesses against the thresholds. The job may run twice without harm."""

from datetime import timedelta

from django.db import transaction
from procrastinate.contrib.django import app

from shanyu.domain.protection.counting import LOOK_BACK, count
from shanyu.domain.protection.models import Illness
from shanyu.domain.providers.models import Site
from shanyu.kernel.clock import today
from shanyu.kernel.planning import plan


@app.task(name="protection.count_site")
def count_site(site: int) -> int:
    """Count one site. Returns how many warnings are new."""
    with transaction.atomic():
        return count(Site.objects.select_related("region").get(pk=site))


@app.periodic(cron="*/30 * * * *")
@app.task(name="protection.count_again", queueing_lock="protection.count_again")
def count_again(timestamp: int = 0) -> int:
    """Count every site where somebody fell ill of late, should a job have been lost. Returns how many are new."""
    lately = Illness.objects.filter(onset_on__gt=today() - timedelta(days=LOOK_BACK))
    return sum(count_site(key) for key in sorted(set(lately.values_list("site", flat=True))))


def count_soon(site: int) -> None:
    """Plan `count_site` with what is being committed."""
    plan(count_site, site=site)
