"""Absence without a word: which children are asked after, by whom, and when that is settled by itself."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext_lazy, ngettext

from shanyu.domain.care import duties, reading_days
from shanyu.domain.care.day import standing
from shanyu.domain.care.kinds import Kind, TracingState
from shanyu.domain.care.models import Entry, Leave, Tracing, TracingChoice
from shanyu.domain.enrolment.notices import heads_of
from shanyu.domain.messaging.telling import notify
from shanyu.domain.people.models import Account
from shanyu.domain.providers.kinds import PostRole
from shanyu.domain.providers.models import Site
from shanyu.kernel.clock import local, now
from shanyu.kernel.door import Refusal


class TracingEnded(Refusal):
    """Somebody has written down already how it ended."""

    status = 409
    says = gettext_lazy("这一条已经办结。")
    next_step = gettext_lazy("请刷新页面看结果；有新情况请写进一日记录。")


def named_at(sites: Iterable[Site]) -> dict[int, tuple[int | None, int | None]]:
    """By site what it chose: the minute of the day, and the account that asks; only where that account still works
    there."""
    day = local(now()).date()
    found = {}
    for choice in TracingChoice.objects.filter(site__in=sites).select_related("site"):
        works = choice.named_id and choice.site.posts.filter(
            role__in=[PostRole.CARER, PostRole.HEAD, PostRole.HEALTH_WORKER],
            valid__contains=day,
            worker__account=choice.named_id,
        )
        found[choice.site_id] = (choice.begins, choice.named_id if works and works.exists() else None)
    return found


def trace(day: date) -> int:
    """Begin asking at every site whose hour has come: one row for each child that is expected, has not arrived and
    has no leave. Settles first what has settled itself. Returns how many are new.

    A site at which nobody has arrived yet is closed, or keeps no record that day, which is an exception of its own.
    """
    settle(day)
    moment = local(now())
    minute = moment.hour * 60 + moment.minute
    if moment.date() != day or minute >= duties.tracing_ends(day):
        return 0
    begun = Entry.objects.filter(day=day, kind=Kind.ARRIVAL).values("site")
    sites = list(Site.objects.filter(pk__in=begun))
    chosen = named_at(sites)
    usual = duties.tracing_begins(day)
    due = [site for site in sites if minute >= (chosen.get(site.pk, (None, None))[0] or usual)]
    return sum(_trace_at(site, chosen.get(site.pk, (None, None))[1], day) for site in due)


def _trace_at(site: Site, named: int | None, day: date) -> int:
    absent = absent_at([site.pk], day)
    known = set(Tracing.objects.filter(day=day, child__in=absent).values_list("child", flat=True))
    rows = [
        Tracing(child_id=child, site=site, day=day, named_id=named) for child in absent if child not in known
    ]
    # The key of child and day keeps a second job that runs at the same time from asking twice.
    Tracing.objects.bulk_create(rows, ignore_conflicts=True)
    if rows:
        _tell(site, named, len(rows), day)
    return len(rows)


def absent_at(sites: list[int], day: date) -> list[int]:
    """The children expected at sites on a day of whom nothing is known: no arrival that stands, and no leave."""
    expected = reading_days.expected_by_child(sites, day)
    leaves = reading_days.leaves_by_child(sites, day)
    here = arrived(sites, day)
    return sorted(child for child in expected if child not in here and child not in leaves)


def arrived(sites: list[int], day: date) -> set[int]:
    """The children whose arrival stands."""
    entries = reading_days.by_child(reading_days.lines(sites, day, day, (Kind.ARRIVAL,)))
    return {
        child for child, told in entries.items() if any(one.kind == Kind.ARRIVAL for one in standing(told))
    }


def _tell(site: Site, named: int | None, count: int, day: date) -> None:
    people = Account.objects.filter(pk=named) if named else heads_of(site)
    for account in people:
        notify(
            account,
            kind="care.tracing",
            title=gettext_lazy("有孩子没有到园，请联系家长"),
            body=lambda: _body(site, count),
            url=f"/office/sites/{site.public_id}/tracing/",
            dedupe=f"care.tracing:{site.pk}:{day}",
            urgent=True,
        )


def _body(site: Site, count: int) -> str:
    words = ngettext(
        "%(site)s有 %(count)s 个孩子没有到园，也没有请假。请今天上午联系家长并记下结果。",
        "%(site)s有 %(count)s 个孩子没有到园，也没有请假。请今天上午联系家长并记下结果。",
        count,
    )
    return words % {"site": site.name, "count": count}


def settle(day: date) -> int:
    """End what has settled itself: the child has come after all, or a guardian has told of a leave. How many."""
    waiting = Tracing.objects.filter(day=day, state__in=[TracingState.OPEN, TracingState.UNREACHED])
    rows: dict[int, list[Tracing]] = defaultdict(list)
    for row in waiting:
        rows[row.site_id].append(row)
    if not rows:
        return 0
    here = arrived(list(rows), day)
    excused = set(
        Leave.objects.filter(
            Q(child__in=waiting.values("child")), during__contains=day, withdrawn_at=None
        ).values_list("child", flat=True)
    )
    done = [row for found in rows.values() for row in found if row.child_id in here | excused]
    return Tracing.objects.filter(pk__in=[row.pk for row in done]).update(
        state=TracingState.REACHED, ended_at=now(), modified_at=now()
    )
