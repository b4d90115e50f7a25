"""From the address of a search to the question for the domain, and to the words about it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import time
from uuid import UUID

from django.forms import Form
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from shanyu.domain.providers.kinds import ServiceForm, SiteKind
from shanyu.domain.providers.queries import SiteSearch
from shanyu.domain.regions.queries import Place, geocode
from shanyu.faces.public.family import Family
from shanyu.faces.public.forms import DECIMALS, FindForm
from shanyu.ui import maps, words

EARLY = time(7, 30)
LATE = time(18, 0)
PAGE = 20
MOST_COMPARED = 3
#: Where the reader is or works: left out of an address that is shared.
PRIVATE = ("near", "tap", "place", "q", "start", "work_q", "near_work", "page", "compare")
#: What is found when no kind is chosen: every place that takes children in.
_UNASKED = {SiteKind.GUIDANCE_CENTRE, SiteKind.HEALTH_CENTRE, SiteKind.REHABILITATION}
OFFERED = tuple(kind for kind in SiteKind if kind not in _UNASKED)
Point = tuple[float, float]


@dataclass(frozen=True)
class Chip:
    """An active filter: its words, and the query without it."""

    label: str
    query: str
    name: str


@dataclass
class Asked:
    """One search as the reader meant it."""

    query: QueryDict
    form: Form
    family: Family
    near: Point | None = None
    near_words: str = ""
    stored: bool = False
    others: Sequence[Place] = ()
    work: Point | None = None
    work_words: str = ""
    unknown_work: str = ""
    text: str = ""
    compared: list[UUID] = field(default_factory=list)

    @property
    def kept(self) -> dict:
        return self.form.kept

    @property
    def page(self) -> int:
        return self.kept.get("page") or 1

    @property
    def sort(self) -> str:
        return self.kept.get("sort") or ("walk" if self.near else "name")

    def search(self, *, limit: int, offset: int = 0) -> SiteSearch:
        kept = self.kept
        return SiteSearch(
            near=self.near,
            work=self.work,
            kinds=tuple(kept.get("kind") or OFFERED),
            forms=tuple(kept.get("form") or ()),
            inclusive=True if kept.get("inclusive") else None,
            child_months=kept.get("age"),
            max_fee_fen=kept["fee"] * 100 if kept.get("fee") is not None else None,
            has_free=bool(kept.get("free")),
            opens_by=EARLY if kept.get("early") else None,
            open_until=LATE if kept.get("late") else None,
            text=self.text,
            minutes=kept.get("minutes") if self.near else None,
            sort=self.sort,
            limit=limit,
            offset=offset,
        )

    def canonical(self, *without: str, **changed: object) -> str:
        """The query in its shortest form, some names left out or changed."""
        query = QueryDict(mutable=True)
        for name in type(self.form).base_fields:
            values = [value for value in self.query.getlist(name) if value and name not in without]
            if values:
                query.setlist(name, values)
        for name, value in changed.items():
            query.setlist(name, value if isinstance(value, list) else [str(value)])
        return query.urlencode(safe=",")

    def without_value(self, name: str, value: str) -> str:
        rest = [one for one in self.query.getlist(name) if one != value]
        return self.canonical("page", name, **({name: rest} if rest else {}))

    def chips(self) -> list[Chip]:
        """One chip for each filter that is on, each with the query that takes it off."""
        chips = [
            *(
                Chip(str(SiteKind(one).label), self.without_value("kind", one), "kind")
                for one in self._all("kind")
            ),
            *(
                Chip(str(ServiceForm(one).label), self.without_value("form", one), "form")
                for one in self._all("form")
            ),
        ]
        for name, label in self._single():
            chips.append(Chip(label, self.canonical("page", name), name))
        return chips

    def _all(self, name: str) -> list[str]:
        return self.kept.get(name) or []

    def _single(self) -> list[tuple[str, str]]:
        kept, pairs = self.kept, []
        if kept.get("minutes") and self.near:
            pairs.append(("minutes", _("走路%(n)d分钟以内") % {"n": kept["minutes"]}))
        if kept.get("age") is not None:
            pairs.append(("age", _("收%(age)s的孩子") % {"age": words.months_text(kept["age"])}))
        if kept.get("fee") is not None:
            pairs.append(("fee", _("不超过%(fee)s") % {"fee": words.money(kept["fee"] * 100, "month")}))
        for name in ("free", "inclusive", "early", "late"):
            if kept.get(name):
                pairs.append((name, str(FindForm.base_fields[name].label)))
        if self.work:
            name = "near_work" if kept.get("near_work") else "work_q"
            pairs.append((name, _("也看离%(place)s的距离") % {"place": self.work_words}))
        return pairs

    def loosen(self) -> list[Chip]:
        """Which filters to take off when nothing was found, the narrowest first."""
        order = ("free", "minutes", "fee", "early", "late", "form", "inclusive", "age", "kind")
        chips = [chip for chip in self.chips() if chip.name in order]
        return sorted(chips, key=lambda chip: order.index(chip.name))[:4]

    @property
    def shared(self) -> str:
        """The query that is shared: the same filters without the reader's own places."""
        return self.canonical(*PRIVATE)

    @property
    def near_text(self) -> str:
        return f"{self.near[0]},{self.near[1]}" if self.near else ""

    def start_query(self) -> str:
        """For the address of a site's page, so that it too can tell the walking minutes."""
        return f"?from={self.near_text}" if self.near else ""

    def comparing(self, site_id: UUID) -> str:
        """The query with this site put among the compared, or taken out."""
        rest = [str(one) for one in self.compared if one != site_id]
        if site_id not in self.compared:
            rest.append(str(site_id))
        return self.canonical("compare", **({"compare": rest} if rest else {}))


