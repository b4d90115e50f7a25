"""Which division a row means: by code, by the name of a street or community, or by where it stands."""

from collections import defaultdict
from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from shanyu.domain.regions import shapes
from shanyu.domain.regions.models import Level, Region
from shanyu.kernel.clock import today
from shanyu.kernel.tabular.cells import fold
from shanyu.kernel.tabular.problems import Say, say
from shanyu.kernel.tabular.schema import Options, Remark, Values

_TAILS = (
    "街道办事处",
    "街道",
    "居民委员会",
    "村民委员会",
    "居委会",
    "村委会",
    "社区",
    "镇",
    "乡",
    "村",
    "办事处",
)


def _short(name: str) -> str:
    for tail in _TAILS:
        if name.endswith(tail) and len(name) > len(tail) + 1:
            return name[: -len(tail)]
    return name


class Divisions:
    """The divisions of today, within one of them if `scope` (a code) is given.

    `resolve` is a row rule: it fills `region_id`, and tells which cell is wrong where it cannot. Everything is
    read from the database once, here, so that the rule may run in another thread.
    """

    def __init__(self, scope: str = "") -> None:
        on = today()
        rows = Region.objects.filter(valid__contains=on)
        self.scope = rows.filter(code=scope).first() if scope else None
        if self.scope is not None:
            rows = rows.filter(lineage__contains=[self.scope.pk])
        self.regions = {region.pk: region for region in rows}
        self._by_code = {region.code: region for region in self.regions.values()}
        self._by_name: dict[str, list[Region]] = defaultdict(list)
        for region in self.regions.values():
            for name in {fold(region.name), fold(_short(region.name))}:
                self._by_name[name].append(region)
        self._outlines = shapes.boundaries(on)

    def resolve(self, rows: Sequence[Values], options: Options) -> list[tuple[int, Remark]]:
        remarks: list[tuple[int, Remark]] = []
        standing = self._standing(rows)
        for i, values in enumerate(rows):
            here = self.regions.get(standing.get(i, 0))
            said, problem = self._said(values, here)
            if problem is not None:
                remarks.append((i, problem))
                continue
            if said is not None and here is not None and not _agree(said, here):
                remarks.append((i, _elsewhere(said, here)))
            # The smaller of the two tells more, unless they contradict each other: then words count.
            region = here if said is None or (here and said.pk in here.lineage) else said
            values["region_id"] = region.pk if region else None
            if region is None:
                remarks.append((i, _nowhere(self.scope)))
        return remarks

    def inside_of(self, region_id: int) -> tuple[float, float] | None:
        """A point inside a division, or inside the nearest one above it whose outline is known."""
        for key in reversed(self.regions[region_id].lineage):
            places = (self._outlines.owners == key).nonzero()[0]
            if len(places):
                point = self._outlines.geometries[places[0]].representative_point()
                return round(point.x, 6), round(point.y, 6)
        return None

    def _standing(self, rows: Sequence[Values]) -> dict[int, int]:
        placed = [i for i, values in enumerate(rows) if values.get("place")]
        if not placed:
            return {}
        found = self._outlines.around([rows[i]["place"][:2] for i in placed])
        return dict(zip(placed, found.tolist(), strict=True))

    def _said(self, values: Values, here: Region | None) -> tuple[Region | None, Remark | None]:
        town, problem = self._named(values.get("region"), "region", None, here)
        if problem is not None:
            return None, problem
        community, problem = self._named(values.get("community"), "community", town, here)
        if problem is not None and town is not None:
            # The street is enough to go by.
            return town, Remark(problem.key, problem.what, problem.remedy, warning=True)
        return community or town, problem

    def _named(
        self, words: object, key: str, within: Region | None, here: Region | None
    ) -> tuple[Region | None, Remark | None]:
        if words is None:
            return None, None
        name = fold(str(words))
        if name.isdecimal():
            return self._coded(name, key)
        found = self._by_name.get(name) or self._by_name.get(_short(name)) or []
        if within is not None:
            found = [region for region in found if within.pk in region.lineage]
        elif len(found) > 1:
            found = self._likeliest(found, here, key)
        if len(found) == 1:
            return found[0], None
        return None, Remark(key, *_unknown(words, found))

    def _likeliest(self, found: list[Region], here: Region | None, key: str) -> list[Region]:
        """Of several of one name: the one where the site stands, else the only one of the column's level."""
        at = [region for region in found if here is not None and region.pk in here.lineage]
        if at:
            return [max(at, key=lambda region: len(region.lineage))]
        level = Level.COMMUNITY if key == "community" else Level.TOWN
        return [region for region in found if region.level == level] or found

    def _coded(self, code: str, key: str) -> tuple[Region | None, Remark | None]:
        """A code, also one filled with zeros to twelve digits."""
        for length in (12, 9, 6, 4, 2):
            known = self._by_code.get(code[:length])
            if known and not code[length:].strip("0"):
                return known, None
        return None, Remark(key, *_unknown(code, []))


def _agree(said: Region, here: Region) -> bool:
    """Whether words and place are in one county: below that, outlines are seldom exact enough to judge."""
    return len(set(said.lineage[:3]) & set(here.lineage[:3])) >= min(3, len(said.lineage), len(here.lineage))


def _unknown(words: object, found: list[Region]) -> tuple[Say, Say]:
    if len(found) > 1:
        return (
            say(_("“%(words)s”有 %(count)s 处，分不清是哪一个。"), words=words, count=len(found)),
            say(_("请改填区划代码：%(codes)s。"), codes="、".join(region.code for region in found[:5])),
        )
    return (
        say(_("“%(words)s”不在区划表里。"), words=words),
        say(_("请填街道、社区的全称或区划代码；新设的区划请先用 import-regions 导入。")),
    )


def _elsewhere(said: Region, here: Region) -> Remark:
    what = say(_("坐标落在%(here)s，不在所填的%(said)s。"), here=here.name, said=said.name)
    return Remark("lon", what, say(_("请核对坐标和坐标系。")), warning=True)


def _nowhere(scope: Region | None) -> Remark:
    what = say(_("看不出属于哪个街道或社区。"))
    if scope is not None:
        what = say(_("看不出属于%(scope)s的哪个街道或社区。"), scope=scope.name)
    return Remark("region", what, say(_("请填街道、社区或区划代码，或补上坐标。")))
