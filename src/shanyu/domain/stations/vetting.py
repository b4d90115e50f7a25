"""Whether somebody may be on duty and mind children: the papers of the post, none of them expired."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from shanyu.domain.providers.kinds import CredentialKind, PostRole
from shanyu.domain.providers.models import Post
from shanyu.domain.providers.queries.held import Held, credentials_of
from shanyu.domain.providers.rules import credential_groups
from shanyu.domain.stations import rules

#: The posts with which one may be on duty at a station, the widest first.
ON_DUTY_POSTS = (
    PostRole.STATION_KEEPER,
    PostRole.HEAD,
    PostRole.CARER,
    PostRole.HEALTH_WORKER,
    PostRole.NEIGHBOUR_CARER,
)


@dataclass(frozen=True)
class Ending:
    """A paper that ends soon: its name, and the last day on which it holds."""

    name: str
    until: date


@dataclass(frozen=True)
class Vetting:
    """What somebody lacks, in words: for being on duty in their post, and for minding children.

    `ending` names the papers that count for either and end within the warning window of thirty days.
    """

    role: str
    missing: tuple[str, ...]
    missing_to_mind: tuple[str, ...]
    ending: tuple["Ending", ...] = ()

    @property
    def on_duty(self) -> bool:
        return bool(self.role) and not self.missing

    @property
    def minds(self) -> bool:
        return self.on_duty and not self.missing_to_mind


def vetting_of(site_id: int, workers: Iterable[int], on: date) -> dict[int, Vetting]:
    """How each worker stands at a site on a day, in two questions. `role` is empty for one without a post there."""
    wanted = set(workers)
    posts: dict[int, set[str]] = {worker: set() for worker in wanted}
    rows = Post.objects.filter(site=site_id, worker__in=wanted, valid__contains=on, role__in=ON_DUTY_POSTS)
    for worker, role in rows.values_list("worker_id", "role"):
        posts[worker].add(role)
    papers = credentials_of(wanted, on)
    to_mind = rules.minding_groups(on)
    found = {}
    for worker in wanted:
        role = next((str(one) for one in ON_DUTY_POSTS if one in posts[worker]), "")
        for_the_post = credential_groups(role, on)
        found[worker] = Vetting(
            role,
            _lacking(for_the_post, papers[worker]),
            _lacking(to_mind, papers[worker]),
            _ending((*for_the_post, *to_mind), papers[worker]),
        )
    return found


def _lacking(groups: Collection[tuple[str, ...]], papers: Iterable[Held]) -> tuple[str, ...]:
    valid = {paper.kind for paper in papers if paper.state != "expired"}
    return tuple(
        " / ".join(str(CredentialKind(kind).label) for kind in group)
        for group in groups
        if not valid.intersection(group)
    )


def _ending(groups: Collection[tuple[str, ...]], papers: Iterable[Held]) -> tuple[Ending, ...]:
    """Of the groups in which no other paper holds longer, the papers that are due."""
    holds = {paper.kind: paper for paper in papers if paper.state != "expired"}
    found = set()
    for group in groups:
        own = [holds[kind] for kind in group if kind in holds]
        if own and all(paper.state == "due" for paper in own):
            longest = max(own, key=lambda paper: paper.until)
            found.add(Ending(str(longest.name), longest.until))
    return tuple(sorted(found, key=lambda one: (one.until, one.name)))
