"""Operators within reach: who acts for them, and their sites."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet

from shanyu.domain.providers.kinds import SiteState
from shanyu.domain.providers.models import Operator, OperatorPost, Site
from shanyu.kernel.clock import today
from shanyu.kernel.door import Actor
from shanyu.kernel.door.audit import touched
from shanyu.kernel.door.verbs import query
from shanyu.kernel.masks import mask_name

PAGE = 50


@dataclass(frozen=True)
class OperatorRow:
    """An operator with how many sites it runs (closed ones not counted) and how many accounts act for it today."""

    operator: Operator
    sites: int
    people: int


@dataclass(frozen=True)
class OperatorList:
    rows: list[OperatorRow]
    total: int
    number: int
    size: int


@dataclass(frozen=True)
class ActsFor:
    """An account that acts, or acted, for an operator; names masked; `last` is the last day, None while open."""

    key: int
    username: str
    name: str
    first: date
    last: date | None
    current: bool


@dataclass(frozen=True)
class OperatorFile:
    operator: Operator
    sites: list[Site]
    people: list[ActsFor]


@query("providers.list_operators", of=Operator)
def list_operators(
    actor: Actor, operators: QuerySet[Operator], *, text: str = "", page: int = 1
) -> OperatorList:
    """A page of operators by name, credit code or part of them."""
    if words := text.strip():
        operators = operators.filter(
            Q(name__icontains=words) | Q(name_en__icontains=words) | Q(credit_code__istartswith=words)
        )
    total = operators.count()
    number = min(max(page, 1), max(-(-total // PAGE), 1))
    found = list(operators.order_by("name", "pk")[(number - 1) * PAGE : number * PAGE])
    touched(*found)
    keys = [operator.pk for operator in found]
    sites = _counted(Site.objects.filter(operator__in=keys).exclude(state=SiteState.CLOSED))
    people = _counted(OperatorPost.objects.filter(operator__in=keys, valid__contains=today()))
    rows = [OperatorRow(one, sites.get(one.pk, 0), people.get(one.pk, 0)) for one in found]
    return OperatorList(rows, total, number, PAGE)


@query("providers.operator_file", on=Operator)
def operator_file(actor: Actor, operator: Operator) -> OperatorFile:
    """One operator: all its sites, and who acts for it, now and before, the newest first."""
    posts = OperatorPost.objects.filter(operator=operator).select_related("account").order_by("-valid", "-pk")
    touched(*(post.account for post in posts))
    day = today()
    return OperatorFile(
        operator=operator,
        sites=list(
            Site.objects.filter(operator=operator).select_related("region").order_by("sort_key", "pk")
        ),
        people=[
            ActsFor(
                key=post.pk,
                username=post.account.username,
                name=mask_name(post.account.name),
                first=post.valid.lower,
                last=post.valid.upper - timedelta(days=1) if post.valid.upper else None,
                current=post.valid.upper is None or post.valid.upper > day,
            )
            for post in posts
        ],
    )


def _counted(rows: QuerySet) -> dict[int, int]:
    return dict(rows.order_by().values_list("operator").annotate(Count("pk")))
