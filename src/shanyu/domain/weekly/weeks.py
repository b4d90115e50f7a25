"""What menus and plans have in common: cells of a week as people write them, filled, copied and published."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta

from django.db.models import Model
from django.utils.translation import gettext as _

from shanyu.domain.weekly.refusals import NothingChanged, NothingPlannedYet, WeekOver
from shanyu.domain.weekly.rules import Content, check_monday, monday_of
from shanyu.kernel.clock import now, today
from shanyu.kernel.door import Actor, Invalid

#: A cell of a week: weekday (1 Monday) and meal, or part of the day.
Place = tuple[int, str]
MOST_IN_A_CELL = 12
_BETWEEN = re.compile(r"[\n、,，;；]+")


def written(text: str) -> list[str]:
    """What somebody wrote into a cell: one thing a line, or with 、 or commas between."""
    return [word.strip() for word in _BETWEEN.split(text) if word.strip()]


def check_week(monday: date) -> None:
    """Raises Invalid where the day is no Monday, WeekOver for a week that has passed."""
    check_monday(monday)
    if monday < monday_of(today()):
        raise WeekOver


def read_cells(
    cells: Mapping[Place, Sequence[str]],
    parts: Iterable[str],
    find: Callable[[str], Model | None],
    said: Callable[[str], str],
) -> dict[Place, list[tuple[Model, str]]]:
    """The rows that each cell means, with the words that named them. Raises Invalid by cell, such as `3-lunch`."""
    errors: dict[str, str] = {}
    known = set(parts)
    read: dict[Place, list[tuple[Model, str]]] = {}
    for (weekday, part), words in cells.items():
        field = f"{weekday}-{part}"
        if part not in known or not 1 <= weekday <= 7 or len(words) > MOST_IN_A_CELL:
            errors[field] = _("这一格填不下，请检查。")
            continue
        found = [(find(word), word) for word in words]
        missing = [word for row, word in found if row is None]
        if missing:
            errors[field] = said(_("、").join(missing))
        else:
            once = {row.pk: (row, word) for row, word in reversed(found)}
            read[weekday, part] = list(once.values())[::-1]
    if errors:
        raise Invalid(errors)
    return read


def edited(week: Model) -> None:
    week.edited_at = now()
    week.save(update_fields=["edited_at"])


def publish(week: Model, content: Content, actor: Actor, **facts: object) -> Model:
    """A new version of a week. Raises NothingPlannedYet, and NothingChanged where it says what the last one said."""
    if not content:
        raise NothingPlannedYet
    last = week.versions.first()
    if last is not None and last.content == content:
        raise NothingChanged
    return week.versions.create(
        number=last.number + 1 if last else 1,
        content=content,
        published_at=now(),
        published_by_id=actor.account_id,
        **facts,
    )


def week_before(monday: date) -> date:
    return monday - timedelta(days=7)
