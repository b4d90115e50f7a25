"""The week ahead at the sites whose head or operator is one of the cast: this week and the last one.

Dishes and activities are such as a nursery by the canal has; the figures of foods and what a survey comes to are made
up, and say SAMPLE.
"""

import json
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from importlib.resources import files

from django.db.models import Q

from shanyu.demo.rows.bulk import public_id
from shanyu.domain.people.models import Account
from shanyu.domain.providers.models import CareClass, Site
from shanyu.domain.weekly import rules
from shanyu.domain.weekly.actions import menus, plans
from shanyu.domain.weekly.actions.surveys import result_of
from shanyu.domain.weekly.freezing import frozen_menu, frozen_plan
from shanyu.domain.weekly.kinds import Meal, Method
from shanyu.domain.weekly.models import (
    Activity,
    DietSurvey,
    Dish,
    Food,
    FoodSample,
    Ingredient,
    Menu,
    MenuItem,
    MenuVersion,
    Plan,
    PlanItem,
    PlanVersion,
    SurveyFood,
)
from shanyu.kernel.clock import SHANGHAI

_WEEK = timedelta(days=7)
_FRIDAY = timedelta(days=3)
_DAYS, _A_DAY = 10, 40


def write_weeks(seed: int, accounts: dict[str, Account], day: date) -> None:
    """Libraries, menus, plans, samples and a survey around `day`."""
    given = json.loads(files("shanyu.demo").joinpath("data/weekly.json").read_text(encoding="utf-8"))
    head, operator = accounts["fang"], accounts["shen"]
    theirs = Q(posts__worker__account=head, posts__role="head") | Q(operator__posts__account=operator)
    cooking = Site.objects.filter(theirs, classes__isnull=False).distinct("pk").order_by("pk")
    for site in cooking:
        mine = site.posts.filter(worker__account=head, role="head").exists()
        _write_site(seed, site, head if mine else operator, given, day)


def _write_site(seed: int, site: Site, by: Account, given: dict, day: date) -> None:
    dishes = _dishes(seed, site, given["dishes"])
    _activities(seed, site, given["activities"])
    monday = rules.monday_of(day)
    for week in (monday - _WEEK, monday):
        menu = _menu(site, by, week)
        for care_class in site.classes.filter(closed_on=None):
            _plan(care_class, by, week)
    _changed(menu, by, dishes["玉米发糕"])
    _samples(seed, site, by, day)
    _survey(seed, site, by, given["foods"], day)


def _dishes(seed: int, site: Site, given: list[dict]) -> dict[str, Dish]:
    made = Dish.objects.bulk_create(
        Dish(
            public_id=public_id(seed, "dish", site.pk, one["name"]), operator_id=site.operator_id, site=site,
            name=one["name"], name_en=one["en"], meals=one["meals"], allergens=one["allergens"],
        )
        for one in given
    )  # fmt: skip
    rows = {row.name: row for row in made}
    for one in given:
        if "instead" in one:
            rows[one["name"]].instead = rows[one["instead"]]
    Dish.objects.bulk_update([row for row in made if row.instead_id], ["instead"])
    Ingredient.objects.bulk_create(
        Ingredient(dish=rows[one["name"]], position=place, name=name, name_en=english, grams=grams)
        for one in given
        for place, (name, english, grams) in enumerate(one["parts"])
    )
    return rows


def _activities(seed: int, site: Site, given: list[dict]) -> None:
    Activity.objects.bulk_create(
        Activity(
            public_id=public_id(seed, "activity", site.pk, one["title"]), operator_id=site.operator_id, site=site,
            title=one["title"], title_en=one["en"], area=one["area"], place=one["place"], minutes=one["minutes"],
        )
        for one in given
    )  # fmt: skip


