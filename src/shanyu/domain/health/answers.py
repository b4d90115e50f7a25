"""Answers of parts as they lie in the database: the newest row of each kind, opened."""

import json
from collections.abc import Iterable

from django.db.models import Q, QuerySet

from shanyu.domain.health.models import Part
from shanyu.domain.people.models import Child


def parts_about(child: Child) -> QuerySet[Part]:
    """Every row about this child: its own and its household's."""
    return Part.objects.filter(Q(child=child) | Q(household=child.household_id))


def newest(child: Child, kinds: Iterable[str] = ()) -> dict[str, Part]:
    """The row that counts of each kind that was ever said."""
    rows = parts_about(child).order_by("kind", "-pk").distinct("kind")
    wanted = list(kinds)
    return {row.kind: row for row in (rows.filter(kind__in=wanted) if wanted else rows)}


def opened(part: Part | None) -> dict | list | None:
    """What was said: a sheet, a list of items, or None where there is nothing."""
    return json.loads(part.answers.reveal()) if part is not None and part.answers else None


def sealed(answers: dict | list | None) -> str | None:
    """What `Part.answers` takes."""
    return json.dumps(answers, ensure_ascii=False) if answers else None
