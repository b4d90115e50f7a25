"""Papers as somebody holds them: until when by print and by rule, in which warning window, in which state."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from shanyu.domain.providers.kinds import CredentialKind
from shanyu.domain.providers.models import Certificate, Credential
from shanyu.domain.providers.rules import (
    days_left,
    effective_expiry,
    expiry_state,
    expiry_window,
    missing_credentials,
)


@dataclass(frozen=True)
class Held:
    """The newest paper of a kind; `until` is the last day it holds (None: until revoked).

    `state` is valid, soon (90 days), due (30) or expired; `window` the narrowest of 90, 30, 7 it is in, 0 once
    expired; `by_rule` whether the rule's clock runs out before the printed date.
    """

    paper: Certificate | Credential
    until: date | None
    state: str
    window: int | None
    days: int | None
    by_rule: bool

    @property
    def kind(self) -> str:
        return self.paper.kind

    @property
    def name(self) -> str:
        return self.paper.get_kind_display()


def held(paper: Certificate | Credential, on: date) -> Held:
    """A paper as it stands on a day."""
    until = effective_expiry(paper.kind, paper.issued_on, paper.expires_on)
    return Held(
        paper=paper,
        until=until,
        state=expiry_state(until, on),
        window=expiry_window(until, on),
        days=days_left(until, on) if until else None,
        by_rule=until is not None and until != paper.expires_on,
    )


def newest_held(papers: Iterable[Certificate | Credential], on: date) -> list[Held]:
    """Of every kind the newest paper that is not revoked, in the order of the kinds' names."""
    newest: dict[str, Certificate | Credential] = {}
    for paper in sorted(papers, key=lambda paper: paper.issued_on):
        if paper.revoked_on is None:
            newest[paper.kind] = paper
    return [held(newest[kind], on) for kind in sorted(newest)]


def credentials_of(workers: Iterable[int], on: date) -> dict[int, list[Held]]:
    """The newest papers of each worker, in one question."""
    rows: dict[int, list[Credential]] = defaultdict(list)
    asked = Credential.objects.filter(worker__in=set(workers)).select_related("upload")
    for paper in asked:
        rows[paper.worker_id].append(paper)
    found: dict[int, list[Held]] = defaultdict(list)
    for worker, papers in rows.items():
        found[worker] = newest_held(papers, on)
    return found


def missing_names(role: str, papers: Iterable[Held], on: date) -> list[str]:
    """What a worker in this post lacks altogether, in words; an expired paper is late, not missing."""
    kinds = {paper.kind for paper in papers}
    return [
        " / ".join(str(CredentialKind(kind).label) for kind in group)
        for group in missing_credentials(role, kinds, on)
    ]
