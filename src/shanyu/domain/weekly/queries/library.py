"""The libraries of a site: dishes, activities, the food table."""

from shanyu.domain.providers.models import Site
from shanyu.domain.weekly.library import activities_of, dishes_of
from shanyu.domain.weekly.models import Activity, Dish, Food
from shanyu.kernel.door import Actor
from shanyu.kernel.door.verbs import query


@query("weekly.dishes", on=Site)
def dishes(actor: Actor, site: Site) -> list[Dish]:
    """Dishes in use at a site, its own and its operator's, with their ingredients."""
    return list(dishes_of(site).select_related("instead").prefetch_related("ingredients"))


@query("weekly.activities", on=Site)
def activities(actor: Actor, site: Site) -> list[Activity]:
    """Activities in use at a site, its own and its operator's."""
    return list(activities_of(site))


@query("weekly.foods", on=Site)
def foods(actor: Actor, site: Site, *, text: str = "") -> list[Food]:
    """The food table of a site, all of it or what holds `text` in its name."""
    rows = Food.objects.filter(site=site)
    return list(rows.filter(name__icontains=text.strip()) if text.strip() else rows)
