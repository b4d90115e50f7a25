"""The head of each site of a batch: a worker by name, with a post from today."""

import uuid

from django.utils.translation import gettext_lazy as _
from psycopg.types.range import DateRange

from shanyu.domain.providers.importing.batch import Batch
from shanyu.domain.providers.importing.bulk import by_key, of_sites
from shanyu.domain.providers.kinds import PostRole
from shanyu.domain.providers.models import Post, Worker
from shanyu.kernel.clock import today
from shanyu.kernel.tabular.problems import say


def appoint_heads(batch: Batch) -> None:
    """A site without a head gets the one the sheet names. One who is in office is not replaced by a sheet:
    with the post goes the right to keep the site's page."""
    posts = Post.objects.filter(role=PostRole.HEAD, valid__contains=today()).select_related("worker")
    in_office = by_key(of_sites(posts, batch.known_sites), "site_id")
    for target in batch.targets:
        name = target.values["head"]
        if not name:
            continue
        known = in_office.get(target.site_id, [])
        if not known:
            _appoint(batch, target, name)
        elif all(post.worker.name != name for post in known):
            what = say(_("系统里的负责人不是表中这一位，没有改动。"))
            target.warn(_("负责人"), what, say(_("更换负责人请在机构的人员页面办理。")))


def _appoint(batch: Batch, target: object, name: str) -> None:
    worker = batch.keys(Worker).take()
    batch.plan.add(Worker, id=worker, public_id=uuid.uuid4(), name=name)
    batch.add(
        target,
        "head",
        Post,
        worker_id=worker,
        site_id=target.site_id,
        role=PostRole.HEAD,
        full_time=True,
        valid=DateRange(today(), None),
    )