def _menu(site: Site, by: Account, monday: date) -> Menu:
    menu = Menu.objects.create(site=site, monday=monday, edited_at=_friday(monday))
    MenuItem.objects.bulk_create(
        MenuItem(menu=menu, weekday=weekday, meal=meal, position=place, dish=dish)
        for (weekday, meal), dishes in menus.from_library(site, monday).items()
        for place, dish in enumerate(dishes)
    )
    MenuVersion.objects.create(
        menu=menu, number=1, content=frozen_menu(menu), published_at=_friday(monday), published_by=by
    )
    return menu


def _plan(care_class: CareClass, by: Account, monday: date) -> None:
    plan = Plan.objects.create(care_class=care_class, monday=monday, edited_at=_friday(monday))
    PlanItem.objects.bulk_create(
        PlanItem(plan=plan, weekday=weekday, part=part, position=place, activity=row, minutes=minutes)
        for (weekday, part), chosen in plans.from_library(care_class, monday).items()
        for place, (row, minutes) in enumerate(chosen)
    )
    PlanVersion.objects.create(
        plan=plan, number=1, content=frozen_plan(plan), published_at=_friday(monday), published_by=by
    )


def _changed(menu: Menu, by: Account, dish: Dish) -> None:
    """The kitchen ran out of something on Monday morning: a second version says so."""
    menus.put(menu, 5, Meal.BREAKFAST, [dish])
    at = datetime.combine(menu.monday, time(7, 5), SHANGHAI)
    content = frozen_menu(menu)
    if content != menu.versions.get().content:
        MenuVersion.objects.create(menu=menu, number=2, content=content, published_at=at, published_by=by)


def _friday(monday: date) -> datetime:
    """A week is published on the Friday before it."""
    return datetime.combine(monday - _FRIDAY, time(16), SHANGHAI)


def _samples(seed: int, site: Site, by: Account, day: date) -> None:
    """Lunch of the last days: the oldest is thrown away, the next should have been, yesterday's is still kept."""
    for ago, name in ((4, "番茄炒蛋"), (3, "清蒸鲈鱼"), (1, "肉末豆腐")):
        on = day - timedelta(days=ago)
        kept = datetime.combine(on, time(11, 30), SHANGHAI)
        until = kept + timedelta(hours=48)
        gone = {"discarded_at": until + timedelta(hours=1), "discarded_by": by} if ago == 4 else {}
        FoodSample.objects.create(
            public_id=public_id(seed, "sample", site.pk, ago), site=site, day=on, meal=Meal.LUNCH, dish=name,
            grams=125, kept_at=kept, kept_by=by, until=until, **gone,
        )  # fmt: skip


def _survey(seed: int, site: Site, by: Account, given: list[dict], day: date) -> None:
    """Last quarter's survey, finished."""
    quarter = rules.quarter_of(rules.quarter_of(day) - timedelta(days=1))
    reference = rules.book.rule("survey.reference", quarter)
    survey = DietSurvey.objects.create(
        public_id=public_id(seed, "survey", site.pk, quarter), site=site, quarter=quarter,
        method=Method.BOOKKEEPING, first_day=quarter + timedelta(days=7), last_day=quarter + timedelta(days=18),
        person_days=_DAYS * _A_DAY, reference_kcal=reference.value["kcal"],
        reference_protein_g=reference.value["protein_g"], reference_source=reference.title,
    )  # fmt: skip
    for one in given:
        food = Food.objects.create(
            site=site, name=one["name"], name_en=one["en"], edible=Decimal(str(one["edible"])),
            energy_kcal=Decimal(str(one["kcal"])), protein_g=Decimal(str(one["protein"])), source="SAMPLE 示例值",
        )  # fmt: skip
        SurveyFood.objects.create(survey=survey, food=food, grams=one["grams"] * 3)
    survey.refresh_from_db()
    survey.result = result_of(survey)
    survey.finished_at = datetime.combine(rules.quarter_end(quarter), time(15), SHANGHAI)
    survey.finished_by = by
    survey.save()
