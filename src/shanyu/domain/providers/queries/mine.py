"""What somebody who works with children sees of themselves: posts, classes, papers, and what to renew."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from shanyu.domain.providers.models import CareClass, Post, Worker
from shanyu.domain.providers.queries.held import Held, credentials_of, missing_names
from shanyu.domain.providers.queries.office import masked
from shanyu.domain.providers.rules import BandRule, band_rule
from shanyu.kernel.clock import today
from shanyu.kernel.door import Actor
from shanyu.kernel.door.audit import touched
from shanyu.kernel.door.verbs import query


@dataclass(frozen=True)
class MyPost:
    """A post with the class it is for, the class's ages by rule, and its last day (None: open)."""

    post: Post
    care_class: CareClass | None
    ages: BandRule | None
    last_day: date | None


@dataclass(frozen=True)
class MyPapers:
    """A worker's own record; numbers masked, because a tablet lies open on a table."""

    worker: Worker
    identity: str
    phone: str
    posts: list[MyPost]
    past: list[MyPost]
    papers: list[Held]
    missing: list[str]

    @property
    def to_renew(self) -> list[Held]:
        """Papers expired or within 90 days of it, the most urgent first."""
        return sorted((held for held in self.papers if held.window is not None), key=lambda held: held.until)


@query("providers.my_papers", of=Worker)
def my_papers(actor: Actor, workers: QuerySet[Worker]) -> MyPapers | None:
    """The signed-in worker's own papers; None for somebody whom no site has entered as a worker."""
    worker = workers.first()
    if worker is None:
        return None
    on = today()
    touched(worker)
    rows = (
        Post.objects.filter(worker=worker).select_related("site__operator", "care_class").order_by("-valid")
    )
    running = Q(valid__upper_inf=True) | Q(valid__endswith__gt=on)
    posts = [_post(post, on) for post in rows.filter(running)]
    papers = credentials_of([worker.pk], on)[worker.pk]
    missing = dict.fromkeys(name for view in posts for name in missing_names(view.post.role, papers, on))
    return MyPapers(
        worker=worker,
        identity=masked(worker, "identity"),
        phone=masked(worker, "phone"),
        posts=posts,
        past=[_post(post, on) for post in rows.exclude(running)],
        papers=papers,
        missing=list(missing),
    )


def _post(post: Post, on: date) -> MyPost:
    upper = post.valid.upper
    return MyPost(
        post=post,
        care_class=post.care_class,
        ages=band_rule(post.care_class.band, on) if post.care_class else None,
        last_day=upper - timedelta(days=1) if upper else None,
    )
