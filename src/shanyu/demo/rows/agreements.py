"""Agreements: many at once as rows, and those of the cast's nurseries lately by the verbs of family and head."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime

from django.db import connection

from shanyu.demo.rows.bulk import copy, public_id
from shanyu.demo.rows.sites import Keep
from shanyu.demo.stories import Story
from shanyu.domain.agreements import actions
from shanyu.domain.agreements.drawing import Terms, write_out
from shanyu.domain.agreements.kinds import As, PaperKind
from shanyu.domain.agreements.models import Paper, Signature
from shanyu.domain.agreements.rules import template_of
from shanyu.domain.enrolment import calls
from shanyu.domain.enrolment.actions import begin
from shanyu.domain.enrolment.kinds import Side
from shanyu.domain.enrolment.models import Case, Untold
from shanyu.domain.people.actors import actor_for
from shanyu.domain.people.models import Account, Guardianship
from shanyu.domain.providers.models import CareClass, ServiceOffer
from shanyu.kernel import clock


@contextmanager
def checked_at_the_end() -> Iterator[None]:
    """Cases are written before their agreements: whether each has its own is asked when all are there."""
    names = "agreements_case_is_agreed, agreements_place_is_agreed"
    with connection.cursor() as cursor:
        cursor.execute(f"SET CONSTRAINTS {names} DEFERRED")
    yield
    with connection.cursor() as cursor:
        cursor.execute(f"SET CONSTRAINTS {names} IMMEDIATE")


def write_papers(
    seed: int, planned: Sequence[tuple[Story, Case]], kept: Keep, heads: Mapping[str, int]
) -> None:
    """The agreements of stories that have come so far, each signed at its moments; documents are made by the worker."""
    planned = [(story, case) for story, case in planned if story.moment("checkup")]
    written = _Papers(seed, planned, kept, heads)
    copy(written.papers, stamp=False)
    copy(list(written.signatures()))
    _bring_into_force(written)


class _Papers:
    """Papers of many cases, with everything that they name looked up once."""

    def __init__(
        self, seed: int, planned: Sequence[tuple[Story, Case]], kept: Keep, heads: Mapping[str, int]
    ) -> None:
        self.planned, self.heads = planned, heads
        children = [story.kid.child for story, _ in planned]
        self.guardians: dict[int, list[Guardianship]] = defaultdict(list)
        for one in (
            Guardianship.objects.filter(child__in=children).select_related("account", "child").order_by("pk")
        ):
            self.guardians[one.child_id].append(one)
        self.names = dict(Account.objects.filter(pk__in=set(heads.values())).values_list("pk", "name"))
        sites = {kept.sites[story.site].pk for story, _ in planned}
        self.offers = {
            (one.site_id, one.form, one.band): one for one in ServiceOffer.objects.filter(site__in=sites)
        }
        self.papers = [self._paper(seed, kept, *pair) for pair in planned]

    def _paper(self, seed: int, kept: Keep, story: Story, case: Case) -> Paper:
        stay, drawn = story.accepted.offers[-1].stay, story.moment("checkup")
        site, care_class = kept.sites[story.site], kept.classes[stay.care_class]
        guardians = self.guardians[story.kid.child]
        case.site, case.child = site, guardians[0].child
        terms = self._terms(story.form, case.weekdays, care_class, stay.first)
        template = template_of(PaperKind.AGREEMENT, site.region.code, drawn.date())
        paper = write_out(case, PaperKind.AGREEMENT, terms, [one.account.name for one in guardians], template)
        paper.public_id = public_id(seed, "paper", case.public_id)
        paper.number, paper.proposed_side = 1, Side.SITE
        paper.created_at = paper.modified_at = drawn
        return paper

    def _terms(self, form: str, weekdays: Sequence[int], care_class: CareClass, first: date) -> Terms:
        """The plan that a family asked for, as its site publishes it."""
        listed = self.offers.get((care_class.site_id, form, care_class.band))
        offer = listed or self.offers[care_class.site_id, form, ""]
        days = tuple(sorted(set(weekdays) & set(offer.weekdays)))
        return Terms(first, form, days, offer.opens, offer.closes, care_class, offer)

    def signatures(self) -> Iterator[Signature]:
        for paper, (story, _case) in zip(self.papers, self.planned, strict=True):
            if at := story.moment("sign"):
                who = next(
                    one for one in self.guardians[story.kid.child] if one.account_id == story.kid.account
                )
                yield _signature(paper, Side.FAMILY, As(who.relation), who.account_id, who.account.name, at)
            if at := story.moment("agreement"):
                head = self.heads[story.site]
                yield _signature(paper, Side.SITE, As.HEAD, head, self.names[head], at)


def _signature(paper: Paper, side: Side, signed_as: As, account: int, name: str, at: datetime) -> Signature:
    return Signature(
        paper_id=paper.pk,
        side=side,
        signed_as=signed_as,
        account_id=account,
        name=name,
        sha256=paper.sha256,
        at=at,
    )


def _bring_into_force(written: _Papers) -> None:
    """What both sides have signed, at its moment; of a case that is over the agreement is as well."""
    rows = [
        (paper.pk, "ended" if story.ended_at else "in_force", at, story.ended_at)
        for paper, (story, _case) in zip(written.papers, written.planned, strict=True)
        if (at := story.moment("agreement"))
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE agreements_paper SET state = told.state, in_force_at = told.at, ended_at = told.ended, "
            "modified_at = coalesce(told.ended, told.at) "
            "FROM unnest(%s::bigint[], %s::text[], %s::timestamptz[], %s::timestamptz[]) "
            "AS told (id, state, at, ended) WHERE agreements_paper.id = told.id",
            [list(column) for column in zip(*rows, strict=True)],
        )


def sign_papers(planned: Sequence[tuple[Story, Case, Mapping[str, int]]]) -> None:
    """The steps of these stories that wait for an agreement, each at its moment, in the order of time.

    Nobody is told of them today: they are of days gone by.
    """
    todo = [
        (at, story, case, name, heads[story.site])
        for story, case, heads in planned
        for name, at in story.later
    ]
    for at, story, case, name, head in sorted(todo, key=lambda one: one[0]):
        with clock.frozen(at):
            _step(name, case, story.kid.account, head)
    cases = [case.pk for _, case, _ in planned]
    classes = CareClass.objects.filter(placements__case__in=cases).order_by("pk").distinct("pk")
    for key in classes.values_list("pk", flat=True):
        calls.settle(key)
    Untold.objects.all().delete()


def _step(name: str, case: Case, guardian: int, head: int) -> None:
    site = actor_for(head, assurance=2)
    if name == "draw_up":
        actions.draw_up(site, case)
    elif name == "begin":
        begin(site, case)
    else:
        sha256 = Paper.objects.get(case=case).sha256
        if name == "sign":
            actions.sign(actor_for(guardian), case, sha256=sha256)
        else:
            actions.countersign(site, case, sha256=sha256)
