"""Finding care: the landing page, the list, and the suggestions under the address box."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from shanyu.domain.providers.kinds import SiteKind
from shanyu.domain.providers.queries import find_sites
from shanyu.domain.regions.queries import geocode
from shanyu.faces.public import asking
from shanyu.faces.public.cards import card_of
from shanyu.faces.public.favourites import favourite_keys
from shanyu.faces.public.forms import AGES, FindForm
from shanyu.faces.public.frame import shown, sign_in
from shanyu.ui import maps, words
from shanyu.ui.pages import page

#: The kinds offered on the landing page, with their icons.
KINDS = (
    (SiteKind.NURSERY, "baby"),
    (SiteKind.KINDERGARTEN, "blocks"),
    (SiteKind.HOME_BASED, "house"),
    (SiteKind.STATION, "sprout"),
    (SiteKind.CUSTODY_STATION, "heart-handshake"),
    (SiteKind.SCHOOL, "school"),
)


@page("GET", verb="providers.find_sites")
def home(request: HttpRequest) -> HttpResponse:
    """What Shanyu is, and one search."""
    kinds = [{"value": kind.value, "label": kind.label, "icon": icon} for kind, icon in KINDS]
    return shown(request, "public/home.html", {"kinds": kinds, "form": FindForm()})


@page("GET", verb="providers.find_sites")
def find(request: HttpRequest) -> HttpResponse:
    """The list of sites for a search; only the results where htmx asks for them."""
    asked = asking.read(request)
    limit = asking.PAGE * asked.page
    found = find_sites(request.actor, asked.search(limit=limit))
    hearts = favourite_keys(request.actor)
    part = request.htmx and request.htmx.target == "results"
    context = {
        "asked": asked,
        "found": found,
        "cards": [card_of(item, asked, hearts) for item in found.items],
        "more": found.total - limit if asked.page < asking.PAGE // 4 else 0,
        "more_query": asked.canonical(page=asked.page + 1),
        "map_url": f"{reverse('public:map_sites')}?{asked.canonical('page', 'compare', 'tap', **_points(asked))}",
        "compare_url": f"{reverse('public:compare')}?{_compare_query(asked)}",
        "share_url": request.build_absolute_uri(f"{reverse('public:find')}?{asked.shared}"),
        "sign_in": sign_in(request),
        "may_choose": len(asked.compared) < asking.MOST_COMPARED,
        "near_drawn": _drawn(asked.near),
        "work_drawn": _drawn(asked.work),
    }
    if part:
        answer = render(request, "public/parts/results.html", context)
        answer["HX-Push-Url"] = f"{reverse('public:find')}?{asked.canonical('tap', **_points(asked))}"
    else:
        answer = shown(
            request, "public/find.html", {**context, **_panel(asked), "box": _box(found, asked)}, "find"
        )
    answer["Vary"] = "HX-Request, Cookie"
    return answer


@page("GET", verb="regions.geocode")
def suggest(request: HttpRequest) -> HttpResponse:
    """Places for what was typed so far."""
    typed = request.GET.get("q") or request.GET.get("work_q") or ""
    places = geocode(request.actor, typed[:60]) if len(typed.strip()) > 1 else []
    return render(request, "public/parts/suggestions.html", {"places": places[:8], "typed": typed})


def _points(asked: asking.Asked) -> dict:
    """A tap as a point, so that an address never depends on the tiles."""
    return {"near": asked.near_text} if asked.kept.get("tap") else {}


def _drawn(point: tuple[float, float] | None) -> str:
    return ",".join(str(part) for part in maps.drawn(*point)) if point else ""


def _compare_query(asked: asking.Asked) -> str:
    query = "&".join(f"site={one}" for one in asked.compared)
    return f"{query}&from={asked.near_text}" if asked.near else query


def _box(found, asked: asking.Asked) -> list[float] | None:
    points = [(item.site.lon, item.site.lat) for item in found.items[:12]]
    return maps.box_around([*points, asked.near] if asked.near else points)


def _panel(asked: asking.Asked) -> dict:
    """The choices of the filter panel."""
    age = asked.kept.get("age")
    own = [
        (child.months, f"{child.name} {words.months_text(child.months)}") for child in asked.family.children
    ]
    ages = [*own, *((months, str(label)) for months, label in AGES)]
    if age is not None and age not in {months for months, _label in ages}:
        ages.insert(0, (age, words.months_text(age)))
    return {
        "ages": [{"value": months, "label": label, "chosen": months == age} for months, label in ages],
        "form": asked.form,
        "quick": [asked.form[name] for name in ("free", "inclusive", "early", "late")],
    }
