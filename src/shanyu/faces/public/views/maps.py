"""What the map is drawn from, as JSON: the ground, the streets, the sites of a search, the reach on foot."""

from collections.abc import Iterable

from django.http import HttpRequest, JsonResponse
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from shanyu.domain.providers.queries import find_sites
from shanyu.domain.regions.queries import map_ground, map_streets, walk_from
from shanyu.faces.public import asking
from shanyu.faces.public.cards import pin_of
from shanyu.faces.public.forms import point_of
from shanyu.kernel.clock import today
from shanyu.kernel.door import Invalid
from shanyu.ui import maps, words
from shanyu.ui.pages import page

#: Sites that one map shows at most; the list tells the whole number.
MOST_PINS = 300
PINS_A_TIME = 100
HOUR = 3600
LARGE = ("province", "city", "county")
LEVELS = ("province", "city", "county", "town", "community")


def _box(request: HttpRequest) -> tuple[float, float, float, float]:
    """The box asked for, as WGS-84."""
    parts = request.GET.get("bbox", "").split(",")
    try:
        west, south, east, north = (float(part) for part in parts)
    except ValueError:
        raise Invalid({"bbox": _("地图范围应为西、南、东、北四个数。")}) from None
    if not all(abs(edge) <= 180 for edge in (west, south, east, north)):
        raise Invalid({"bbox": _("地图范围应为西、南、东、北四个数。")})
    return (*maps.tapped(west, south), *maps.tapped(east, north))


def _point(text: str) -> tuple[float, float]:
    found = point_of(text)
    if found is None:
        raise Invalid({"near": _("没有看懂这个位置，请重新选择。")})
    return found


def _answer(content: dict, seconds: int = 0) -> JsonResponse:
    answer = JsonResponse(content, json_dumps_params={"ensure_ascii": False, "separators": (",", ":")})
    if seconds:
        patch_cache_control(answer, public=True, max_age=seconds)
        answer["Vary"] = "Accept-Language, Cookie"
    return answer


@page("GET", verb="regions.map_ground")
def ground(request: HttpRequest) -> JsonResponse:
    """Water, green, railways and boundaries in the box, the names to write, and whose data it is."""
    found = map_ground(request.actor, _box(request))
    features = [{**one, "geometry": maps.drawn_geometry(one["geometry"])} for one in found["features"]]
    return _answer(
        {
            "ground": maps.collection(features),
            "names": maps.collection(_names(features)),
            "note": _note(found),
        },
        HOUR,
    )


def _names(features: Iterable[dict]) -> list[dict]:
    """A name in the middle of each street and community that is in view."""
    chinese = (get_language() or "zh").startswith("zh")
    names = []
    for one in features:
        facts = one["properties"]
        if facts["kind"] != "boundary" or facts["level"] in LARGE:
            continue
        west, south, east, north = _bounds(one["geometry"]["coordinates"])
        strength = "strong" if facts["level"] == "town" else "soft"
        name = facts["name"] if chinese else facts["name_en"] or facts["name"]
        names.append(
            {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": [(west + east) / 2, (south + north) / 2]},
                "properties": {"name": name, "strength": strength, "rank": LEVELS.index(facts["level"])},
            }
        )
    return names


def _bounds(coordinates: Iterable) -> tuple[float, float, float, float]:
    pairs = list(_pairs(coordinates))
    xs, ys = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    return min(xs), min(ys), max(xs), max(ys)


def _pairs(coordinates: Iterable) -> Iterable:
    for part in coordinates:
        if isinstance(part[0], int | float):
            yield part
        else:
            yield from _pairs(part)


def _note(found: dict) -> str:
    """Source and date, and that a boundary is only plausible where it was drawn rather than surveyed."""
    sources = words.together(dict.fromkeys(one["source"] for one in found["sources"]))
    line = _("地图数据：%(sources)s，%(day)s。") % {"sources": sources or "—", "day": words.full_day(today())}
    if any(one["synthetic"] for one in found["sources"]):
        line += _("街道边界与路网为演示用的合理划分。")
    return line


@page("GET", verb="regions.map_streets")
def streets(request: HttpRequest) -> JsonResponse:
    """Streets in the box as lines."""
    detail = request.GET.get("detail", "auto")
    found = map_streets(request.actor, _box(request), detail)
    features = [{**one, "geometry": maps.drawn_geometry(one["geometry"])} for one in found["features"]]
    return _answer({"streets": maps.collection(features), "note": _note(found)}, HOUR)


@page("GET", verb="providers.find_sites")
def sites(request: HttpRequest) -> JsonResponse:
    """The sites of a search as pins: the same as the list, without its pages."""
    asked = asking.read(request)
    items: list = []
    total = 1
    while len(items) < min(total, MOST_PINS):
        found = find_sites(request.actor, asked.search(limit=PINS_A_TIME, offset=len(items)))
        total = found.total
        items += found.items
        if len(found.items) < PINS_A_TIME:
            break
    answer = _answer({**maps.collection([pin_of(one, asked) for one in items]), "total": total})
    patch_cache_control(answer, private=True)
    return answer


@page("GET", verb="regions.walk_from")
def walk_area(request: HttpRequest) -> JsonResponse:
    """The area within some minutes on foot from a point, and whether it is an estimate."""
    lon, lat = _point(request.GET.get("near", ""))
    text = request.GET.get("minutes", "15")
    walk = walk_from(request.actor, lon, lat, minutes=float(text) if text.isdigit() else 15.0)
    return _answer(
        {
            "area": maps.drawn_geometry(walk.area),
            "estimated": not walk.known,
            "minutes": walk.minutes,
            "note": walk_words(walk.known, walk.factor, walk.network_note),
        },
        HOUR,
    )


def walk_words(known: bool, factor: float | None, note: object | None) -> str:
    """How the minutes were come by, in a sentence."""
    if not known:
        return _("这里还没有路网，分钟数按直线距离乘以%(factor)s估算。") % {"factor": factor}
    if note and note.synthetic:
        return _("分钟数按演示路网计算。")
    return _("分钟数按步行路网计算。")
