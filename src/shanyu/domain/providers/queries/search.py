"""What a family asks for when it looks for care, and what it is told of each site."""

import math
import unicodedata
from dataclasses import dataclass, field, replace
from datetime import time
from typing import Literal

from django.utils.translation import gettext_lazy as _

from shanyu.domain.providers.kinds import ServiceForm, SiteKind
from shanyu.domain.providers.models import Site, SitePicture
from shanyu.domain.providers.trust import Trust
from shanyu.kernel.door import Invalid

Sort = Literal["walk", "fee", "free", "name"]
SORTS = ("walk", "fee", "free", "name")
MOST_ITEMS = 100
FURTHEST_OFFSET = 10_000
#: Fifteen years: beyond it nobody is in care or custody.
MOST_MONTHS = 216
MOST_FEE_FEN = 10_000_000
LONGEST_WALK = 60.0
LONGEST_TEXT = 60


@dataclass(frozen=True)
class SiteSearch:
    """A search. Points are (longitude, latitude) in WGS-84; fees in fen; `minutes` on foot from `near`.

    `max_fee_fen` compares with fees of the chosen `forms`; where none is chosen, with monthly fees. One and the
    same offer must answer form, fee and hours. `child_months` keeps sites with a class for that age, and those
    without classes that serve it. With `work`, sites near either place are found. `sort="walk"` without `near`
    sorts by name.
    """

    near: tuple[float, float] | None = None
    work: tuple[float, float] | None = None
    kinds: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    inclusive: bool | None = None
    child_months: int | None = None
    max_fee_fen: int | None = None
    has_free: bool = False
    opens_by: time | None = None
    open_until: time | None = None
    text: str = ""
    region_code: str = ""
    minutes: float | None = None
    sort: Sort = "walk"
    limit: int = 20
    offset: int = 0

    def checked(self) -> "SiteSearch":
        """The same search with clean text. Raises Invalid, naming every field that cannot be meant."""
        errors = {name: words for name, (right, words) in self._checks().items() if not right}
        if errors:
            raise Invalid(errors)
        text = unicodedata.normalize("NFKC", self.text or "")
        text = "".join(c if c.isprintable() else " " for c in text)
        return replace(self, text=" ".join(text.split())[:LONGEST_TEXT], region_code=self.region_code or "")

    def _checks(self) -> dict[str, tuple[bool, object]]:
        nowhere = _("这个位置不在地图上，请重新选择。")
        return {
            "near": (_on_earth(self.near), nowhere),
            "work": (_on_earth(self.work), nowhere),
            "kinds": (set(self.kinds) <= set(SiteKind.values), _("没有这种类型的场所。")),
            "forms": (set(self.forms) <= set(ServiceForm.values), _("没有这种服务形式。")),
            "child_months": (_within(self.child_months, 0, MOST_MONTHS), _("孩子的月龄应在 0 到 216 之间。")),
            "max_fee_fen": (_within(self.max_fee_fen, 0, MOST_FEE_FEN), _("费用上限应在 0 到 10 万元之间。")),
            "minutes": (_within(self.minutes, 1, LONGEST_WALK), _("步行时间应在 1 到 60 分钟之间。")),
            "region_code": (
                not self.region_code or (self.region_code.isascii() and self.region_code.isdigit()),
                _("区划代码只由数字组成。"),
            ),
            "sort": (self.sort in SORTS, _("不能按这一项排序。")),
            "limit": (_within(self.limit, 1, MOST_ITEMS), _("每页应有 1 到 100 条。")),
            "offset": (_within(self.offset, 0, FURTHEST_OFFSET), _("请缩小范围，再往后翻。")),
        }


@dataclass(frozen=True)
class FoundSite:
    """One site as a card tells it. Minutes and metres are None without the place they start from.

    `free_for_child` counts only classes that fit the child's age, None when no age was given. `fee_fen`,
    `fee_unit`, `opens` and `closes` are of the one offer that fits the search best, None where none is known.
    """

    site: Site
    distance_m: float | None
    walk_minutes: float | None
    walk_estimated: bool
    work_minutes: float | None
    free_places: int
    free_for_child: int | None
    fee_fen: int | None
    fee_unit: str
    forms: tuple[str, ...]
    opens: time | None
    closes: time | None
    trust: Trust
    picture: SitePicture | None


@dataclass(frozen=True)
class Found:
    """A page of sites. `total` is exact unless `total_is_least`: then there are at least so many.

    `walk_known` is False where no walking network covers the place: minutes are then the straight line times
    `walk_factor`. `walk_note` names the network's source and whether it is synthetic.
    """

    items: list[FoundSite] = field(default_factory=list)
    total: int = 0
    total_is_least: bool = False
    walk_known: bool = False
    walk_factor: float | None = None
    walk_note: object | None = None


def _on_earth(point: tuple[float, float] | None) -> bool:
    if point is None:
        return True
    lon, lat = point
    return math.isfinite(lon) and math.isfinite(lat) and -180 <= lon <= 180 and -85 <= lat <= 85


def _within(value: float | None, least: float, most: float) -> bool:
    return value is None or (math.isfinite(value) and least <= value <= most)