def read(request: HttpRequest) -> Asked:
    """The search in this request, its places looked up."""
    asked = Asked(request.GET, FindForm(request.GET), Family(request.actor))
    asked.compared = compared(request.GET.getlist("compare"))
    find_start(asked, request)
    _work(asked, request)
    return asked


def compared(values: list[str]) -> list[UUID]:
    """Up to three sites to compare, each once, in the order they were chosen."""
    found: list[UUID] = []
    for value in values:
        try:
            one = UUID(value)
        except ValueError:
            continue
        if one not in found:
            found.append(one)
    return found[:MOST_COMPARED]


def find_start(asked: Asked, request: HttpRequest) -> None:
    """Where the reader starts from: a tap, a stored place, a point, or what was typed."""
    kept = asked.kept
    typed = kept.get("q") or ""
    if kept.get("tap"):
        asked.near, asked.near_words = maps.tapped(*kept["tap"]), _("地图上选的位置")
    elif kept.get("start") and (stored := asked.family.places.get(kept["start"])):
        asked.near, asked.near_words, asked.stored = stored.point, stored.words, True
    elif kept.get("near") and typed == (kept.get("place") or ""):
        asked.near, asked.near_words = kept["near"], typed or _("我的位置")
    elif typed:
        places = geocode(request.actor, typed)
        if places:
            asked.near, asked.near_words, asked.others = place_point(places[0]), places[0].name, places[1:4]
        else:
            asked.text = typed


def _work(asked: Asked, request: HttpRequest) -> None:
    kept = asked.kept
    stored = asked.family.places.get("work") if kept.get("near_work") else None
    if stored:
        asked.work, asked.work_words = stored.point, stored.words
    elif kept.get("work_q"):
        places = geocode(request.actor, kept["work_q"])
        if places:
            asked.work, asked.work_words = place_point(places[0]), places[0].name
        else:
            asked.unknown_work = kept["work_q"]


def place_point(place: Place) -> Point:
    return round(place.lon, DECIMALS), round(place.lat, DECIMALS)
