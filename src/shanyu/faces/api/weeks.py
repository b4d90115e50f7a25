"""Menus, plans and food samples in version 1 of the API: families read, a site's own system writes."""

from datetime import date
from uuid import UUID

from django.http import HttpRequest
from ninja import Router

from shanyu.domain.weekly import actions, queries
from shanyu.domain.weekly.rules import monday_of
from shanyu.faces.api import week_schemas as schemas
from shanyu.kernel.clock import today
from shanyu.kernel.door import OutOfReach
from shanyu.ui.pages import Page

router = Router(tags=["weeks"])
READ, WRITE = "weeks:read", "weeks:write"


@router.get(
    "/children/{child_id}/week",
    response=schemas.ChildWeekOut,
    url_name="child_week",
    operation_id="childWeek",
)
def child_week(request: HttpRequest, child_id: UUID, day: date | None = None) -> schemas.ChildWeekOut:
    """What one's own child eats and does in the week of a day, this week unless told."""
    found = queries.week_of_child(request.actor, child_id, monday=_monday(day))
    return schemas.ChildWeekOut(
        monday=found.monday,
        site=found.site.public_id if found.site else None,
        care_class=found.care_class,
        menu=_menu(found.menu) if found.menu else None,
        plan=_plan(found.plan) if found.plan else None,
    )


@router.get(
    "/sites/{site_id}/menu",
    response=schemas.MenuOut,
    url_name="site_menu",
    operation_id="siteMenu",
    tags=["sites"],
)
def site_menu(request: HttpRequest, site_id: UUID, day: date | None = None) -> schemas.MenuOut:
    """The published menu of a site in the week of a day, this week unless told; 404 where none is published."""
    found = queries.site_menu(request.actor, site_id, day=_monday(day))
    if found is None:
        raise OutOfReach
    return _menu(found)


@router.put(
    "/sites/{site_id}/menus/{monday}",
    response=schemas.MenuSavedOut,
    url_name="site_week_menu",
    operation_id="saveMenu",
)
def save_menu(
    request: HttpRequest, site_id: UUID, monday: date, wanted: schemas.MenuIn
) -> schemas.MenuSavedOut:
    """Write meals of a week's draft. The same again changes nothing."""
    cells = {(one.weekday, one.meal.value): one.dishes for one in wanted.meals}
    saved = actions.save_menu(request.actor, site_id, monday, cells=cells)
    return schemas.MenuSavedOut(monday=saved.monday, edited_at=saved.edited_at)


@router.post(
    "/sites/{site_id}/menus/{monday}/publish",
    response=schemas.MenuPublishedOut,
    url_name="publish_site_menu",
    operation_id="publishMenu",
)
def publish_menu(request: HttpRequest, site_id: UUID, monday: date) -> schemas.MenuPublishedOut:
    """Publish the draft as a new version. Sent again without a change it is refused."""
    made = actions.publish_menu(request.actor, site_id, monday)
    return schemas.MenuPublishedOut(monday=monday, version=made.number, published_at=made.published_at)


@router.post(
    "/sites/{site_id}/samples",
    response={201: schemas.SampleOut},
    url_name="site_samples",
    operation_id="keepSample",
)
def keep_sample(
    request: HttpRequest, site_id: UUID, wanted: schemas.SampleIn
) -> tuple[int, schemas.SampleOut]:
    """Write down a food sample. One of each dish of a meal: sent again it is refused."""
    made = actions.keep_sample(
        request.actor, site_id, day=wanted.day, meal=wanted.meal.value, dish=wanted.dish, grams=wanted.grams
    )
    return 201, schemas.SampleOut(
        id=made.public_id, day=made.day, meal=made.meal, dish=made.dish, grams=made.grams,
        kept_at=made.kept_at, until=made.until,
    )  # fmt: skip


def _monday(day: date | None) -> date:
    """The week's Monday; a day at the very beginning of time has none, and then it is this week's."""
    return monday_of(day if day is not None and day.year > 1 else today())


def _menu(week: queries.Week) -> schemas.MenuOut:
    return schemas.MenuOut(
        monday=week.monday,
        version=week.number,
        published_at=week.published_at,
        days=[
            schemas.MenuDayOut(
                day=day.day,
                meals=[
                    schemas.MealOut(
                        meal=cell.part, changed=cell.changed, dishes=[_dish(one) for one in cell.items]
                    )
                    for cell in day.cells
                    if cell.items
                ],
            )
            for day in week.days
            if day.filled
        ],
    )


def _dish(one: queries.DishView) -> schemas.DishOut:
    return schemas.DishOut(
        id=one.id,
        name=one.name,
        name_en=one.name_en,
        allergens=one.allergens or [],
        ingredients=[schemas.IngredientOut(**each) for each in one.ingredients],
        own_child=one.own,
    )


def _plan(week: queries.Week) -> schemas.PlanOut:
    return schemas.PlanOut(
        monday=week.monday,
        version=week.number,
        published_at=week.published_at,
        days=[
            schemas.PlanDayOut(
                day=day.day,
                outdoor_minutes=day.outdoors,
                activities=[
                    schemas.ActivityOut(
                        id=one.id, part=cell.part, title=one.title, title_en=one.title_en, area=one.area,
                        place=one.place, minutes=one.minutes,
                    )
                    for cell in day.cells
                    for one in cell.items
                ],
            )
            for day in week.days
            if day.filled
        ],
    )  # fmt: skip


#: What each address declares at the door, and the scope that a key needs there.
PAGES = {
    "child_week": (Page(("GET",), "weekly.week_of_child", "weekly.week_of_child"), READ),
    "site_menu": (Page(("GET",), "weekly.site_menu", "weekly.site_menu"), "sites:read"),
    "site_week_menu": (Page(("PUT",), "weekly.save_menu", "weekly.save_menu"), WRITE),
    "publish_site_menu": (Page(("POST",), "weekly.publish_menu", "weekly.publish_menu"), WRITE),
    "site_samples": (Page(("POST",), "weekly.keep_sample", "weekly.keep_sample"), WRITE),
}
