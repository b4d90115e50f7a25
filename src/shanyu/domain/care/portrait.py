"""A month from its entries: figures, and a draft in words by the seven domains of the 保育指导大纲. Pure."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from shanyu.domain.care.day import Told, standing
from shanyu.domain.care.kinds import Amount, Band, Domain, Kind, Mood, NapState

_EATEN = (Amount.ALL, Amount.MOST)


@dataclass(frozen=True)
class Line:
    """One observation as it was noted."""

    day: date
    domain: str
    words: str


@dataclass(frozen=True)
class Figures:
    """What a month comes to: days, meals eaten well of all, nights of sleep and their minutes, outdoors, moods."""

    days: int = 0
    meals: int = 0
    eaten_well: int = 0
    naps: int = 0
    nap_minutes: int = 0
    outdoor_minutes: int = 0
    moods: tuple[tuple[str, int], ...] = ()


def band_of(months: int) -> str:
    """The age band of the text for completed months: the first one below a year, the last one above two."""
    if months <= 12:
        return Band.M7_12
    return Band.M13_24 if months <= 24 else Band.M25_36


def figures(days: Iterable[Sequence[Told]], outdoor_minutes: int) -> Figures:
    """The figures of days, each given by its entries in whatever order."""
    meals: list[str] = []
    moods: Counter[str] = Counter()
    naps, nap_seconds, present = 0, 0.0, 0
    for entries in days:
        told = standing(entries)
        present += any(one.kind == Kind.ARRIVAL for one in told)
        meals += [one.facts["amount"] for one in told if one.kind == Kind.MEAL]
        moods.update(one.facts["mood"] for one in told if one.kind == Kind.MOOD)
        for seconds in _naps(told):
            naps, nap_seconds = naps + 1, nap_seconds + seconds
    well = sum(amount in _EATEN for amount in meals)
    common = tuple(moods.most_common(3))
    return Figures(present, len(meals), well, naps, int(nap_seconds // 60), outdoor_minutes, common)


def _naps(told: Sequence[Told]) -> Iterable[float]:
    """The seconds of each sleep that has both its ends."""
    since = {}
    for one in told:
        if one.kind != Kind.SLEEP:
            continue
        if one.facts["state"] == NapState.ASLEEP:
            since[one.facts["slot"]] = one.at
        elif one.facts["slot"] in since:
            yield (one.at - since.pop(one.facts["slot"])).total_seconds()


def draft(found: Figures, lines: Iterable[Line]) -> str:
    """The words to begin with: what was counted, and under each domain what was observed. A carer edits them."""
    by_domain = defaultdict(list)
    for line in lines:
        by_domain[line.domain].append(line)
    counted = {
        Domain.NUTRITION: _eating(found),
        Domain.SLEEP: _sleeping(found),
        Domain.SOCIAL: _feeling(found),
    }
    parts = [_("本月来园 %(days)s 天，户外活动共 %(hours)s 小时。") % {
        "days": found.days, "hours": round(found.outdoor_minutes / 60, 1),
    }]  # fmt: skip
    for domain in Domain:
        said = [counted.get(domain, "")]
        said += [f"{one.day.month}/{one.day.day} {one.words}" for one in by_domain[domain]]
        if words := "\n".join(filter(None, said)):
            parts.append(f"【{domain.label}】\n{words}")
    return "\n\n".join(parts)


def _eating(found: Figures) -> str:
    if not found.meals:
        return ""
    return _("记录的 %(all)s 餐里，%(well)s 餐吃完或吃了大半。") % {
        "all": found.meals,
        "well": found.eaten_well,
    }


def _sleeping(found: Figures) -> str:
    if not found.naps:
        return ""
    minutes = {"naps": found.naps, "minutes": round(found.nap_minutes / found.naps)}
    return _("睡了 %(naps)s 次，平均每次 %(minutes)s 分钟。") % minutes


def _feeling(found: Figures) -> str:
    if not found.moods:
        return ""
    words = "、".join(f"{Mood(mood).label} {count}" for mood, count in found.moods)
    return _("记录的情绪：%(moods)s 次。") % {"moods": words}
