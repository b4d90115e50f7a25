"""Counting a site's illnesses against the thresholds, and keeping the warnings that follow.

Everything is counted anew from what is noted, so that neither the order of arrival nor a second run matters. One site
is counted by one at a time; should two ever count at once, the database refuses the second warning of a cluster.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from django.db import connection
from psycopg.types.range import DateRange

from shanyu.domain.protection import rules
from shanyu.domain.protection.kinds import IllnessState, SuspensionState
from shanyu.domain.protection.models import Illness, Sign, Suspension, Warning
from shanyu.domain.protection.notices import tell_of_warning
from shanyu.domain.protection.rules import Cluster, Onset
from shanyu.domain.providers.models import Site
from shanyu.kernel.clock import now, today

#: How far back illnesses are counted, in days: longer than any window, so that no cluster is cut.
LOOK_BACK = 60
_LOCK = 7_310_209
SYMPTOM = "symptom."


def count(site: Site) -> int:
    """Bring a site's warnings up to date. Returns how many are new. Call it in a transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK, site.pk])
    day = today()
    new = 0
    for disease, onsets in _onsets(site, day).items():
        for rule in rules.thresholds("class", day):
            if rule.value["disease"] == disease:
                for key, of_class in rules.in_class(onsets).items():
                    new += _keep(site, key, disease, rule, of_class, day)
        for rule in rules.thresholds("site", day):
            if rule.value["disease"] == disease:
                new += _keep(site, None, disease, rule, onsets, day)
    return new + _count_signs(site, day)


def _onsets(site: Site, day: date) -> dict[str, list[Onset]]:
    found: dict[str, list[Onset]] = defaultdict(list)
    rows = Illness.objects.filter(site=site, onset_on__gt=day - timedelta(days=LOOK_BACK))
    rows = rows.exclude(state=IllnessState.DISMISSED)
    for disease, on, child, care_class in rows.values_list("disease", "onset_on", "child", "care_class"):
        found[disease].append(Onset(on, child, care_class))
    return found


def _keep(
    site: Site, care_class: int | None, disease: str, rule: rules.Rule, onsets: list[Onset], day: date
) -> int:
    new = 0
    for cluster in rules.clusters(onsets, rule.value["days"], rule.value["children"]):
        warning, made = _warning(site, care_class, disease, rule.key, cluster)
        new += made
        closes = (
            rules.class_closes(disease, cluster, day)
            if care_class
            else rules.site_closes(disease, _within(onsets, cluster), day)
        )
        # A cluster of the past closes nothing any more.
        if closes and cluster.last > day - timedelta(days=rule.value["days"]):
            _propose(warning, closes, day)
        if made:
            tell_of_warning(warning)
    return new


def _within(onsets: Iterable[Onset], cluster: Cluster) -> list[Onset]:
    return [one for one in onsets if cluster.first <= one.on <= cluster.last]


def _warning(
    site: Site, care_class: int | None, signal: str, rule: str, cluster: Cluster
) -> tuple[Warning, int]:
    """The warning of a cluster: the one that it grew from, made longer; or a new one."""
    first, last = cluster.first, cluster.last + timedelta(days=1)
    same = Warning.objects.filter(site=site, care_class=care_class, signal=signal)
    standing = list(same.filter(during__overlap=DateRange(first, last)).order_by("pk"))
    if not standing:
        made = Warning.objects.create(
            site=site, care_class_id=care_class, signal=signal, rule=rule, during=DateRange(first, last),
            children=len(cluster.children), raised_at=now(),
        )  # fmt: skip
        return made, 1
    # Two clusters that a late arrival has joined stay two warnings, each for its days.
    warning = standing[0]
    if len(standing) == 1:
        first, last = min(first, warning.during.lower), max(last, warning.during.upper)
        warning.during, warning.children = DateRange(first, last), len(cluster.children)
        warning.save(update_fields=["during", "children"])
    return warning, 0


def _propose(warning: Warning, days: int, day: date) -> None:
    """Propose to close, once for each warning: what was decided about it is not asked again."""
    if not warning.suspensions.exists():
        first, end = rules.closed_from(day, days)
        Suspension.objects.create(
            site_id=warning.site_id, care_class_id=warning.care_class_id, warning=warning,
            during=DateRange(first, end), state=SuspensionState.PROPOSED,
        )  # fmt: skip


def sign_counts(site: Site, day: date) -> dict[tuple[int | None, str], dict[date, int]]:
    """Children with a sign by class (None: in none) and symptom, on each of the days that the rule looks at."""
    back = rules.book.rule("symptoms.usual", day).value["usual_days"]
    rows = Sign.objects.filter(site=site, day__gte=day - timedelta(days=back), day__lte=day)
    found: dict[tuple[int | None, str], dict[date, int]] = defaultdict(lambda: defaultdict(int))
    for care_class, symptom, on in rows.values_list("care_class", "symptom", "day"):
        found[care_class, symptom][on] += 1
    return found


def _count_signs(site: Site, day: date) -> int:
    new = 0
    for (care_class, symptom), counts in sign_counts(site, day).items():
        if care_class is not None and rules.unusual(counts, day):
            # Who they are is not needed here: a sign counts each child once a day.
            cluster = Cluster(day, day, frozenset(range(counts[day])))
            warning, made = _warning(site, care_class, SYMPTOM + symptom, "symptoms.usual", cluster)
            if made:
                tell_of_warning(warning)
            new += made
    return new
