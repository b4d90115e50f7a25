"""Agreements of the cast's own nurseries, drawn up and signed as their families and their head would have done it."""

from collections.abc import Mapping, Sequence

from shanyu.demo.stories import Story
from shanyu.domain.agreements import actions
from shanyu.domain.agreements.models import Paper
from shanyu.domain.enrolment import calls
from shanyu.domain.enrolment.actions import begin
from shanyu.domain.enrolment.models import Case, Untold
from shanyu.domain.people.actors import actor_for
from shanyu.domain.providers.models import CareClass
from shanyu.kernel import clock


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
