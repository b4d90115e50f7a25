"""Workers, each once across all their sites, with posts and credentials."""

from shanyu.demo import model as plan
from shanyu.demo.rows.bulk import public_id, since, write
from shanyu.demo.rows.sites import Keep
from shanyu.domain.people.models import Account
from shanyu.domain.providers.models import Credential, Post, Worker


def write_staff(seed: int, district: plan.DistrictPlan, kept: Keep, cast: dict[str, Account]) -> None:
    """A district's workers. Members of the cast among them sign in with their account."""
    code = district.geography.district.code
    rows = write(
        [
            Worker(
                public_id=public_id(seed, code, "worker", worker.key),
                account=cast[worker.cast] if worker.cast else None,
                name=worker.name,
                identity=worker.identity,
                phone=worker.mobile,
            )
            for worker in district.workers
        ]
    )
    people = list(zip(rows, district.workers, strict=True))
    write([_post(row, post, kept) for row, worker in people for post in worker.posts])
    write([_credential(row, paper) for row, worker in people for paper in worker.credentials])


def _post(row: Worker, post: plan.Post, kept: Keep) -> Post:
    return Post(
        worker=row,
        site=kept.sites[post.site],
        role=post.role,
        care_class=kept.classes[post.site, post.care_class] if post.care_class else None,
        full_time=post.full_time,
        valid=since(post.starts),
    )


def _credential(row: Worker, paper: plan.Paper) -> Credential:
    return Credential(
        worker=row,
        kind=paper.kind,
        number=paper.number,
        issued_by=paper.issued_by,
        issued_on=paper.issued_on,
        expires_on=paper.expires_on,
    )
